"""Fixtures around the fake course, a plugin of the tests that name it."""

import shutil

import fake_lab
import pytest
from fake_course import PASSED, Course, FakeGrader, use_fakes
from nbgrader.converters import GenerateAssignment

from autograder.nbgrader_course.adapter import autograde


@pytest.fixture(scope="session")
def generated(tmp_path_factory):
    """A course with the assignment generated, once: nbgrader takes a second for a database."""
    with pytest.MonkeyPatch.context() as patch:
        root = fake_lab.make_root(tmp_path_factory.mktemp("course"))
        use_fakes(patch, root)
        course = Course(root)
        course.run(GenerateAssignment)
    return course


@pytest.fixture
def tiny_course(generated, tmp_path, monkeypatch):
    use_fakes(monkeypatch, tmp_path / "course")
    monkeypatch.setattr(autograde, "_graders", {})
    monkeypatch.setattr(FakeGrader, "verdict", PASSED)
    monkeypatch.setattr(FakeGrader, "opened", 0)
    shutil.copytree(generated.root, tmp_path / "course")
    return Course(tmp_path / "course")
