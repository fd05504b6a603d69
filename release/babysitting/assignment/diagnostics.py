"""Babysitting: checks before a training run, and reading the signs while it runs.

A model is what a Solver trains: `params` is a dictionary from names to arrays, `reg` the L2
strength, `loss(X, y)` returns (loss, grads) and `loss(X)` the scores. A curve is what a Solver
keeps in `loss_history`: the cost of each step, a list or an array, the first step first.

The functions follow the lecture on training neural networks (CS231n, lecture 6).
Shapes: N examples, C classes, T steps.
"""

import numpy as np

# What `diagnose_loss_curve` may find.
DIVERGED = "diverged"
TOO_HIGH = "learning rate too high"
TOO_LOW = "learning rate too low"
BAD_INITIALISATION = "bad initialisation"
GOOD = "good"

# What `accuracy_gap` may find, and from which gaps on.
OVERFITTING = "overfitting"
BALANCED = "balanced"
ROOM = "room for capacity"
BIG_GAP, SMALL_GAP = 0.10, 0.02


def expected_initial_loss(num_classes):
    """Predict the softmax loss of a net that has learnt nothing yet.

    Its scores are all about 0, so every class gets the same probability.

    Inputs:
    - num_classes: integer, the number C of classes, at least two

    Returns:
    - loss: scalar, without regularization
    """
    loss = None
    ###########################################################################
    # TODO: Which probability does the right class get, and what does softmax #
    # loss charge for it?                                                     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return loss


def check_regularization(model, X, y, reg=1e3):
    """Measure the loss of a model without regularization and with a strong one.

    The model's own strength plays no part, and is as it was when the function returns. The
    parameters are not changed.

    Inputs:
    - model: see the top of this file
    - X, y: data and labels, of shapes (N, d_1, ..., d_k) and (N,)
    - reg: scalar, the strength to try

    Returns a tuple of:
    - plain_loss: scalar, the model's loss at strength 0
    - strong_loss: scalar, the model's loss at strength reg
    - went_up: truth value, whether the second is larger; a model that ignores its strength
      gives the same loss twice
    """
    plain_loss, strong_loss, went_up = None, None, None
    ###########################################################################
    # TODO: Ask the model for both losses. Whatever is wrong with its         #
    # regularization must show, so do not work the penalty out yourself.      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return plain_loss, strong_loss, went_up


def overfit_tiny(model, X, y, num_examples=20, learning_rate=1e-3, num_epochs=200):
    """Train a model on a few examples only, which any sound model learns by heart.

    Regularization is off, the update rule plain gradient descent: each epoch is one step on all
    of the few examples at once. The model is trained, so its parameters change; its strength of
    regularization is as it was when the function returns.

    Inputs:
    - model: see the top of this file
    - X, y: data and labels, of shapes (N, d_1, ..., d_k) and (N,); the first num_examples count
    - num_examples: integer, how many examples, at most N
    - learning_rate: scalar
    - num_epochs: integer, how many steps

    Returns a tuple of:
    - losses: array of shape (num_epochs,), the cost that each step starts from
    - accuracy: scalar, the share of the few examples labelled rightly after the last step
    - passed: truth value, whether the accuracy is 1 and the last of the losses below 0.01
    """
    losses, accuracy, passed = np.full(num_epochs, np.nan), None, None
    ###########################################################################
    # TODO: Train the model and keep the cost of epoch i in losses[i]. Update #
    # every array in model.params. Then find accuracy and passed.             #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return np.asarray(losses), accuracy, passed


def confidence_and_accuracy(scores, y):
    """Measure how sure a net is of the right classes, and how often it is right.

    Two answers to the question "how good is it": the probability that softmax gives to the right
    class, and whether that class has the highest score. Right for scores of any size.

    Inputs:
    - scores: array of shape (N, C), at least two classes, the highest score of a row by itself
    - y: labels, of shape (N,)

    Returns a tuple of:
    - confidence: scalar, the probability of the right class, averaged over the examples
    - accuracy: scalar, the share of examples whose right class has the highest score
    """
    confidence, accuracy = None, None
    ###########################################################################
    # TODO: Turn the scores into probabilities, and find both averages.       #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return confidence, accuracy


def should_stop(losses, factor=3.0):
    """Tell whether a training run has exploded and is not worth going on with.

    It has when any of its costs so far is nan, is inf, or is more than `factor` times the first
    one: also when only a single cost was, and the later ones are small again.

    Inputs:
    - losses: the curve so far, at least one cost, each above 0; it is not changed
    - factor: scalar, at least 1

    Returns:
    - stop: truth value
    """
    stop = None
    ###########################################################################
    # TODO: Decide whether to stop. Which comparisons with nan are true?      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return stop


def diagnose_loss_curve(losses):
    """Name what a loss curve tells of its training run.

    All costs are seen as shares of the first one, so a curve in other units, or of another
    length, gets the same diagnosis. The first of these that fits is the answer:

    - DIVERGED: `should_stop` says so of the curve.
    - TOO_HIGH: it jumps. Some cost after the first tenth of the steps is above 1.15.
    - TOO_LOW: it has hardly fallen. The costs of the last tenth are above 0.9 on average.
    - BAD_INITIALISATION: it is flat at first, and falls later. The costs of the second tenth are
      still above 0.96 on average.
    - GOOD: none of these. It falls from the start, and stays quiet.

    Single costs are noisy, since each comes from another minibatch: that is why averages are
    asked for. No curve that you will meet is close to one of these borders.

    Inputs:
    - losses: a curve, each cost above 0; two costs or more if it has diverged, 50 or more if
      not; it is not changed

    Returns:
    - diagnosis: one of the five texts at the top of this file
    """
    diagnosis = None
    ###########################################################################
    # TODO: Find the diagnosis. A diverged curve may be too short for tenths. #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return diagnosis


def rough_range(rates, curves):
    """Find the learning rates between which a finer search should look.

    Inputs:
    - rates: list of learning rates, in any order
    - curves: list of loss curves, one for each rate; at least one of them is GOOD. Neither list
      is changed, nor any curve.

    Returns a tuple of:
    - lowest, highest: scalars, the smallest and the largest rate whose curve
      `diagnose_loss_curve` finds GOOD
    """
    lowest, highest = None, None
    ###########################################################################
    # TODO: Find both ends of the range.                                      #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return lowest, highest


def accuracy_gap(train_acc_history, val_acc_history):
    """Compare training with validation accuracy, and name what to try next.

    The gap is training accuracy minus validation accuracy after the last epoch. Above BIG_GAP
    the net has learnt its training set by heart: OVERFITTING, so regularize more. Below
    SMALL_GAP, also below 0, nothing holds it back but its size: ROOM, so make it larger. In
    between it is BALANCED. No gap that you will meet is close to a border.

    Inputs:
    - train_acc_history, val_acc_history: lists or arrays of accuracies from 0 to 1, one an
      epoch; they are not changed

    Returns a tuple of:
    - gap: scalar
    - advice: OVERFITTING, BALANCED or ROOM
    """
    gap, advice = None, None
    ###########################################################################
    # TODO: Find the gap, and what it tells.                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return gap, advice


def update_ratio(w, dw, learning_rate):
    """Measure how large a step of plain gradient descent is beside the weights it changes.

    The size of an array is its Euclidean norm: the root of the sum of all its squares, whatever
    its shape. About 1e-3 is what the lecture hopes for.

    Inputs:
    - w: array of parameters of any shape, not all 0; it is not changed
    - dw: gradient of the loss with respect to w, of the same shape; it is not changed
    - learning_rate: scalar

    Returns:
    - ratio: scalar, the size of the update over the size of w
    """
    ratio = None
    ###########################################################################
    # TODO: Find the ratio.                                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return ratio
