"""The small network of the activations lab, and the lecture's phenomena in it."""

import numpy as np
import pytest

from assignment.activation_measurements import dead_share, steps_to_reach
from assignment.activations_net import ACTIVATIONS, SmallNet, spirals, train
from autograder.student.gradient_check import eval_numerical_gradient


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_step_of_the_network_goes_along_the_numerical_gradient(activation):
    x, y = spirals(4, seed=3)
    net = SmallNet(activation, bias=0.1, num_units=4, depth=2)
    params = [layer.params for layer in net.layers]
    before = [{name: array.copy() for name, array in layer.items()} for layer in params]

    def loss(_):
        scores = net.scores(x)
        log_probs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return -np.mean(log_probs[np.arange(len(y)), y])

    numerical = [
        {name: eval_numerical_gradient(loss, array) for name, array in layer.items()}
        for layer in params
    ]
    first = loss(None)
    assert net.step(x, y, learning_rate=1.0) == pytest.approx(first)
    for layer, old, grads in zip(params, before, numerical):
        for name in layer:
            np.testing.assert_allclose(old[name] - layer[name], grads[name], atol=1e-7)


def test_spirals_are_three_arms_and_the_same_for_the_same_seed():
    x, y = spirals(50, seed=1)
    assert x.shape == (150, 2) and np.array_equal(np.bincount(y), [50, 50, 50])
    assert np.array_equal(x, spirals(50, seed=1)[0])
    assert not np.array_equal(x, spirals(50, seed=2)[0])
    assert np.linalg.norm(x, axis=1).max() == pytest.approx(3)


def test_networks_of_one_seed_start_from_the_same_weights():
    one, other = SmallNet("relu", seed=4), SmallNet("tanh", seed=4)
    assert np.array_equal(one.layers[2].params["W"], other.layers[2].params["W"])
    assert one.num_params() == other.num_params() == 2043
    assert SmallNet("maxout").num_params() == 3993


def test_the_lectures_advice_shows_in_the_small_network():
    """The sigmoid learns nothing, all others nearly everything; ELU and maxout come first."""
    runs = {name: train(name) for name in ACTIVATIONS}
    accuracy = {name: run.val_accuracy for name, run in runs.items()}
    steps = {name: steps_to_reach(run.loss_history, 0.4) for name, run in runs.items()}
    assert accuracy.pop("sigmoid") < 0.6 and steps.pop("sigmoid") == -1
    assert min(accuracy.values()) > 0.9 and min(steps.values()) > 0
    assert max(steps["elu"], steps["maxout"]) < 0.8 * steps["relu"]


def test_a_large_learning_rate_and_a_negative_bias_kill_relus():
    def dead(net):
        net.scores(spirals(100, seed=1)[0])
        return np.mean([dead_share(layer.out) for layer in net.layers])

    assert dead(SmallNet("relu", bias=-2.0)) > 0.4 > 0.2 > dead(SmallNet("relu"))
    assert dead(SmallNet("relu", bias=0.5)) <= dead(SmallNet("relu"))
    rates = [dead(train("relu", rate, steps=200).net) for rate in (0.1, 2.0)]
    assert rates[0] < 0.2 and rates[1] > 0.4


def test_training_ends_when_the_loss_is_no_number():
    run = train("elu", learning_rate=50.0, steps=400)
    assert len(run.loss_history) < 400 and not np.isfinite(run.loss_history[-1])
