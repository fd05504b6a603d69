"""What is counted is right or wrong: it has no relative error, on the screen or in a cell."""

import numpy as np
import pytest

from autograder.student.checking.compare import CLOSE
from autograder.student.checking.verdict import compare
from autograder.student.expect import Unmet
from autograder.student.expect import compare as expect_close

EXACT = {"kind": "exact"}


@pytest.mark.parametrize(
    "right", [7, np.int64(7), np.array([1, 2, 3]), True, np.array([True, False])]
)
def test_a_right_count_has_no_relative_error(right):
    assert compare("count", right, right, CLOSE) == ("", "", None)


def test_a_number_that_is_compared_exactly_has_none_either():
    assert compare("count", 7.0, 7.0, EXACT) == ("", "", None)


def test_a_computed_number_has_one():
    assert compare("loss", 2.5, 2.5, CLOSE) == ("", "", 0.0)


def test_a_wrong_count_keeps_its_message():
    problem, _, error = compare("count", 8, 7, CLOSE)
    assert str(problem) == "count is 8, expected 7." and error > 0


def test_a_cell_says_that_a_count_is_as_expected(capsys):
    expect_close("steps", 2, 2, tolerance=1e-7)
    assert capsys.readouterr().out == "steps: as expected\n"


def test_a_cell_stops_at_a_wrong_count():
    with pytest.raises(Unmet, match="steps: 3, expected 2"):
        expect_close("steps", 3, 2, tolerance=1e-7)
