"""Questions on maxout."""

import numpy as np

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.activations import hints
from autograder.labs.activations.cases import ONE, UNCHANGED_NEXT_STEP

questions = Questions()

MAXOUT_CASES = [
    Case("4 examples, 3 inputs, 5 units", n=4, d=3, h=5, public=True),
    Case("6 examples, 5 inputs, 2 units", n=6, d=5, h=2, public=True),
    Case("5 examples, 4 inputs, 6 units", n=5, d=4, h=6),
    Case("one example", n=1, d=4, h=3, tests=ONE),
]


def maxout_case(case):
    """Return x, W1, b1, W2, b2 whose two maps are never so close that rounding decides."""
    while True:
        x = case.randn(case.n, case.d)
        maps = [(case.randn(case.d, case.h), case.randn(case.h)) for _ in range(2)]
        first, second = (x @ w + b for w, b in maps)
        if np.min(np.abs(first - second)) > 0.02:
            return x, *maps[0], *maps[1]


@questions.add(
    "maxout_forward",
    title="Maxout: forward",
    function="activations:maxout_forward",
    properties={"out": 3.5, ONE: 0.5, UNCHANGED: 1},
    cases=MAXOUT_CASES,
    next_steps={
        "out": "Work out both maps for one example and one unit. Which of the two numbers is the "
        "output?",
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
    properties={"dx": 3, "dW1": 1.5, "db1": 1, "dW2": 1.5, "db2": 1, ONE: 0.5, SHAPES: 0.5},
    cases=MAXOUT_CASES,
    given=("maxout_forward",),
    next_steps={
        "dx": "x went into both maps. Through which of them does a number of dout come back?",
        "dW1": "Only where the first map gave the output does its weight matter.",
        "db1": "Only where the first map gave the output does its bias matter.",
        "dW2": "Only where the second map gave the output does its weight matter.",
        "db2": "Only where the second map gave the output does its bias matter.",
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
    hints=hints.maxout_backward,
)
def maxout_backward(code, case):
    arguments = maxout_case(case)
    dout = case.randn(case.n, case.h)
    _, cache = code.activations.maxout_forward(*arguments)
    dx, dW1, db1, dW2, db2 = code.activations.maxout_backward(dout, cache)
    return {"dx": dx, "dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
