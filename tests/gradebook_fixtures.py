"""Gradebooks on databases of both kinds, and what stands in one: a plugin of tests."""

import itertools
import shutil

import fake_lab
import postgresql_server
import pytest
from course_fixtures import use_fakes
from nbgrader.api import Base
from sqlalchemy import create_engine, make_url, select, text

from autograder import nbgrader_adapter

NATURAL = ("student", "course")  # tables whose ids mean something; all others are random


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
        use_fakes(patch)
        nbgrader_adapter.write_gradebook(fake_lab.make_lab(), [], url, generated.root)
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


def rows(db_url):
    """Return every row of every table of a gradebook, in plain order, without random ids.

    What an id points to stands in its place.
    """
    engine = create_engine(db_url)
    with engine.connect() as connection:
        found = {
            name: [row._mapping for row in connection.execute(select(table))]
            for name, table in Base.metadata.tables.items()
        }
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    by_id = {name: {row["id"]: row for row in table} for name, table in found.items()}

    def plain(name, row):
        values = {}
        for column in Base.metadata.tables[name].columns:
            value = row[column.name]
            if column.foreign_keys and value is not None:
                (key,) = column.foreign_keys
                target = key.column.table.name
                values[column.name] = plain(target, by_id[target][value])
            elif column.name != "id" or name in NATURAL:
                values[column.name] = value
        return values

    shown = {
        name: sorted((plain(name, row) for row in table), key=repr) for name, table in found.items()
    }
    return {**shown, "alembic_version": version}
