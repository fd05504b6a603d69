"""The reference of the initialisation: draws, symmetry, finite differences, and the advice."""

import itertools

import numpy as np
import pytest

from assignment.deep_training import thumbnails, train_deep
from assignment.initialization import (
    activate,
    constant,
    count_distinct_units,
    he,
    layer_gradients,
    layer_outputs,
    slope,
    small_random,
    xavier,
)
from assignment.symmetry import exclusive_or, train_hidden_layer
from autograder.student.gradient_check import eval_numerical_gradient_array


def unit_random(fan_in, fan_out):
    return small_random(fan_in, fan_out, std=1.0)


# ---- draws


@pytest.mark.parametrize(("initialisation", "gain"), [(xavier, 1), (he, 2)])
def test_fan_in_times_the_variance_is_the_gain(initialisation, gain):
    np.random.seed(3)
    for shape in [(500, 400), (2000, 100)]:
        w = initialisation(*shape)
        assert w.shape == shape
        assert shape[0] * w.var() == pytest.approx(gain, rel=6 * np.sqrt(2 / w.size))


def test_the_slip_of_the_notes_is_another_number_altogether():
    np.random.seed(3)
    printed = np.random.randn(500, 500) / np.sqrt(2 / 500)
    assert printed.std() > 200 * he(500, 500).std()


# ---- symmetry


@pytest.mark.parametrize("value", [0.0, 0.1, -1.0])
def test_equal_units_stay_equal_however_long_they_are_trained(value):
    X, targets = exclusive_or()
    history, losses = train_hidden_layer(constant(3, 8, value), constant(8, 1, value), X, targets)
    assert [count_distinct_units(w) for w in history[::50]] == [1] * 7
    assert losses[-1] > 0.95


def test_random_units_differ_and_learn():
    np.random.seed(1)
    X, targets = exclusive_or()
    start = small_random(3, 8, 0.1), small_random(8, 1, 0.1)
    history, losses = train_hidden_layer(*start, X, targets)
    assert count_distinct_units(history[-1]) == 8
    assert losses[-1] < 0.35


def test_random_weights_above_are_enough_to_tell_units_apart():
    np.random.seed(1)
    X, targets = exclusive_or()
    history, _ = train_hidden_layer(constant(3, 8, 0.1), small_random(8, 1, 0.1), X, targets)
    assert count_distinct_units(history[0]) == 1 and count_distinct_units(history[2]) == 8


def test_units_are_told_apart_weight_by_weight():
    w = np.array([[1.0, 3.0, 1.0, 1.0 + 1e-9, -1.0], [3.0, 1.0, 3.0, 3.0, -3.0]])
    assert count_distinct_units(w) == 3


# ---- forward and back


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_gradients_are_those_of_finite_differences(activation):
    rng = np.random.RandomState(5)
    x, dout = rng.randn(6, 4), rng.randn(6, 3)
    weights = [rng.randn(*shape) for shape in [(4, 5), (5, 5), (5, 3)]]
    dxs, dws = layer_gradients(dout, x, weights, activation)
    values = [x, *layer_outputs(x, weights, activation)]
    for layer in range(3):
        rest = weights[layer:]
        dx = eval_numerical_gradient_array(
            lambda h, rest=rest: layer_outputs(h, rest, activation)[-1], values[layer], dout
        )
        dw = eval_numerical_gradient_array(
            lambda w, layer=layer, rest=rest: layer_outputs(
                values[layer], [w, *rest[1:]], activation
            )[-1],
            weights[layer],
            dout,
        )
        np.testing.assert_allclose(dxs[layer], dx, atol=1e-7)
        np.testing.assert_allclose(dws[layer], dw, atol=1e-7)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_given_slope_is_that_of_the_given_activation(activation):
    z = np.array([-2.0, -0.3, 0.4, 3.0])
    numerical = (activate(z + 1e-6, activation) - activate(z - 1e-6, activation)) / 2e-6
    np.testing.assert_allclose(slope(activate(z, activation), activation), numerical, atol=1e-8)


# ---- the advice


def losses_of(initialisation, activation, X, y):
    np.random.seed(0)
    sizes = [X.shape[1], *[60] * 10]
    weights = [initialisation(*shape) for shape in itertools.pairwise(sizes)]
    return train_deep(weights, X, y, activation, num_steps=150)


@pytest.fixture(scope="module")
def blobs():
    """Four clouds of points, a label each."""
    rng = np.random.RandomState(2)
    y = np.arange(400) % 4
    return rng.randn(400, 20) * 0.5 + rng.randn(4, 20)[y], y


def test_deep_networks_learn_from_the_weights_the_lecture_advises(blobs):
    assert losses_of(xavier, "tanh", *blobs)[-10:].mean() < 0.3
    assert losses_of(he, "relu", *blobs)[-10:].mean() < 0.3


def test_they_do_not_learn_from_small_weights_and_break_with_large_ones(blobs):
    for activation in ("tanh", "relu"):
        assert losses_of(small_random, activation, *blobs)[-1] == pytest.approx(np.log(4), abs=0.02)
    broken = losses_of(unit_random, "relu", *blobs)
    assert len(broken) < 150 and not np.isfinite(broken[-1])


def test_training_leaves_the_weights_it_was_given(blobs):
    weights = [np.ones((20, 5)) * 0.1]
    train_deep(weights, *blobs, "tanh", num_steps=2)
    assert np.all(weights[0] == 0.1)


def test_thumbnails_are_averages_of_squares():
    images = np.arange(2 * 3 * 4 * 4.0).reshape(2, 3, 4, 4)
    rows = thumbnails(images, size=2)
    assert rows.shape == (2, 12)
    assert rows[0, 0] == images[0, 0, :2, :2].mean()
    assert rows[1, -1] == images[1, 2, 2:, 2:].mean()
