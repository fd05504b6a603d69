"""PyTorch as a second opinion on the reference. CI installs torch==2.13.0 (CPU)."""

import numpy as np
import pytest

from assignment.classifiers.fc_net import TwoLayerNet
from assignment.layers import softmax_loss, svm_loss

torch = pytest.importorskip("torch", reason="install torch==2.13.0 to compare with PyTorch")


@pytest.fixture
def rng():
    return np.random.RandomState(7)


@pytest.mark.parametrize("scale", [0.01, 1.0, 15.0])
def test_softmax_loss_agrees_with_cross_entropy(rng, scale):
    x, y = scale * rng.randn(9, 6), rng.randint(6, size=9)
    scores = torch.tensor(x, requires_grad=True)
    expected = torch.nn.functional.cross_entropy(scores, torch.tensor(y))
    expected.backward()
    loss, dx = softmax_loss(x, y)
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(dx, scores.grad.numpy(), atol=1e-14)


def test_svm_loss_agrees_with_multi_margin_loss(rng):
    """PyTorch divides the sum of margins by the number of classes; the course does not."""
    x, y = rng.randn(9, 6), rng.randint(6, size=9)
    scores = torch.tensor(x, requires_grad=True)
    expected = 6 * torch.nn.functional.multi_margin_loss(scores, torch.tensor(y))
    expected.backward()
    loss, dx = svm_loss(x, y)
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(dx, scores.grad.numpy(), atol=1e-14)


def test_the_net_agrees_with_autograd(rng):
    net = TwoLayerNet(input_dim=12, hidden_dim=9, num_classes=5, weight_scale=0.5, reg=0.3)
    X, y = rng.randn(7, 3, 4), rng.randint(5, size=7)
    loss, grads = net.loss(X, y)
    params = {name: torch.tensor(value, requires_grad=True) for name, value in net.params.items()}
    rows = torch.tensor(X.reshape(7, -1))
    hidden = torch.relu(rows @ params["W1"] + params["b1"])
    scores = hidden @ params["W2"] + params["b2"]
    expected = torch.nn.functional.cross_entropy(scores, torch.tensor(y))
    expected = expected + 0.15 * ((params["W1"] ** 2).sum() + (params["W2"] ** 2).sum())
    expected.backward()
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(net.loss(X), scores.detach().numpy(), atol=1e-12)
    for name, gradient in grads.items():
        np.testing.assert_allclose(gradient, params[name].grad.numpy(), atol=1e-12)
