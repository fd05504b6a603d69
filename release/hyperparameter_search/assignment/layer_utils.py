"""Sandwich layers: two layers that often follow each other, as one."""

from .layers import affine_backward, affine_forward, relu_backward, relu_forward


def affine_relu_forward(x, w, b):
    """Compute an affine layer followed by a ReLU.

    Inputs:
    - x: input of the affine layer, of shape (N, d_1, ..., d_k)
    - w, b: weights (D, M) and biases (M,) of the affine layer

    Returns a tuple of:
    - out: output of the ReLU, of shape (N, M)
    - cache: what `affine_relu_backward` needs
    """
    a, affine_cache = affine_forward(x, w, b)  # (N, M)
    out, relu_cache = relu_forward(a)  # (N, M)
    return out, (affine_cache, relu_cache)


def affine_relu_backward(dout, cache):
    """Compute the backward pass of the affine-relu sandwich.

    Inputs:
    - dout: upstream gradient, of shape (N, M)
    - cache: from `affine_relu_forward`

    Returns a tuple of:
    - dx, dw, db: gradients with respect to x, w and b, each of its shape
    """
    affine_cache, relu_cache = cache
    da = relu_backward(dout, relu_cache)  # (N, M)
    return affine_backward(da, affine_cache)
