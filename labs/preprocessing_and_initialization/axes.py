"""Questions on principal axes and whitening."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.preprocessing_and_initialization import hints
from labs.preprocessing_and_initialization.cases import (
    LAYOUTS,
    MANY,
    ONE,
    ONE_NEXT_STEP,
    RANGE,
    RANGE_NEXT_STEP,
    SMALL,
    SPLIT,
    SPLIT_NEXT_STEP,
    UNCHANGED_NEXT_STEP,
    both_splits,
    is_quick,
)

questions = Questions()

FLAT = "a flat training split"

SPREADS = (3.0, 1.7, 1.0, 0.6)  # along directions drawn at random
FALL = 0.82  # of the spreads from one axis to the next, where there are any number of them

CLOUDS = Domain(
    m=[2, like("d"), MANY],  # also fewer examples than features
    n=[1, like("m"), between(2, 6)],
    d=[1, between(2, 5), hidden(between(11, 12), public=11)],
    unit=[1e-5, 1.0, 300.0],
    X_train=arrays("m", "d", layout=LAYOUTS),
    X=arrays("n", "d", layout=LAYOUTS),
    allowed=lambda case: is_quick(max(case.m, case.n) * case.d, max(case.m, case.n)),
    also=[
        {"m": 16, "n": 12, "d": 12, "fall": 0.9},
        {"m": 8, "n": 5, "d": 5, "unit": 300.0, "far": 100.0},
    ],
)
# The last axis has a spread that rounding alone could leave; a variance just below 1e-5; and one
# that is small and counts, as small as float32 can tell.
FLATS = Domain(
    last=[hidden(1e-6), 2.5e-3, 0.06],
    m=[between(8, 10)],
    n=[between(5, 7)],
    d=[between(3, 4)],
)


def cloud(case, n):
    """Return data of shape (n, d), longer in some directions than in others."""
    spreads = np.array(SPREADS[: case.d])
    if hasattr(case, "almost"):
        spreads[-1] = case.almost
    along = case.randn(n, case.d) * spreads
    return along @ case.randn(case.d, case.d) + case.randn(case.d, scale=3.0)


def cloud_splits(case):
    """Return X_train (m, d) and another split (n, d), None where the case asks for none.

    With `almost` the training split is flat but for so little; the last `constant` features are
    2 throughout it; `unit` scales everything. Drawn again until nothing hangs on rounding: the
    variances are far from each other, and in each column the number farthest from 0 is clearly so,
    which fixes its sign.
    """
    constant, almost = getattr(case, "constant", 0), hasattr(case, "almost")
    unit = getattr(case, "unit", 1.0)
    while True:
        X_train = cloud(case, case.m)
        X = cloud(case, case.n) if hasattr(case, "n") else None
        if almost and X is not None:
            X = X + case.randn(case.n, case.d)  # off the plane
        if not almost:
            X_train = np.round(X_train, 3)
            X = None if X is None else np.round(X, 3)
        X_train[:, case.d - constant :] = 2.0
        if well_separated(X_train, X, case.d - constant - almost):
            return X_train * unit, None if X is None else X * unit


def drawn_splits(case):
    """Return X_train (m, d) and X (n, d) of a domain's case.

    The training split has just the spreads 1, FALL, FALL², … along its axes, as many as it can
    have, the last one `last` where the case has it. X lies where the training split has any, as far
    along flat axes as along the first. The signs of X's columns are far from a tie.
    """
    rank = min(case.d, case.m - 1)
    spreads = getattr(case, "fall", FALL) ** np.arange(rank)
    spreads[-1] = getattr(case, "last", spreads[-1])
    axes = np.linalg.qr(case.randn(case.d, case.d))[0][:rank]
    centre = case.randn(case.d, scale=3.0)
    along = case.randn(case.m, rank)
    if case.m > 20:
        along += np.linspace(-2, 2, case.m)[:, np.newaxis]
    along = np.linalg.qr(along - along.mean(axis=0))[0] * np.sqrt(case.m) * spreads
    reach = np.where(spreads < 0.01, 1.0, spreads) * getattr(case, "far", 1.0)
    Z = case.randn(case.n, rank) * reach
    while np.any(np.abs(Z.max(axis=0) + Z.min(axis=0)) < 0.05 * np.abs(Z).max(axis=0)):
        Z = case.randn(case.n, rank) * reach
    unit = getattr(case, "unit", 1.0)
    X_train, X = np.round(along @ axes + centre, 7), np.round(Z @ axes + centre, 7)
    return case.laid("X_train", X_train * unit), case.laid("X", X * unit)


def splits(case):
    """Return X_train and X of a case, None for X where the two are one."""
    return drawn_splits(case) if case.drawn else cloud_splits(case)


def well_separated(X_train, X, rank):
    """Whether the first principal axes and the signs of all columns are far from any tie."""
    variances, axes = np.linalg.eigh(np.cov(X_train.T))
    largest = variances[::-1][:rank]
    if np.any(largest[1:] > 0.6 * largest[:-1]) or largest[-1] < 0.01 * largest[0]:
        return False
    for split in (X_train, X):
        if split is not None:
            Z = (split - X_train.mean(axis=0)) @ axes
            if np.any(np.abs(Z.max(axis=0) + Z.min(axis=0)) < 0.05 * np.abs(Z).max(axis=0)):
                return False
    return True


def with_fixed_signs(code, out):
    """Turn the columns of a result the same way, whichever way they pointed."""
    return code.principal_signs.fix_signs(out)


CLOUD_CASES = [
    Case("the training split itself, 2 features", m=6, d=2, public=True),
    Case("the training split itself", m=8, d=3, public=True),
    Case("the training split itself, 4 features", m=12, d=4),
    Case("a validation split", m=8, n=5, d=3, tests=SPLIT, public=True),
    Case("a larger validation split", m=7, n=9, d=4, tests=SPLIT),
    Case("one example", m=9, n=1, d=3, tests=ONE),
]


@questions.add(
    "pca",
    title="Principal axes",
    function="preprocessing:pca",
    properties={
        **{"out": 4, SPLIT: 2, FLAT: 0.5, RANGE: 1},
        **{ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        *CLOUD_CASES,
        Case("features that almost depend on each other", m=9, d=4, almost=1e-6, tests=FLAT),
        *CLOUDS.cases(RANGE),
    ],
    given=("zero_center", "covariance"),
    next_steps={
        "out": "Signs are free, the rest is not: compare the covariance matrix of your result with "
        "a diagonal one, its largest entry first.",
        SPLIT: SPLIT_NEXT_STEP,
        FLAT: "The result has a column for each feature, also where a variance is 0.",
        RANGE: RANGE_NEXT_STEP,
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.pca,
)
def pca(code, case):
    if case.tests == RANGE:
        case.compare["out"] = SMALL
    X_train, X = both_splits(code, *splits(case))
    return {"out": with_fixed_signs(code, code.preprocessing.pca(X_train, X))}


@questions.add(
    "whiten",
    title="Whitening",
    function="preprocessing:whiten",
    properties={
        **{"out": 3, SPLIT: 1.5, FLAT: 2, RANGE: 1},
        **{ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[
        *CLOUD_CASES,
        Case("a constant feature", m=8, n=5, d=3, constant=1, tests=FLAT, public=True),
        *FLATS.cases(FLAT),
        Case("small units", m=9, n=5, d=3, unit=1e-5, tests=FLAT),
        *CLOUDS.cases(RANGE, public=False),
    ],
    given=("zero_center", "normalize", "covariance", "pca"),
    next_steps={
        "out": "Compute the covariance matrix of your result: which entries are not those of the "
        "identity?",
        SPLIT: SPLIT_NEXT_STEP,
        FLAT: "Print the variances along the axes: by which of them should nothing be divided?",
        RANGE: RANGE_NEXT_STEP,
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.whiten,
)
def whiten(code, case):
    X_train, X = both_splits(code, *splits(case))
    return {"out": with_fixed_signs(code, code.preprocessing.whiten(X_train, X))}
