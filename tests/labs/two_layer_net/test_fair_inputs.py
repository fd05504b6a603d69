"""The lab's inputs keep clear of where right answers differ: jumps of slopes, and lost digits."""

import numpy as np
import pytest

from autograder import labs
from autograder.student.checking.compare import TOLERANCE
from autograder.student.checking.comparisons.normal import MARGIN
from labs.two_layer_net.cases import CLEAR
from labs.two_layer_net.losses import loss_case
from labs.two_layer_net.net import net_inputs

LAB = labs.load("two_layer_net")
SEEDS = range(100)


def cases_of(*question_ids):
    """Every case of some questions, with each seed in turn."""
    for question_id in question_ids:
        for case in LAB[question_id].cases:
            for seed in SEEDS:
                case.reseed(seed)
                yield case


class Net:
    def __init__(self):
        self.params = {}


def test_the_scores_of_a_row_are_at_most_50_apart():
    for case in cases_of("softmax_loss", "svm_loss"):
        x, _ = loss_case(case)
        assert np.ptp(x, axis=1).max() <= 50


def test_no_score_is_on_the_hinge():
    for case in cases_of("svm_loss", "softmax_loss"):
        x, y = loss_case(case)
        margins = x - x[np.arange(len(y)), y][:, None] + 1
        assert np.abs(margins).min() >= CLEAR / 2


def test_the_first_label_names_a_class_that_does_not_win():
    for case in cases_of("svm_loss", "softmax_loss"):
        x, y = loss_case(case)
        assert x[0, y[0]] < x[0].max() or np.ptp(x[0]) == 0  # equal scores: no class wins


def test_shifted_scores_are_exact_in_float32():
    shifted = [case for case in LAB["softmax_loss"].cases if hasattr(case, "shift")]
    assert len(shifted) == 7
    for case in shifted:
        for seed in SEEDS:
            case.reseed(seed)
            x, y = loss_case(case)
            assert np.array_equal(x.astype(np.float32), x)
            assert not np.any(x.argmax(axis=1) == y)


@pytest.mark.parametrize("question_id", ["two_layer_net_scores", "two_layer_net_gradients"])
def test_no_hidden_unit_is_on_the_kink_of_relu(question_id):
    for case in cases_of(question_id):
        net = Net()
        X, y = net_inputs(net, case, case.n)
        hidden = X.reshape(case.n, -1) @ net.params["W1"] + net.params["b1"]
        assert np.abs(hidden).min() > CLEAR
        scores = np.maximum(hidden, 0) @ net.params["W2"] + net.params["b2"]
        assert np.ptp(scores, axis=1).max() <= 50
        assert scores[0, y[0]] == scores[0].min()


def test_the_tolerance_covers_a_float32_softmax_that_stays_near_1000():
    """Four roundings of a float32 near 1000, twice: see docs/decisions/tolerances.md."""
    rounding = float(np.spacing(np.float32(1000.0))) / 2
    assert 2 * 4 * rounding <= TOLERANCE <= 10 * rounding
    assert MARGIN == 6
