"""What batch normalisation changes, measured: statistics, gradients, learning rates."""

import numpy as np


def batch_mean_noise(x, batch_size):
    """Measure how much the mean of a minibatch varies from one minibatch to the next.

    The rows of x are cut into minibatches in their order; rows that do not fill a last one are
    left out. The spread is a standard deviation (dividing by the number of minibatches).
    x is not changed.

    Inputs:
    - x: array of data, of shape (N, D)
    - batch_size: integer from 1 to N

    Returns:
    - noise: array of shape (D,), the standard deviation of the minibatch means of each feature
    """
    noise = None
    ###########################################################################
    # TODO: Compute the mean of every minibatch, then the standard deviation   #
    # of these means.                                                          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return noise


def gradient_sizes(grads):
    """Measure how large the gradient of the weights is in each layer of a network.

    The size of a gradient is the root of the mean of its squared numbers. Gradients other than
    those of the weights are left out. grads is not changed.

    Inputs:
    - grads: dictionary as `FullyConnectedNet.loss` returns it; the gradients of the weights of
      L layers stand under "W1" to f"W{L}", in any order

    Returns:
    - sizes: array of shape (L,), the first layer's first
    """
    sizes = None
    ###########################################################################
    # TODO: Compute the size of the gradient of the weights of each layer. A   #
    # list will do: it becomes an array below.                                 #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return None if sizes is None else np.array(sizes)


def largest_good_rate(rates, losses, goal):
    """Find the largest learning rate with which training reached a goal.

    Inputs:
    - rates: array of learning rates, of shape (R,), all positive, in any order
    - losses: array of shape (R,), the loss at the end of the training with each rate; not
      finite (inf or nan) where training diverged. Neither array is changed.
    - goal: scalar; a rate is good if its loss is at most the goal

    Returns:
    - largest: scalar, the largest good rate; 0.0 if none is good
    """
    largest = None
    ###########################################################################
    # TODO: Find the largest of the good rates.                                #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return largest
