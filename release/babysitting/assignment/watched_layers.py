"""A deep network that can be watched layer by layer while it trains.

It is made of your own layers, `layers.py`. The hidden layers have 50 units.
Shapes: N examples, D features, H hidden units, C classes, L hidden layers, T looks.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss

HIDDEN = 50


class WatchedNet:
    """Affine layers with an activation between them; params and loss as a Solver asks for."""

    def __init__(self, activation, scale, num_inputs, bias=0.0, depth=6, num_classes=10, seed=0):
        """Draw the weights.

        Inputs:
        - activation: "relu" or "tanh"
        - scale: scalar, the standard deviation of a weight is scale / sqrt(number of its inputs)
        - num_inputs: integer
        - bias: scalar, where the biases of the hidden layers start
        - depth, num_classes, seed: integers
        """
        random = np.random.RandomState(seed)
        widths = [num_inputs, *[HIDDEN] * depth, num_classes]
        self.activation, self.depth = activation, depth
        self.params = {}
        for i, (fan_in, fan_out) in enumerate(pairwise(widths), start=1):
            w = scale / np.sqrt(fan_in) * random.standard_normal((fan_in, fan_out))
            b = np.full(fan_out, bias if i <= depth else 0.0)
            self.params[f"W{i}"], self.params[f"b{i}"] = w, b

    def outputs(self, X):
        """Return the outputs of each hidden layer, L arrays of shape (N, H), and their caches."""
        outputs, caches = [], []
        for i in range(1, self.depth + 1):
            z, affine_cache = affine_forward(X, self.params[f"W{i}"], self.params[f"b{i}"])
            X, cache = relu_forward(z) if self.activation == "relu" else (np.tanh(z), np.tanh(z))
            outputs.append(X)
            caches.append((affine_cache, cache))
        return outputs, caches

    def loss(self, X, y):
        """Return the softmax loss and its gradients, named as params."""
        outputs, caches = self.outputs(X)
        last = self.depth + 1
        w, b = self.params[f"W{last}"], self.params[f"b{last}"]
        scores, last_cache = affine_forward(outputs[-1], w, b)
        loss, dout = softmax_loss(scores, y)
        grads = {}
        dout, grads[f"W{last}"], grads[f"b{last}"] = affine_backward(dout, last_cache)
        for i in range(self.depth, 0, -1):
            affine_cache, cache = caches[i - 1]
            is_relu = self.activation == "relu"
            dz = relu_backward(dout, cache) if is_relu else dout * (1 - cache**2)
            dout, grads[f"W{i}"], grads[f"b{i}"] = affine_backward(dz, affine_cache)
        return loss, grads


@dataclass
class Watched:
    """What was seen of a training, layer by layer.

    steps     list of T steps at which was looked
    losses    list of the loss of every step
    outputs   outputs of the hidden layers at the last look, L arrays of shape (N, H)
    gains     array (T, L): standard deviation of a layer's outputs over that of its inputs
    ratios    array (T, L): size of a step of the weights over the size of the weights
    silent    array (T, L): share of units that are dead (ReLU) or saturated (tanh)
    """

    activation: str
    steps: list
    losses: list
    outputs: list
    gains: np.ndarray
    ratios: np.ndarray
    silent: np.ndarray


def watch_layers(net, X, y, learning_rate, num_steps=200, look_every=10, batch_size=100, seed=0):
    """Train a WatchedNet by plain SGD, and look at its layers every so many steps.

    Inputs:
    - net: WatchedNet; it is trained
    - X, y: data and labels, of shapes (N, D) and (N,)
    - learning_rate: scalar
    - num_steps, look_every, batch_size, seed: integers

    Returns:
    - watched: Watched; a run whose loss is no longer finite ends there
    """
    random, rate = np.random.RandomState(seed), float(learning_rate)
    looked_at = X[:500]
    names = [f"W{i}" for i in range(1, net.depth + 1)]
    steps, losses, rows = [], [], []
    with np.errstate(all="ignore"):
        for step in range(num_steps + 1):
            batch = random.randint(0, len(X), batch_size)
            loss, grads = net.loss(X[batch], y[batch])
            if not np.isfinite(loss):
                break
            losses.append(float(loss))
            if step % look_every == 0:
                outputs, _ = net.outputs(looked_at)
                steps.append(step)
                spreads = [looked_at.std(), *(out.std() for out in outputs)]
                gains = [new / max(old, 1e-12) for old, new in pairwise(spreads)]
                sizes = [(np.linalg.norm(net.params[n]), np.linalg.norm(grads[n])) for n in names]
                ratios = [rate * grad / weight for weight, grad in sizes]
                rows.append([gains, ratios, [_silent(out, net.activation) for out in outputs]])
            for name, w in net.params.items():
                net.params[name] = w - rate * grads[name]
    gains, ratios, silent = np.array(rows).transpose(1, 0, 2)
    return Watched(net.activation, steps, losses, outputs, gains, ratios, silent)


def _silent(out, activation):
    """Return the share of ReLUs that answer to no example, or of tanh outputs beyond 0.99."""
    if activation == "relu":
        return np.mean(np.all(out <= 0, axis=0))
    return np.mean(np.abs(out) > 0.99)
