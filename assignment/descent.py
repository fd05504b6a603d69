"""Learning by gradient descent: the loops of the lecture, batches, momentum, decay.

The loops do not know what they train. All weights stand in one vector w. A function
`evaluate_gradient` is given examples X (N, ...), y (N, ...) and w, and returns a tuple (loss, dw):
the loss on these examples and its gradient, of the shape of w.
"""

import numpy as np


def gradient_descent(evaluate_gradient, X, y, w, step_size, num_steps):
    """Run vanilla gradient descent: every step looks at all examples.

    The lecture's loop, with an end:

        while True:
            weights_grad = evaluate_gradient(loss_fun, data, weights)
            weights += - step_size * weights_grad  # perform parameter update

    Inputs:
    - evaluate_gradient: function from (X, y, w) to (loss, dw); it is called once a step
    - X, y: all examples, N rows each
    - w: array, the weights to start from; it is not changed
    - step_size: scalar
    - num_steps: integer, 1 or more

    Returns a tuple of:
    - w: array, the weights after the last step
    - loss_history: list of num_steps numbers, the loss before each step
    """
    loss_history = []
    ###########################################################################
    # TODO: Write the loop. Where is the gradient of each step evaluated?     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    for _ in range(num_steps):
        loss, dw = evaluate_gradient(X, y, w)
        loss_history.append(loss)
        w = w - step_size * dw
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return w, loss_history


def epoch_batches(num_examples, batch_size, permutation=np.random.permutation):
    """Deal all examples into mini-batches, in random order: one epoch.

    Every example is in one batch, and in no other. The batches are runs of one permutation, in
    its order; the last one holds what is left, which may be fewer.

    Inputs:
    - num_examples: integer N, 1 or more
    - batch_size: integer, 1 or more; it may be larger than N
    - permutation: function that is given N and returns 0, ..., N - 1 in random order, an array;
      it is called once

    Returns:
    - batches: list of integer arrays, the places of the examples of each batch
    """
    batches = []
    ###########################################################################
    # TODO: Make the list of batches.                                         #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    order = permutation(num_examples)
    for start in range(0, num_examples, batch_size):
        batches.append(order[start : start + batch_size])
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return batches


def minibatch_sgd(evaluate_gradient, X, y, w, batches, update):
    """Run mini-batch stochastic gradient descent: every step looks at one batch.

    The lecture's loop:

        1. Sample a batch of data
        2. Forward prop it through the graph (network), get loss
        3. Backprop to calculate the gradients
        4. Update the parameters using the gradient

    Which batches are sampled, and how a gradient becomes a step, is the caller's business.

    Inputs:
    - evaluate_gradient: function from (X, y, w) of some examples to (loss, dw), which are means
      over these examples: steps 2 and 3; it is called once a batch
    - X, y: all examples, N rows each
    - w: array, the weights to start from; it is not changed
    - batches: list of integer arrays, the places of the examples of each batch, in order
    - update: function from (w, dw) to the next weights: step 4

    Returns a tuple of:
    - w: array, the weights after the last batch
    - loss_history: list of the loss of each batch, before its step
    """
    loss_history = []
    ###########################################################################
    # TODO: Write the loop.                                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    for batch in batches:
        loss, dw = evaluate_gradient(X[batch], y[batch], w)
        loss_history.append(loss)
        w = update(w, dw)
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return w, loss_history


def momentum_step(w, dw, velocity, learning_rate, momentum=0.9):
    """Take a step with momentum: the weights roll on, and the gradient pushes them.

    The velocity keeps the share `momentum` of itself and is pushed down the slope by the learning
    rate times the gradient; then the weights move by the new velocity. With a momentum of 0 it is
    plain SGD. (Polyak, 1964, in the form of CS231n.)

    Inputs:
    - w: array of weights; it is not changed
    - dw: gradient, of the shape of w; it is not changed
    - velocity: array of the shape of w, the velocity of the step before, zeros before the first
      one; it is not changed
    - learning_rate: scalar
    - momentum: scalar from 0 to 1

    Returns a tuple of:
    - next_w: array of the shape of w
    - next_velocity: array of the shape of w
    """
    next_w, next_velocity = None, None
    ###########################################################################
    # TODO: Find the new velocity, then the new weights.                      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    next_velocity = momentum * velocity - learning_rate * dw
    next_w = w + next_velocity
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return next_w, next_velocity


def decayed_rates(learning_rate, lr_decay, num_epochs, steps_per_epoch):
    """List the learning rate of every step, where it is multiplied by lr_decay after each epoch.

    Within an epoch the rate stays the same, and in the first epoch it is learning_rate itself.

    Inputs:
    - learning_rate: scalar above 0
    - lr_decay: scalar above 0, at most 1
    - num_epochs, steps_per_epoch: integers, 1 or more

    Returns:
    - rates: array of shape (num_epochs * steps_per_epoch,)
    """
    rates = None
    ###########################################################################
    # TODO: List the rates. How often has the rate of a step been multiplied? #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    epochs = np.repeat(np.arange(num_epochs), steps_per_epoch)
    rates = learning_rate * lr_decay**epochs
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return rates
