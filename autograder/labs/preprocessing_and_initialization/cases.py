"""What several topics of this lab share: properties, next steps, and tables of data."""

import numpy as np

SPLIT = "statistics of the training split"
ONE = "one example"

SPLIT_NEXT_STEP = "Transform a split of two examples by hand: what comes from X_train, what from X?"
ONE_NEXT_STEP = "A single example keeps its axis and is treated like any other."
UNCHANGED_NEXT_STEP = "An operation that assigns to its left side writes into the caller's array."


def table(case, n):
    """Return data of shape (n, d) whose features differ in mean and spread."""
    offsets = case.randn(case.d, scale=3.0)
    spreads = 1 + np.abs(case.randn(case.d))
    return np.round(case.randn(n, case.d) * spreads + offsets, 3)


def both_splits(code, X_train, X):
    """Hand over the training split and the split to transform; X is None where they are one."""
    if X is None:
        (handle,) = code.watch(X_train=X_train)
        return handle, handle
    return code.watch(X_train=X_train, X=X)
