"""PyTorch as a second opinion on batch normalisation and on the deep network."""

import numpy as np
import pytest

from assignment.bn_param import new_bn_param
from assignment.classifiers.deep_net import FullyConnectedNet
from assignment.normalization import (
    batchnorm_backward,
    batchnorm_backward_alt,
    batchnorm_forward,
    spatial_batchnorm_backward,
    spatial_batchnorm_forward,
)

torch = pytest.importorskip("torch", reason="install torch==2.13.0 to compare with PyTorch")
F = torch.nn.functional


@pytest.fixture
def rng():
    return np.random.RandomState(7)


def tensors(*arrays):
    return [torch.tensor(array, requires_grad=True) for array in arrays]


@pytest.mark.parametrize("eps", [1e-5, 0.3])
def test_forward_and_backward_agree_with_batch_norm(rng, eps):
    x, gamma, beta, dout = rng.randn(9, 5) * 3 + 2, rng.randn(5), rng.randn(5), rng.randn(9, 5)
    tx, tgamma, tbeta = tensors(x, gamma, beta)
    expected = F.batch_norm(tx, None, None, tgamma, tbeta, training=True, eps=eps)
    expected.backward(torch.tensor(dout))
    out, cache = batchnorm_forward(x, gamma, beta, new_bn_param(eps=eps))
    np.testing.assert_allclose(out, expected.detach().numpy(), atol=1e-12)
    for backward in (batchnorm_backward, batchnorm_backward_alt):
        for got, tensor in zip(backward(dout, cache), (tx, tgamma, tbeta), strict=True):
            np.testing.assert_allclose(got, tensor.grad.numpy(), atol=1e-12)


def test_test_mode_agrees_with_batch_norm(rng):
    x, gamma, beta = rng.randn(4, 5), rng.randn(5), rng.randn(5)
    mean, var = rng.randn(5), rng.rand(5) + 0.1
    expected = F.batch_norm(*(torch.tensor(array) for array in (x, mean, var, gamma, beta)))
    bn_param = new_bn_param("test", running_mean=mean, running_var=var)
    out, _ = batchnorm_forward(x, gamma, beta, bn_param)
    np.testing.assert_allclose(out, expected.numpy(), atol=1e-12)


def test_running_averages_agree_but_for_the_names_of_the_shares(rng):
    """PyTorch's momentum is the share of the new, and its running variance divides by N - 1."""
    N = 9
    layer = torch.nn.BatchNorm1d(5, momentum=0.3).double()
    layer.running_var.zero_()
    bn_param = new_bn_param(momentum=0.7)
    for _ in range(3):
        x = rng.randn(N, 5) * 3 + 2
        layer(torch.tensor(x))
        batchnorm_forward(x, np.ones(5), np.zeros(5), bn_param)
    np.testing.assert_allclose(bn_param["running_mean"], layer.running_mean.numpy(), atol=1e-12)
    unbiased = bn_param["running_var"] * N / (N - 1)
    np.testing.assert_allclose(unbiased, layer.running_var.numpy(), atol=1e-12)


def test_images_agree_with_batch_norm_in_two_dimensions(rng):
    x, gamma, beta = rng.randn(3, 4, 5, 6) * 2 + 1, rng.randn(4), rng.randn(4)
    dout = rng.randn(*x.shape)
    tx, tgamma, tbeta = tensors(x, gamma, beta)
    expected = F.batch_norm(tx, None, None, tgamma, tbeta, training=True, eps=1e-5)
    expected.backward(torch.tensor(dout))
    out, cache = spatial_batchnorm_forward(x, gamma, beta, new_bn_param())
    np.testing.assert_allclose(out, expected.detach().numpy(), atol=1e-12)
    gradients = spatial_batchnorm_backward(dout, cache)
    for got, tensor in zip(gradients, (tx, tgamma, tbeta), strict=True):
        np.testing.assert_allclose(got, tensor.grad.numpy(), atol=1e-12)


@pytest.mark.parametrize("normalization", [None, "batchnorm"])
def test_the_net_agrees_with_autograd(rng, normalization):
    np.random.seed(3)
    net = FullyConnectedNet([7, 6, 5], 12, 4, normalization, reg=0.3, weight_scale=0.5)
    for name, w in net.params.items():
        net.params[name] = w + 0.3 * rng.randn(*w.shape)
    X, y = rng.randn(9, 3, 4), rng.randint(4, size=9)
    loss, grads = net.loss(X, y)
    p = {name: torch.tensor(w, requires_grad=True) for name, w in net.params.items()}
    out = torch.tensor(X.reshape(9, -1))
    for i in range(1, 4):
        out = out @ p[f"W{i}"] + p[f"b{i}"]
        if normalization:
            gamma, beta = p[f"gamma{i}"], p[f"beta{i}"]
            out = F.batch_norm(out, None, None, gamma, beta, training=True, eps=1e-5)
        out = out.relu()
    expected = F.cross_entropy(out @ p["W4"] + p["b4"], torch.tensor(y))
    expected = expected + 0.15 * sum((p[f"W{i}"] ** 2).sum() for i in range(1, 5))
    expected.backward()
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    for name, gradient in grads.items():
        np.testing.assert_allclose(gradient, p[name].grad.numpy(), atol=1e-12)
