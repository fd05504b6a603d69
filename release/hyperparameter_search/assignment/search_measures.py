"""Measures of a search: how much of a knob it saw, how quickly it got good, what a stop saves.

Trials are what the searches of `search.py` return: a list of tuples (settings, score).
"""

import numpy as np


def distinct_values(trials, knob):
    """Count how many different values of a knob a search has tried.

    Inputs:
    - trials: list of tuples (settings, score); it is not changed
    - knob: name of the knob, which is in all settings; its values are numbers

    Returns:
    - count: integer
    """
    count = None
    ###########################################################################
    # TODO: Count the values.                                                  #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return count


def best_so_far(trials):
    """Follow a search: the highest score that was known after each of its trials.

    A trial whose score is nan changes nothing.

    Inputs:
    - trials: list of tuples (settings, score), the first score a number; it is not changed

    Returns:
    - best_scores: array of shape (num_trials,); it never falls
    """
    best_scores = []
    ###########################################################################
    # TODO: Make a list or an array of the best score after each trial.        #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return np.array(best_scores, dtype=float)


def stopping_iteration(loss_history, should_stop):
    """Find after how many iterations a training run would have been broken off.

    After every iteration should_stop is asked about the losses so far, and the run ends as soon
    as it says yes. It never sees losses that are still to come.

    Inputs:
    - loss_history: array of shape (num_iterations,), the loss of each iteration of a run that
      was not broken off, one at least; it is not changed
    - should_stop: function from the losses so far, an array, to a truth value

    Returns:
    - iterations: integer, how many iterations the run would have taken, the last one being
      the one that gave it away; num_iterations if nothing stops it
    """
    iterations = None
    ###########################################################################
    # TODO: Find the number of iterations.                                     #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return iterations
