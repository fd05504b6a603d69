"""The reference of the lab on learning by descent, pinned by tables, algebra and statistics."""

import itertools

import numpy as np
import pytest

from assignment.comparing_runs import compare_runs, cross_validate, make_folds, mean_and_spread
from assignment.descent import (
    decayed_rates,
    epoch_batches,
    gradient_descent,
    minibatch_sgd,
    momentum_step,
)
from assignment.descent_models import mean_square, valley
from assignment.descent_rehearsal import Momentum, Pretended, Sgd, truth_table
from assignment.optim import sgd_momentum
from assignment.threshold_units import (
    and_weights,
    one_layer,
    or_weights,
    threshold_unit,
    two_layers,
    xor_weights,
)
from assignment.unit_trials import try_units

# ---- threshold units


@pytest.mark.parametrize("num_inputs", [1, 2, 5])
def test_and_and_or_are_what_numpy_says_of_every_row(num_inputs):
    rows = truth_table(num_inputs)
    for weights, right in ((and_weights, np.all), (or_weights, np.any)):
        out = threshold_unit(rows, *weights(num_inputs))
        assert out.tolist() == right(rows == 1, axis=1).tolist()


def test_a_sum_of_exactly_0_is_off():
    assert threshold_unit(np.array([[1.0, 2.0]]), np.array([2.0, -1.0]), 0.0).tolist() == [0]


def test_units_side_by_side_are_the_units_one_by_one():
    random = np.random.RandomState(0)
    x, W, b = random.randn(20, 3), random.randn(3, 4), random.randn(4)
    together = threshold_unit(x, W, b)
    for unit in range(4):
        assert np.array_equal(together[:, unit], threshold_unit(x, W[:, unit], b[unit]))


def test_of_all_tables_of_two_inputs_one_unit_fails_at_xor_and_its_opposite_alone():
    """Minsky and Papert (1969): 14 of the 16 functions of two inputs are linearly separable."""
    failed = [
        table for table in itertools.product([0, 1], repeat=4) if try_units(np.array(table))[0] < 4
    ]
    assert failed == [(0, 1, 1, 0), (1, 0, 0, 1)]


def test_two_layers_do_xor():
    assert two_layers(truth_table(2), *xor_weights()).tolist() == [0, 1, 1, 0]


def test_three_straight_activations_in_a_row_are_c_cubed():
    """The Korean notes: h(h(h(x))) = c · c · c · x."""
    W, b = one_layer([np.eye(1)] * 3, [np.zeros(1)] * 3, slope=1.7)
    assert W.item() == pytest.approx(1.7**3) and b.item() == 0


def test_one_layer_answers_as_the_stack_does():
    random = np.random.RandomState(1)
    sizes = [4, 2, 5, 3]
    weights = [random.randn(*pair) for pair in itertools.pairwise(sizes)]
    biases = [random.randn(size) for size in sizes[1:]]
    x = h = random.randn(6, 4)
    for layer_weights, layer_bias in zip(weights, biases):
        h = -0.7 * (h @ layer_weights + layer_bias)
    W, b = one_layer(weights, biases, slope=-0.7)
    np.testing.assert_allclose(x @ W + b, h)


# ---- the loops


def test_on_a_bowl_the_distance_shrinks_by_one_minus_the_step_size():
    made, losses = gradient_descent(lambda X, y, w: (w @ w / 2, w), 0, 0, np.array([8.0]), 0.25, 5)
    assert made.item() == pytest.approx(8 * 0.75**5)
    np.testing.assert_allclose(losses, [32 * 0.75 ** (2 * step) for step in range(5)])


def test_many_steps_end_where_least_squares_does():
    X, y = valley()
    w, _ = gradient_descent(mean_square, X, y, np.zeros(2), 1.5, 2000)
    np.testing.assert_allclose(w, np.linalg.lstsq(X, y, rcond=None)[0])


def test_vanilla_is_mini_batch_sgd_with_one_batch_of_all():
    X, y = valley(50)
    w, losses = gradient_descent(mean_square, X, y, np.ones(2), 0.3, 7)
    batches = [np.arange(50)] * 7
    other, other_losses = minibatch_sgd(mean_square, X, y, np.ones(2), batches, Sgd(0.3))
    np.testing.assert_allclose(other, w)
    np.testing.assert_allclose(other_losses, losses)


@pytest.mark.parametrize(("num_examples", "batch_size"), [(10, 3), (9, 3), (2, 5), (1, 1)])
def test_an_epoch_holds_every_example_once(num_examples, batch_size):
    batches = epoch_batches(num_examples, batch_size)
    assert sorted(np.concatenate(batches)) == [*range(num_examples)]
    assert len(batches) == -(-num_examples // batch_size)
    assert {len(batch) for batch in batches[:-1]} <= {batch_size}


def test_batches_are_dealt_anew_each_time():
    np.random.seed(0)
    first, second = (np.concatenate(epoch_batches(100, 10)) for _ in range(2))
    assert not np.array_equal(first, second)


# ---- steps


def test_momentum_is_that_of_the_solvers_update_rules():
    random = np.random.RandomState(2)
    w = other = random.randn(3, 2)
    velocity, config = np.zeros((3, 2)), {"learning_rate": 0.1, "momentum": 0.8}
    for _ in range(4):
        dw = random.randn(3, 2)
        w, velocity = momentum_step(w, dw, velocity, 0.1, 0.8)
        other, config = sgd_momentum(other, dw, config)
    np.testing.assert_allclose(w, other)


def test_a_constant_gradient_ends_at_ten_times_the_rate():
    update = Momentum(momentum_step, 0.01, 0.9)
    w = np.zeros(1)
    for _ in range(300):
        before, w = w, update(w, np.ones(1))
    assert (w - before).item() == pytest.approx(-0.1)


def test_the_rate_halves_in_about_fourteen_epochs_with_a_decay_of_095():
    rates = decayed_rates(1.0, 0.95, 20, 3)
    assert rates.shape == (60,) and rates[0] == rates[2] == 1
    assert rates[3 * 13] > 0.5 > rates[3 * 14]


# ---- comparing


@pytest.mark.parametrize(("num_examples", "num_folds"), [(10, 5), (11, 4), (3, 3)])
def test_every_example_validates_in_one_fold_and_trains_in_all_others(num_examples, num_folds):
    folds = make_folds(np.random.RandomState(0).permutation(num_examples), num_folds)
    assert sorted(np.concatenate([val for _, val in folds])) == [*range(num_examples)]
    for train, val in folds:
        assert sorted([*train, *val]) == [*range(num_examples)]
    sizes = [len(val) for _, val in folds]
    assert sizes == sorted(sizes, reverse=True) and max(sizes) - min(sizes) <= 1


def test_each_fold_is_scored_by_itself():
    X, y = np.random.RandomState(0).randn(12, 3), np.arange(12)
    folds = make_folds(np.arange(12), 4)
    scores = cross_validate(Pretended(), X, y, folds)
    alone = [Pretended()(X[train], y[train], X[val], y[val]) for train, val in folds]
    assert scores == alone and len(set(scores)) == 4


def test_the_spread_is_right_on_average_and_with_n_it_would_be_too_small():
    """Bessel's correction, on 20,000 samples of three numbers with a variance of 1."""
    samples = np.random.RandomState(0).standard_normal((20_000, 3))
    assert np.mean([mean_and_spread(s)[1] ** 2 for s in samples]) == pytest.approx(1, abs=0.03)
    assert np.mean(np.var(samples, axis=1)) == pytest.approx(2 / 3, abs=0.03)


def test_chance_alone_is_told_apart_about_once_in_twenty_times():
    random = np.random.RandomState(0)
    verdicts = [compare_runs(*random.standard_normal((2, 30)))[2] for _ in range(2000)]
    assert 0.03 < np.mean([verdict != "cannot tell" for verdict in verdicts]) < 0.07


def test_a_real_difference_is_told_with_its_sign():
    random = np.random.RandomState(0)
    low, high = random.normal(0.3, 0.02, 8), random.normal(0.4, 0.03, 5)
    difference, error, verdict = compare_runs(low, high)
    assert difference == pytest.approx(high.mean() - low.mean())
    assert error == pytest.approx(np.sqrt(low.var(ddof=1) / 8 + high.var(ddof=1) / 5))
    assert verdict == "second" and compare_runs(high, low)[2] == "first"
