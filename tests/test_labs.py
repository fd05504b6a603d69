"""The labs as they are found: a folder each, all of whose topics the lab asks about."""

import importlib
import inspect
import pkgutil
import sys

import pytest

from autograder import labs
from autograder.grading.basis import engine_sources, lab_sources
from autograder.lab import Question
from autograder.misconception import Misconception, bank

LAB = """\
from autograder.lab import Lab
from autograder.labs.{name} import topic

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


def test_a_folder_is_a_lab_and_a_file_beside_it_is_none(tmp_path, monkeypatch):
    (tmp_path / "new_lab").mkdir()
    (tmp_path / "new_lab" / "__init__.py").write_text(LAB.format(name="new_lab"))
    (tmp_path / "new_lab" / "topic.py").write_text(TOPIC)
    (tmp_path / "not_a_lab.py").write_text("")
    (tmp_path / "no_package").mkdir()
    known = labs.names()
    monkeypatch.setattr(labs, "__path__", [*labs.__path__, str(tmp_path)])
    try:
        assert labs.names() == sorted([*known, "new_lab"])
        assert [question.id for question in labs.load("new_lab").questions] == ["first"]
    finally:
        for name in [name for name in sys.modules if name.startswith("autograder.labs.new_lab")]:
            del sys.modules[name]


@pytest.mark.parametrize("name", labs.names())
def test_a_lab_asks_every_question_of_its_topics(name):
    asked = [question.id for question in labs.load(name).questions]
    assert len(asked) == len(set(asked))
    for topic in modules_below(f"autograder.labs.{name}"):
        questions: list[Question] = getattr(topic, "questions", [])
        assert {question.id for question in questions} <= set(asked), topic.__name__


@pytest.mark.parametrize("name", labs.names())
def test_a_bank_holds_every_mistake_of_its_topics(name):
    known = bank(labs.load(name))
    for topic in modules_below(f"autograder.labs.{name}.misconceptions"):
        lists = [value for value in vars(topic).values() if isinstance(value, list)]
        written = [entry for entries in lists for entry in entries]
        assert any(isinstance(entry, Misconception) for entry in written), topic.__name__
        assert all(entry in known for entry in written), topic.__name__


@pytest.mark.parametrize("name", labs.names())
def test_the_hash_of_a_lab_holds_its_own_modules_and_no_other_labs(name):
    engine, hashed = list(engine_sources()), list(lab_sources(labs.load(name)))
    for lab in labs.names():
        for package in (f"autograder.labs.{lab}", f"autograder.labs.{lab}.misconceptions"):
            for module in [importlib.import_module(package), *modules_below(package)]:
                source = inspect.getsource(module)
                assert (source in hashed) == (lab == name), module.__name__
                assert source not in engine, module.__name__
