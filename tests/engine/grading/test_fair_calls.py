"""Calls and results: other parameter names, and whatever Python can unpack."""

import itertools

import numpy as np
import pytest

from autograder.student.checking.program import WrongCount, call, unpacked

WHAT = ["layers", {"attr": "softmax_loss"}]
KEYWORDS = {"input_dim": 5, "hidden_dim": 6}


@pytest.mark.parametrize(
    "function",
    [
        lambda input_dim, hidden_dim: (input_dim, hidden_dim),
        lambda input_dim, hidden_dims: (input_dim, hidden_dims),
        lambda n_in=1, n_hidden=2, **more: (n_in, n_hidden),
        lambda **kwargs: (kwargs["input_dim"], kwargs["hidden_dim"]),
        lambda input_dim, **kwargs: (input_dim, kwargs["hidden_dim"]),
        lambda *args, **kwargs: args or tuple(kwargs.values()),
        lambda hidden_dim, input_dim: (input_dim, hidden_dim),
    ],
)
def test_arguments_reach_the_parameters_they_are_meant_for(function):
    assert call(function, [], KEYWORDS) == (5, 6)


def test_a_function_that_takes_too_few_parameters_says_so_itself():
    with pytest.raises(TypeError, match="hidden_dim"):
        call(lambda input_dim: input_dim, [], KEYWORDS)


@pytest.mark.parametrize(
    "result", [(1, 2), [1, 2], iter([1, 2]), map(int, "12"), {"loss": 1, "dx": 2}.values()]
)
def test_a_result_is_unpacked_as_an_assignment_would(result):
    assert unpacked(WHAT, result, 2) == [1, 2]


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (None, "softmax_loss returned None, expected 2"),
        (np.zeros((2, 3)), r"one value \(ndarray\)"),
        (3.0, r"one value \(float\)"),
        ("ab", r"one value \(str\)"),
        ({"loss": 1, "dx": 2}, r"one value \(dict\)"),
        ((1, 2, 3), "3 values"),
        (itertools.count(), "100 values"),
    ],
)
def test_another_number_of_values_is_told(result, words):
    with pytest.raises(WrongCount, match=words):
        unpacked(WHAT, result, 2)
