"""Questions on centring and scaling tables of data."""

import numpy as np

from autograder.domain import Domain, arrays, between, like
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
    TEN,
    UNCHANGED_NEXT_STEP,
    both_splits,
    is_quick,
    table,
)

questions = Questions()

CONSTANT = "constant features"

UNITS = [1e-3, 1.0, 300.0]
TABLES = Domain(
    m=[between(4, 9), TEN, MANY],
    n=[1, like("m"), between(2, 6), MANY],
    d=[1, 2, like("m"), TEN],  # two of them go with a thousand examples
    unit=UNITS,
    offset=[0.0, 0.0, 0.0, 100.0],
    far=[1.0, 1.0, 20.0, 1.0],
    X_train=arrays("m", "d", layout=LAYOUTS),
    X=arrays("n", "d", layout=LAYOUTS),
    allowed=lambda case: (
        is_quick(max(case.m, case.n) * case.d, max(case.m, case.n))
        and (case.far == 1 or (case.offset == 0 and case.m < 1000))
        and min(case.m, case.n) < 1000  # a wrong table of m x n numbers is too large to be known
    ),
    also=[{"m": 12, "n": 12, "d": 12, "unit": 1e-4}],
)
SCALED = Domain(
    m=[between(4, 9), TEN, MANY],
    n=[1, like("m"), between(2, 6)],
    d=[1, 2, TEN],
    unit=UNITS,
    offset=[0.0, 0.0, 100.0],
    far=[1.0, 1.0, 20.0],
    X_train=arrays("m", "d", layout=LAYOUTS),
    X=arrays("n", "d", layout=LAYOUTS),
    allowed=TABLES.allowed,
    also=[{"m": 12, "n": 12, "d": 12, "far": 100.0}],
)
# Standard deviations just below 1e-6, which count as constant, and just above.
ALMOST = Domain(
    spread=[3e-7, 4e-6],
    m=[between(5, 9)],
    n=[between(3, 6)],
    d=[between(2, 4)],
)


def table_splits(case):
    """Return X_train (m, d) and another split (n, d), None where the case asks for none.

    With `flat` the first feature is 0.7 throughout the training split, which leaves it a standard
    deviation of 1e-16 by rounding, and the second is 2, which leaves it none. With `spread` the
    last one has this standard deviation, and is as far from 0 in the other split as it must be to
    show.
    """
    X_train = table(case, case.m)
    X = table(case, case.n) * getattr(case, "far", 1.0) if hasattr(case, "n") else None
    if getattr(case, "flat", False):
        X_train[:, 0], X_train[:, 1] = 0.7, 2.0
    if hasattr(case, "spread"):
        is_constant = case.spread < 1e-6
        numbers = np.resize([1.0, -1.0, 0.5, -0.5], case.m)
        X_train[:, -1] = case.spread * numbers / numbers.std()
        X[:, -1] = case.randn(case.n) * (1.0 if is_constant else case.spread)
    return case.laid("X_train", X_train), None if X is None else case.laid("X", X)


TABLE_CASES = [
    Case("the training split itself", m=5, d=3, public=True),
    Case("the training split itself, 4 features", m=7, d=4),
    Case("a validation split", m=6, n=4, d=3, tests=SPLIT, public=True),
    Case("a larger validation split", m=4, n=7, d=5, tests=SPLIT),
    Case("one example", m=6, n=1, d=4, tests=ONE),
    Case("one training example", m=1, n=4, d=3, tests=ONE),
]


@questions.add(
    "zero_center",
    title="Zero-centring",
    function="preprocessing:zero_center",
    properties={"out": 1.5, SPLIT: 1.5, RANGE: 0.5, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=[*TABLE_CASES, *TABLES.cases(RANGE)],
    next_steps={
        "out": "Work out the mean of each column by hand and subtract it.",
        SPLIT: SPLIT_NEXT_STEP,
        RANGE: RANGE_NEXT_STEP,
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.zero_center,
)
def zero_center(code, case):
    X_train, X = both_splits(code, *table_splits(case))
    return {"out": code.preprocessing.zero_center(X_train, X)}


@questions.add(
    "normalize",
    title="Normalising",
    function="preprocessing:normalize",
    properties={
        **{"out": 2, SPLIT: 1.5, CONSTANT: 1.5, RANGE: 1},
        **{ONE: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    },
    cases=[
        *TABLE_CASES,
        Case("two constant features", m=7, n=4, d=4, flat=True, tests=CONSTANT, public=True),
        *ALMOST.cases(CONSTANT),
        *SCALED.cases(RANGE, public=False),
    ],
    given=("zero_center", "covariance"),
    next_steps={
        "out": "Compare the standard deviation of each column of your result with 1.",
        SPLIT: SPLIT_NEXT_STEP,
        CONSTANT: "What is divided by what, where all training examples have the same number?",
        RANGE: RANGE_NEXT_STEP,
        ONE: "With one training example every feature is constant.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.normalize,
)
def normalize(code, case):
    X_train, X = both_splits(code, *table_splits(case))
    return {"out": code.preprocessing.normalize(X_train, X)}


COVARIANCES = Domain(
    m=[between(2, 5), like("d"), MANY],
    d=[1, between(2, 5), TEN],
    unit=UNITS,
    offset=[0.0, 100.0],
    X=arrays("m", "d", layout=LAYOUTS),
    allowed=lambda case: is_quick(case.m * case.d, case.m),
    also=[{"m": 13, "d": 13, "unit": 1e-4}],
)


@questions.add(
    "covariance",
    title="Covariance matrix",
    function="preprocessing:covariance",
    properties={"cov": 2, RANGE: 1, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=[
        Case("6 examples of 3 features", m=6, d=3, public=True),
        Case("4 examples of 5 features", m=4, d=5, public=True),
        Case("9 examples of 4 features", m=9, d=4),
        Case("one example", m=1, d=3, tests=ONE),
        *COVARIANCES.cases(RANGE),
    ],
    given=("zero_center",),
    next_steps={
        "cov": "The diagonal holds the variances of the features: compare it with those first.",
        RANGE: RANGE_NEXT_STEP,
        ONE: "A single example is its own mean: nothing varies.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.covariance,
)
def covariance(code, case):
    if case.tests == RANGE:
        case.compare["cov"] = SMALL
    (X,) = code.watch(X=case.laid("X", table(case, case.m)))
    return {"cov": code.preprocessing.covariance(X)}
