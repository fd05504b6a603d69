"""When outputs are the same, and when fingerprints of wrong ones are."""

import numpy as np
import pytest

from autograder.results import said
from autograder.student.checking.compare import TOLERANCE, same_values
from autograder.student.checking.comparisons.normal import normal_problem
from autograder.student.checking.fingerprint import alike, fingerprint
from autograder.student.checking.stub import blanks, is_blank
from autograder.student.checking.verdict import compare

CLOSE = {"kind": "close"}


def test_float32_work_is_close_enough():
    rng = np.random.RandomState(0)
    for _ in range(200):
        x, w = rng.randn(8, 120), rng.randn(120, 6)
        assert same_values((x.astype("f4") @ w.astype("f4")).astype(float), x @ w)


@pytest.mark.parametrize("factor", [1 + 3 * TOLERANCE, -1, 2, 0.5, np.nan, np.inf])
def test_a_wrong_factor_is_not(factor):
    expected = np.arange(1.0, 7).reshape(2, 3)
    assert not same_values(expected * factor, expected)


def test_zeros_must_be_zeros():
    assert same_values(np.zeros(3), np.zeros(3))
    assert not same_values(np.full(3, 1e-3), np.zeros(3))


@pytest.mark.parametrize(
    ("got", "words"),
    [
        ("good", ""),
        ("too low", "out is 'too low', expected 'good'."),
        (None, "out is None, expected 'good'."),
        (3, "out is of type int, expected 'good'."),
        ("\x1b[2J" + 90 * "x", "out is '\\x1b[2J" + 56 * "x" + "', expected 'good'."),
    ],
)
def test_texts_are_the_same_or_not(got, words):
    assert said(compare("out", got, "good", CLOSE)) == (words, "", None)


@pytest.mark.parametrize("got", [True, np.True_, 1, np.array(1.0)])
def test_truth_may_be_told_by_any_one(got):
    assert compare("out", got, True, CLOSE)[0] == ""
    assert said(compare("out", got, False, CLOSE))[0] == "out is True, expected False."


def test_texts_have_fingerprints():
    good, low = (fingerprint({"out": text}, {}) for text in ("good", "too low"))
    assert alike(good, good) and not alike(good, low)
    assert not alike(good, fingerprint({"out": np.zeros(2)}, {}))


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (None, "is None, expected an array of shape (2, 3)"),
        ("text", "is of type str"),
        (np.zeros((2, 2)), "has shape (2, 2), expected (2, 3)"),
        (np.zeros((2, 3)), "expected 5 (5 of 6 elements differ)"),
    ],
)
def test_what_differs_is_said(got, words):
    problem, _, _ = compare("out", got, np.arange(6.0).reshape(2, 3), CLOSE)
    assert words in str(problem)


def test_right_numbers_in_another_shape_are_a_matter_of_shape():
    expected = np.arange(3.0)
    for got in (expected.reshape(1, 3), np.matrix(expected), expected.reshape(3, 1)):
        problem = f"out has shape {got.shape}, expected (3,)."
        assert said(compare("out", got, expected, CLOSE))[:2] == ("", problem)
    problem = "out has shape (1,), expected ()."
    assert said(compare("out", np.array([2.5]), 2.5, CLOSE))[:2] == ("", problem)


def test_a_right_initialisation_misses_its_margins_less_than_once_in_ten_thousand():
    """The margins are six standard errors wide; the tails of so many draws fit far inside."""
    rng = np.random.RandomState(3)
    missed = sum(bool(normal_problem(0.01 * rng.randn(30, 50), 0.01)) for _ in range(10_000))
    assert missed == 0


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda rng: rng.randn(30, 50), "standard deviation"),
        (lambda rng: 0.01 * rng.rand(30, 50), "standard deviation"),
        (lambda rng: np.full((30, 50), 0.01), "standard deviation"),
        (lambda rng: 0.01 * rng.randn(30, 50) + 0.01, "mean"),
        (lambda rng: 0.01 * np.tile(rng.randn(30, 1), (1, 50)), ""),
    ],
)
def test_a_wrong_initialisation_is_told(make, words):
    problem = normal_problem(make(np.random.RandomState(0)), 0.01)
    assert problem and words in str(problem)


def test_fingerprints_tell_outputs_apart_and_survive_rounding():
    rng = np.random.RandomState(0)
    dw = rng.randn(4, 5)
    mark = fingerprint({"dw": dw}, {})
    assert alike(mark, fingerprint({"dw": dw * (1 + 1e-7)}, {}))
    for other in (2 * dw, -dw, dw.T.reshape(4, 5), dw[::-1], dw.ravel(), None, np.nan * dw):
        assert not alike(mark, fingerprint({"dw": other}, {}))


def test_fingerprints_of_random_draws_are_of_their_spread():
    rule = {"W": {"kind": "normal", "std": 0.01}}
    rng = np.random.RandomState(0)
    one, two = (fingerprint({"W": rng.randn(30, 50)}, rule) for _ in range(2))
    assert alike(one, two)
    assert not alike(one, fingerprint({"W": 0.01 * rng.randn(30, 50)}, rule))


def test_blanks_are_found_and_known_to_be_empty():
    text = (
        "def f():\n"
        "    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****\n"
        "    # a thought\n    pass\n"
        "    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****\n"
        "    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****\n"
        "    x = 1  # pass\n"
    )
    assert [is_blank(lines) for _, lines in blanks(text)] == [True, False]


def test_a_value_on_the_edge_of_rounding_leaves_the_same_fingerprint_whatever_its_last_bit():
    for edge in (0.1234565, 2.0000005, 0.5000005):
        prints = {
            str(fingerprint({"out": np.array([value, 0.0])}, {}))
            for value in (np.nextafter(edge, 0), edge, np.nextafter(edge, 9))
        }
        assert len(prints) == 1
