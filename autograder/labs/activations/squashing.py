"""Questions on the sigmoid and tanh, and on what squashing does to units and gradients."""

import numpy as np

from autograder.lab import UNCHANGED, Case, Questions
from autograder.labs.activations import hints
from autograder.labs.activations.cases import (
    ELEMENTWISE_CASES,
    N_D,
    STABLE,
    STABLE_NEXT_STEP,
    UNCHANGED_NEXT_STEP,
    backward_of,
    forward_of,
    layer_of,
    numbers,
)

questions = Questions()

CLEAR = 0.2  # how far a slope keeps from the threshold, as a part of it
HUGE_CASES = [
    Case("-1000 and 1000", shape=(3, 4), huge=(-1000.0, 1000.0), tests=STABLE, public=True),
    Case("many huge numbers", shape=(5,), huge=(-900.0, 720.0, -1000.0, 800.0), tests=STABLE),
]


@questions.add(
    "sigmoid_forward",
    title="Sigmoid: forward",
    function="activations:sigmoid_forward",
    properties={"out": 2, N_D: 0.5, STABLE: 2, UNCHANGED: 0.5},
    cases=[*ELEMENTWISE_CASES, *HUGE_CASES],
    next_steps={
        "out": "Work out the sigmoid of 0, of 2 and of -2 by hand and compare.",
        STABLE: STABLE_NEXT_STEP,
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
    properties={"dx": 3, N_D: 0.5, STABLE: 1.5},
    cases=[*ELEMENTWISE_CASES, *HUGE_CASES],
    given=("sigmoid_forward",),
    next_steps={
        "dx": "The slope at x = 0 is a quarter. What is yours there, and where did dout go?",
        STABLE: STABLE_NEXT_STEP,
    },
    hints=hints.sigmoid_backward,
)
def sigmoid_backward(code, case):
    return backward_of(code, case, "sigmoid")


@questions.add(
    "tanh_forward",
    title="tanh: forward",
    function="activations:tanh_forward",
    properties={"out": 1.5, N_D: 0.5, STABLE: 0.5, UNCHANGED: 0.5},
    cases=[*ELEMENTWISE_CASES, *HUGE_CASES],
    given=("sigmoid_forward",),
    next_steps={
        "out": "What is tanh of 0, and of a large number?",
        STABLE: STABLE_NEXT_STEP,
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
    properties={"dx": 3, N_D: 0.5, STABLE: 0.5},
    cases=[*ELEMENTWISE_CASES, *HUGE_CASES],
    given=("sigmoid_forward", "sigmoid_backward", "tanh_forward"),
    next_steps={
        "dx": "The slope at x = 0 is 1, the largest there is. What is yours there?",
        STABLE: STABLE_NEXT_STEP,
    },
    hints=hints.tanh_backward,
)
def tanh_backward(code, case):
    return backward_of(code, case, "tanh")


# -------------------------------------------------------------------- what squashing does


def slopes_of(name, x):
    """Return the slope of an activation at each element of x."""
    return 0.25 / np.cosh(x / 2) ** 2 if name == "sigmoid" else (1 + x / np.hypot(x, 2)) / 2


@questions.add(
    "saturated_share",
    title="Saturated units",
    function="activation_measurements:saturated_share",
    properties={"share": 4},
    cases=[
        Case("sigmoid, threshold 0.01", layer="sigmoid", shape=(5, 8), scale=6.0, public=True),
        Case(
            "squareplus, threshold 0.1",
            layer="squareplus",
            shape=(7, 4),
            threshold=0.1,
            scale=5.0,
            public=True,
        ),
        Case("sigmoid, threshold 0.05", layer="sigmoid", shape=(6, 9), threshold=0.05, scale=4.0),
        Case(
            "squareplus, threshold 0.2",
            layer="squareplus",
            shape=(4, 3, 5),
            threshold=0.2,
            scale=3.0,
        ),
    ],
    given=("sigmoid_forward", "sigmoid_backward"),
    next_steps={
        "share": "Take five numbers, write down the slope at each, and count by hand how many "
        "are below the threshold.",
    },
    hints=hints.saturated_share,
)
def saturated_share(code, case):
    x = numbers(case)
    threshold = getattr(case, "threshold", 0.01)
    close = np.abs(slopes_of(case.layer, x) / threshold - 1) < CLEAR
    x[close] = np.sign(x[close]) * 0.5
    chosen = {"threshold": threshold} if hasattr(case, "threshold") else {}
    forward, backward = layer_of(code, case.layer)
    measure = code.activation_measurements.saturated_share
    return {"share": measure(forward, backward, x, **chosen)}


@questions.add(
    "slope_product",
    title="Gradient through depth",
    function="activation_measurements:slope_product",
    properties={"product": 4.5, UNCHANGED: 0.5},
    cases=[
        Case("4 sigmoids in a row", layer="sigmoid", depth=4, shape=(3, 5), public=True),
        Case("3 squarepluses in a row", layer="squareplus", depth=3, shape=(6,), public=True),
        Case("a single sigmoid", layer="sigmoid", depth=1, shape=(4, 3), public=True),
        Case("7 sigmoids in a row", layer="sigmoid", depth=7, shape=(5, 2)),
        Case("5 squarepluses in a row", layer="squareplus", depth=5, shape=(2, 4)),
    ],
    given=("sigmoid_forward", "sigmoid_backward"),
    next_steps={
        "product": "Draw the chain for a depth of 2. Which number enters each activation, and "
        "which slope has it there?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.slope_product,
)
def slope_product(code, case):
    (x,) = code.watch(x=numbers(case))
    forward, backward = layer_of(code, case.layer)
    product = code.activation_measurements.slope_product(forward, backward, x, case.depth)
    return {"product": product}
