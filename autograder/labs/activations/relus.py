"""Questions on ReLU's relatives with a slope below 0: leaky ReLU, dead units, PReLU."""

import numpy as np

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.activations import hints
from autograder.labs.activations.cases import N_D, ONE, UNCHANGED_NEXT_STEP, alpha_of, numbers

questions = Questions()

ANY_SLOPE = "another slope"
ABOVE_ONE = "slopes above 1"

LEAKY_CASES = [
    Case("the usual slope", shape=(4, 5), public=True),
    Case("the usual slope again", shape=(3, 7)),
    Case("a slope of 0.1", shape=(5, 3), alpha=0.1, tests=ANY_SLOPE, public=True),
    Case("a slope of 0.3", shape=(2, 6), alpha=0.3, tests=ANY_SLOPE),
    Case("a slope of 0: the ReLU", shape=(4, 4), alpha=0.0, tests=ANY_SLOPE),
    Case("an array of shape (2, 3, 4)", shape=(2, 3, 4), tests=N_D),
]


def leaky_input(case):
    """Return inputs whose negative numbers are large: they have to show beside a slope of 0.01."""
    x = numbers(case)
    return np.where(x < 0, 4 * x, x)


@questions.add(
    "leaky_relu_forward",
    title="Leaky ReLU: forward",
    function="activations:leaky_relu_forward",
    properties={"out": 2, ANY_SLOPE: 1, N_D: 0.5, UNCHANGED: 0.5},
    cases=LEAKY_CASES,
    next_steps={
        "out": "What becomes of a positive number, and what of a negative one?",
        ANY_SLOPE: "The slope is an argument: where does your code use it?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.leaky_relu_forward,
)
def leaky_relu_forward(code, case):
    (x,) = code.watch(x=leaky_input(case))
    out, _ = code.activations.leaky_relu_forward(x, **alpha_of(case))
    return {"out": out}


@questions.add(
    "leaky_relu_backward",
    title="Leaky ReLU: backward",
    function="activations:leaky_relu_backward",
    properties={"dx": 2.5, ANY_SLOPE: 1, N_D: 0.5},
    cases=LEAKY_CASES,
    given=("leaky_relu_forward",),
    next_steps={
        "dx": "Where x was negative, what is the slope there, and what does it multiply?",
        ANY_SLOPE: "The cache holds the slope of the forward pass.",
    },
    hints=hints.leaky_relu_backward,
)
def leaky_relu_backward(code, case):
    x = leaky_input(case)
    dout = np.where(x < 0, 4.0, 1.0) * case.randn(*case.shape)
    _, cache = code.activations.leaky_relu_forward(x, **alpha_of(case))
    return {"dx": code.activations.leaky_relu_backward(dout, cache)}


@questions.add(
    "dead_share",
    title="Dead ReLUs",
    function="activation_measurements:dead_share",
    properties={"share": 3},
    cases=[
        Case("6 examples, 8 units", n=6, h=8, dead=3, public=True),
        Case("9 examples, 5 units", n=9, h=5, dead=1, public=True),
        Case("4 examples, 10 units", n=4, h=10, dead=7),
        Case("no dead unit", n=7, h=6, dead=0),
    ],
    next_steps={
        "share": "One column is one unit: what do the outputs of a dead one look like over all "
        "examples?",
    },
    hints=hints.dead_share,
)
def dead_share(code, case):
    out = np.maximum(case.randn(case.n, case.h), 0)
    out[-1] = 0  # an example that no unit answers to, which makes no unit dead
    columns = case.random.permutation(case.h)
    dead, alive = columns[: case.dead], columns[case.dead :]
    out[:, dead] = 0
    somewhere = case.random.randint(case.n - 1, size=alive.size)
    out[somewhere, alive] = np.abs(case.randn(alive.size))
    return {"share": code.activation_measurements.dead_share(out)}


PRELU_CASES = [
    Case("5 examples, 4 units", n=5, h=4, public=True),
    Case("4 examples, 6 units", n=4, h=6, public=True),
    Case("7 examples, 3 units", n=7, h=3),
    Case("slopes of 1.5 and 2.5", n=6, h=5, above=True, tests=ABOVE_ONE, public=True),
    Case("a slope below 0, others above 1", n=4, h=3, above=True, below=True, tests=ABOVE_ONE),
    Case("one example", n=1, h=4, tests=ONE),
]


def prelu_case(case):
    """Return x (n, h) and slopes alpha (h,), from 0.1 to 0.9 unless the case wants others."""
    alpha = np.round(case.random.uniform(0.1, 0.9, case.h), 3)
    if hasattr(case, "above"):
        alpha[::2] += 1.6
        alpha[0] -= getattr(case, "below", False) * 3.0
    x = case.randn(case.n, case.h, scale=2.0)
    x[0] = np.abs(x[0])
    x[0, ::2] *= -1  # every other unit has a negative input
    return x, alpha


@questions.add(
    "prelu_forward",
    title="Parametric ReLU: forward",
    function="activations:prelu_forward",
    properties={"out": 2, ABOVE_ONE: 1, ONE: 0.5, UNCHANGED: 0.5},
    cases=PRELU_CASES,
    given=("leaky_relu_forward",),
    next_steps={
        "out": "Each column has a slope of its own. Work out one column by hand.",
        ABOVE_ONE: "Draw the function for a slope of 2. Is a negative number times 2 larger or "
        "smaller than the number itself?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.prelu_forward,
)
def prelu_forward(code, case):
    x, alpha = prelu_case(case)
    x, alpha = code.watch(x=x, alpha=alpha)
    out, _ = code.activations.prelu_forward(x, alpha)
    return {"out": out}


@questions.add(
    "prelu_backward",
    title="Parametric ReLU: backward",
    function="activations:prelu_backward",
    properties={"dx": 2.5, "dalpha": 3, ABOVE_ONE: 0.5, ONE: 0.5, SHAPES: 0.5},
    cases=PRELU_CASES,
    given=("leaky_relu_forward", "leaky_relu_backward", "prelu_forward"),
    next_steps={
        "dx": "Where x was negative, what is the slope there, and what does it multiply?",
        "dalpha": "By how much does an output change when the slope of its unit grows a little? "
        "And how many outputs does one slope reach?",
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
    hints=hints.prelu_backward,
)
def prelu_backward(code, case):
    x, alpha = prelu_case(case)
    dout = case.randn(case.n, case.h)
    _, cache = code.activations.prelu_forward(x, alpha)
    dx, dalpha = code.activations.prelu_backward(dout, cache)
    return {"dx": dx, "dalpha": dalpha}
