"""Questions on what the experiments measure."""

import numpy as np

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.batch_normalization import hints
from autograder.labs.batch_normalization.cases import UNCHANGED_NEXT_STEP, features

questions = Questions()

LEFT_OVER = "rows left over"
SINGLE = "minibatches of one"
MANY = "twelve layers"
NO_RATE = "no good rate"
DIVERGED = "diverged runs"


@questions.add(
    "batch_mean_noise",
    title="Measurement: noise of minibatch means",
    function="normalization_measurements:batch_mean_noise",
    properties={"noise": 1.5, LEFT_OVER: 0.5, SINGLE: 0.25, SHAPES: 0.5, UNCHANGED: 0.25},
    cases=[
        Case("12 rows, minibatches of 4", n=12, d=3, size=4, public=True),
        Case("20 rows, minibatches of 4", n=20, d=2, size=4),
        Case("14 rows, minibatches of 4", n=14, d=3, size=4, tests=LEFT_OVER, public=True),
        Case("17 rows, minibatches of 5", n=17, d=2, size=5, tests=LEFT_OVER),
        Case("minibatches of one", n=6, d=4, size=1, tests=SINGLE),
    ],
    next_steps={
        "noise": "Take the rows of one feature: write down the minibatch means, then their spread.",
        LEFT_OVER: "Rows that do not fill a minibatch are left out.",
        SINGLE: "The mean of a single row is that row.",
        SHAPES: "There is one number for each feature.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.batch_mean_noise,
)
def batch_mean_noise(code, case):
    (x,) = code.watch(x=features(case, case.n, case.d))
    return {"noise": code.normalization_measurements.batch_mean_noise(x, case.size)}


def gradients_of(case):
    """Return gradients of a net of so many layers, in no order; none of them alike in size."""
    sizes = [int(size) for size in case.random.randint(2, 6, case.layers + 1)]
    grads = {}
    for i in case.random.permutation(case.layers) + 1:
        grads[f"b{i}"] = case.randn(sizes[i])
        grads[f"W{i}"] = np.round(case.randn(sizes[i - 1], sizes[i]) * (0.5 + i % 4), 3)
        if i < case.layers:
            grads[f"gamma{i}"], grads[f"beta{i}"] = case.randn(sizes[i]), case.randn(sizes[i])
    return grads


@questions.add(
    "gradient_sizes",
    title="Measurement: sizes of gradients",
    function="normalization_measurements:gradient_sizes",
    properties={"sizes": 1.5, MANY: 1, SHAPES: 0.5},
    cases=[
        Case("three layers", layers=3, public=True),
        Case("five layers", layers=5),
        Case("twelve layers", layers=12, tests=MANY, public=True),
        Case("eleven layers", layers=11, tests=MANY),
    ],
    next_steps={
        "sizes": "For one layer: square the numbers, take their mean, then the root.",
        MANY: "In which order do the names W1, W2, W10 come when they are sorted as texts?",
        SHAPES: "There is one number for each layer, in one array.",
    },
    hints=hints.gradient_sizes,
)
def gradient_sizes(code, case):
    return {"sizes": code.normalization_measurements.gradient_sizes(gradients_of(case))}


def runs_of(case):
    """Return (rates, losses) in no order; rates up to about 1 are good, with a bad one among them.

    No loss is near the goal, 1.
    """
    rates = np.round(10.0 ** (np.arange(-4, 3) / 2) * (1 + case.random.rand(7)), 4)
    losses = np.round(0.3 + 0.4 * case.random.rand(7), 3)
    losses[[1, 5, 6]] = np.round(1.3 + 2 * case.random.rand(3), 3)
    if getattr(case, "bad", False):
        losses += 1.5
    if getattr(case, "diverged", False):
        losses[5:] = np.nan, np.inf
    order = case.random.permutation(7)
    return rates[order], losses[order]


@questions.add(
    "largest_good_rate",
    title="Measurement: the largest learning rate that works",
    function="normalization_measurements:largest_good_rate",
    properties={"largest": 1, NO_RATE: 0.5, DIVERGED: 0.5},
    cases=[
        Case("seven rates", public=True),
        Case("seven other rates"),
        Case("all losses above the goal", bad=True, tests=NO_RATE, public=True),
        Case("two runs diverged", diverged=True, tests=DIVERGED),
    ],
    next_steps={
        "largest": "Write down which rates are good; the largest of these is asked for.",
        NO_RATE: "Without a good rate the answer is 0.",
        DIVERGED: "A loss that is nan is neither above nor below anything.",
    },
    hints=hints.largest_good_rate,
)
def largest_good_rate(code, case):
    rates, losses = runs_of(case)
    largest = code.normalization_measurements.largest_good_rate(rates, losses, 1.0)
    return {"largest": largest}
