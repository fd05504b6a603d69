"""What several topics of this lab share: properties, next steps, sizes, and tables of data."""

import numpy as np

from autograder.domain import between, hidden

SPLIT = "statistics of the training split"
ONE = "one example"
RANGE = "all that the docstring allows"
AGAIN = "new draws in every call"

SPLIT_NEXT_STEP = "Transform a split of two examples by hand: what comes from X_train, what from X?"
ONE_NEXT_STEP = "A single example keeps its axis and is treated like any other."
UNCHANGED_NEXT_STEP = "An operation that assigns to its left side writes into the caller's array."
RANGE_NEXT_STEP = (
    "Which numbers of examples and features, or which magnitudes, does your code assume?"
)
WEIGHTS_NEXT_STEP = "Which numbers of inputs and units, or which magnitudes, does your code assume?"
AGAIN_NEXT_STEP = "Two layers of the same shape need different weights: is a seed set inside?"

# More than ten of something; examples by the thousand.
TEN = hidden(between(11, 13), public=11)
MANY = hidden(between(1041, 1049), public=21)
LAYOUTS = ["F", "[::2]", "[::-1]"]  # C order is what cases written by hand have
SMALL = {"kind": "close", "floor": 1e-9}  # how numbers are compared that may all be small


def is_quick(numbers, examples, few=110):
    """Whether a case is quick for loops, and of those that are released, small."""
    return numbers <= (2200 if examples > 1000 else few)


def table(case, n):
    """Return data of shape (n, d) whose features differ in mean and spread.

    With `unit` all is in another unit, with `offset` far from 0. Of many examples the last ones are
    the largest: no thousand is like the whole.
    """
    offsets = case.randn(case.d, scale=3.0)
    spreads = 1 + np.abs(case.randn(case.d))
    values = case.randn(n, case.d)
    if n > 20:
        values += np.linspace(-2, 2, n)[:, np.newaxis]
    offsets = offsets + getattr(case, "offset", 0.0)
    return np.round(values * spreads + offsets, 3) * getattr(case, "unit", 1.0)


def both_splits(code, X_train, X):
    """Hand over the training split and the split to transform; X is None where they are one."""
    if X is None:
        (handle,) = code.watch(X_train=X_train)
        return handle, handle
    return code.watch(X_train=X_train, X=X)
