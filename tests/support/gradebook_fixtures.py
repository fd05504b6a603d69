"""Fixtures of gradebooks on databases of both kinds, a plugin of the tests that name it."""

import itertools
import shutil

import fake_lab
import postgresql_server
import pytest
from fake_course import use_fakes
from sqlalchemy import make_url

from autograder.nbgrader_course.adapter import marks


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server, started once; a machine without one cannot vouch for it."""
    if postgresql_server.programs() is None:
        pytest.skip(postgresql_server.INSTALL)
    with postgresql_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def tiny_template(postgresql, generated):
    """The name of a database on the server that holds the tiny lab and no marks."""
    url = make_url(postgresql.new_database())
    with pytest.MonkeyPatch.context() as patch:
        use_fakes(patch, generated.root)
        marks.write_gradebook(fake_lab.make_lab(generated.root), [], url)
    return url.database


@pytest.fixture(params=["sqlite", "postgresql"])
def new_gradebook(request, tiny_course):
    """Return the URL of a gradebook with the tiny lab and no marks, another one at each call."""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
        template = request.getfixturevalue("tiny_template")
        return lambda: server.new_database(template)
    numbers = itertools.count()

    def copy():
        path = tiny_course.root / f"gradebook_{next(numbers)}.db"
        shutil.copy(tiny_course.root / "gradebook.db", path)
        return f"sqlite:///{path}"

    return copy
