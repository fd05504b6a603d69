"""The measurements of the batch normalisation lab, and the phenomena they show."""

import numpy as np
import pytest

from assignment.classifiers.deep_net import FullyConnectedNet
from assignment.normalization_measurements import (
    batch_mean_noise,
    gradient_sizes,
    largest_good_rate,
)


def test_noise_of_three_means_worked_out_by_hand():
    x = np.array([[0.0], [2], [2], [4], [5], [5], [99]])
    assert batch_mean_noise(x, 2) == pytest.approx([np.sqrt(8 / 3)])


def test_rows_that_do_not_fill_a_minibatch_are_left_out():
    x = np.arange(14.0).reshape(7, 2)
    np.testing.assert_array_equal(batch_mean_noise(x, 3), batch_mean_noise(x[:6], 3))


def test_the_data_are_left_alone():
    x = np.arange(12.0).reshape(6, 2)
    batch_mean_noise(x, 2)
    np.testing.assert_array_equal(x, np.arange(12.0).reshape(6, 2))


def test_minibatches_of_one_have_the_spread_of_the_data():
    x = np.random.RandomState(0).randn(50, 3)
    np.testing.assert_allclose(batch_mean_noise(x, 1), x.std(axis=0))


@pytest.mark.parametrize("size", [2, 8, 32])
def test_the_noise_is_the_spread_over_root_n(size):
    """The standard deviation of k means has a relative standard error of 1/√(2k): here 2 to 9 %.

    Six of these standard errors are allowed.
    """
    x = 3 * np.random.RandomState(0).randn(2048, 4) + 7
    allowed = 6 / np.sqrt(2 * 2048 / size)
    np.testing.assert_allclose(batch_mean_noise(x, size), 3 / np.sqrt(size), rtol=allowed)


def test_sizes_come_in_the_order_of_the_layers_and_leave_other_parameters_out():
    grads = {f"W{i}": np.full((2, 3), -float(i)) for i in range(12, 0, -1)}
    grads.update(b1=np.ones(3), gamma1=np.ones(3), beta1=np.ones(3))
    np.testing.assert_allclose(gradient_sizes(grads), np.arange(1, 13))


def test_the_size_is_the_root_of_the_mean_square():
    assert gradient_sizes({"W1": np.array([[3.0, 4.0]])}) == pytest.approx([np.sqrt(12.5)])


def test_the_largest_good_rate():
    rates, losses = np.array([0.1, 10, 0.3, 0.01]), np.array([1.7, np.nan, 2.0, 1.9])
    assert largest_good_rate(rates, losses, 2.0) == 0.3
    assert largest_good_rate(rates, losses, 1.0) == 0.0
    assert largest_good_rate(rates, np.array([np.inf, np.nan, 3, 1]), 2.0) == 0.01


# --------------------------------------------------------------- what the lecture promises


def sizes_of_a_deep_net(scale, normalization):
    """Gradient sizes of a new network of ten hidden layers of 50 units."""
    np.random.seed(0)
    net = FullyConnectedNet([50] * 10, 192, 10, normalization, weight_scale=scale)
    rng = np.random.RandomState(1)
    _, grads = net.loss(rng.randn(100, 192), rng.randint(10, size=100))
    return gradient_sizes(grads)


def test_without_normalisation_the_scale_of_the_weights_decides_over_the_gradients():
    """Each of the ten other layers passes its scale on: 100 times as large, ten times over.

    What is left of a power of ten is the softmax, which is sure of itself for large scores.
    """
    small, large = sizes_of_a_deep_net(0.01, None), sizes_of_a_deep_net(1.0, None)
    np.testing.assert_allclose(np.log10(large / small), 20, atol=1)


def test_with_normalisation_it_hardly_matters():
    small, large = sizes_of_a_deep_net(0.01, "batchnorm"), sizes_of_a_deep_net(1.0, "batchnorm")
    np.testing.assert_allclose(np.log10(large / small), 0, atol=1)
