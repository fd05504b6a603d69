"""Questions on maxout."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.activations import hints
from labs.activations.cases import (
    CALLS,
    CALLS_NEXT_STEP,
    LAYOUTS,
    MANY,
    ONE,
    RANGE,
    UNCHANGED_NEXT_STEP,
    is_quick,
)

questions = Questions()

TRIES = 100
CLEAR = 0.02  # how far apart the two maps are, as a part of their size, or they are equal

MAXOUT_CASES = [
    Case("4 examples, 3 inputs, 5 units", n=4, d=3, h=5, public=True),
    Case("5 examples, 4 inputs, 6 units", n=5, d=4, h=6),
    Case("one example", n=1, d=4, h=3, tests=ONE),
]
SQUARE = {"n": 12, "d": 12, "h": 12}
MAXOUT = Domain(
    n=[1, like("d"), MANY],
    d=[1, like("h"), hidden(between(11, 15))],
    h=[1, hidden(between(2, 9), public=3), hidden(between(11, 15))],
    maps=["apart", "some equal"],
    x=arrays("n", "d", scale=[hidden(1e-3), 1, 300], layout=["C", *LAYOUTS]),
    W1=arrays("d", "h", layout=["C", "F"]),
    # Where examples are many, both maps win; where they are small or large numbers, too.
    allowed=lambda case: (
        is_quick(case, case.d, case.h)
        and (case.maps == "apart" or (case.n < 100 and case.x.scale >= 1))
        and (case.x.scale == 1 or case.n * case.h > 3)
    ),
    also=[
        {**SQUARE, "n": 1},
        {**SQUARE, "W1": manner(100), "dout": manner(100)},
        {**SQUARE, "W1": manner(1e-4), "dout": manner(1e-4)},
    ],
)
FEW = [hidden(between(2, 5), public=2)]
TURNS = Domain(calls=[2], n=FEW, d=FEW, h=FEW)
TINY = {"kind": "close", "floor": 1e-12}


def maxout_case(case):
    """Return x, W1, b1, W2, b2 whose two maps are never so close that rounding decides.

    Where some are equal, every other unit has the same two maps.
    """
    of_weights = case.manner("W1").scale
    scale = case.manner("x").scale * of_weights
    while True:
        W1, W2 = (case.randn(case.d, case.h) * of_weights for _ in range(2))
        b1, b2 = case.randn(case.h) * scale, case.randn(case.h) * scale
        equal = np.arange(case.h) % 2 == (0 if has_equal_maps(case) else 2)
        W2[:, equal], b2[equal] = W1[:, equal], b1[equal]
        x = examples(case)
        for _ in range(TRIES):
            more = x @ (W1 - W2) + b1 - b2  # of the first map
            unkind = ~np.all((np.abs(more) > CLEAR * scale) | equal, axis=1)
            if case.n > 100 and not (more[-1].max() > 0 > more.min()):
                break
            if not unkind.any():
                return case.laid("x", x), case.laid("W1", W1), b1, W2, b2
            x[unkind] = examples(case)[unkind]


def examples(case):
    """Return x (n, d); of one sign where there are so many that sums would cancel."""
    x = case.randn(case.n, case.d) * case.manner("x").scale
    return np.abs(x) if case.n > 100 else x


def has_equal_maps(case):
    """Whether the two maps of some units are the same."""
    return getattr(case, "maps", "apart") == "some equal"


@questions.add(
    "maxout_forward",
    title="Maxout: forward",
    function="activations:maxout_forward",
    properties={"out": 2.5, ONE: 0.5, RANGE: 1, UNCHANGED: 1},
    cases=[*MAXOUT_CASES, *MAXOUT.cases(RANGE)],
    compare={"out": TINY},
    next_steps={
        "out": "Work out both maps for one example and one unit. Which of the two numbers is the "
        "output?",
        RANGE: "Which sizes, magnitudes or layouts of its arguments does your code assume?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.maxout_forward,
)
def maxout_forward(code, case):
    names = ("x", "W1", "b1", "W2", "b2")
    arguments = code.watch(**dict(zip(names, maxout_case(case))))
    out, _ = code.activations.maxout_forward(*arguments)
    return {"out": out}


@questions.add(
    "maxout_backward",
    title="Maxout: backward",
    function="activations:maxout_backward",
    properties={
        **{"dx": 2, "dW1": 1, "db1": 1, "dW2": 1, "db2": 1},
        **{ONE: 0.5, RANGE: 1, CALLS: 1, SHAPES: 0.5},
    },
    cases=[*MAXOUT_CASES, *MAXOUT.cases(RANGE), *TURNS.cases(CALLS)],
    compare=dict.fromkeys(("dx", "dW1", "db1", "dW2", "db2"), TINY),
    given=("maxout_forward",),
    next_steps={
        "dx": "x went into both maps. Through which of them does a number of dout come back?",
        "dW1": "Only where the first map gave the output does its weight matter.",
        "db1": "Only where the first map gave the output does its bias matter.",
        "dW2": "Only where the second map gave the output does its weight matter.",
        "db2": "Only where the second map gave the output does its bias matter.",
        RANGE: "Which sizes or magnitudes does your code assume? And where both maps give the same "
        "number, does dout come back once?",
        CALLS: CALLS_NEXT_STEP,
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
    hints=hints.maxout_backward,
)
def maxout_backward(code, case):
    arguments = maxout_case(case)
    dout = case.array("dout", case.n, case.h)
    dout = np.abs(dout) if case.n > 100 else dout
    _, cache = code.activations.maxout_forward(*arguments)
    dx, dW1, db1, dW2, db2 = code.activations.maxout_backward(dout, cache)
    if has_equal_maps(case):  # which of two equal maps wins is free; x gets the same from either
        return {"dx": dx}
    return {"dx": dx, "dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
