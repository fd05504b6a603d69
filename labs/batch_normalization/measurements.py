"""Questions on what the experiments measure."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.batch_normalization import hints
from labs.batch_normalization.cases import (
    EACH,
    LAYOUTS,
    RANGE,
    TEN,
    UNCHANGED_NEXT_STEP,
    features,
    units,
)

questions = Questions()

LEFT_OVER = "rows left over"
SINGLE = "minibatches of one"
MANY = "twelve layers"
NO_RATE = "no good rate"
DIVERGED = "diverged runs"


# Minibatches all full: of rows left over another property speaks.
NOISE = Domain(
    count=[2, between(3, 5), hidden(between(201, 220), public=between(21, 22))],
    size=[2, between(3, 4), hidden(5, public=5)],
    d=[1, 2, TEN],
    uneven=[False, True],
    x=arrays("count", "d", scale=[1e-3, 1, 300], layout=LAYOUTS),
    allowed=lambda case: case.count * case.size * case.d <= (2200 if case.count > 200 else 240),
    also=[
        {"count": between(101, 105), "size": 11, "d": 1},
        {"count": 6, "size": 2, "d": 12, "x": manner(300)},
        {"count": 6, "size": 2, "d": 12, "x": manner(1e-4)},
        {"count": 1, "size": 1, "d": 3},
    ],
)


@questions.add(
    "batch_mean_noise",
    title="Measurement: noise of minibatch means",
    function="normalization_measurements:batch_mean_noise",
    properties={
        **{"noise": 1, LEFT_OVER: 0.5, SINGLE: 0.25},
        **{RANGE: 0.5, SHAPES: 0.5, UNCHANGED: 0.25},
    },
    cases=[
        Case("12 rows, minibatches of 4", n=12, d=3, size=4, public=True),
        Case("20 rows, minibatches of 4", n=20, d=2, size=4),
        Case("14 rows, minibatches of 4", n=14, d=3, size=4, tests=LEFT_OVER, public=True),
        Case("17 rows, minibatches of 5", n=17, d=2, size=5, tests=LEFT_OVER),
        *Domain(n=[between(5, 8)], d=[between(2, 4)], size=[1]).cases(SINGLE),
        Case("one minibatch of all rows", n=4, d=3, size=4, tests=RANGE),
        *NOISE.cases(RANGE),
    ],
    compare={"noise": EACH},
    next_steps={
        "noise": "Take the rows of one feature: write down the minibatch means, then their spread.",
        LEFT_OVER: "Rows that do not fill a minibatch are left out.",
        SINGLE: "The mean of a single row is that row.",
        RANGE: "Which numbers of rows, features or minibatches, which magnitudes or layouts does "
        "your code assume?",
        SHAPES: "There is one number for each feature.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.batch_mean_noise,
)
def batch_mean_noise(code, case):
    n = case.n if hasattr(case, "n") else case.count * case.size
    x = features(case, n, case.d, units(case, case.d))
    if n == case.size:  # sums that every arithmetic gets right, so that the noise is exactly 0
        x = np.round(8 * x) / 8
    (x,) = code.watch(x=x)
    return {"noise": code.normalization_measurements.batch_mean_noise(x, case.size)}


UNEVEN = Domain(
    layers=[1, hidden(between(4, 9), public=4)],
    uneven=[True],
    W=arrays("layers", "layers", scale=[1e-3, 1, 100], layout=["C", "F", "[::2]"]),
    allowed=lambda case: case.layers > 1 or case.W.layout == "C",
    also=[{"layers": 2, "W": manner(1000)}, {"layers": 1, "width": 3, "calls": 2}],
)


def gradients_of(case):
    """Return gradients of a net of so many layers, in no order; none of them alike in size.

    They may be of very different sizes.
    """
    sizes = [
        int(size) for size in case.random.randint(2, 3 if case.layers > 9 else 6, case.layers + 1)
    ]
    sizes = [getattr(case, "width", size) for size in sizes]
    grads = {}
    for i in case.random.permutation(case.layers) + 1:
        grads[f"b{i}"] = case.randn(sizes[i])
        W = np.round(case.randn(sizes[i - 1], sizes[i]) * (0.5 + i % 4), 3)
        unit = 10.0 ** (i % 5 - 3) if getattr(case, "uneven", False) else 1
        grads[f"W{i}"] = case.laid("W", W * unit * case.manner("W").scale)
        if i < case.layers:
            grads[f"gamma{i}"], grads[f"beta{i}"] = case.randn(sizes[i]), case.randn(sizes[i])
    return grads


@questions.add(
    "gradient_sizes",
    title="Measurement: sizes of gradients",
    function="normalization_measurements:gradient_sizes",
    properties={"sizes": 1, MANY: 0.75, RANGE: 0.5, SHAPES: 0.5, UNCHANGED: 0.25},
    cases=[
        Case("three layers", layers=3, public=True),
        Case("five layers", layers=5),
        Case("twelve layers", layers=12, tests=MANY, public=True),
        Case("eleven layers", layers=11, tests=MANY),
        *UNEVEN.cases(RANGE),
    ],
    compare={"sizes": EACH},
    next_steps={
        "sizes": "For one layer: square the numbers, take their mean, then the root.",
        MANY: "In which order do the names W1, W2, W10 come when they are sorted as texts?",
        RANGE: "A layer's gradient may be a million times as large as another's, and lie in "
        "memory in any order.",
        SHAPES: "There is one number for each layer, in one array.",
        UNCHANGED: "The gradients are the Solver's: work on arrays of your own.",
    },
    hints=hints.gradient_sizes,
)
def gradient_sizes(code, case):
    (grads,) = code.watch(grads=gradients_of(case))
    return {"sizes": code.normalization_measurements.gradient_sizes(grads)}


RUNS = Domain(
    n=[1, between(5, 9), hidden(between(101, 120), public=between(12, 15))],
    met=[True, False],  # whether the best rate's loss is the goal exactly
    goal=[1e-3, between(0.5, 3.0), 250.0],
    rates=arrays("n", scale=[1e-6, 1, 1e4], layout=["C", "[::2]", "[::-1]"]),
    also=[
        {"n": between(1041, 1049), "met": True, "goal": 1.0},
        {"n": 12, "met": True, "goal": 0.0},
        {"n": 12, "met": True, "goal": 1e-5},
        {"n": 12, "met": True, "goal": 250.0},
    ],
)


def drawn_runs(case):
    """Return (rates, losses) of case.n runs in no order, at least one of them good."""
    rates = np.round(1 + np.arange(case.n) + 0.5 * case.random.rand(case.n), 3)
    best = case.random.randint(case.n // 2, max(case.n - 1, 1))
    bad = case.random.rand(case.n) < 0.3
    bad[best:] = True
    bad[best] = False
    losses = np.round(0.2 + 0.7 * case.random.rand(case.n) + bad, 3)
    losses = losses * case.goal if case.goal else np.maximum(losses - 1, 0) / 2
    if case.met:
        losses[best] = case.goal
    order = case.random.permutation(case.n)
    if case.n > 10:  # the last run counts, and is not left out unseen
        order = np.append(order[order != best], best)
    return case.laid("rates", (rates * case.rates.scale)[order]), losses[order]


def runs_of(case):
    """Return (rates, losses) in no order; rates up to about 1 are good, with a bad one among them.

    No loss is near the goal, 1.
    """
    rates = np.round(10.0 ** (np.arange(-4, 3) / 2) * (1 + case.random.rand(7)), 4)
    losses = np.round(0.3 + 0.4 * case.random.rand(7), 3)
    losses[[1, 5, 6]] = np.round(1.3 + 2 * case.random.rand(3), 3)
    if getattr(case, "bad", False):
        losses += 1.5
    order = case.random.permutation(7)
    diverged = getattr(case, "diverged", "none")
    if diverged == "all":
        losses[:] = np.nan
        losses[order[0]] = np.inf
    elif diverged != "none":
        losses[5:] = np.nan, np.inf
    if diverged == "the first two":
        order = np.array([5, 6, *order[order < 5]])
    return rates[order], losses[order]


@questions.add(
    "largest_good_rate",
    title="Measurement: the largest learning rate that works",
    function="normalization_measurements:largest_good_rate",
    properties={"largest": 0.75, NO_RATE: 0.25, DIVERGED: 0.5, RANGE: 0.25, UNCHANGED: 0.25},
    cases=[
        Case("seven rates", public=True),
        Case("seven other rates"),
        Case("all losses above the goal", bad=True, tests=NO_RATE, public=True),
        *Domain(diverged=["two", "the first two", "all"]).cases(DIVERGED),
        *RUNS.cases(RANGE),
    ],
    compare={"largest": EACH},
    next_steps={
        "largest": "Write down which rates are good; the largest of these is asked for.",
        NO_RATE: "Without a good rate the answer is 0.",
        RANGE: "How many rates, how large ones, and which goals does your code assume? At most the "
        "goal is good enough.",
        DIVERGED: "A loss that is nan is neither above nor below anything.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.largest_good_rate,
)
def largest_good_rate(code, case):
    rates, losses = drawn_runs(case) if case.tests == RANGE else runs_of(case)
    if case.tests == RANGE:
        rates, losses = code.watch(rates=rates, losses=losses)
    goal = getattr(case, "goal", 1.0)
    largest = code.normalization_measurements.largest_good_rate(rates, losses, goal)
    return {"largest": largest}
