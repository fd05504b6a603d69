"""Random draws from a normal distribution of a given spread: {"kind": "normal", "std": 0.01}.

They are compared by mean and spread, with margins of six standard errors: a right initialisation
misses them less than once in a million.
"""

import numpy as np

from ...language import N_, _
from ..compare import as_array
from . import close

MARGIN = 6.0  # standard errors
NOT_FINITE = N_("{what} holds numbers that are not finite.")
SPREAD = N_("{what} has standard deviation {got:.3g}, expected about {expected:.3g}.")
MEAN = N_("{what} has mean {got:.3g}, expected about 0.")
REPEATED = N_("{what} repeats the same numbers, expected a new draw for each weight.")
NO_TAILS = N_(
    "{what} has {got} of {size} numbers more than two standard deviations from 0, expected about "
    "{expected:.0f}."
)
FAR = 0.0455  # the share of normal numbers beyond two standard deviations
SEVERAL = 800  # of that many numbers, some are
IN_FORM = N_("{what} ({form})")


def compare(what, got, right, rule):
    """Compare an array; see the package."""
    array, problem, shape_problem = close.matched(what, got, as_array(right), rule)
    if problem or array is None:
        return problem, shape_problem, None
    form = rule.get("form")
    if form:
        what = _(IN_FORM).format(what=what, form=_(form))
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
        return _(NOT_FINITE).format(what=what)
    size = got.size
    spread, mean = float(np.std(got)), float(np.mean(got))
    if abs(spread / std - 1) > MARGIN / np.sqrt(2 * size):
        return _(SPREAD).format(what=what, got=spread, expected=std)
    if abs(mean) > MARGIN * std / np.sqrt(size):
        return _(MEAN).format(what=what, got=mean)
    if any(np.std(got, axis=axis).min() < std / 5 for axis in range(2) if is_long(got, axis)):
        return _(REPEATED).format(what=what)
    if size >= SEVERAL:
        ordered = np.sort(got, axis=None)
        if np.count_nonzero(ordered[1:] == ordered[:-1]) > size / 10:
            return _(REPEATED).format(what=what)
        far, expected = int(np.sum(np.abs(got) > 2 * std)), FAR * size
        if far < expected - MARGIN * np.sqrt(expected):
            return _(NO_TAILS).format(what=what, got=far, size=size, expected=expected)
    return ""


def is_long(array, axis):
    """Whether a matrix has so many numbers along an axis that their spread tells something."""
    return array.ndim == 2 and array.shape[axis] >= 20
