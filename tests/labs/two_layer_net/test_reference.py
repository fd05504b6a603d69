"""The oracle itself: published values, finite differences, and the closed forms behind them."""

import numpy as np
import pytest

from assignment.classifiers.fc_net import TwoLayerNet
from assignment.layer_utils import affine_relu_backward, affine_relu_forward
from assignment.layers import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
    svm_loss,
)
from autograder.student.gradient_check import eval_numerical_gradient, eval_numerical_gradient_array

PUBLISHED_SCORES = [
    [11.53165108, 12.2917344, 13.05181771, 13.81190102, 14.57198434, 15.33206765, 16.09215096],
    [12.05769098, 12.74614105, 13.43459113, 14.1230412, 14.81149128, 15.49994135, 16.18839143],
    [12.58373087, 13.20054771, 13.81736455, 14.43418138, 15.05099822, 15.66781506, 16.2846319],
]


@pytest.fixture
def rng():
    return np.random.RandomState(231)


@pytest.fixture
def published_net():
    """The course's net with its linspace parameters, and its inputs and labels."""
    n, d, h, c = 3, 5, 50, 7
    net = TwoLayerNet(input_dim=d, hidden_dim=h, num_classes=c, weight_scale=1e-3)
    net.params["W1"] = np.linspace(-0.7, 0.3, num=d * h).reshape(d, h)
    net.params["b1"] = np.linspace(-0.1, 0.9, num=h)
    net.params["W2"] = np.linspace(-0.3, 0.4, num=h * c).reshape(h, c)
    net.params["b2"] = np.linspace(-0.9, 0.1, num=c)
    return net, np.linspace(-5.5, 4.5, num=n * d).reshape(d, n).T, np.array([0, 5, 1])


def test_affine_forward_gives_the_published_values():
    x = np.linspace(-0.1, 0.5, num=2 * 120).reshape(2, 4, 5, 6)
    w = np.linspace(-0.2, 0.3, num=120 * 3).reshape(120, 3)
    out, _ = affine_forward(x, w, np.linspace(-0.3, 0.1, num=3))
    published = [[1.49834967, 1.70660132, 1.91485297], [3.25553199, 3.5141327, 3.77273342]]
    np.testing.assert_allclose(out, published, atol=5e-9)


def test_the_net_gives_the_published_scores(published_net):
    net, X, _ = published_net
    np.testing.assert_allclose(net.loss(X), PUBLISHED_SCORES, atol=5e-9)


@pytest.mark.parametrize(("reg", "published"), [(0.0, 3.4702243556), (1.0, 26.5948426952)])
def test_the_net_gives_the_published_losses(published_net, reg, published):
    net, X, y = published_net
    net.reg = reg
    assert abs(net.loss(X, y)[0] - published) < 1e-10


def test_losses_of_random_scores_are_ln_10_and_9(rng):
    x, y = 0.001 * rng.randn(50, 10), rng.randint(10, size=50)
    assert softmax_loss(x, y)[0] == pytest.approx(np.log(10), abs=1e-3)
    assert svm_loss(x, y)[0] == pytest.approx(9, abs=1e-2)


def test_strong_regularization_lifts_the_first_loss_to_about_3_07(rng):
    np.random.seed(0)
    net = TwoLayerNet(hidden_dim=50, weight_scale=1e-4, reg=1e3)
    loss, _ = net.loss(0.1 * rng.randn(20, 3072), rng.randint(10, size=20))
    assert loss == pytest.approx(3.07, abs=0.01)


@pytest.mark.parametrize("shape", [(10, 6), (10, 2, 3), (1, 6), (3, 1, 2, 3)])
def test_affine_gradients_agree_with_finite_differences(rng, shape):
    x, w, b = rng.randn(*shape), rng.randn(6, 5), rng.randn(5)
    dout = rng.randn(shape[0], 5)
    gradients = affine_backward(dout, affine_forward(x, w, b)[1])
    numeric = (
        eval_numerical_gradient_array(lambda x: affine_forward(x, w, b)[0], x, dout),
        eval_numerical_gradient_array(lambda w: affine_forward(x, w, b)[0], w, dout),
        eval_numerical_gradient_array(lambda b: affine_forward(x, w, b)[0], b, dout),
    )
    for gradient, expected in zip(gradients, numeric, strict=True):
        np.testing.assert_allclose(gradient, expected, rtol=1e-6, atol=1e-8)


def test_relu_and_sandwich_gradients_agree_with_finite_differences(rng):
    x, dout = rng.randn(10, 10), rng.randn(10, 10)
    numeric = eval_numerical_gradient_array(lambda x: relu_forward(x)[0], x, dout)
    np.testing.assert_allclose(relu_backward(dout, relu_forward(x)[1]), numeric, atol=1e-8)

    x, w, b, dout = rng.randn(2, 3, 4), rng.randn(12, 10), rng.randn(10), rng.randn(2, 10)
    _, dw, _ = affine_relu_backward(dout, affine_relu_forward(x, w, b)[1])
    numeric = eval_numerical_gradient_array(lambda w: affine_relu_forward(x, w, b)[0], w, dout)
    np.testing.assert_allclose(dw, numeric, atol=1e-7)


@pytest.mark.parametrize("loss_function", [softmax_loss, svm_loss])
@pytest.mark.parametrize("shape", [(6, 4), (1, 5), (8, 2)])
def test_loss_gradients_agree_with_finite_differences(rng, loss_function, shape):
    x, y = rng.randn(*shape), rng.randint(shape[1], size=shape[0])
    numeric = eval_numerical_gradient(lambda x: loss_function(x, y)[0], x, verbose=False)
    np.testing.assert_allclose(loss_function(x, y)[1], numeric, atol=1e-7)


@pytest.mark.parametrize("reg", [0.0, 0.7])
def test_net_gradients_agree_with_finite_differences(rng, reg):
    net = TwoLayerNet(input_dim=6, hidden_dim=7, num_classes=4, weight_scale=0.5, reg=reg)
    X, y = rng.randn(5, 2, 3), rng.randint(4, size=5)
    _, grads = net.loss(X, y)
    for name, gradient in grads.items():
        numeric = eval_numerical_gradient(lambda _: net.loss(X, y)[0], net.params[name])
        np.testing.assert_allclose(gradient, numeric, rtol=1e-5, atol=1e-7)


def test_softmax_survives_scores_that_overflow_exp():
    x = np.array([[1000.0, 999.0], [-1000.0, -1001.0]])
    loss, dx = softmax_loss(x, np.array([0, 0]))
    assert loss == pytest.approx(np.log(1 + np.exp(-1)))
    assert np.isfinite(dx).all()


def test_no_function_changes_its_arguments(rng):
    x, w, b = rng.randn(4, 2, 3), rng.randn(6, 5), rng.randn(5)
    scores, y = rng.randn(4, 5), rng.randint(5, size=4)
    arrays = (x, w, b, scores, y)
    before = [array.copy() for array in arrays]
    affine_forward(x, w, b)
    relu_forward(x)
    softmax_loss(scores, y)
    svm_loss(scores, y)
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)
