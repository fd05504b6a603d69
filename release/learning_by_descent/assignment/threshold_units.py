"""Threshold units: switches that are on where a weighted sum is large enough, one layer and two.

The oldest model of a neuron (McCulloch and Pitts, 1943; Rosenblatt's perceptron, 1958). Inputs x
are examples in rows, of shape (N, D); here they are mostly 0 and 1, for false and true.
"""

import numpy as np


def threshold_unit(x, w, b):
    """Switch a unit on where the weighted sum of its inputs, with the bias, is above 0.

    A unit is on, 1, where x·w + b > 0, and off, 0, elsewhere: where the sum is exactly 0 it is
    off. So -b is the threshold that the weighted sum has to exceed.

    Inputs:
    - x: inputs, of shape (N, D)
    - w: weights, of shape (D,) for one unit, (D, H) for H units side by side
    - b: biases, a scalar for one unit, of shape (H,) for H units

    Returns:
    - out: array of zeros and ones, of shape (N,) for one unit, (N, H) for H units
    """
    out = None
    ###########################################################################
    # TODO: Compute the outputs of the unit, or of the units.                 #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out


def and_weights(num_inputs):
    """Choose weights and a bias with which one threshold unit computes AND.

    The unit is to be on where all of its inputs are 1, and off for all other zeros and ones.

    Inputs:
    - num_inputs: integer D, 1 or more

    Returns a tuple of:
    - w: weights, of shape (D,)
    - b: bias, a scalar
    """
    w, b = None, None
    ###########################################################################
    # TODO: Choose w and b. How large is the sum where all inputs are 1, and  #
    # how large at most where one of them is 0?                               #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return w, b


def or_weights(num_inputs):
    """Choose weights and a bias with which one threshold unit computes OR.

    The unit is to be off where all of its inputs are 0, and on for all other zeros and ones.

    Inputs:
    - num_inputs: integer D, 1 or more

    Returns a tuple of:
    - w: weights, of shape (D,)
    - b: bias, a scalar
    """
    w, b = None, None
    ###########################################################################
    # TODO: Choose w and b.                                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return w, b


def two_layers(x, W1, b1, w2, b2):
    """Compute one threshold unit whose inputs are the outputs of H other threshold units.

    Inputs:
    - x: inputs, of shape (N, D)
    - W1, b1: weights and biases of the H hidden units, of shapes (D, H) and (H,)
    - w2, b2: weights and bias of the unit behind them, of shape (H,) and a scalar

    Returns:
    - out: array of zeros and ones, of shape (N,)
    """
    out = None
    ###########################################################################
    # TODO: Compute the hidden units, then the unit that reads them.          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return out


def xor_weights():
    """Choose weights and biases with which two layers of threshold units compute XOR.

    The output is to be 1 where just one of two inputs is 1, and 0 where both are 0 or both are 1.

    Returns a tuple of:
    - W1, b1: weights and biases of H hidden units, of shapes (2, H) and (H,), for any H you need;
      column h of W1 holds the weights of hidden unit h
    - w2, b2: weights and bias of the unit behind them, of shape (H,) and a scalar
    """
    W1, b1, w2, b2 = None, None, None, None
    ###########################################################################
    # TODO: Choose the weights. Say in words first what each hidden unit      #
    # finds out, and how the last unit puts it together.                      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return W1, b1, w2, b2


def one_layer(weights, biases, slope=1.0):
    """Find the single affine layer that does what a stack with a straight activation does.

    Layer l computes h_l = c · (h_(l-1) W_l + b_l), with h_0 = x: its activation is the straight
    line h(z) = c z. However many there are, one affine layer x W + b gives the same.

    Inputs:
    - weights: list of L arrays, L at least 1; W_l has the shape (D_(l-1), D_l)
    - biases: list of L arrays; b_l has the shape (D_l,)
    - slope: scalar, the c of every layer

    Returns a tuple of:
    - W: array of shape (D_0, D_L)
    - b: array of shape (D_L,)
    """
    W, b = None, None
    ###########################################################################
    # TODO: Find W and b. Write down two layers by hand first, and multiply   #
    # out.                                                                    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return W, b
