"""The activations: known values, finite differences, safe numerics, and how they hang together."""

import numpy as np
import pytest

from assignment.activations import (
    elu_backward,
    elu_forward,
    leaky_relu_backward,
    leaky_relu_forward,
    maxout_backward,
    maxout_forward,
    prelu_backward,
    prelu_forward,
    sigmoid_backward,
    sigmoid_forward,
    tanh_backward,
    tanh_forward,
)
from assignment.float_warnings import backward_warns, forward_warns
from assignment.squareplus import squareplus_backward, squareplus_forward
from autograder.student.gradient_check import eval_numerical_gradient_array

LAYERS = {
    "sigmoid": (sigmoid_forward, sigmoid_backward),
    "tanh": (tanh_forward, tanh_backward),
    "leaky_relu": (leaky_relu_forward, leaky_relu_backward),
    "elu": (elu_forward, elu_backward),
    "squareplus": (squareplus_forward, squareplus_backward),
}
SAFE = ("sigmoid", "tanh", "elu")


@pytest.fixture
def rng():
    return np.random.RandomState(231)


def clear_of_0(rng, *shape):
    """Numbers no closer to 0 than the step of a numerical gradient could reach."""
    x = rng.randn(*shape)
    return np.where(np.abs(x) < 0.01, 0.3, x)


# ---- values


def test_known_values():
    x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    known = {
        "sigmoid": [0.1192029220, 0.2689414214, 0.5, 0.7310585786, 0.8807970780],
        "tanh": [-0.9640275801, -0.7615941560, 0.0, 0.7615941560, 0.9640275801],
        "leaky_relu": [-0.02, -0.01, 0.0, 1.0, 2.0],
        "elu": [-0.8646647168, -0.6321205588, 0.0, 1.0, 2.0],
    }
    for name, values in known.items():
        np.testing.assert_allclose(LAYERS[name][0](x)[0], values, atol=1e-10)


def test_tanh_is_a_stretched_sigmoid(rng):
    x = rng.randn(50)
    np.testing.assert_allclose(tanh_forward(x)[0], 2 * sigmoid_forward(2 * x)[0] - 1, atol=1e-15)


def test_the_slope_of_the_sigmoid_is_a_quarter_at_0_and_never_more():
    x = np.linspace(-30, 30, 2001)
    slope = sigmoid_backward(np.ones_like(x), sigmoid_forward(x)[1])
    assert slope.max() == slope[1000] == 0.25


def test_outputs_of_an_elu_are_negative_down_to_minus_alpha(rng):
    x = -np.abs(rng.randn(50)) - 0.01
    for alpha in (0.3, 1.0, 2.0):
        out, _ = elu_forward(x, alpha)
        assert np.all(out < 0) and np.all(out > -alpha)


def test_a_leaky_relu_without_a_leak_is_a_relu(rng):
    x = rng.randn(6, 7)
    assert np.array_equal(leaky_relu_forward(x, alpha=0.0)[0], np.maximum(x, 0))


def test_a_parametric_relu_is_not_the_maximum_of_the_lecture_for_slopes_above_1():
    out, _ = prelu_forward(np.array([[-1.0]]), np.array([2.0]))
    assert out.item() == -2.0


def test_maxout_becomes_a_relu_and_a_leaky_relu(rng):
    x = rng.randn(9, 4)
    none, same = np.zeros(4), np.eye(4)
    assert np.array_equal(maxout_forward(x, same, none, 0 * same, none)[0], np.maximum(x, 0))
    out, _ = maxout_forward(x, same, none, 0.1 * same, none)
    np.testing.assert_allclose(out, leaky_relu_forward(x, alpha=0.1)[0], atol=1e-15)


# ---- gradients


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("shape", [(7,), (4, 5), (2, 3, 4)])
def test_backward_is_the_numerical_gradient(rng, name, shape):
    forward, backward = LAYERS[name]
    x, dout = clear_of_0(rng, *shape), rng.randn(*shape)
    numerical = eval_numerical_gradient_array(lambda x: forward(x)[0], x, dout)
    np.testing.assert_allclose(backward(dout, forward(x)[1]), numerical, atol=1e-8)


@pytest.mark.parametrize("alpha", [0.3, 2.0])
def test_backward_knows_the_alpha_of_an_elu(rng, alpha):
    x, dout = clear_of_0(rng, 5, 6), rng.randn(5, 6)
    numerical = eval_numerical_gradient_array(lambda x: elu_forward(x, alpha)[0], x, dout)
    np.testing.assert_allclose(elu_backward(dout, elu_forward(x, alpha)[1]), numerical, atol=1e-8)


def test_both_gradients_of_a_parametric_relu_are_numerical_ones(rng):
    x, dout = clear_of_0(rng, 8, 4), rng.randn(8, 4)
    alpha = np.array([-0.5, 0.25, 1.0, 2.5])
    dx, dalpha = prelu_backward(dout, prelu_forward(x, alpha)[1])
    numerical = eval_numerical_gradient_array(lambda x: prelu_forward(x, alpha)[0], x, dout)
    np.testing.assert_allclose(dx, numerical, atol=1e-8)
    numerical = eval_numerical_gradient_array(lambda a: prelu_forward(x, a)[0], alpha, dout)
    np.testing.assert_allclose(dalpha, numerical, atol=1e-8)


def test_all_five_gradients_of_maxout_are_numerical_ones(rng):
    arguments = [rng.randn(*shape) for shape in [(6, 4), (4, 3), (3,), (4, 3), (3,)]]
    dout = rng.randn(6, 3)
    found = maxout_backward(dout, maxout_forward(*arguments)[1])
    for number, grad in enumerate(found):

        def moved(argument, number=number):
            return maxout_forward(*arguments[:number], argument, *arguments[number + 1 :])[0]

        numerical = eval_numerical_gradient_array(moved, arguments[number], dout)
        np.testing.assert_allclose(grad, numerical, atol=1e-8)


# ---- numbers of any size


@pytest.mark.parametrize("name", SAFE)
def test_values_and_slopes_are_right_far_from_0(name):
    forward, backward = LAYERS[name]
    x = np.array([-1e308, -1000.0, 1000.0, 1e308])
    out, cache = forward(x)
    wanted = {"sigmoid": [0, 0, 1, 1], "tanh": [-1, -1, 1, 1], "elu": [-1, -1, 1000, 1e308]}
    assert np.array_equal(out, wanted[name])
    slopes = backward(np.ones(4), cache)
    assert np.array_equal(slopes, [0, 0, 1, 1] if name == "elu" else [0, 0, 0, 0])


@pytest.mark.parametrize("name", SAFE)
def test_numpy_has_nothing_to_warn_of_far_from_0(name):
    x = np.array([-1000.0, 0.5, 1000.0])
    assert forward_warns(LAYERS[name][0], x) == 0
    assert backward_warns(*LAYERS[name], x, np.ones(3)) == 0


def test_forward_functions_leave_their_arguments_alone(rng):
    x = rng.randn(4, 3)
    before = x.copy()
    for forward, _ in LAYERS.values():
        forward(x)
    alpha = np.full(3, 0.2)
    prelu_forward(x, alpha)
    params = [rng.randn(*shape) for shape in [(3, 2), (2,), (3, 2), (2,)]]
    copies = [param.copy() for param in params]
    maxout_forward(x, *params)
    assert np.array_equal(x, before) and np.all(alpha == 0.2)
    assert all(map(np.array_equal, params, copies))


# ---- a second opinion


def test_pytorch_agrees(rng):
    torch = pytest.importorskip("torch", reason="install torch==2.13.0 to compare with PyTorch")
    x, dout = clear_of_0(rng, 5, 4), rng.randn(5, 4)
    slopes = np.array([0.25, 2.0, 0.0, 1.0])
    theirs = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "leaky_relu": torch.nn.functional.leaky_relu,
        "elu": torch.nn.functional.elu,
    }
    for name, function in theirs.items():
        forward, backward = LAYERS[name]
        point = torch.tensor(x, requires_grad=True)
        function(point).backward(torch.tensor(dout))
        out, cache = forward(x)
        np.testing.assert_allclose(out, function(torch.tensor(x)).numpy(), atol=1e-14)
        np.testing.assert_allclose(backward(dout, cache), point.grad.numpy(), atol=1e-14)
    alpha = torch.tensor(slopes, requires_grad=True)
    torch.nn.functional.prelu(torch.tensor(x), alpha).backward(torch.tensor(dout))
    _, dalpha = prelu_backward(dout, prelu_forward(x, slopes)[1])
    np.testing.assert_allclose(dalpha, alpha.grad.numpy(), atol=1e-14)
