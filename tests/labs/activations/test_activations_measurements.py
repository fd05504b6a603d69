"""The measurements of the activations lab, against closed forms; sampling errors are stated."""

import math

import numpy as np
import pytest

from assignment.activation_measurements import (
    dead_share,
    layer_means,
    one_sign_share,
    saturated_share,
    seconds_per_element,
    sgd_path,
    slope_product,
    steps_to_reach,
)
from assignment.activations import (
    elu_forward,
    leaky_relu_backward,
    leaky_relu_forward,
    sigmoid_backward,
    sigmoid_forward,
    tanh_backward,
    tanh_forward,
)
from assignment.pretended_clock import PretendedClock
from autograder.student.gradient_check import eval_numerical_gradient_array

MANY = 40_000  # a share then has a standard error of at most 0.0025


@pytest.fixture
def rng():
    return np.random.RandomState(7)


def relu_forward(x):
    return leaky_relu_forward(x, alpha=0.0)


def both_tails(distance):
    """The chance that a standard normal number is further from 0 than this."""
    return math.erfc(distance / math.sqrt(2))


def test_the_lectures_three_points_are_saturated_at_both_ends():
    x = np.array([-10.0, 0.0, 10.0])
    assert saturated_share(sigmoid_forward, sigmoid_backward, x) == pytest.approx(2 / 3)
    assert saturated_share(relu_forward, leaky_relu_backward, x) == pytest.approx(2 / 3)
    assert saturated_share(leaky_relu_forward, leaky_relu_backward, x, 0.005) == 0


@pytest.mark.parametrize("spread", [1.0, 4.0, 20.0])
def test_saturated_shares_of_normal_inputs_are_what_the_slopes_predict(rng, spread):
    """The sigmoid's slope is 0.01 where its output is s with s - s² = 0.01; of tanh 1 - t² is."""
    x = spread * rng.standard_normal(MANY)
    s = 0.5 + math.sqrt(0.25 - 0.01)
    edges = {"sigmoid": math.log(s / (1 - s)), "tanh": math.atanh(math.sqrt(1 - 0.01))}
    found = {
        "sigmoid": saturated_share(sigmoid_forward, sigmoid_backward, x),
        "tanh": saturated_share(tanh_forward, tanh_backward, x),
    }
    for name, edge in edges.items():
        assert found[name] == pytest.approx(both_tails(edge / spread), abs=0.0125)


def test_a_chain_of_sigmoids_lets_through_less_than_a_quarter_each(rng):
    x = rng.standard_normal(200)
    for depth in range(1, 8):
        product = slope_product(sigmoid_forward, sigmoid_backward, x, depth)
        assert np.all(product <= 0.25**depth) and np.all(product > 0.1**depth * 0.01)


def test_a_chain_of_relus_lets_all_through_or_nothing(rng):
    x = rng.standard_normal(200)
    product = slope_product(relu_forward, leaky_relu_backward, x, 9)
    assert np.array_equal(product, x > 0)


def test_the_slope_product_is_the_numerical_gradient_of_the_chain(rng):
    x = rng.standard_normal((3, 4))

    def chain(x):
        for _ in range(4):
            x, _ = tanh_forward(x)
        return x

    numerical = eval_numerical_gradient_array(chain, x, np.ones_like(x))
    product = slope_product(tanh_forward, tanh_backward, x, 4)
    np.testing.assert_allclose(product, numerical, atol=1e-9)


def test_positive_inputs_give_every_unit_a_gradient_of_one_sign(rng):
    x, dout = sigmoid_forward(rng.standard_normal((1, 10)))[0], rng.standard_normal((1, 300))
    assert one_sign_share(x.T @ dout) == 1


def test_random_signs_agree_as_often_as_chance_has_it(rng):
    """Of D numbers 2 in 2^D; with 4000 units the standard error is at most 0.008."""
    for num_inputs in (2, 3, 5):
        share = one_sign_share(rng.standard_normal((num_inputs, 4000)))
        assert share == pytest.approx(2 / 2**num_inputs, abs=0.04)


def test_the_path_ends_at_the_best_weights_on_a_longer_way_if_inputs_are_positive():
    start, best = np.array([0.0, 2.0]), np.array([2.0, 0.0])
    lengths = []
    for x in ([[1, 0.4], [0.4, 1]], [[1, -0.4], [0.4, 1]]):
        x = np.array(x)
        path = sgd_path(start, x, x @ best, 0.8, 60)
        assert path.shape == (61, 2) and np.array_equal(path[0], start)
        np.testing.assert_allclose(path[-1], best, atol=1e-6)
        lengths.append(np.sum(np.linalg.norm(np.diff(path, axis=0), axis=1)))
    assert lengths[0] > 1.9 * lengths[1] > 1.9 * np.linalg.norm(best - start)


def test_every_step_with_positive_inputs_has_one_sign(rng):
    x = rng.uniform(0.1, 1, (5, 6))
    steps = np.diff(sgd_path(rng.randn(6), x, rng.randn(5), 0.1, 20), axis=0)
    assert one_sign_share(steps.T) == 1


def test_the_fastest_call_counts_and_the_clock_is_the_one_given():
    clock = PretendedClock([5.0, 2.0, 3.0])
    assert seconds_per_element(clock.work, np.ones((3, 4)), repeats=3, clock=clock) == 2.0


def test_a_real_clock_gives_a_time_that_can_be_believed():
    """A pass through 100,000 numbers takes between 0.01 and 1000 ns a number anywhere."""
    seconds = seconds_per_element(np.exp, np.ones(100_000), repeats=3)
    assert 1e-11 < seconds < 1e-6


def test_only_units_that_never_answer_are_dead():
    out = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    assert dead_share(out) == pytest.approx(1 / 3)
    assert dead_share(out[:1]) == pytest.approx(2 / 3)


def test_first_layer_means_are_the_closed_forms(rng):
    """Of normal inputs: 1/√(2π) for the ReLU, as in the lecture's table (0.39), far less for ELU.

    The mean of 40,000 outputs has a standard error of at most 0.004.
    """
    x = rng.standard_normal((MANY, 1))
    weights = np.ones((1, 1, 1))
    relu = 1 / math.sqrt(2 * math.pi)
    elu = relu + math.exp(0.5) * math.erfc(1 / math.sqrt(2)) / 2 - 0.5
    wanted = {relu_forward: relu, elu_forward: elu, sigmoid_forward: 0.5, tanh_forward: 0.0}
    for forward, mean in wanted.items():
        assert layer_means(forward, x, weights)[0] == pytest.approx(mean, abs=0.02)
    assert elu == pytest.approx(0.1605, abs=1e-4)


def test_layer_means_are_those_of_each_layer_in_turn():
    def identity_forward(x):
        return x, None

    weights = np.stack([2 * np.eye(3), 3 * np.eye(3)])
    means = layer_means(identity_forward, np.ones((4, 3)), weights)
    assert np.array_equal(means, [2, 6])


def test_steps_are_counted_from_0_to_the_first_that_is_low_enough():
    losses = np.array([2.0, 1.0, 3.0, 0.5, 1.0])
    assert [steps_to_reach(losses, level) for level in (2.5, 1.5, 0.7, 0.1)] == [0, 1, 3, -1]
    assert steps_to_reach(np.array([np.nan, np.nan]), 1.0) == -1
