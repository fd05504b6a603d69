"""Random draws from a normal distribution of a given spread: {"kind": "normal", "std": 0.01}.

They are compared by mean and spread, with margins of six standard errors: a right initialisation
misses them less than once in a million.
"""

import numpy as np

from ...language import fact, text_fact
from ..compare import as_array
from . import close

MARGIN = 6.0  # standard errors
FAR = 0.0455  # the share of normal numbers beyond two standard deviations
SEVERAL = 800  # of that many numbers, some are


def compare(what, got, right, rule):
    """Compare an array; see the package."""
    array, problem, shape_problem = close.matched(what, got, as_array(right), rule)
    if problem or array is None:
        return problem, shape_problem, None
    form = rule.get("form")
    if form:
        what = fact("normal.in_form", what=what, form=text_fact(form))
    return normal_problem(array, rule["std"], what), shape_problem, None


def suits(right, rule):
    """Return what is wrong with an expected value, "" if nothing is."""
    return close.suits(right, rule)


def normal_problem(got, std, what="the array"):
    """Return "" if `got` looks drawn from a normal distribution N(0, std²), else what does not.

    Each column and each row must vary, too: a weight matrix of equal columns never learns more
    than one feature. Of many numbers hardly any may come twice, and some must be far from 0, which
    tells them from evenly spread ones and from ±std. `what` is how the sentence names the array.
    """
    if not np.all(np.isfinite(got)):
        return fact("normal.not_finite", what=what)
    size = got.size
    spread, mean = float(np.std(got)), float(np.mean(got))
    if abs(spread / std - 1) > MARGIN / np.sqrt(2 * size):
        return fact("normal.spread", what=what, got=spread, expected=std)
    if abs(mean) > MARGIN * std / np.sqrt(size):
        return fact("normal.mean", what=what, got=mean)
    if any(np.std(got, axis=axis).min() < std / 5 for axis in range(2) if is_long(got, axis)):
        return fact("normal.repeated", what=what)
    if size >= SEVERAL:
        ordered = np.sort(got, axis=None)
        if np.count_nonzero(ordered[1:] == ordered[:-1]) > size / 10:
            return fact("normal.repeated", what=what)
        far, expected = int(np.sum(np.abs(got) > 2 * std)), FAR * size
        if far < expected - MARGIN * np.sqrt(expected):
            return fact("normal.no_tails", what=what, got=far, size=size, expected=expected)
    return ""


def is_long(array, axis):
    """Whether a matrix has so many numbers along an axis that their spread tells something."""
    return array.ndim == 2 and array.shape[axis] >= 20
