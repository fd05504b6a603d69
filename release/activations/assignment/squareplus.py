"""A worked example of an activation: squareplus, a smooth relative of the ReLU without any exp."""

import numpy as np


def squareplus_forward(x):
    """Compute (x + sqrt(x^2 + 4)) / 2 of each element (Barron, 2021).

    Inputs:
    - x: input, float array of any shape; it is not changed

    Returns a tuple of:
    - out: output, positive, of the same shape as x
    - cache: (x, root), where root is sqrt(x^2 + 4)
    """
    root = np.sqrt(x * x + 4)
    out = (x + root) / 2
    cache = (x, root)
    return out, cache


def squareplus_backward(dout, cache):
    """Compute the backward pass of squareplus.

    The derivative of the root is x / root, so the slope is (1 + x / root) / 2: close to 1 for
    large numbers, a half at 0, and close to 0 for very negative ones.

    Inputs:
    - dout: upstream gradient, of any shape
    - cache: (x, root), from the forward pass

    Returns:
    - dx: gradient with respect to x, of the same shape as x
    """
    x, root = cache
    dx = dout * (1 + x / root) / 2
    return dx
