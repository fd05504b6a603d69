"""Activation functions: each `_forward` stands beside its `_backward`.

A forward function returns `(out, cache)`. The cache is whatever its backward function will need;
backward receives the upstream gradient `dout` = dL/dout and the cache, and returns the gradient
with respect to each input. All but maxout act on every number by itself, so `out` has the shape
of `x`. No forward function changes its arguments.

Shapes: N examples, D inputs each, H units; none of them is 0. "Any shape" is one with at least
one axis. All numbers are finite, and any of them may be 0.
"""

import numpy as np


def sigmoid_forward(x):
    """Compute the sigmoid of each element, 1 / (1 + e^-x).

    It has to be right for numbers of any size: at x = -1000 the answer is 0, at x = 1000
    it is 1. Best of all exp never overflows on the way, and NumPy has nothing to warn of;
    but what counts is the answer.

    Inputs:
    - x: input, float array of any shape; it is not changed

    Returns a tuple of:
    - out: output, between 0 and 1, of the same shape as x
    - cache: out
    """
    out = None
    ###########################################################################
    # TODO: Implement the sigmoid. When does exp overflow? Which form of the  #
    # formula suits positive numbers, and which negative ones?                #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = out
    return out, cache


def sigmoid_backward(dout, cache):
    """Compute the backward pass of the sigmoid.

    Inputs:
    - dout: upstream gradient, of any shape
    - cache: output of the forward pass, of the same shape as dout

    Returns:
    - dx: gradient with respect to x, of the same shape as dout
    """
    dx, out = None, cache
    ###########################################################################
    # TODO: Implement the backward pass. The slope of the sigmoid can be told #
    # from its output alone.                                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx


def tanh_forward(x):
    """Compute the hyperbolic tangent of each element.

    Inputs:
    - x: input, float array of any shape; it is not changed

    Returns a tuple of:
    - out: output, between -1 and 1, of the same shape as x
    - cache: out
    """
    out = None
    ###########################################################################
    # TODO: Implement the forward pass of tanh.                               #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = out
    return out, cache


def tanh_backward(dout, cache):
    """Compute the backward pass of tanh.

    Inputs:
    - dout: upstream gradient, of any shape
    - cache: output of the forward pass, of the same shape as dout

    Returns:
    - dx: gradient with respect to x, of the same shape as dout
    """
    dx, out = None, cache
    ###########################################################################
    # TODO: Implement the backward pass. Here too the output is all it takes. #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx


def leaky_relu_forward(x, alpha=0.01):
    """Compute the leaky ReLU of each element (Maas et al., 2013).

    A positive number stays as it is, a negative one is multiplied by alpha. With alpha = 0 this
    is the ReLU.

    Inputs:
    - x: input, float array of any shape; it is not changed
    - alpha: scalar, the slope for negative numbers, 0 <= alpha < 1

    Returns a tuple of:
    - out: output, of the same shape as x
    - cache: (x, alpha)
    """
    out = None
    ###########################################################################
    # TODO: Implement the forward pass of the leaky ReLU.                     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = (x, alpha)
    return out, cache


def leaky_relu_backward(dout, cache):
    """Compute the backward pass of the leaky ReLU.

    Inputs:
    - dout: upstream gradient, of any shape
    - cache: tuple of:
      - x: input, of the same shape as dout
      - alpha: scalar, the slope for negative numbers

    Returns:
    - dx: gradient with respect to x, of the same shape as x
    """
    x, alpha = cache
    dx = None
    ###########################################################################
    # TODO: Implement the backward pass. The slope at exactly 0 is yours to   #
    # choose.                                                                 #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx


def prelu_forward(x, alpha):
    """Compute the parametric ReLU, whose slopes are learnt (He et al., 2015).

    A positive number stays as it is, a negative one is multiplied by the slope of its unit.
    Nothing keeps a learnt slope below 1.

    Inputs:
    - x: input, of shape (N, H)
    - alpha: slopes for negative numbers, one for each unit, of shape (H,)

    Neither is changed.

    Returns a tuple of:
    - out: output, of shape (N, H)
    - cache: (x, alpha)
    """
    out = None
    ###########################################################################
    # TODO: Implement the forward pass of the parametric ReLU. It has to be   #
    # right for slopes above 1, too.                                          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = (x, alpha)
    return out, cache


def prelu_backward(dout, cache):
    """Compute the backward pass of the parametric ReLU.

    Inputs:
    - dout: upstream gradient, of shape (N, H)
    - cache: tuple of:
      - x: input, of shape (N, H)
      - alpha: slopes for negative numbers, of shape (H,)

    Returns a tuple of:
    - dx: gradient with respect to x, of shape (N, H)
    - dalpha: gradient with respect to alpha, of shape (H,)
    """
    x, alpha = cache
    dx, dalpha = None, None
    ###########################################################################
    # TODO: Implement the backward pass. Each slope had a part in the outputs #
    # of all N examples.                                                      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    """Compute the exponential linear unit of each element (Clevert et al., 2015).

    A positive number stays as it is, a negative one becomes alpha * (e^x - 1). It has to be right
    for numbers of any size: at x = 1000 the answer is 1000, at x = -1000 it is -alpha. Best of
    all exp never overflows on the way, and NumPy has nothing to warn of; but what counts is the
    answer.

    Inputs:
    - x: input, float array of any shape; it is not changed
    - alpha: scalar, positive; the output never falls below -alpha

    Returns a tuple of:
    - out: output, of the same shape as x
    - cache: (x, out, alpha)
    """
    out = None
    ###########################################################################
    # TODO: Implement the forward pass of the ELU. Which numbers may exp see? #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = (x, out, alpha)
    return out, cache


def elu_backward(dout, cache):
    """Compute the backward pass of the exponential linear unit.

    Like the forward pass, it has to be right for numbers of any size.

    Inputs:
    - dout: upstream gradient, of any shape
    - cache: tuple of:
      - x: input, of the same shape as dout
      - out: output of the forward pass, of the same shape as dout
      - alpha: scalar, the parameter of the forward pass

    Returns:
    - dx: gradient with respect to x, of the same shape as x
    """
    x, out, alpha = cache
    dx = None
    ###########################################################################
    # TODO: Implement the backward pass. For negative numbers the output is   #
    # close to its own slope: what is missing?                                #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx


def maxout_forward(x, W1, b1, W2, b2):
    """Compute a layer of maxout units (Goodfellow et al., 2013).

    Each unit has two affine maps of the inputs, and its output is the larger of the two.

    Inputs:
    - x: input, of shape (N, D)
    - W1, b1: weights (D, H) and biases (H,) of the first map
    - W2, b2: weights (D, H) and biases (H,) of the second map

    None of them is changed.

    Returns a tuple of:
    - out: output, of shape (N, H)
    - cache: (x, W1, b1, W2, b2)
    """
    out = None
    ###########################################################################
    # TODO: Implement the forward pass: two affine maps, and the larger of    #
    # the two for each example and unit.                                      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    cache = (x, W1, b1, W2, b2)
    return out, cache


def maxout_backward(dout, cache):
    """Compute the backward pass of a layer of maxout units.

    Where both maps give the same number, dout goes to either of them, or a part of it to each: it
    comes back once.

    Inputs:
    - dout: upstream gradient, of shape (N, H)
    - cache: tuple of:
      - x: input, of shape (N, D)
      - W1, b1: weights (D, H) and biases (H,) of the first map
      - W2, b2: weights (D, H) and biases (H,) of the second map

    Returns a tuple of:
    - dx: gradient with respect to x, of shape (N, D)
    - dW1, db1: gradients with respect to W1 and b1, of shapes (D, H) and (H,)
    - dW2, db2: gradients with respect to W2 and b2, of shapes (D, H) and (H,)
    """
    x, W1, b1, W2, b2 = cache
    dx, dW1, db1, dW2, db2 = None, None, None, None, None
    ###########################################################################
    # TODO: Implement the backward pass. Which of the two maps does a number  #
    # of dout go to?                                                          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return dx, dW1, db1, dW2, db2
