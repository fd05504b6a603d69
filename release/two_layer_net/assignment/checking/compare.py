"""When two outputs are the same: the one place where tolerances are set and justified.

Values. A right answer may be computed in another order, with loops, or in float32. Outputs agree
when no element differs by more than TOLERANCE times the largest expected element. The least exact
right answer is a softmax in float32 whose logarithm of a sum stays at a score near 1000, where
float32 numbers lie 2**-14 apart: four roundings by half of that, doubled where a gradient is
compared with its largest element, are 2**-12. All else was measured to stay below 2e-5. The
smallest mistake worth finding (a factor, a sign, a missing term) changes an output by far more.

Shapes are compared apart from values: db of shape (1, M) holds the right numbers.

Random draws ("normal") are compared by mean and spread, with margins of six standard errors:
a right initialisation misses them less than once in a million. The sums are worked out in the
kit's docs/decisions/tolerances.md.
"""

import numpy as np

from ..language import N_, _

TOLERANCE = 2.5e-4  # 2**-12 and a little
ZERO = 1e-7  # what counts as 0 where everything expected is 0
MARGIN = 6.0  # standard errors

# What is said of random draws; `what` names the array.
NOT_FINITE = N_("{what} holds numbers that are not finite.")
SPREAD = N_("{what} has standard deviation {got:.3g}, expected about {expected:.3g}.")
MEAN = N_("{what} has mean {got:.3g}, expected about 0.")
REPEATED = N_("{what} repeats the same numbers, expected a new draw for each weight.")


def as_array(value):
    """Return a number or array as float64 (complex stays complex), or None if it is neither."""
    if isinstance(value, (bool, int, float, complex, np.generic, np.ndarray)):
        array = np.asarray(value)
        if array.dtype.kind == "c":
            return array.astype(np.complex128, copy=False)
        return array.astype(np.float64, copy=False) if array.dtype.kind in "biuf" else None
    return None


def same_values(got, expected):
    """Whether two arrays hold the same numbers in the same order, whatever their shapes."""
    if got.size != expected.size:
        return False
    return bool(error_of(got, expected) <= TOLERANCE)


def error_of(got, expected):
    """Return the largest difference between two arrays, relative to the largest expected number.

    Not finite where `got` is not; shapes may differ, sizes may not.
    """
    if expected.size == 0:
        return 0.0
    with np.errstate(all="ignore"):
        difference = np.abs(got.ravel() - expected.ravel())
    scale = max(float(np.abs(expected).max()), ZERO / TOLERANCE)
    worst = float(difference.max())  # NaN where one is
    return worst / scale if np.isfinite(worst) else float("inf")


def worst_place(got, expected):
    """Return (index, got there, expected there) of the largest difference, for a message."""
    with np.errstate(all="ignore"):
        difference = np.abs(got.ravel() - expected.ravel())
    difference = np.where(np.isfinite(difference), difference, np.inf)
    flat = int(np.argmax(difference))
    index = tuple(int(i) for i in np.unravel_index(flat, expected.shape))
    return index, got.ravel()[flat].item(), expected.ravel()[flat].item()


def normal_problem(got, std, what="the array"):
    """Return "" if `got` looks drawn from a normal distribution N(0, std²), else what does not.

    Each column and each row must vary, too: a weight matrix of equal columns never learns more
    than one feature. `what` is how the sentence names the array.
    """
    if not np.all(np.isfinite(got)):
        return _(NOT_FINITE).format(what=what)
    size = got.size
    spread, mean = float(np.std(got)), float(np.mean(got))
    if abs(spread / std - 1) > MARGIN / np.sqrt(2 * size):
        return _(SPREAD).format(what=what, got=spread, expected=std)
    if abs(mean) > MARGIN * std / np.sqrt(size):
        return _(MEAN).format(what=what, got=mean)
    if got.ndim == 2 and min(np.std(got, axis=0).min(), np.std(got, axis=1).min()) < std / 5:
        return _(REPEATED).format(what=what)
    return ""
