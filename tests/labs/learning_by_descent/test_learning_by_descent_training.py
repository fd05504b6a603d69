"""What the lab on learning by descent says of its trainings, on the stand-in data."""

import numpy as np
import pytest

from assignment import small_images as images
from assignment.comparing_runs import mean_and_spread
from assignment.descent import gradient_descent
from assignment.descent_models import SmoothNet, mean_square, valley
from assignment.descent_rehearsal import truth_table
from assignment.descent_training import train
from autograder.student.gradient_check import eval_numerical_gradient

X_XOR, Y_XOR = truth_table(2), np.array([[0.0], [1.0], [1.0], [0.0]])


@pytest.fixture(scope="module")
def data():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CIFAR10_DIR", "/nowhere")
        return images.small_images(1000, 500)


@pytest.mark.parametrize("straight", [True, False])
def test_the_gradient_of_the_net_is_its_numerical_one(straight):
    net = SmoothNet(3, 4, 2, straight)
    random = np.random.RandomState(0)
    X, y, w = random.randn(5, 3), random.randn(5, 2), net.start(0) + 0.1
    numerical = eval_numerical_gradient(lambda w: net.evaluate_gradient(X, y, w)[0], w)
    np.testing.assert_allclose(net.evaluate_gradient(X, y, w)[1], numerical, atol=1e-7)


def test_the_valley_is_about_25_times_steeper_across():
    X, _ = valley()
    across, along = np.mean(X**2, axis=0)
    assert 15 < across / along < 40


@pytest.mark.parametrize(("step_size", "ends"), [(0.1, 0.2), (1.8, 0.2), (2.1, np.inf)])
def test_steps_shrink_below_two_over_the_curvature_and_grow_above(step_size, ends):
    w, _ = gradient_descent(mean_square, *valley(), np.array([-2.5, -2.0]), step_size, 40)
    assert abs(w[0] - 1) < ends
    assert (abs(w[0] - 1) > 3.5) == (step_size > 2)


@pytest.mark.parametrize("seed", range(4))
def test_descent_finds_xor_with_tanh_and_a_half_without(seed):
    for straight, wanted, loss in ((False, Y_XOR, 0.0), (True, np.full((4, 1), 0.5), 0.125)):
        net = SmoothNet(2, 3, 1, straight)
        w, losses = gradient_descent(
            net.evaluate_gradient, X_XOR, Y_XOR, net.start(seed), 0.3, 2000
        )
        np.testing.assert_allclose(net.outputs(X_XOR, w), wanted, atol=0.05)
        assert losses[-1] == pytest.approx(loss, abs=1e-3)


def test_small_images_are_means_of_blocks(data):
    assert data["X_train"].shape == (1000, 192) and data["X_val"].shape == (500, 192)
    assert 0.5 < data["X_train"].std() < 1.5
    assert abs(data["X_train"].mean()) < 1e-6  # the mean image is subtracted


def test_momentum_with_a_tenth_of_the_rate_does_as_well(data):
    X, y = data["X_train"], data["y_train"]
    plain = train(X, y, learning_rate=0.1, momentum=0.0)
    rolling = train(X, y, learning_rate=0.01, momentum=0.9)
    ends = [np.mean(run.loss_history[-20:]) for run in (plain, rolling)]
    assert abs(ends[0] - ends[1]) < 0.02


def test_decay_saves_a_rate_that_is_too_large_for_the_end(data):
    X, y = data["X_train"], data["y_train"]
    ends = [
        np.mean(train(X, y, learning_rate=0.1, lr_decay=decay).loss_history[-20:])
        for decay in (1.0, 0.8)
    ]
    assert ends[0] > ends[1] + 0.05


def test_seeds_differ_by_some_points_and_the_same_seed_does_not(data):
    X, y = data["X_train"], data["y_train"]
    scores = [train(X, y, seed).accuracy(data["X_val"], data["y_val"]) for seed in range(6)]
    assert 0.005 < mean_and_spread(scores)[1] < 0.05
    assert train(X, y, 0).accuracy(data["X_val"], data["y_val"]) == scores[0]
