"""What several topics of the lab on learning by descent share: properties, numbers, problems."""

import numpy as np

from autograder.domain import between, hidden

RANGE = "all that the docstring allows"
RANGE_NEXT_STEP = "Which sizes, shapes or magnitudes of its arguments does your code assume?"
UNCHANGED_NEXT_STEP = "What the caller handed over must stay as it was: work on an array of yours."

# One of something, a few, and more than ten of them.
TEN = hidden(between(11, 14), public=11)
FEW = between(2, 6)
LAYOUTS = ["F", hidden("[::2]"), hidden("[::-1]")]


def eighths(case, *shape, scale=1.0):
    """Return multiples of an eighth of `scale`, none of them 0.

    With a scale that is a power of two, sums of products are exact, in whatever order they are
    added: so a sum can be exactly 0, and no rounding decides on which side of it another lies.
    """
    whole = np.round(8 * case.random.standard_normal(shape))
    return np.where(whole == 0, 3.0, whole) * (scale / 8)


def problem(case, num_examples, num_weights, scale=1.0):
    """Return (X, y, w): a line to be fitted, and weights to start from, in the case's manner."""
    X = case.array("X", num_examples, num_weights)
    y = case.array("y", num_examples) + 0.5 * scale
    return X, y, case.array("w", num_weights)
