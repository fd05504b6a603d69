"""Comparing trainings: several folds against one split, and the noise from seed to seed."""

import numpy as np


def make_folds(order, num_folds):
    """Split examples into folds, each of which validates once while the others train.

    The validation examples of the folds are runs of `order`, one after the other: the first fold
    validates on its beginning, the last on its end. Where the examples do not divide evenly, the
    first folds have one more than the others.

    Inputs:
    - order: integer array of shape (N,), the places of all examples, in random order; it is not
      changed
    - num_folds: integer, from 2 to N

    Returns:
    - folds: list of num_folds tuples (train, val) of integer arrays, the places of the examples
      that train and of those that validate, each in any order
    """
    folds = []
    ###########################################################################
    # TODO: Make the folds.                                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return folds


def cross_validate(train_and_score, X, y, folds):
    """Train once for each fold, and score each training on what it has not seen.

    Inputs:
    - train_and_score: function that trains a new net on examples and returns its score on others:
      train_and_score(X_train, y_train, X_val, y_val); it is called once a fold
    - X, y: all examples, N rows each; they are not changed
    - folds: list of tuples (train, val) of integer arrays, as make_folds returns them

    Returns:
    - scores: list of the score of each fold
    """
    scores = []
    ###########################################################################
    # TODO: Train and score each fold.                                        #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return scores


def mean_and_spread(scores):
    """Summarise the scores of trainings that differ only by chance.

    The spread is the standard deviation that scores like these have. It is estimated round their
    own mean, which lies closer to them than the true one; so the sum of squares is divided by
    n - 1 and not by n.

    Inputs:
    - scores: list or array of n numbers, n at least 2; it is not changed

    Returns a tuple of:
    - mean: scalar
    - spread: scalar, 0 or above
    """
    mean, spread = None, None
    ###########################################################################
    # TODO: Work out both.                                                    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return mean, spread


def compare_runs(first, second):
    """Tell whether two settings differ by more than chance, from several trainings of each.

    A mean of n scores is known up to spread / √n, and the difference of two such means up to its
    standard error, √(spread₁² / n₁ + spread₂² / n₂). A difference of more than two standard
    errors is taken for real (Welch, 1947; chance alone gets there about once in twenty times).

    Inputs:
    - first, second: lists or arrays of scores, 2 or more each, not necessarily as many; higher is
      better; they are not changed

    Returns a tuple of:
    - difference: scalar, how much higher the mean of second is than that of first
    - error: scalar, the standard error of the difference
    - verdict: "first" or "second", which is better, or "cannot tell"
    """
    difference, error, verdict = None, None, None
    ###########################################################################
    # TODO: Work out the three. mean_and_spread has done a part of it.        #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return difference, error, verdict
