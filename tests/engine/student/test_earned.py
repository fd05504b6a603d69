"""A formula is unfolded after three failed checks of changed code, and not before."""

import pytest

from autograder.student.checking import earned
from autograder.student.checking.hints import Hints

CODE = "def layer(x):\n    return {}\n\ndef other():\n    pass\n"
DATA = {"id": "layer", "steps": ["a", "b", "c"], "formula": "out = 2 x"}


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(earned, "FILE", tmp_path / "failed_checks.json")


def fail(*answers):
    return [earned.note_failure("layer", CODE.format(answer), "layer") for answer in answers]


def test_only_changed_code_counts():
    assert fail("x", "x", "(x)  # the same", "3 * x", "x") == [1, 1, 1, 2, 2]
    assert earned.note_failure("layer", CODE.format("x") + "\n\nother()\n", "layer") == 2
    assert earned.note_failure("layer", "def layer(x", "layer") == 3


def test_the_formula_comes_with_the_third():
    fail("x", "3 * x")
    folded = Hints(DATA, 4)
    assert [text for _, text in folded.steps] == ["a", "b", "c"] and "so far: 2" in folded.more
    fail("4 * x")
    unfolded = Hints(DATA, 4)
    assert unfolded.steps[-1] == ("The formula", "out = 2 x") and unfolded.more == ""


def test_a_question_without_a_formula_has_three_hints():
    fail("x", "3 * x", "4 * x")
    assert len(Hints({**DATA, "formula": ""}, 9).steps) == 3
