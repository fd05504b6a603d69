"""What searches return, as arrays: settings, ranges and scores to look at and to compare.

Settings are written as powers of ten, -3 for 0.001, so that small ones count as much as large
ones. What has not the form of trials or stages is handed back as it is.
"""

import numpy as np


def numbers(values):
    """Return a list of numbers as an array; an array or a number stays what it is."""
    return np.array(values) if isinstance(values, (list, tuple)) else values


def item(pair, place):
    """Return one of a pair of numbers, whether they are in a tuple, a list or an array."""
    try:
        first_and_second = [pair[0], pair[1]]
    except (TypeError, IndexError, KeyError):
        return pair
    return first_and_second[place] if len(pair) == 2 else pair


def text(value):
    """Return a text of NumPy's as one of Python's; anything else stays what it is."""
    array = np.asarray(value)
    return str(array) if array.dtype.kind == "U" and array.ndim == 0 else value


def exponents(settings_list, knobs, in_order=True):
    """Write settings as a table of powers of ten.

    Inputs:
    - settings_list: list of settings, or of tuples that begin with settings, such as trials
    - knobs: list of K names, the columns; all values are above 0
    - in_order: whether the rows stay in order; if not, they are sorted

    Returns:
    - table: array of shape (number of settings, K)
    """
    try:
        rows = [row if isinstance(row, dict) else row[0] for row in settings_list]
        table = [exponents_of(row, knobs).tolist() for row in rows]
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return settings_list
    if not in_order:
        table.sort(key=lambda row: np.round(row, 6).tolist())
    return np.array(table).reshape(len(rows), len(knobs))


def exponents_of(settings, knobs):
    """Write one settings as powers of ten: an array of shape (K,), for settings of just K knobs."""
    if not isinstance(settings, dict) or set(settings) != set(knobs):
        return settings
    return np.array([np.log10(float(settings[knob])) for knob in knobs])


def scores(trials, knobs=()):
    """List the scores of trials, in order; sorted by their settings if knobs are named.

    Inputs:
    - trials: list of tuples (settings, score)
    - knobs: list of names

    Returns:
    - scores: array of shape (num_trials,)
    """
    try:
        pairs = [(settings, float(score)) for settings, score in trials]
        pairs.sort(key=lambda pair: [round(np.log10(float(pair[0][knob])), 6) for knob in knobs])
    except (TypeError, ValueError, KeyError):
        return trials
    return np.array([score for _, score in pairs])


def num_different(trials):
    """Count the different settings among trials."""
    try:
        return len({tuple(sorted(settings.items())) for settings, _ in trials})
    except (TypeError, ValueError, AttributeError):
        return trials


def range_exponents(stages, knobs):
    """Write the ranges of each stage as powers of ten.

    Inputs:
    - stages: list of tuples that begin with ranges, {knob: (low, high)}; or just ranges
    - knobs: list of K names

    Returns:
    - table: array of shape (num_stages, 2 K), low and high of each knob
    """
    if isinstance(stages, dict):
        stages = [(stages, None)]
    try:
        rows = [[end for knob in knobs for end in ranges[knob]] for ranges, _ in stages]
        return np.log10(np.array(rows, dtype=float).reshape(len(rows), 2 * len(knobs)))
    except (TypeError, ValueError, KeyError):
        return stages


def stage_scores(stages):
    """List the scores of each stage: an array of shape (num_stages, num_trials)."""
    try:
        return np.array([[float(score) for _, score in trials] for _, trials in stages])
    except (TypeError, ValueError):
        return stages


def stage_epochs(asked):
    """List the num_epochs each stage was run with: an array of shape (num_stages,)."""
    return np.array([num_epochs for _, num_epochs in asked])
