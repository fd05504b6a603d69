"""Training a small net on small images, with your own functions of `descent.py`.

Everything random comes from the seed: the weights to start from, and the batches.
"""

from dataclasses import dataclass

import numpy as np

from . import descent
from .descent_models import SmoothNet
from .descent_rehearsal import Momentum
from .small_images import NUM_CLASSES, one_hot


@dataclass
class Training:
    """A trained net: the net, its weights in one vector, the loss and the rate of each step."""

    net: SmoothNet
    w: np.ndarray
    loss_history: list
    rates: np.ndarray

    def accuracy(self, X, labels):
        """Return the share of examples that the net labels right."""
        return self.net.accuracy(X, labels, self.w)


def train(
    X,
    labels,
    seed=0,
    num_hidden=20,
    num_epochs=20,
    batch_size=50,
    learning_rate=0.02,
    momentum=0.9,
    lr_decay=1.0,
):
    """Train a new net on examples.

    Inputs:
    - X, labels: examples, of shapes (N, D) and (N,)
    - seed: integer
    - num_hidden: integer, hidden units
    - num_epochs, batch_size: integers
    - learning_rate, momentum, lr_decay: scalars; a momentum of 0 is plain SGD

    Returns a Training.
    """
    net = SmoothNet(X.shape[1], num_hidden, NUM_CLASSES)
    permutation = np.random.RandomState(seed).permutation
    epochs = [descent.epoch_batches(len(X), batch_size, permutation) for _ in range(num_epochs)]
    rates = descent.decayed_rates(learning_rate, lr_decay, num_epochs, len(epochs[0]))
    w, losses = descent.minibatch_sgd(
        net.evaluate_gradient,
        X,
        one_hot(labels),
        net.start(seed),
        [batch for batches in epochs for batch in batches],
        Momentum(descent.momentum_step, rates, momentum),
    )
    return Training(net, w, losses, rates)
