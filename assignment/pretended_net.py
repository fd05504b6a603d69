"""A net that only pretends: what is measured of it never depends on chance or on training."""

import numpy as np


class PretendedNet:
    """Has parameters that no step changes, a cost that stays, and answers laid down beforehand.

    Inputs of the constructor:
    - cost: scalar, what its loss is for any data
    - answers: array of labels, of shape (N,); answers[i] gets the highest score for example i
    - num_classes: integer
    """

    def __init__(self, cost, answers, num_classes):
        self.params = {"W1": np.ones((2, 3)), "b1": np.zeros(3)}
        self.reg = 0.0
        self.cost = cost
        self.scores = np.eye(num_classes)[answers]

    def loss(self, X, y=None):
        """Return the scores of the first len(X) examples, or the cost and gradients of 0."""
        if y is None:
            return self.scores[: len(X)].copy()
        return self.cost, {name: np.zeros_like(w) for name, w in self.params.items()}
