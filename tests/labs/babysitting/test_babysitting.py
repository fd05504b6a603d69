"""The babysitting lab: its functions, on numbers that can be checked by hand."""

import numpy as np
import pytest

from assignment.diagnostics import (
    BALANCED,
    GOOD,
    OVERFITTING,
    ROOM,
    accuracy_gap,
    check_regularization,
    confidence_and_accuracy,
    diagnose_loss_curve,
    expected_initial_loss,
    overfit_tiny,
    rough_range,
    should_stop,
    update_ratio,
)
from assignment.layers import softmax_loss
from assignment.pretended_net import PretendedNet
from assignment.suspect_nets import ForgetsRegularization, RewardsLargeWeights

LN_10 = 2.302585093


# ------------------------------------------------------------------------------- the first loss


def test_ten_classes_start_at_2_3026():
    assert expected_initial_loss(10) == pytest.approx(LN_10)


@pytest.mark.parametrize("classes", [2, 7, 100])
def test_it_is_the_softmax_loss_of_equal_scores(classes):
    loss, _ = softmax_loss(np.zeros((3, classes)), np.array([0, 1, 1]))
    assert expected_initial_loss(classes) == pytest.approx(loss)


# ------------------------------------------------------------------------------- regularization


@pytest.mark.parametrize("kind", [ForgetsRegularization, RewardsLargeWeights])
def test_faulty_regularization_does_not_go_up(kind):
    X, y = np.random.RandomState(0).randn(5, 4), np.array([0, 1, 2, 0, 1])
    _, _, went_up = check_regularization(kind(4, 6, 3, weight_scale=0.5), X, y, reg=10.0)
    assert not went_up


# --------------------------------------------------------------------------- learning by heart


@pytest.mark.parametrize(
    ("cost", "wrong", "wanted"), [(0.009, 0, True), (0.011, 0, False), (0.001, 1, False)]
)
def test_both_conditions_decide_whether_it_passed(cost, wrong, wanted):
    y = np.array([0, 1, 2, 1])
    answers = y.copy()
    answers[:wrong] = 2
    _, accuracy, passed = overfit_tiny(PretendedNet(cost, answers, 3), np.zeros((4, 2)), y, 4)
    assert accuracy == 1 - wrong / 4
    assert bool(passed) is wanted


# ------------------------------------------------------------------------- confidence, accuracy


def test_confidence_is_the_mean_probability_of_the_right_class():
    scores = np.log([[2.0, 1.0, 1.0], [1.0, 6.0, 3.0]])
    assert confidence_and_accuracy(scores, np.array([0, 2])) == pytest.approx((0.4, 0.5))


def test_confidence_is_right_for_scores_of_any_size():
    scores = np.random.RandomState(0).randn(6, 4)
    y = np.array([0, 1, 2, 3, 0, 1])
    usual = confidence_and_accuracy(scores, y)
    assert confidence_and_accuracy(scores + 1000, y) == pytest.approx(usual)
    assert confidence_and_accuracy(scores - 1000, y) == pytest.approx(usual)


# ----------------------------------------------------------------------------------- stopping


@pytest.mark.parametrize(
    ("losses", "wanted"),
    [
        ([2.3], False),
        ([2.3, 2.2, 2.1], False),
        ([2.3, 6.8], False),
        ([2.3, 7.0], True),
        ([2.3, 7.0, 1.0], True),
        ([2.3, 0.1, 2.0], False),
        ([2.3, np.nan], True),
        ([2.3, np.inf], True),
        ([np.nan], True),
        ([np.inf, np.inf], True),
    ],
)
@pytest.mark.parametrize("kind", [list, np.array])
def test_a_run_stops_when_it_has_exploded(losses, wanted, kind):
    assert should_stop(kind(losses)) is wanted


def test_the_factor_can_be_chosen():
    assert should_stop([1.0, 2.0], factor=1.9)
    assert not should_stop([1.0, 2.0], factor=2.1)


def test_the_range_does_not_depend_on_the_order_of_rates():
    steps = np.arange(100)
    good, flat = 2.3 * np.exp(-steps / 30), np.full(100, 2.3)
    assert diagnose_loss_curve(good) == GOOD
    assert rough_range([3, 1, 4, 2], [good, flat, flat, good]) == (2, 3)


# ------------------------------------------------------------------------------- gap and ratio


@pytest.mark.parametrize(
    ("train", "val", "wanted"),
    [(0.9, 0.5, OVERFITTING), (0.5, 0.45, BALANCED), (0.4, 0.39, ROOM), (0.3, 0.4, ROOM)],
)
def test_the_gap_of_the_last_epoch_decides(train, val, wanted):
    gap, advice = accuracy_gap([0.1, train], [0.2, val])
    assert gap == pytest.approx(train - val)
    assert advice == wanted


def test_the_ratio_is_that_of_two_euclidean_norms():
    assert update_ratio(np.array([3.0, 4.0]), np.array([0.6, -0.8]), 0.1) == pytest.approx(0.02)
    assert update_ratio(np.full(9, 0.02), np.full(9, 0.2), 1e-3) == pytest.approx(0.01)
    filters = np.random.RandomState(0).randn(2, 3, 4, 4)
    assert update_ratio(filters, 2 * filters, 0.5) == pytest.approx(1.0)
