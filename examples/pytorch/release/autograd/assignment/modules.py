"""Modules: layers that keep their parameters."""

import torch
from torch import nn


class Affine(nn.Module):
    """An affine layer. `weight` is a tensor (D, M), `bias` one of (M,)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs) / inputs**0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        """Return the outputs of the layer.

        Inputs:
        - x: tensor (N, D)

        Returns:
        - out: tensor (N, M)
        """
        out = None
        #######################################################################
        # TODO: Multiply by the weights, and add the biases.                   #
        #######################################################################
        # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        pass
        # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        return out


class TwoLayers(nn.Module):
    """Affine, ReLU, affine: `first` and `second` are the two layers."""

    def __init__(self, inputs, hidden, classes):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, classes)

    def forward(self, x):
        """Return the scores of the classes.

        Inputs:
        - x: tensor (N, D)

        Returns:
        - scores: tensor (N, C)
        """
        scores = None
        #######################################################################
        # TODO: Put the layers together. No ReLU comes after the last.         #
        #######################################################################
        # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        pass
        # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
        return scores
