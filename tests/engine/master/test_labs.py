"""The labs as they are found: a folder each, all of whose topics the lab asks about."""

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys

import pytest

from autograder import labs
from autograder.author_errors import AuthorError
from autograder.course import NoCourse, found, load
from autograder.grading.basis import ENGINE, engine_sources, lab_sources
from autograder.lab import Checked
from autograder.misconception import Misconception

LAB = """\
from autograder.lab import Lab
from labs.{name} import topic

lab = Lab("{name}", "A lab", (), (), questions=topic.questions)
"""
TOPIC = """\
from autograder.lab import Questions

questions = Questions()


@questions.add("first", function="layers:first", properties={"out": 1}, cases=[])
def first(code, case):
    return {}
"""


def modules_below(package_name):
    """Every module directly inside a package, imported."""
    package = importlib.import_module(package_name)
    found = pkgutil.iter_modules(package.__path__, f"{package_name}.")
    return [importlib.import_module(module.name) for module in found if not module.ispkg]


@pytest.fixture
def course(tmp_path):
    """Another course, of one small lab."""
    files = {
        "course.py": "from autograder.course import Course\n\ncourse = Course()\n",
        "labs/__init__.py": "",
        "labs/new_lab/lab.py": LAB.format(name="new_lab"),
        "labs/new_lab/topic.py": TOPIC,
        "labs/not_a_lab.py": "",
        "labs/no_lab/topic.py": "",
        "notebooks/new_lab/new_lab.ipynb": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("below", [".", "notebooks/new_lab"])
def test_the_course_is_found_from_where_one_is_upwards_and_its_folders_are_labs(course, below):
    program = (
        "from autograder import labs\n"
        "print(labs.names(), [question.id for question in labs.load('new_lab').questions])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ENGINE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=course / below,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "['new_lab'] ['first']\n", done.stderr


def test_where_no_course_is_that_is_said(tmp_path):
    with pytest.raises(NoCourse, match="There is no course here"):
        found(tmp_path)


@pytest.mark.parametrize("text", ["", "course = 3", "import nothing_of_that_name"])
def test_a_course_that_cannot_be_used_is_said_with_its_file(tmp_path, text):
    (tmp_path / "course.py").write_text(text)
    with pytest.raises(AuthorError, match=r"course\.py"):
        load(tmp_path)


@pytest.mark.parametrize("name", labs.names())
def test_a_lab_asks_every_question_of_its_topics(name):
    asked = [question.id for question in labs.load(name).questions]
    assert len(asked) == len(set(asked))
    for topic in modules_below(f"labs.{name}"):
        questions: list[Checked] = getattr(topic, "questions", [])
        assert {question.id for question in questions} <= set(asked), topic.__name__


@pytest.mark.parametrize("name", labs.names())
def test_a_bank_holds_every_mistake_of_its_topics(name):
    known = labs.load(name).mistakes
    for topic in modules_below(f"labs.{name}.mistakes"):
        lists = [value for value in vars(topic).values() if isinstance(value, list)]
        written = [entry for entries in lists for entry in entries]
        assert any(isinstance(entry, Misconception) for entry in written), topic.__name__
        assert all(entry in known for entry in written), topic.__name__


@pytest.mark.parametrize("name", labs.names())
def test_the_hash_of_a_lab_holds_its_own_modules_and_no_other_labs(name):
    engine, hashed = list(engine_sources()), list(lab_sources(labs.load(name)))
    for lab in labs.names():
        for package in (f"labs.{lab}", f"labs.{lab}.mistakes"):
            for module in [importlib.import_module(package), *modules_below(package)]:
                source = inspect.getsource(module)
                assert (source in hashed) == (lab == name), module.__name__
                assert source not in engine, module.__name__
