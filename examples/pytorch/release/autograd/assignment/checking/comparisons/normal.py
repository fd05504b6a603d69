"""Random draws from a normal distribution of a given spread: {"kind": "normal", "std": 0.01}.

They are compared by mean and spread, with margins of six standard errors: a right initialisation
misses them less than once in a million.
"""

import numpy as np

from ...language import Message, fact, text_fact
from ..compare import Rule, as_array
from ..plain_data import Plain
from . import Compared, close

MARGIN = 6.0  # standard errors
FAR = 0.0455  # the share of normal numbers beyond two standard deviations
SEVERAL = 800  # of that many numbers, some are


def compare(what: Message, got: object, right: Plain, rule: Rule) -> Compared:
    """Compare an array; see the package."""
    right = as_array(right)
    array, problem, shape_problem = close.matched(what, got, right, rule)
    if problem or array is None:
        return problem, shape_problem, None
    form = rule.get("form")
    if form:
        what = fact("normal.in_form", what=what, form=text_fact(form))
    return normal_problem(array, rule["std"], what), shape_problem, None


def suits(right: Plain, rule: Rule) -> str:
    """Return what is wrong with an expected value, "" if nothing is."""
    return close.suits(right, rule)


def normal_problem(got: np.ndarray, std: float, what: Message = "the array") -> Message:
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


def is_long(array: np.ndarray, axis: int) -> bool:
    """Whether a matrix has so many numbers along an axis that their spread tells something."""
    return array.ndim == 2 and array.shape[axis] >= 20
