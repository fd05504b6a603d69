"""Search for hyperparameters: where to look, in which order, and where to look next.

The searches do not know what they tune. They are given a function

    score = evaluate(settings)

which trains a network with these settings, say, and returns its validation accuracy. `settings`
is a dictionary from the name of each knob to its value: {"learning_rate": 3e-4, "reg": 0.01}.

A search returns its **trials**: a list of tuples (settings, score), in the order in which they
were evaluated, each with a dictionary of its own. A score is a finite number, above 0 or not; that
of a run that diverged may be nan.
"""

import itertools

import numpy as np


def log_uniform(low, high, size=None):
    """Draw random numbers between low and high so that every decade gets its share.

    Of a range such as 1e-6 to 1e-3, a third of the numbers fall between 1e-6 and 1e-5, a third
    between 1e-5 and 1e-4, a third between 1e-4 and 1e-3: it is the logarithm of the numbers that
    is uniformly distributed. Every call draws anew.

    Inputs:
    - low, high: scalars, 0 < low < high
    - size: integer, how many numbers to draw; None for a single one

    Returns:
    - samples: array of shape (size,); a scalar if size is None
    """
    samples = None
    ###########################################################################
    # TODO: Draw the samples. NumPy draws uniformly: of what should it draw?   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return samples


def log_grid(low, high, num):
    """List numbers from low to high, each larger than the one before by the same factor.

    Inputs:
    - low, high: scalars, 0 < low < high; the first and the last number
    - num: integer, how many numbers, 2 or more

    Returns:
    - values: array of shape (num,), in ascending order
    """
    values = None
    ###########################################################################
    # TODO: List the values.                                                   #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return values


def grid_search(evaluate, values):
    """Evaluate every combination of the values of all knobs, each once.

    Inputs:
    - evaluate: function from settings to a score
    - values: dictionary from the name of each knob to the list of its values; it may have any
      number of knobs, and is not changed

    Returns:
    - trials: list of tuples (settings, score), in any order
    """
    trials = []
    ###########################################################################
    # TODO: Evaluate each combination and append the trial. The product of     #
    # any number of lists is what itertools.product is for.                    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return trials


def random_search(evaluate, ranges, num_trials, draw):
    """Evaluate settings drawn at random, a value of its own for every knob in every trial.

    The settings of all trials are drawn before the first one is evaluated. Training draws random
    numbers, too, and may even set a seed: what it does must not decide where the search looks.

    Inputs:
    - evaluate: function from settings to a score
    - ranges: dictionary from the name of each knob to (low, high); it is not changed
    - num_trials: integer, how many settings to evaluate
    - draw: function that draws values, called as draw(low, high, size) or draw(low, high);
      `log_uniform` is one

    Returns:
    - trials: list of num_trials tuples (settings, score)
    """
    trials = []
    ###########################################################################
    # TODO: Draw the settings of all trials, then evaluate them one by one.    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return trials


def best_trial(trials):
    """Find the trial with the highest score.

    Of several with the same score it is the first one. A score of nan is worse than any number; if
    there is nothing else, any of the trials will do.

    Inputs:
    - trials: list of tuples (settings, score), one or more; it is not changed

    Returns:
    - best: the best of the trials, a tuple (settings, score)
    """
    best = None
    ###########################################################################
    # TODO: Find the best trial. What do comparisons with nan give?            #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return best


def at_boundary(value, low, high, margin=0.1):
    """Tell whether a value lies near an end of the range it was searched in.

    Near is meant in log space: on a logarithmic axis from low to high, of length 1, the value is
    nearer to an end than `margin`. Beyond an end counts as near to it.

    Inputs:
    - value: scalar above 0, the best value found
    - low, high: scalars, 0 < low < high, the range
    - margin: scalar from 0 to 0.5, as a share of the range's length in log space

    Returns:
    - side: "low" near the lower end, "high" near the upper end, "inside" elsewhere
    """
    side = None
    ###########################################################################
    # TODO: Find the place of the value on that axis, then the side.           #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return side


def next_range(best, low, high):
    """Choose the range in which the next, finer stage of a search looks.

    All lengths are in log space. Where `at_boundary` finds the best value inside, with its usual
    margin, the new range is a third as long as the old one, with the best value in its middle;
    it may reach a little beyond the old one. Where the best value is near an end, better ones
    may lie beyond it: the range is widened there by half of its length, and the other end stays.

    Inputs:
    - best: scalar, the best value found in the old range
    - low, high: scalars, 0 < low < high, the old range

    Returns a tuple of:
    - new_low, new_high: scalars, the new range
    """
    new_low, new_high = None, None
    ###########################################################################
    # TODO: Find the new range. To go some way in log space is to multiply or  #
    # to divide: by what, for a half of the range's length?                    #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return new_low, new_high


def coarse_to_fine(search, ranges, epochs):
    """Search in stages: few epochs in wide ranges first, then more epochs where it looked good.

    The ranges of the next stage are the `next_range` of each knob, round its value in the best
    trial of the stage before. Scores of different stages are not compared: their networks were
    not trained equally long.

    Inputs:
    - search: function that runs one stage: search(ranges, num_epochs) returns its trials
    - ranges: dictionary from the name of each knob to (low, high), for the first stage; it is
      not changed
    - epochs: list of integers, the num_epochs of each stage

    Returns:
    - stages: list of tuples (ranges, trials), one for each stage
    """
    stages = []
    ###########################################################################
    # TODO: Run the stages. Every stage needs a dictionary of ranges that is   #
    # its own.                                                                 #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return stages


def greedy_search(evaluate, start, knobs):
    """Turn one knob after the other, and keep the best value of each before turning the next.

    The settings to start from are evaluated first. Then every value of the first knob is tried,
    all other knobs staying as they are; the best settings so far are where the second knob is
    turned from, and so on. Settings that are only as good as earlier ones do not replace them.

    Inputs:
    - evaluate: function from settings to a score
    - start: dictionary, the settings to start from; it is not changed
    - knobs: dictionary from the name of a knob to the list of values to try, without the one in
      start; knobs and values are tried in the order given

    Returns:
    - trials: list of tuples (settings, score), the start first
    """
    trials = []
    ###########################################################################
    # TODO: Evaluate the start, then turn the knobs. When is it known which    #
    # settings a knob is turned from?                                          #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return trials


def evaluate_once(evaluate, find_score, settings):
    """Return the score of some settings, and train only what is not in the log already.

    With this between a search and its trainings, a search that was interrupted can simply be
    started again: it rushes through what is logged and goes on where it stopped.

    Inputs:
    - evaluate: function from settings to a score, which also writes the score into the log
    - find_score: function from settings to their score in the log, None if they are not there
    - settings: dictionary

    Returns:
    - score: scalar
    """
    score = None
    ###########################################################################
    # TODO: Find the score. A logged score of 0 is a score, too.               #
    ###########################################################################
    # *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    pass
    # *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****
    return score
