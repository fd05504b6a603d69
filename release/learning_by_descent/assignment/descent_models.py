"""What gradient descent is tried on: a line through points, and a net with one smooth layer.

Each has all of its weights in one vector w, and evaluates its loss and the gradient of it, both
means over the examples that it is given.
"""

import numpy as np


def mean_square(X, y, w):
    """Evaluate half the mean squared error of the line X w.

    Inputs:
    - X: inputs, of shape (N, D)
    - y: targets, of shape (N,)
    - w: weights, of shape (D,)

    Returns a tuple of:
    - loss: scalar
    - dw: gradient, of shape (D,)
    """
    error = X @ w - y  # (N,)
    return float(np.mean(error**2)) / 2, X.T @ error / len(X)


def valley(num_examples=200, seed=0):
    """Draw points whose `mean_square` is a long valley: steep along w[0], flat along w[1].

    Returns a tuple of:
    - X: inputs, of shape (num_examples, 2); the second column is a fifth as large as the first
    - y: targets, of shape (num_examples,), near 1.0 times the first column and 5.0 times the other
    """
    random = np.random.RandomState(seed)
    X = random.standard_normal((num_examples, 2)) * [1.0, 0.2]
    return X, X @ [1.0, 5.0] + 0.3 * random.standard_normal(num_examples)


class SmoothNet:
    """Two layers of weights with tanh between them, a switch that is smooth; squared errors.

    A threshold unit has the slope 0 wherever it has one, so there is nothing to descend. tanh goes
    from one side to the other on a slope. With straight=True there is nothing between the layers.
    """

    def __init__(self, num_inputs, num_hidden, num_outputs, straight=False):
        self.shapes = ((num_inputs, num_hidden), (num_hidden,), (num_hidden, num_outputs))
        self.shapes += ((num_outputs,),)
        self.straight = straight

    def start(self, seed):
        """Draw weights to start from; return them in one vector w. All biases are 0."""
        random = np.random.RandomState(seed)
        draws = [random.standard_normal(shape) / np.sqrt(shape[0]) for shape in self.shapes]
        draws[1][:] = draws[3][:] = 0
        return np.concatenate([draw.ravel() for draw in draws])

    def parts(self, w):
        """Return the arrays of shape (D, H), (H,), (H, C) and (C,) that w holds, as views of it."""
        ends = np.cumsum([np.prod(shape) for shape in self.shapes])[:-1]
        return [part.reshape(shape) for part, shape in zip(np.split(w, ends), self.shapes)]

    def outputs(self, X, w):
        """Return the outputs, of shape (N, C), for inputs of shape (N, D)."""
        return self._forward(X, *self.parts(w))[1]

    def _forward(self, X, W1, b1, W2, b2):
        z = X @ W1 + b1
        hidden = z if self.straight else np.tanh(z)
        return hidden, hidden @ W2 + b2

    def evaluate_gradient(self, X, y, w):
        """Evaluate half the mean squared error, summed over the outputs.

        Inputs:
        - X: inputs, of shape (N, D)
        - y: targets, of shape (N, C)
        - w: all weights, of shape (P,)

        Returns a tuple of:
        - loss: scalar
        - dw: gradient, of shape (P,)
        """
        W1, b1, W2, b2 = self.parts(w)
        hidden, outputs = self._forward(X, W1, b1, W2, b2)
        error = outputs - y
        dz = error @ W2.T * (1.0 if self.straight else 1 - hidden**2)
        grads = X.T @ dz, dz.sum(axis=0), hidden.T @ error, error.sum(axis=0)
        dw = np.concatenate([grad.ravel() for grad in grads]) / len(X)
        return float(np.sum(error**2)) / (2 * len(X)), dw

    def accuracy(self, X, labels, w):
        """Return the share of the examples whose largest output is that of their label."""
        return float(np.mean(np.argmax(self.outputs(X, w), axis=1) == labels))
