"""A small network to watch: does training tell its hidden units apart?"""

import numpy as np


def exclusive_or(num_points=200, seed=0):
    """Draw points of the plane: +1 where both coordinates have the same sign, else -1.

    Inputs:
    - num_points: integer
    - seed: integer, so that the points are the same every time

    Returns a tuple of:
    - X: array of shape (num_points, 3); the third number is always 1 and serves as a bias
    - targets: array of shape (num_points, 1)
    """
    points = np.random.RandomState(seed).uniform(-2, 2, (num_points, 2))
    X = np.column_stack([points, np.ones(num_points)])
    targets = np.sign(points[:, :1] * points[:, 1:])
    return X, targets


def train_hidden_layer(w1, w2, X, targets, num_steps=300, learning_rate=0.2):
    """Train a network of one tanh layer on the squared error, and keep what it goes through.

    Inputs:
    - w1: weights into the H hidden units, of shape (D, H); not changed
    - w2: weights out of them, of shape (H, 1); not changed
    - X: inputs, of shape (N, D)
    - targets: what should come out, of shape (N, 1)
    - num_steps: integer, how often all weights are updated
    - learning_rate: scalar

    Returns a tuple of:
    - history: array of shape (num_steps + 1, D, H), w1 before training and after each step
    - losses: array of shape (num_steps,), the mean squared error before each step
    """
    history, losses = [w1], []
    for _ in range(num_steps):
        hidden = np.tanh(X @ w1)
        errors = hidden @ w2 - targets
        losses.append(np.mean(errors**2))
        dscores = 2 * errors / len(X)
        dhidden = dscores @ w2.T * (1 - hidden * hidden)
        w1, w2 = w1 - learning_rate * (X.T @ dhidden), w2 - learning_rate * (hidden.T @ dscores)
        history.append(w1)
    return np.stack(history), np.array(losses)
