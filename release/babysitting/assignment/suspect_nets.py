"""Nets to practise the checks on: one is sound, each of the others has one fault built in.

A suspect wraps your own TwoLayerNet and behaves like it from outside: it has `params`, `reg` and
`loss`. In which way each one goes wrong stands at the end of this file.
"""

from .classifiers.fc_net import TwoLayerNet


class SuspectNet:
    """A sound net; the others change one thing about it.

    Inputs of the constructor are those of TwoLayerNet.
    """

    def __init__(self, input_dim, hidden_dim, num_classes, weight_scale=1e-4, reg=0.0):
        self.net = TwoLayerNet(input_dim, hidden_dim, num_classes, weight_scale, reg)
        self.reg = reg

    @property
    def params(self):
        """The parameters of the net inside."""
        return self.net.params

    @params.setter
    def params(self, params):
        self.net.params = params

    def loss(self, X, y=None):
        """Compute scores, or loss and gradients, as TwoLayerNet does."""
        self.net.reg = self.reg
        return self.net.loss(X, y)


def line_up(input_dim, hidden_dim, num_classes):
    """Make one net of each kind, their order saying nothing of their faults.

    Inputs:
    - input_dim, hidden_dim, num_classes: integers

    Returns:
    - nets: dictionary from letters to nets whose weights are 1e-4 * N(0, 1) where they are sound
    """
    kinds = [FrozenFirstLayer, SuspectNet, SumsOverExamples, LargeStart, ForgetsRegularization]
    return {
        letter: kind(input_dim, hidden_dim, num_classes) for letter, kind in zip("ABCDE", kinds)
    }


# ---- How each of them goes wrong. Find it out by your checks before you read on.


class ForgetsRegularization(SuspectNet):
    """Takes a strength, and never uses it."""

    def loss(self, X, y=None):
        return self.net.loss(X, y)


class RewardsLargeWeights(SuspectNet):
    """Uses its strength with the wrong sign."""

    def loss(self, X, y=None):
        self.net.reg = -self.reg
        return self.net.loss(X, y)


class SumsOverExamples(SuspectNet):
    """Adds up the loss of a minibatch where it should be averaged."""

    def loss(self, X, y=None):
        if y is None:
            return super().loss(X)
        loss, grads = super().loss(X, y)
        return len(X) * loss, {name: len(X) * grad for name, grad in grads.items()}


class FrozenFirstLayer(SuspectNet):
    """Passes no gradient on to its first layer."""

    def loss(self, X, y=None):
        if y is None:
            return super().loss(X)
        loss, grads = super().loss(X, y)
        return loss, {**grads, "W1": 0 * grads["W1"], "b1": 0 * grads["b1"]}


class LargeStart(SuspectNet):
    """Starts from weights a thousand times as large."""

    def __init__(self, input_dim, hidden_dim, num_classes, weight_scale=1e-4, reg=0.0):
        super().__init__(input_dim, hidden_dim, num_classes, 1000 * weight_scale, reg)
