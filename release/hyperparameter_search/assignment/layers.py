"""Layers of a fully-connected network: each `_forward` stands beside its `_backward`.

A forward function returns `(out, cache)`. The cache is whatever its backward
function will need; backward receives the upstream gradient `dout` = dL/dout and
the cache, and returns the gradient with respect to each input of the layer.

Shapes: N examples, D inputs each, M outputs each, C classes.
"""

import numpy as np


def affine_forward(x, w, b):
    """Compute the forward pass of an affine (fully-connected) layer.

    The input holds a minibatch of N examples, each of shape (d_1, ..., d_k). Every
    example is unrolled into a row of D = d_1 * ... * d_k numbers before the
    weights are applied. The arguments are not changed.

    Inputs:
    - x: array of input data, of shape (N, d_1, ..., d_k)
    - w: array of weights, of shape (D, M)
    - b: array of biases, of shape (M,)

    Returns a tuple of:
    - out: output, of shape (N, M)
    - cache: (x, w, b)
    """
    out = None
    ###########################################################################
    # TODO: Implement the affine forward pass. Store the result in out. You    #
    # will need to reshape the input into rows.                                #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    """Compute the backward pass of an affine layer.

    Inputs:
    - dout: upstream gradient, of shape (N, M)
    - cache: tuple of:
      - x: input data, of shape (N, d_1, ..., d_k)
      - w: weights, of shape (D, M)
      - b: biases, of shape (M,)

    Returns a tuple of:
    - dx: gradient with respect to x, of shape (N, d_1, ..., d_k)
    - dw: gradient with respect to w, of shape (D, M)
    - db: gradient with respect to b, of shape (M,)
    """
    x, w, b = cache
    dx, dw, db = None, None, None
    ###########################################################################
    # TODO: Implement the affine backward pass. Each gradient has the shape of #
    # the array it belongs to.                                                 #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx, dw, db


def relu_forward(x):
    """Compute the forward pass of a layer of rectified linear units (ReLUs).

    Inputs:
    - x: input, of any shape; it is not changed

    Returns a tuple of:
    - out: output, of the same shape as x
    - cache: x
    """
    out = None
    ###########################################################################
    # TODO: Implement the ReLU forward pass.                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = x
    return out, cache


def relu_backward(dout, cache):
    """Compute the backward pass of a layer of rectified linear units (ReLUs).

    Inputs:
    - dout: upstream gradient, of any shape
    - cache: input x, of the same shape as dout

    Returns:
    - dx: gradient with respect to x, of the same shape as x
    """
    dx, x = None, cache
    ###########################################################################
    # TODO: Implement the ReLU backward pass.                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx


def softmax_loss(x, y):
    """Compute the softmax (cross-entropy) loss and its gradient.

    The loss is averaged over the minibatch. It must stay finite when the scores
    are large: shifting all scores of a row by one constant does not change it.

    Inputs:
    - x: scores, of shape (N, C); x[i, j] is the score of class j for example i.
      They are not changed.
    - y: labels, of shape (N,); y[i] is the label of x[i], 0 <= y[i] < C

    Returns a tuple of:
    - loss: scalar, the loss
    - dx: gradient of the loss with respect to x, of shape (N, C)
    """
    loss, dx = None, None
    ###########################################################################
    # TODO: Implement the softmax loss and its gradient. Take care of numeric  #
    # stability: what does exp do to a score of 1000?                          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return loss, dx


def svm_loss(x, y):
    """Compute the multiclass SVM (hinge) loss and its gradient.

    An example pays max(0, x[i, j] - x[i, y[i]] + 1) for each wrong class j. The
    loss is averaged over the minibatch (Weston and Watkins, 1999).

    Inputs:
    - x: scores, of shape (N, C); x[i, j] is the score of class j for example i.
      They are not changed.
    - y: labels, of shape (N,); y[i] is the label of x[i], 0 <= y[i] < C

    Returns a tuple of:
    - loss: scalar, the loss
    - dx: gradient of the loss with respect to x, of shape (N, C)
    """
    loss, dx = None, None
    ###########################################################################
    # TODO: Implement the multiclass SVM loss and its gradient.                #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return loss, dx
