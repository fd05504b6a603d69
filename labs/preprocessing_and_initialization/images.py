"""Questions on images: their means, and the scales of their features."""

import numpy as np

from autograder.case import Manner
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

WHOLE = "whole grey levels"
IMAGES = "images"


TYPES = ["uint8", "float32", "float64"]
SIZES = ("c", "h", "w")
PICTURES = Domain(
    m=[1, between(2, 5), MANY],
    n=[1, like("m"), between(2, 5)],
    c=[1, between(2, 3), between(4, 6)],
    h=[1, between(2, 3), like("w")],
    w=[1, between(2, 3), between(4, 5)],
    white=[1.0, 255.0],
    X_train=arrays("m", *SIZES, dtype=TYPES, layout=LAYOUTS),
    X=arrays("n", *SIZES, dtype=TYPES, layout=["C", "F", "[::-1]"]),
    # What becomes of numbers below 0 that are cast to uint8 depends on how they lie in memory; a
    # known mistake is to be known.
    allowed=lambda case: (
        is_quick(max(case.m, case.n) * case.c * case.h * case.w, max(case.m, case.n))
        and (case.X.dtype != "uint8" or case.X.layout == "C")
        and (case.white == 255 or "uint8" not in (case.X_train.dtype, case.X.dtype))
    ),
    also=[{"m": 13, "n": 12, "c": 12, "h": 1, "w": 2, "white": 1e-3}],
)


def pictures(case, n):
    """Return n images of shape (c, h, w), channels of different brightness.

    Grey levels end at 255, or at the case's `white`. Of many images the last are the brightest.
    """
    brightness = case.random.randint(80, 170, (case.c, 1, 1))
    spread = case.random.randint(20, 70, (case.c, case.h, case.w))
    grey = brightness + spread * case.randn(n, case.c, case.h, case.w)
    if n > 20:
        grey += np.linspace(-40, 40, n)[:, np.newaxis, np.newaxis, np.newaxis]
    grey = np.clip(np.round(grey), 0, 255)
    white = getattr(case, "white", 255)
    return grey if white == 255 else np.round(grey / 255, 3) * white


def picture_splits(case):
    """Return X_train (m, c, h, w) and another split (n, c, h, w), None if there is none."""
    X_train = case.laid("X_train", pictures(case, case.m))
    return X_train, case.laid("X", pictures(case, case.n)) if hasattr(case, "n") else None


BYTES = Manner(dtype="uint8")
IMAGE_CASES = [
    Case("the training split itself", m=5, c=3, h=2, w=4, public=True),
    Case("the training split itself, other images", m=6, c=2, h=3, w=4),
    Case("a validation split", m=4, n=5, c=3, h=2, w=2, tests=SPLIT, public=True),
    Case("a larger validation split", m=3, n=6, c=3, h=4, w=2, tests=SPLIT),
    Case(
        "grey levels as uint8",
        **{"m": 4, "n": 3, "c": 3, "h": 2, "w": 2, "X_train": BYTES, "X": BYTES},
        tests=WHOLE,
        public=True,
    ),
    Case("one image", m=4, n=1, c=3, h=2, w=5, tests=ONE),
]
IMAGE_NEXT_STEPS = {
    SPLIT: SPLIT_NEXT_STEP,
    WHOLE: "A uint8 holds whole numbers from 0 to 255 and no negative ones.",
    RANGE: "Which numbers of images, channels, rows and columns, or which types, does your code "
    "assume?",
    ONE: ONE_NEXT_STEP,
    UNCHANGED: UNCHANGED_NEXT_STEP,
}


@questions.add(
    "subtract_mean_image",
    title="Mean image",
    function="preprocessing:subtract_mean_image",
    properties={
        **{"out": 1, SPLIT: 1, WHOLE: 0.5, RANGE: 0.5},
        **{ONE: 0.25, SHAPES: 0.25, UNCHANGED: 0.5},
    },
    cases=[*IMAGE_CASES, *PICTURES.cases(RANGE)],
    given=("zero_center",),
    next_steps={
        "out": "Which shape has the mean image? Print that of the mean you subtract.",
        **IMAGE_NEXT_STEPS,
    },
    hints=hints.subtract_mean_image,
)
def subtract_mean_image(code, case):
    X_train, X = both_splits(code, *picture_splits(case))
    return {"out": code.preprocessing.subtract_mean_image(X_train, X)}


@questions.add(
    "subtract_channel_mean",
    title="Mean of each channel",
    function="preprocessing:subtract_channel_mean",
    properties={
        **{"out": 1.5, SPLIT: 1, WHOLE: 0.5, RANGE: 0.5},
        **{ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[*IMAGE_CASES, *PICTURES.cases(RANGE, public=False)],
    given=("zero_center",),
    next_steps={
        "out": "How many numbers are subtracted in all, and over which axes was each averaged?",
        **IMAGE_NEXT_STEPS,
    },
    hints=hints.subtract_channel_mean,
)
def subtract_channel_mean(code, case):
    X_train, X = both_splits(code, *picture_splits(case))
    return {"out": code.preprocessing.subtract_channel_mean(X_train, X)}


FEATURES = Domain(
    m=[1, like("d"), MANY],
    d=[1, between(2, 5), TEN],
    unit=[1e-3, 1.0, 300.0],
    offset=[0.0, 100.0],
    constant=[False, True],
    X=arrays("m", "d", layout=LAYOUTS),
    allowed=lambda case: (
        is_quick(case.m * case.d, case.m, few=210)
        and (not case.constant or case.d > 1)
        and (case.m > 1 or (case.d < 6 and case.unit == 1 and not case.constant))
    ),
    also=[{"m": 5, "d": 12, "unit": 1e-4}],
)


def features(case):
    """Return data of shape (m, d), with `constant` the last feature throughout 2; or images."""
    if not hasattr(case, "d"):
        return pictures(case, case.m)
    X = table(case, case.m)
    if getattr(case, "constant", False):
        X[:, -1] = 2.0
    return case.laid("X", X)


@questions.add(
    "feature_std_range",
    title="Scales of the features",
    function="preprocessing:feature_std_range",
    properties={"smallest": 1.25, "largest": 1.25, IMAGES: 0.5, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("5 features", m=6, d=5, public=True),
        Case("3 features", m=9, d=3),
        Case("images", m=5, c=3, h=2, w=4, tests=IMAGES, public=True),
        *FEATURES.cases(RANGE),
    ],
    next_steps={
        "smallest": "There is one standard deviation for each column: print them all.",
        "largest": "There is one standard deviation for each column: print them all.",
        IMAGES: "Each channel of each pixel is a feature of its own.",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.feature_std_range,
)
def feature_std_range(code, case):
    if case.tests == RANGE:
        case.compare.update(smallest=SMALL, largest=SMALL)
    (X,) = code.watch(X=features(case))
    smallest, largest = code.preprocessing.feature_std_range(X)
    return {"smallest": smallest, "largest": largest}
