"""Questions on centring and scaling tables of data."""

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.preprocessing_and_initialization import hints
from autograder.labs.preprocessing_and_initialization.cases import (
    ONE,
    ONE_NEXT_STEP,
    SPLIT,
    SPLIT_NEXT_STEP,
    UNCHANGED_NEXT_STEP,
    both_splits,
    table,
)

questions = Questions()

CONSTANT = "constant features"


def table_splits(case):
    """Return X_train (m, d) and another split (n, d), None where the case asks for none.

    With `flat` the first feature is 0.7 throughout the training split, which leaves it a standard
    deviation of 1e-16 by rounding, and the second is 2, which leaves it none.
    """
    X_train = table(case, case.m)
    X = table(case, case.n) if hasattr(case, "n") else None
    if getattr(case, "flat", False):
        X_train[:, 0], X_train[:, 1] = 0.7, 2.0
    return X_train, X


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
    properties={"out": 2, SPLIT: 1.5, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=TABLE_CASES,
    next_steps={
        "out": "Work out the mean of each column by hand and subtract it.",
        SPLIT: SPLIT_NEXT_STEP,
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
    properties={"out": 3, SPLIT: 1.5, CONSTANT: 1.5, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=[
        *TABLE_CASES,
        Case("two constant features", m=7, n=4, d=4, flat=True, tests=CONSTANT, public=True),
        Case("the training split, with two constant features", m=7, d=3, flat=True, tests=CONSTANT),
    ],
    given=("zero_center", "covariance"),
    next_steps={
        "out": "Compare the standard deviation of each column of your result with 1.",
        SPLIT: SPLIT_NEXT_STEP,
        CONSTANT: "What is divided by what, where all training examples have the same number?",
        ONE: "With one training example every feature is constant.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.normalize,
)
def normalize(code, case):
    X_train, X = both_splits(code, *table_splits(case))
    return {"out": code.preprocessing.normalize(X_train, X)}


@questions.add(
    "covariance",
    title="Covariance matrix",
    function="preprocessing:covariance",
    properties={"cov": 3, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=[
        Case("6 examples of 3 features", m=6, d=3, public=True),
        Case("4 examples of 5 features", m=4, d=5, public=True),
        Case("9 examples of 4 features", m=9, d=4),
        Case("one example", m=1, d=3, tests=ONE),
    ],
    given=("zero_center",),
    next_steps={
        "cov": "The diagonal holds the variances of the features: compare it with those first.",
        ONE: "A single example is its own mean: nothing varies.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.covariance,
)
def covariance(code, case):
    (X,) = code.watch(X=table(case, case.m))
    return {"cov": code.preprocessing.covariance(X)}
