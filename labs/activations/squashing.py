"""Questions on the sigmoid and tanh, and on what squashing does to units and gradients."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, manner
from autograder.lab import UNCHANGED, Case, Questions
from labs.activations import hints
from labs.activations.cases import (
    ANY_SHAPE,
    CALLS,
    CALLS_NEXT_STEP,
    ELEMENTWISE_CASES,
    LAYOUTS,
    N_D,
    ONCE_IN_TURN,
    RANGE,
    RANGE_NEXT_STEP,
    STABLE,
    STABLE_NEXT_STEP,
    TURNS,
    UNCHANGED_NEXT_STEP,
    backward_of,
    elementwise,
    elementwise_backward,
    forward_of,
    layer_of,
    numbers,
)

questions = Questions()

AWAY = 0.5  # an input whose slope is close to no threshold
CLEAR = 0.2  # how far a slope keeps from the threshold, as a part of it
HUGE_CASES = [
    Case("-1000 and 1000", shape=(2, 4), huge=(-1000.0, 1000.0), tests=STABLE, public=True),
    Case("many huge numbers", shape=(5,), huge=(-900.0, 720.0, -1000.0, 800.0), tests=STABLE),
]
FORWARD_CASES = [
    *ELEMENTWISE_CASES,
    *HUGE_CASES,
    *elementwise([hidden(1e-3), 1, hidden(4), 30]).cases(RANGE),
]
BACKWARD_CASES = [
    *ELEMENTWISE_CASES,
    *HUGE_CASES,
    *elementwise_backward([hidden(0.1), 1, hidden(4), 30]).cases(RANGE),
    *TURNS.cases(CALLS),
]
# What is left to the limit counts, to which the outputs come close; not to all digits.
NEAR = {"kind": "close", "relative_to": "element", "floor": 2e-3, "ceiling": 1e-2}


@questions.add(
    "sigmoid_forward",
    title="Sigmoid: forward",
    function="activations:sigmoid_forward",
    properties={"out": 2, N_D: 0.5, STABLE: 1, RANGE: 1, UNCHANGED: 0.5},
    cases=FORWARD_CASES,
    compare={"out": NEAR},
    next_steps={
        "out": "Work out the sigmoid of 0, of 2 and of -2 by hand and compare.",
        STABLE: STABLE_NEXT_STEP,
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.sigmoid_forward,
)
def sigmoid_forward(code, case):
    return forward_of(code, case, "sigmoid")


@questions.add(
    "sigmoid_backward",
    title="Sigmoid: backward",
    function="activations:sigmoid_backward",
    properties={"dx": 2, N_D: 0.5, STABLE: 0.5, RANGE: 1, CALLS: 1},
    cases=BACKWARD_CASES,
    given=("sigmoid_forward",),
    next_steps={
        "dx": "The slope at x = 0 is a quarter. What is yours there, and where did dout go?",
        STABLE: STABLE_NEXT_STEP,
        RANGE: RANGE_NEXT_STEP,
        CALLS: CALLS_NEXT_STEP,
    },
    hints=hints.sigmoid_backward,
)
def sigmoid_backward(code, case):
    return backward_of(code, case, "sigmoid")


@questions.add(
    "tanh_forward",
    title="tanh: forward",
    function="activations:tanh_forward",
    properties={"out": 1, N_D: 0.5, STABLE: 0.5, RANGE: 0.5, UNCHANGED: 0.5},
    cases=FORWARD_CASES,
    compare={"out": NEAR},
    given=("sigmoid_forward",),
    next_steps={
        "out": "What is tanh of 0, and of a large number?",
        STABLE: STABLE_NEXT_STEP,
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.tanh_forward,
)
def tanh_forward(code, case):
    return forward_of(code, case, "tanh")


@questions.add(
    "tanh_backward",
    title="tanh: backward",
    function="activations:tanh_backward",
    properties={"dx": 1.5, N_D: 0.5, STABLE: 0.5, RANGE: 0.5, CALLS: 1},
    cases=BACKWARD_CASES,
    given=("sigmoid_forward", "sigmoid_backward", "tanh_forward"),
    next_steps={
        "dx": "The slope at x = 0 is 1, the largest there is. What is yours there?",
        STABLE: STABLE_NEXT_STEP,
        RANGE: RANGE_NEXT_STEP,
        CALLS: CALLS_NEXT_STEP,
    },
    hints=hints.tanh_backward,
)
def tanh_backward(code, case):
    return backward_of(code, case, "tanh")


# -------------------------------------------------------------------- what squashing does


def slopes_of(name, x):
    """Return the slope of an activation at each element of x."""
    return 0.25 / np.cosh(x / 2) ** 2 if name == "sigmoid" else (1 + x / np.hypot(x, 2)) / 2


SHARE = Domain(
    layer=["sigmoid", "squareplus"],
    shape=ANY_SHAPE,
    threshold=["default", between(0.02, 0.2), "met"],
    x=arrays("shape", scale=[hidden(0.1), 5, hidden(5), 100], layout=["C", *LAYOUTS]),
    calls=ONCE_IN_TURN,
    # Of most shapes some are saturated, not all; and of many rows more than each second one.
    allowed=lambda case: (
        (case.x.scale == 5 or (case.shape[0] < 20 and len(case.shape) < 3))
        and (case.threshold != "met" or case.shape[0] < 20)
        and (case.layer == "sigmoid" or case.shape[0] < 20)
    ),
    also=[
        {"layer": "sigmoid", "shape": (3, 13, 4), "threshold": 0.05, "x": manner(5), "calls": 4},
        {"layer": "squareplus", "shape": (13, 12), "threshold": 1e-4, "x": manner(200)},
        {"layer": "sigmoid", "shape": (between(1041, 1049),), "threshold": 0.01, "alone": True},
        {"layer": "squareplus", "shape": (3, 4), "threshold": 0.0, "x": manner(5)},
        {"layer": "squareplus", "shape": (3, 4), "threshold": 1.0, "x": manner(5)},
    ],
)


@questions.add(
    "saturated_share",
    title="Saturated units",
    function="activation_measurements:saturated_share",
    properties={"share": 3, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("sigmoid, threshold 0.01", layer="sigmoid", shape=(5, 8), scale=6.0, public=True),
        Case(
            "squareplus, threshold 0.1",
            layer="squareplus",
            shape=(7, 4),
            threshold=0.1,
            scale=5.0,
        ),
        Case("sigmoid, threshold 0.05", layer="sigmoid", shape=(6, 9), threshold=0.05, scale=4.0),
        *SHARE.cases(RANGE),
    ],
    given=("sigmoid_forward", "sigmoid_backward"),
    next_steps={
        "share": "Take five numbers, write down the slope at each, and count by hand how many "
        "are below the threshold.",
        RANGE: "Are all shapes counted alike, and is a slope that equals the threshold below it?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.saturated_share,
)
def saturated_share(code, case):
    slope_at_0 = 0.25 if case.layer == "sigmoid" else 0.5
    threshold = getattr(case, "threshold", "default")
    x = case.randn(*case.shape, scale=getattr(case, "scale", 1.0)) * case.manner("x").scale
    if threshold == "met":  # some slopes are what the sigmoid has nowhere else, and no rounding
        threshold = slope_at_0
        x.ravel()[::2] = 0
    if getattr(case, "alone", False):  # one that is saturated
        x.ravel()[case.random.randint(x.size)] = 100
    limit = 0.01 if threshold == "default" else threshold
    close = (np.abs(slopes_of(case.layer, x) - limit) < CLEAR * limit) & (x != 0)
    close &= limit < 1
    x[close] = np.where(x[close] < 0, -AWAY, AWAY)
    chosen = {} if threshold == "default" else {"threshold": threshold}
    forward, backward = layer_of(code, case.layer)
    measure = code.activation_measurements.saturated_share
    (x,) = code.watch(x=case.laid("x", x))
    return {"share": measure(forward, backward, x, **chosen)}


# Each slope is less than 1, and a product of many as small as they make it.
CHAIN = Domain(
    layer=["sigmoid", "squareplus"],
    depth=[1, between(2, 5), hidden(between(11, 13), public=11)],
    shape=ANY_SHAPE,
    x=arrays("shape", scale=[hidden(1e-3), 1, hidden(2)], layout=["C", *LAYOUTS]),
    calls=ONCE_IN_TURN,
    allowed=lambda case: (
        (case.depth < 10 or case.layer == "sigmoid") and (case.shape[0] < 20 or case.x.scale >= 1)
    ),
    also=[
        {"layer": "squareplus", "depth": 1, "shape": (5, 4), "x": manner(200), "calls": 2},
        {"layer": "squareplus", "depth": 5, "shape": (5, 4), "x": manner(5e-4)},
        {"layer": "sigmoid", "depth": 1, "shape": (12, 12), "x": manner(2)},
    ],
)


@questions.add(
    "slope_product",
    title="Gradient through depth",
    function="activation_measurements:slope_product",
    properties={"product": 3.5, RANGE: 1, UNCHANGED: 0.5},
    cases=[
        Case("4 sigmoids in a row", layer="sigmoid", depth=4, shape=(3, 5), public=True),
        Case("5 squarepluses in a row", layer="squareplus", depth=5, shape=(2, 4)),
        *CHAIN.cases(RANGE),
    ],
    compare={"product": {"kind": "close", "floor": 1e-12}},
    given=("sigmoid_forward", "sigmoid_backward"),
    next_steps={
        "product": "Draw the chain for a depth of 2. Which number enters each activation, and "
        "which slope has it there?",
        RANGE: "Which depths, shapes or magnitudes does your code assume?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.slope_product,
)
def slope_product(code, case):
    (x,) = code.watch(x=numbers(case))
    forward, backward = layer_of(code, case.layer)
    product = code.activation_measurements.slope_product(forward, backward, x, case.depth)
    return {"product": product}
