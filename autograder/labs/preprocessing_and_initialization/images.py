"""Questions on images: their means, and the scales of their features."""

import numpy as np

from autograder.lab import UNCHANGED, Case, Questions
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

WHOLE = "whole grey levels"
IMAGES = "images"


def pictures(case, n):
    """Return n images of shape (c, h, w), channels of different brightness; uint8 with `whole`."""
    brightness = case.random.randint(80, 170, (case.c, 1, 1))
    spread = case.random.randint(20, 70, (case.c, case.h, case.w))
    grey = np.clip(np.round(brightness + spread * case.randn(n, case.c, case.h, case.w)), 0, 255)
    return grey.astype(np.uint8) if getattr(case, "whole", False) else grey


IMAGE_CASES = [
    Case("the training split itself", m=5, c=3, h=2, w=4, public=True),
    Case("the training split itself, other images", m=6, c=2, h=3, w=4),
    Case("a validation split", m=4, n=5, c=3, h=2, w=2, tests=SPLIT, public=True),
    Case("a larger validation split", m=3, n=6, c=3, h=4, w=2, tests=SPLIT),
    Case("grey levels as uint8", m=4, n=3, c=3, h=2, w=2, whole=True, tests=WHOLE, public=True),
    Case("one image", m=4, n=1, c=3, h=2, w=5, tests=ONE),
]
IMAGE_NEXT_STEPS = {
    SPLIT: SPLIT_NEXT_STEP,
    WHOLE: "A uint8 holds whole numbers from 0 to 255 and no negative ones.",
    ONE: ONE_NEXT_STEP,
    UNCHANGED: UNCHANGED_NEXT_STEP,
}


@questions.add(
    "subtract_mean_image",
    title="Mean image",
    function="preprocessing:subtract_mean_image",
    properties={"out": 1.5, SPLIT: 1, WHOLE: 0.5, ONE: 0.5, UNCHANGED: 0.5},
    cases=IMAGE_CASES,
    given=("zero_center",),
    next_steps={
        "out": "Which shape has the mean image? Print that of the mean you subtract.",
        **IMAGE_NEXT_STEPS,
    },
    hints=hints.subtract_mean_image,
)
def subtract_mean_image(code, case):
    X_train = pictures(case, case.m)
    X = pictures(case, case.n) if hasattr(case, "n") else None
    X_train, X = both_splits(code, X_train, X)
    return {"out": code.preprocessing.subtract_mean_image(X_train, X)}


@questions.add(
    "subtract_channel_mean",
    title="Mean of each channel",
    function="preprocessing:subtract_channel_mean",
    properties={"out": 2, SPLIT: 1, WHOLE: 0.5, ONE: 0.5, UNCHANGED: 1},
    cases=IMAGE_CASES,
    given=("zero_center",),
    next_steps={
        "out": "How many numbers are subtracted in all, and over which axes was each averaged?",
        **IMAGE_NEXT_STEPS,
    },
    hints=hints.subtract_channel_mean,
)
def subtract_channel_mean(code, case):
    X_train = pictures(case, case.m)
    X = pictures(case, case.n) if hasattr(case, "n") else None
    X_train, X = both_splits(code, X_train, X)
    return {"out": code.preprocessing.subtract_channel_mean(X_train, X)}


@questions.add(
    "feature_std_range",
    title="Scales of the features",
    function="preprocessing:feature_std_range",
    properties={"smallest": 1.5, "largest": 1.5, IMAGES: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("5 features", m=6, d=5, public=True),
        Case("3 features", m=9, d=3),
        Case("images", m=5, c=3, h=2, w=4, tests=IMAGES, public=True),
    ],
    next_steps={
        "smallest": "There is one standard deviation for each column: print them all.",
        "largest": "There is one standard deviation for each column: print them all.",
        IMAGES: "Each channel of each pixel is a feature of its own.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.feature_std_range,
)
def feature_std_range(code, case):
    (X,) = code.watch(X=table(case, case.m) if hasattr(case, "d") else pictures(case, case.m))
    smallest, largest = code.preprocessing.feature_std_range(X)
    return {"smallest": smallest, "largest": largest}
