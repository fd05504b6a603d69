"""What goes well and what goes wrong in activations, in numbers.

Each function measures one thing the lecture says about activation functions. A layer is handed to
a measurement as its two functions, `forward` and `backward`, such as `sigmoid_forward` and
`sigmoid_backward`; `forward(x)` returns `(out, cache)` and `backward(dout, cache)` returns dx.

Shapes: N examples, D inputs each, H units; none of them is 0. "Any shape" is one with at least
one axis. All numbers are finite.
"""

import time

import numpy as np


def saturated_share(forward, backward, x, threshold=0.01):
    """Measure how many of the numbers that enter an activation meet a slope of almost 0.

    Inputs:
    - forward, backward: the two functions of an activation that acts on each number by itself
    - x: inputs of the activation, of any shape; it is not changed
    - threshold: scalar, the slope below which a unit counts as saturated, not at which

    Returns:
    - share: scalar from 0 to 1, the share of the elements of x whose slope is below the threshold
    """
    share = None
    ###########################################################################
    # TODO: Measure the share. The backward pass gives you the slope of each  #
    # element: what do you have to send back?                                 #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return share


def slope_product(forward, backward, x, depth):
    """Send a gradient of 1 back through a chain of activations: the product of their slopes.

    The chain applies the activation to x, then to what came out, and so on, `depth` times. There
    are no weights in it, so the gradient shows what the activations alone do.

    Inputs:
    - forward, backward: the two functions of an activation that acts on each number by itself
    - x: input of the chain, of any shape; it is not changed
    - depth: integer, the number of activations, at least 1

    Returns:
    - product: gradient of the end of the chain with respect to x, of the shape of x
    """
    product = None
    ###########################################################################
    # TODO: Go forward through the chain and keep every cache. Then go back   #
    # through it, starting from a gradient of ones.                           #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return product


def one_sign_share(dw):
    """Measure how many units have a weight gradient of a single sign.

    The weights of a unit can then only grow all together or shrink all together.

    Inputs:
    - dw: gradient with respect to the weights of a layer, of shape (D, H); column j belongs to
      unit j; it is not changed

    Returns:
    - share: scalar from 0 to 1, the share of the units all of whose D numbers are positive, or
      all of them negative; 0 is neither
    """
    share = None
    ###########################################################################
    # TODO: Measure the share of units whose weight gradient has a single     #
    # sign.                                                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return share


def sgd_path(w, x, y, learning_rate, steps):
    """Follow the weights of one linear unit through gradient descent, one example a step.

    The unit answers x[i] . w, without a bias, and the loss of example i is half the square of the
    difference to y[i]. The first step uses example 0, the next one example 1, and so on; after
    the last example comes the first again.

    Inputs:
    - w: weights at the start, of shape (D,); they are not changed
    - x: examples, of shape (N, D)
    - y: what the unit should answer to each of them, of shape (N,)
    - learning_rate: scalar
    - steps: integer, the number of updates, at least 0

    Returns:
    - path: the weights at the start and after each update, an array of shape (steps + 1, D)
    """
    path = None
    ###########################################################################
    # TODO: Follow the updates. A picture of the way needs all the weights    #
    # there were, not the last ones only.                                     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return path


def seconds_per_element(function, x, repeats=5, clock=time.perf_counter):
    """Measure how long a function takes for one element of its input.

    Whatever else the computer does can only add to the time of a call. So the function is called
    several times, each call is timed by itself, and the shortest time counts.

    Inputs:
    - function: called with x; what it returns is not looked at
    - x: array of any shape
    - repeats: integer, the number of calls, at least 1
    - clock: called without arguments it returns the time in seconds; only differences of two
      such times mean something

    Returns:
    - seconds: scalar, the time of the fastest call divided by the number of elements of x
    """
    seconds = None
    ###########################################################################
    # TODO: Measure the time, with the clock you are given.                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return seconds


def dead_share(out):
    """Measure how many ReLUs are dead: units that answer 0 to every single example.

    Inputs:
    - out: outputs of a layer of ReLUs, of shape (N, H); none is negative, and however small one
      is, it is not 0; they are not changed

    Returns:
    - share: scalar from 0 to 1, the share of the H units that are dead
    """
    share = None
    ###########################################################################
    # TODO: Measure the share of dead units.                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return share


def layer_means(forward, x, weights):
    """Measure the mean activation of each layer of a deep network without biases.

    A layer multiplies its inputs by its weights and applies the activation; its outputs are the
    inputs of the next layer.

    Inputs:
    - forward: forward function of an activation
    - x: inputs of the first layer, of shape (N, D)
    - weights: weights of L layers, of shape (L, D, D), L at least 1; layer l multiplies by
      weights[l]; neither is changed

    Returns:
    - means: the mean of all outputs of each layer, an array of shape (L,)
    """
    means = None
    ###########################################################################
    # TODO: Go through the layers and measure the mean output of each.        #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return means


def steps_to_reach(loss_history, level):
    """Find out how many updates a training run took to bring its loss down to a level.

    Inputs:
    - loss_history: array of shape (T,), T at least 1; number t is the loss after t updates; it is
      not changed
    - level: scalar; like the losses it may be negative

    Returns:
    - step: integer, the first t at which the loss was at most `level`, or -1 if it never was
    """
    step = None
    ###########################################################################
    # TODO: Find the first such t. Mind the run that never gets there.        #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return step
