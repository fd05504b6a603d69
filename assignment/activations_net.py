"""A small network with any activation, a small data set, and a training loop for the two.

The hidden layers use your own functions of `activations.py`. Everything random comes from a seed,
so that two networks of one seed differ in their activation and in nothing else.
"""

from dataclasses import dataclass

import numpy as np

from . import activations

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "maxout")
PRELU_START = 0.25  # where He et al. (2015) begin to learn the slopes
NUM_CLASSES = 3
TURN, NOISE = 8.0, 0.15  # of an arm of the spiral, in radians
POINTS, TRAIN_SEED, VAL_SEED = 100, 1, 2


def spirals(num_points, seed):
    """Draw points on the three arms of a spiral; each arm is a class.

    Inputs:
    - num_points: integer, points on each arm
    - seed: integer

    Returns a tuple of:
    - x: points, of shape (3 * num_points, 2)
    - y: labels, integers of shape (3 * num_points,)
    """
    random = np.random.RandomState(seed)
    y = np.repeat(np.arange(NUM_CLASSES), num_points)
    radius = np.tile(np.linspace(0.3, 3.0, num_points), NUM_CLASSES)
    along = np.tile(np.linspace(0.0, TURN, num_points), NUM_CLASSES)
    angle = along + 2 * np.pi * y / NUM_CLASSES + NOISE * random.standard_normal(y.size)
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1), y


class HiddenLayer:
    """An affine map and an activation; of maxout, two affine maps.

    params holds the learnable arrays by name, grads their gradients after `backward`.
    """

    def __init__(self, activation, num_inputs, num_units, bias, random):
        """Draw the weights with variance 2 / num_inputs; every bias starts at `bias`."""
        self.activation = activation
        self.params = {}
        for number in ("1", "2") if activation == "maxout" else ("",):
            weights = random.standard_normal((num_inputs, num_units)) * np.sqrt(2 / num_inputs)
            self.params["W" + number] = weights
            self.params["b" + number] = np.full(num_units, float(bias))
        if activation == "prelu":
            self.params["alpha"] = np.full(num_units, PRELU_START)
        self.grads = {}
        self.out, self.cache, self.inputs = None, None, None

    def forward(self, inputs):
        """Return the outputs, of shape (N, num_units), for inputs of shape (N, num_inputs)."""
        params, self.inputs = self.params, inputs
        if self.activation == "maxout":
            self.out, self.cache = activations.maxout_forward(inputs, *params.values())
            return self.out
        z = inputs @ params["W"] + params["b"]
        if self.activation == "relu":
            self.out, self.cache = activations.leaky_relu_forward(z, 0.0)
        elif self.activation == "prelu":
            self.out, self.cache = activations.prelu_forward(z, params["alpha"])
        else:
            self.out, self.cache = getattr(activations, f"{self.activation}_forward")(z)
        return self.out

    def backward(self, dout):
        """Keep the gradients of the parameters, and return the gradient of the inputs."""
        if self.activation == "maxout":
            dinputs, *grads = activations.maxout_backward(dout, self.cache)
            self.grads = dict(zip(self.params, grads))
            return dinputs
        if self.activation == "relu":
            dz = activations.leaky_relu_backward(dout, self.cache)
        elif self.activation == "prelu":
            dz, self.grads["alpha"] = activations.prelu_backward(dout, self.cache)
        else:
            dz = getattr(activations, f"{self.activation}_backward")(dout, self.cache)
        self.grads["W"] = self.inputs.T @ dz
        self.grads["b"] = dz.sum(axis=0)
        return dz @ self.params["W"].T


class SmallNet:
    """Hidden layers of one activation, and an affine layer that gives the class scores."""

    def __init__(self, activation, bias=0.0, seed=0, num_inputs=2, num_units=30, depth=3):
        """Initialise a network for three classes.

        Inputs:
        - activation: one of ACTIVATIONS
        - bias: scalar, the bias every hidden unit starts with
        - seed: integer, of the random weights
        - num_inputs, num_units, depth: integers, the sizes
        """
        random = np.random.RandomState(seed)
        self.layers = []
        for _ in range(depth):
            layer = HiddenLayer(activation, num_inputs, num_units, bias, random)
            self.layers.append(layer)
            num_inputs = num_units
        scale = np.sqrt(2 / num_units)
        self.w_scores = random.standard_normal((num_units, NUM_CLASSES)) * scale
        self.b_scores = np.zeros(NUM_CLASSES)

    def scores(self, x):
        """Return the class scores, of shape (N, 3), for x of shape (N, num_inputs)."""
        for layer in self.layers:
            x = layer.forward(x)
        return x @ self.w_scores + self.b_scores

    def step(self, x, y, learning_rate):
        """Make one step of gradient descent on all examples; return the loss before it."""
        logits = self.scores(x)
        rows = np.arange(len(y))
        log_probs = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        dscores = np.exp(log_probs)
        dscores[rows, y] -= 1
        dscores /= len(y)
        hidden = self.layers[-1].out
        dhidden = dscores @ self.w_scores.T
        self.w_scores -= learning_rate * (hidden.T @ dscores)
        self.b_scores -= learning_rate * dscores.sum(axis=0)
        for layer in reversed(self.layers):
            dhidden = layer.backward(dhidden)
            for name, grad in layer.grads.items():
                layer.params[name] -= learning_rate * grad
        return -np.mean(log_probs[rows, y])

    def accuracy(self, x, y):
        """Return the share of examples whose largest score is that of their label."""
        return np.mean(np.argmax(self.scores(x), axis=1) == y)

    def num_params(self):
        """Return the number of learnable numbers in the network."""
        arrays = [array for layer in self.layers for array in layer.params.values()]
        return sum(array.size for array in [*arrays, self.w_scores, self.b_scores])


@dataclass
class Run:
    """A trained network, and what was seen while it was trained.

    loss_history  array of shape (T,), the loss before each of T updates
    train_accuracy, val_accuracy  scalars from 0 to 1, after the last update
    """

    net: SmallNet
    loss_history: np.ndarray
    train_accuracy: float
    val_accuracy: float


def train(activation, learning_rate=0.1, steps=1000, bias=0.0, seed=0):
    """Train a small network on three spirals, by gradient descent on all examples at once.

    Inputs:
    - activation: one of ACTIVATIONS
    - learning_rate: scalar
    - steps: integer, the number of updates; the training ends early when the loss is no number
    - bias, seed: as of SmallNet

    Returns:
    - run: Run
    """
    x, y = spirals(POINTS, TRAIN_SEED)
    x_val, y_val = spirals(POINTS, VAL_SEED)
    net = SmallNet(activation, bias, seed)
    losses = []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            losses.append(net.step(x, y, learning_rate))
            if not np.isfinite(losses[-1]):
                break
        accuracies = net.accuracy(x, y), net.accuracy(x_val, y_val)
    return Run(net, np.array(losses), *accuracies)
