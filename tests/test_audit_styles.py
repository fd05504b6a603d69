"""The fast cut of styles and seeds: right solutions have full marks, whatever the style.

Each style is graded once under the default isolation, and a few seeds are replayed.
"""

import pytest

from autograder.grade import Grader
from tests.audit import seeds
from tests.audit.styles import LAB, MINIMUM, hand_in, lost, styles

STYLES = styles()


@pytest.fixture(scope="module")
def usual_grader():
    """A grader with the limits that students' submissions are given."""
    with Grader(LAB) as grader:
        yield grader


@pytest.mark.parametrize("name", STYLES)
def test_a_right_solution_of_any_style_has_full_marks(usual_grader, tmp_path, name):
    result = usual_grader.grade(hand_in(STYLES[name], tmp_path / "ada"))
    assert lost(result) == []


def test_there_are_enough_styles_and_no_two_are_the_same():
    assert len(STYLES) >= MINIMUM
    assert len({repr(sorted(files.items())) for files in STYLES.values()}) == len(STYLES)


def test_a_style_that_is_wrong_is_told(usual_grader, tmp_path):
    """The audit itself can fail."""
    wrong = {**STYLES["reference"]}
    wrong["layers.py"] = wrong["layers.py"].replace("dout.sum(axis=0)", "dout.mean(axis=0)")
    assert lost(usual_grader.grade(hand_in(wrong, tmp_path / "ada")))


def test_no_style_flakes_on_a_few_seeds():
    rows = seeds.audit(fast=True)
    assert all(row.holds for row in rows), rows


def test_a_style_that_flakes_is_told():
    """ReLU that leaks on rare inputs fails some seeds of many."""
    files = seeds.as_text(STYLES["reference"])
    leak = "np.maximum(x, 0) + (np.abs(x - 0.5) < 0.01)"
    files["layers.py"] = files["layers.py"].replace("np.maximum(x, 0)", leak)
    cases = seeds.record_seeds(3)
    problems, _, _ = seeds.replay("leaky", files, cases)
    assert problems
    assert seeds.replay("reference", seeds.as_text(STYLES["reference"]), cases)[0] == []
