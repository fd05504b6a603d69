"""The reference of FullyConnectedNet: any depth, with and without batch normalisation."""

import numpy as np
import pytest

from assignment.classifiers.deep_net import FullyConnectedNet
from assignment.classifiers.fc_net import TwoLayerNet
from assignment.solver import Solver
from autograder.student.gradient_check import eval_numerical_gradient

KINDS = [None, "batchnorm"]


@pytest.fixture
def rng():
    return np.random.RandomState(231)


def small_net(rng, hidden_dims, normalization, reg=0.0):
    """A net of 6 inputs and 4 classes whose parameters are all random, and data for it."""
    net = FullyConnectedNet(hidden_dims, 6, 4, normalization, reg, weight_scale=0.5)
    for name, w in net.params.items():
        net.params[name] = 0.5 * rng.randn(*w.shape) + name.startswith("gamma")
    return net, rng.randn(8, 2, 3), rng.randint(4, size=8)


# -------------------------------------------------------------------------- initialisation


@pytest.mark.parametrize("normalization", KINDS)
@pytest.mark.parametrize("hidden_dims", [[], [7], [5, 4], [3, 8, 5, 6]])
def test_the_parameters_have_their_names_and_shapes(normalization, hidden_dims):
    net = FullyConnectedNet(hidden_dims, 6, 4, normalization)
    sizes = [6, *hidden_dims, 4]
    expected = {}
    for i in range(1, len(sizes)):
        expected[f"W{i}"], expected[f"b{i}"] = (sizes[i - 1], sizes[i]), (sizes[i],)
        if normalization and i < len(sizes) - 1:
            expected[f"gamma{i}"] = expected[f"beta{i}"] = (sizes[i],)
    assert {name: w.shape for name, w in net.params.items()} == expected
    assert len(net.bn_params) == (len(hidden_dims) if normalization else 0)


def test_a_new_layer_only_normalises():
    net = FullyConnectedNet([50, 40], 30, 20, "batchnorm", weight_scale=0.05)
    for i in (1, 2):
        np.testing.assert_array_equal(net.params[f"gamma{i}"], 1)
        np.testing.assert_array_equal(net.params[f"beta{i}"], 0)
    assert net.params["W1"].std() == pytest.approx(0.05, rel=0.12)  # 1500 numbers: six errors


def test_layers_do_not_share_a_bn_param():
    net = FullyConnectedNet([5, 5], 6, 4, "batchnorm")
    assert net.bn_params[0] is not net.bn_params[1]


def test_an_unknown_normalization_is_refused():
    with pytest.raises(ValueError, match="normalization is 'layernorm'"):
        FullyConnectedNet([5], normalization="layernorm")


# --------------------------------------------------------------------- scores and loss


def test_without_normalisation_three_lines_say_what_it_computes(rng):
    net, X, _ = small_net(rng, [7, 5], None)
    p = net.params
    out = np.maximum(X.reshape(8, 6) @ p["W1"] + p["b1"], 0)
    out = np.maximum(out @ p["W2"] + p["b2"], 0)
    np.testing.assert_allclose(net.loss(X), out @ p["W3"] + p["b3"])


def test_with_one_hidden_layer_it_is_the_two_layer_net(rng):
    net, X, y = small_net(rng, [7], None, reg=0.4)
    other = TwoLayerNet(6, 7, 4, reg=0.4)
    other.params = net.params
    np.testing.assert_allclose(net.loss(X), other.loss(X))
    loss, grads = net.loss(X, y)
    other_loss, other_grads = other.loss(X, y)
    assert loss == pytest.approx(other_loss, rel=1e-12)
    for name, gradient in other_grads.items():
        np.testing.assert_allclose(grads[name], gradient)


def layer_by_hand(a, mean, var, gamma, beta):
    return np.maximum(gamma * (a - mean) / np.sqrt(var + 1e-5) + beta, 0)


def test_in_training_the_minibatch_normalises_and_in_testing_the_running_averages(rng):
    net, X, y = small_net(rng, [7, 5], "batchnorm")
    p, rows = net.params, X.reshape(8, 6)
    mean, var = [np.zeros(7), np.zeros(5)], [np.zeros(7), np.zeros(5)]
    for _ in range(2):  # what is kept in bn_params grows from call to call
        out = rows
        for i in (1, 2):
            a = out @ p[f"W{i}"] + p[f"b{i}"]
            mean[i - 1] = 0.9 * mean[i - 1] + 0.1 * a.mean(axis=0)
            var[i - 1] = 0.9 * var[i - 1] + 0.1 * a.var(axis=0)
            out = layer_by_hand(a, a.mean(0), a.var(0), p[f"gamma{i}"], p[f"beta{i}"])
        scores = out @ p["W3"] + p["b3"]
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        loss, _ = net.loss(X, y)
        assert loss == pytest.approx(-log_probs[np.arange(8), y].mean(), rel=1e-12)
    for i in (1, 2):
        np.testing.assert_allclose(net.bn_params[i - 1]["running_mean"], mean[i - 1])
        np.testing.assert_allclose(net.bn_params[i - 1]["running_var"], var[i - 1])
    out = rows
    for i in (1, 2):
        a = out @ p[f"W{i}"] + p[f"b{i}"]
        out = layer_by_hand(a, mean[i - 1], var[i - 1], p[f"gamma{i}"], p[f"beta{i}"])
    np.testing.assert_allclose(net.loss(X), out @ p["W3"] + p["b3"])


def test_scores_leave_the_running_averages_alone(rng):
    net, X, y = small_net(rng, [7, 5], "batchnorm")
    net.loss(X, y)
    before = [{name: np.copy(value) for name, value in p.items()} for p in net.bn_params]
    net.loss(X + 5)
    for bn_param, old in zip(net.bn_params, before, strict=True):
        for name in ("running_mean", "running_var"):
            np.testing.assert_array_equal(bn_param[name], old[name])


def test_at_test_time_images_do_not_depend_on_each_other(rng):
    net, X, y = small_net(rng, [7, 5], "batchnorm")
    net.loss(X, y)
    alone = np.concatenate([net.loss(X[i : i + 1]) for i in range(8)])
    np.testing.assert_allclose(alone, net.loss(X))


def test_a_network_that_knows_nothing_has_a_loss_of_ln_10(rng):
    for normalization in KINDS:
        net = FullyConnectedNet([20, 20], 30, 10, normalization, weight_scale=1e-4)
        loss, _ = net.loss(rng.randn(50, 30), rng.randint(10, size=50))
        assert loss == pytest.approx(np.log(10), abs=2e-3)


@pytest.mark.parametrize("normalization", KINDS)
def test_the_penalty_is_half_of_reg_times_the_squares_of_the_weights(rng, normalization):
    net, X, y = small_net(rng, [7, 5], normalization)
    plain, _ = net.loss(X, y)
    net.reg = 0.6
    penalty = 0.3 * sum(np.sum(net.params[f"W{i}"] ** 2) for i in (1, 2, 3))
    assert net.loss(X, y)[0] - plain == pytest.approx(penalty, rel=1e-12)


# ------------------------------------------------------------------------------ gradients


@pytest.mark.parametrize("normalization", KINDS)
@pytest.mark.parametrize("reg", [0.0, 0.7])
@pytest.mark.parametrize("hidden_dims", [[], [5], [5, 4], [4, 5, 3]])
def test_gradients_agree_with_finite_differences(rng, normalization, reg, hidden_dims):
    net, X, y = small_net(rng, hidden_dims, normalization, reg)
    _, grads = net.loss(X, y)
    assert grads.keys() == net.params.keys()
    for name, gradient in grads.items():
        numeric = eval_numerical_gradient(lambda _: net.loss(X, y)[0], net.params[name])
        np.testing.assert_allclose(gradient, numeric, rtol=1e-4, atol=1e-7)


def test_a_bias_before_a_normalisation_has_no_gradient(rng):
    net, X, y = small_net(rng, [7, 5], "batchnorm")
    _, grads = net.loss(X, y)
    np.testing.assert_allclose(grads["b1"], 0, atol=1e-14)
    np.testing.assert_allclose(grads["b2"], 0, atol=1e-14)
    assert np.abs(grads["b3"]).max() > 1e-3


def test_the_scale_of_normalised_weights_does_not_matter(rng):
    net, X, y = small_net(rng, [7, 5], "batchnorm")
    before, _ = net.loss(X, y)
    for name in ("W1", "b1", "W2", "b2"):
        net.params[name] = 10 * net.params[name]
    assert net.loss(X, y)[0] == pytest.approx(before, rel=1e-3)


@pytest.mark.parametrize("normalization", KINDS)
def test_neither_parameters_nor_data_are_changed(rng, normalization):
    net, X, y = small_net(rng, [7, 5], normalization, reg=0.5)
    arrays = {**net.params, "X": X, "y": y}
    before = {name: array.copy() for name, array in arrays.items()}
    net.loss(X, y)
    net.loss(X)
    for name, array in arrays.items():
        np.testing.assert_array_equal(array, before[name])


# ------------------------------------------------------------------------------- training


def test_the_solver_trains_a_net_that_does_not_learn_without_normalisation(rng):
    """Six hidden layers, small weights: the plain net stays at ln 4, the other one learns."""
    X = rng.randn(400, 6)
    y = np.argmax(X[:, :4] + X[:, 2:], axis=1)
    data = {"X_train": X[:300], "y_train": y[:300], "X_val": X[300:], "y_val": y[300:]}
    losses = {}
    for normalization in KINDS:
        np.random.seed(0)
        net = FullyConnectedNet([20] * 6, 6, 4, normalization, weight_scale=0.01)
        solver = Solver(
            net,
            data,
            optim_config={"learning_rate": 0.1},
            batch_size=50,
            num_epochs=30,
            num_train_samples=100,
            verbose=False,
            rng=np.random.RandomState(0),
            run_log=None,
        )
        solver.train()
        losses[normalization] = np.mean(solver.loss_history[-20:])
    # The plain net learns how frequent the classes are, and no more.
    frequency = np.bincount(y[:300]) / 300
    assert losses[None] == pytest.approx(-np.sum(frequency * np.log(frequency)), abs=0.05)
    assert losses["batchnorm"] < 0.7 * losses[None]
