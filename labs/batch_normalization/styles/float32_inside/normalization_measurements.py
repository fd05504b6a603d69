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
    x = x.astype(np.float32)
    num_batches = x.shape[0] // batch_size
    batches = x[: num_batches * batch_size].reshape(num_batches, batch_size, x.shape[1])
    noise = batches.mean(axis=1).std(axis=0)  # (D,)
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
    num_layers = sum(name.startswith("W") for name in grads)
    weights = [grads[f"W{i}"].astype(np.float32) for i in range(1, num_layers + 1)]
    sizes = [np.sqrt(np.mean(dW**2)) for dW in weights]
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return None if sizes is None else np.array(sizes)


def largest_good_rate(rates, losses, goal):
    """Find the largest learning rate with which training reached a goal.

    Inputs:
    - rates: array of learning rates, of shape (R,), all positive, in any order
    - losses: array of shape (R,), the loss at the end of the training with each rate; not
      finite (inf or nan) where training diverged
    - goal: scalar; a rate is good if its loss is at most the goal

    Returns:
    - largest: scalar, the largest good rate; 0.0 if none is good
    """
    largest = None
    ###########################################################################
    # TODO: Find the largest of the good rates.                                #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    rates, losses = rates.astype(np.float32), losses.astype(np.float32)
    good = losses <= goal  # (R,); nan compares as False
    largest = rates[good].max(initial=0.0)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return largest
