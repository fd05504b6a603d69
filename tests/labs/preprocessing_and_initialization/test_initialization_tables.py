"""The lecture's five tables of activations through ten layers, the slides' and ours.

The tables are random. How far they may lie from what a network of infinite width does is derived
here: see `Theory`.
"""

import numpy as np
import pytest

from assignment.initialization import (
    activate,
    activation_statistics,
    gradient_statistics,
    he,
    layer_outputs,
    slope,
    small_random,
    xavier,
)

EXAMPLES, UNITS, LAYERS = 1000, 500, 10


def unit_random(fan_in, fan_out):
    return small_random(fan_in, fan_out, std=1.0)


def numbers(text):
    return [float(number) for number in text.split()]


# Name: initialisation, activation function, fan_in times the variance of a weight, means and stds
# as the slides print them, as far as six decimals hold any digits.
TABLES = {
    "std 0.01, tanh": (
        small_random,
        "tanh",
        UNITS * 0.01**2,
        numbers("-0.000117 -0.000001 -0.000002 0.000001 0.000002 -0.000000"),
        numbers("0.213081 0.047551 0.010630 0.002378 0.000532 0.000119"),
    ),
    "std 1, tanh": (
        unit_random,
        "tanh",
        UNITS,
        numbers("-0.000430 -0.000849 0.000566 0.000483 -0.000682")
        + numbers("-0.000401 -0.000237 -0.000448 -0.000899 0.000584"),
        numbers("0.981879 0.981649 0.981601 0.981755 0.981614")
        + numbers("0.981560 0.981520 0.981913 0.981728 0.981736"),
    ),
    "Xavier, tanh": (
        xavier,
        "tanh",
        1,
        numbers("0.001198 -0.000175 0.000055 -0.000306 0.000142")
        + numbers("-0.000389 -0.000228 -0.000291 0.000361 0.000139"),
        numbers("0.627953 0.486051 0.407723 0.357108 0.320917")
        + numbers("0.292116 0.273387 0.254935 0.239266 0.228008"),
    ),
    "Xavier, ReLU": (
        xavier,
        "relu",
        1,
        numbers("0.398623 0.272352 0.186076 0.136442 0.099568")
        + numbers("0.072234 0.049775 0.035138 0.025404 0.018408"),
        numbers("0.582273 0.403795 0.276912 0.198685 0.140299")
        + numbers("0.103280 0.072748 0.051572 0.038583 0.026076"),
    ),
    "He, ReLU": (
        he,
        "relu",
        2,
        numbers("0.562488 0.553614 0.545867 0.565396 0.547678")
        + numbers("0.587103 0.596867 0.623214 0.567498 0.552531"),
        numbers("0.825232 0.827835 0.813855 0.826902 0.834092")
        + numbers("0.860035 0.870610 0.889348 0.845357 0.844523"),
    ),
}
all_tables = pytest.mark.parametrize("name", TABLES)

# The normal distribution on a grid fine enough for tanh of 20 times its argument.
NODES = np.linspace(-8, 8, 801)
WEIGHTS = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()


class Theory:
    """Layer by layer: what infinitely many units do, and by how much finitely many may differ.

    A unit's input is normal with variance q = gain * (mean square of the layer before). From it
    follow the mean and the mean square of the outputs.

    Sampling: given the layer before, the units of a layer are independent draws. The mean of
    g(output) over N examples and H units has the variance

        (var(g) / N + (1 - 1/N) cov(g of one example, g of another)) / H.

    The covariance follows from the correlation c of two examples. It grows with depth for ReLU,
    whose outputs are positive. For tanh it stays 0 on average, but each layer gives it a random
    part of variance 1/H, and the squares of outputs feel c squared: so its root mean square is
    followed as well. To all this comes what the layer before had too much or too little.
    """

    def __init__(self, gain, activation):
        self.f = lambda z: activate(z, activation)
        self.means, self.mean_errors = [], []  # standard errors
        self.squares, self.square_errors = [], []  # relative standard errors
        square, variance = 1.0, 2 / (EXAMPLES * UNITS)  # of the inputs; relative
        c, c_rms = 0.0, UNITS**-0.5
        for _ in range(LAYERS):
            q = gain * square
            mean, square = self.expected(q, 1), self.expected(q, 2)
            # By how many per cent they grow if q grows by one.
            mean_gain = 0.5 if activation == "relu" else 0.0
            square_gain = 100 * (self.expected(1.01 * q, 2) / square - 1)
            mean_variance = self.error(q, c, 1) + (mean_gain * mean) ** 2 * variance
            variance = self.error(q, c_rms, 2) / square**2 + square_gain**2 * variance
            c = self.product(q, c, 1) / square
            c_rms = np.sqrt((self.product(q, c_rms, 1) / square) ** 2 + 1 / UNITS)
            self.means.append(mean)
            self.mean_errors.append(np.sqrt(mean_variance))
            self.squares.append(square)
            self.square_errors.append(np.sqrt(variance))

    def expected(self, q, power):
        """Return the expectation of an output to a power."""
        return WEIGHTS @ self.f(np.sqrt(q) * NODES) ** power

    def product(self, q, c, power):
        """Return the expectation of the product of two examples' outputs, each to a power."""
        other = c * NODES[:, None] + np.sqrt(1 - min(c, 1) ** 2) * NODES
        first, second = self.f(np.sqrt(q) * NODES) ** power, self.f(np.sqrt(q) * other) ** power
        return WEIGHTS @ (first * (second @ WEIGHTS))

    def error(self, q, c, power):
        """Return the sampling variance of the mean of the outputs to a power."""
        mean = self.expected(q, power)
        own = self.expected(q, 2 * power) - mean**2
        shared = self.product(q, c, power) - mean**2
        return (own / EXAMPLES + (1 - 1 / EXAMPLES) * shared) / UNITS

    def misses(self, means, stds, errors=5):
        """Return the layers whose mean or mean square is off by more than so many errors."""
        found = []
        for layer, (mean, std) in enumerate(zip(means, stds)):
            square = mean**2 + std**2
            off = abs(square / self.squares[layer] - 1) / self.square_errors[layer]
            off_mean = abs(mean - self.means[layer]) / max(self.mean_errors[layer], 1e-6)
            rounded = 1e-6 / std / self.square_errors[layer]  # six decimals are printed
            if off > errors + rounded or off_mean > errors:
                found.append((layer + 1, off, off_mean))
        return found


@pytest.fixture(scope="module")
def theories():
    return {name: Theory(gain, f) for name, (_, f, gain, _, _) in TABLES.items()}


def measured(name, seed=0):
    initialisation, activation = TABLES[name][:2]
    np.random.seed(seed)
    x = np.random.randn(EXAMPLES, UNITS)
    weights = [initialisation(UNITS, UNITS) for _ in range(LAYERS)]
    return x, weights, activation, *activation_statistics(x, weights, activation)


@all_tables
def test_the_lectures_table_is_within_five_sampling_errors_of_the_theory(theories, name):
    assert theories[name].misses(*TABLES[name][3:]) == []


@all_tables
def test_our_table_is_within_five_sampling_errors_of_the_theory(theories, name):
    assert theories[name].misses(*measured(name)[3:]) == []


def test_the_sampling_errors_are_small_where_numbers_are_published_to_three_digits(theories):
    """So a table of one initialisation does not pass for that of another."""
    assert max(theories["std 0.01, tanh"].square_errors[:5]) < 0.025
    assert max(theories["std 1, tanh"].square_errors) < 0.003
    assert max(theories["Xavier, tanh"].square_errors) < 0.025
    assert max(theories["He, ReLU"].square_errors) < 0.25
    for name, theory in theories.items():
        for other, (_, _, _, means, stds) in TABLES.items():
            assert bool(theory.misses(means, stds)) == (name != other)


def test_with_small_weights_activations_and_gradients_shrink_by_the_same_factor():
    """0.01 times the root of 500 at each layer; the weights' gradients are the same in all."""
    x, weights, activation, _, stds = measured("std 0.01, tanh")
    dx_stds, dw_stds = gradient_statistics(np.random.randn(EXAMPLES, UNITS), x, weights, activation)
    factor = 0.01 * np.sqrt(UNITS)
    np.testing.assert_allclose(stds[2:] / stds[1:-1], factor, rtol=0.03)
    np.testing.assert_allclose(dx_stds[1:-1] / dx_stds[2:], factor, rtol=0.03)
    assert dw_stds.max() < 1.1 * dw_stds.min() < 1e-4


def test_with_weights_of_one_nine_in_ten_units_saturate_and_gradients_still_grow():
    """Where the slides say that they become zero."""
    x, weights, activation, _, _ = measured("std 1, tanh")
    slopes = slope(layer_outputs(x, weights, activation)[-1], activation)
    assert 0.88 < np.mean(slopes < 0.01) < 0.91
    dx_stds, _ = gradient_statistics(np.random.randn(EXAMPLES, UNITS), x, weights, activation)
    growth = dx_stds[:-1] / dx_stds[1:]
    np.testing.assert_allclose(growth, np.sqrt(UNITS * np.mean(slopes**2)), rtol=0.05)
    assert dx_stds[0] > 1e5


def test_with_he_and_relu_all_gradients_stay_as_they_are():
    x, weights, activation, _, _ = measured("He, ReLU")
    stds = gradient_statistics(np.random.randn(EXAMPLES, UNITS), x, weights, activation)
    for layer_stds in stds:
        assert layer_stds.max() < 1.3 * layer_stds.min()
