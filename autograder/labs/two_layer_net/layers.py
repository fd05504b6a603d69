"""Questions on the affine and the ReLU layer."""

import numpy as np

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.two_layer_net import hints
from autograder.labs.two_layer_net.cases import N_D, ONE

questions = Questions()

LAYOUT = "any memory layout"


def affine_case(case):
    """Return x of shape (n, *shape), w (D, m) and b (m,)."""
    size = int(np.prod(case.shape))
    x = case.randn(case.n, *case.shape)
    w = case.randn(size, case.m)
    if getattr(case, "fortran", False):
        x, w = np.asfortranarray(x), np.asfortranarray(w)
    return x, w, case.randn(case.m)


AFFINE_CASES = [
    Case("4 examples of 6 numbers", n=4, shape=(6,), m=3, public=True),
    Case("5 examples of 3 numbers", n=5, shape=(3,), m=4),
    Case("images of shape (2, 3)", n=4, shape=(2, 3), m=5, tests=N_D, public=True),
    Case("images of shape (3, 4, 2)", n=3, shape=(3, 4, 2), m=5, tests=N_D),
    Case("one example", n=1, shape=(5,), m=4, tests=ONE),
    Case("columns stored together", n=4, shape=(2, 3), m=3, tests=LAYOUT, fortran=True),
]


@questions.add(
    "affine_forward",
    title="Affine layer: forward",
    function="layers:affine_forward",
    properties={"out": 2.5, N_D: 1, ONE: 0.5, LAYOUT: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=AFFINE_CASES,
    next_steps={
        "out": "Work out x · w + b for one row by hand and compare.",
        N_D: "Each example has to become one row of D numbers, however many axes it has.",
        ONE: "A single example is still a minibatch: keep its axis.",
        SHAPES: "Print the shape of each step beside the one you expect.",
        UNCHANGED: "Look for an operation that works in place on its argument.",
    },
    hints=hints.affine_forward,
)
def affine_forward(code, case):
    x, w, b = code.watch(**dict(zip("xwb", affine_case(case))))
    out, _ = code.layers.affine_forward(x, w, b)
    return {"out": out}


@questions.add(
    "affine_backward",
    title="Affine layer: backward",
    function="layers:affine_backward",
    properties={"dx": 2.5, "dw": 2.5, "db": 2, N_D: 1, ONE: 0.5, LAYOUT: 0.5, SHAPES: 1},
    cases=AFFINE_CASES,
    given=("affine_forward",),
    next_steps={
        "dx": "Write down the shapes of dout and w: only one product gives the shape of x.",
        "dw": "Write down the shapes of x and dout: only one product gives the shape of w.",
        "db": "b is added to every example: how does a change of b reach the loss?",
        N_D: "dx has the shape of x, and dw needs x as rows.",
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
    hints=hints.affine_backward,
)
def affine_backward(code, case):
    x, w, b = affine_case(case)
    dout = case.randn(case.n, case.m)
    _, cache = code.layers.affine_forward(x, w, b)
    dx, dw, db = code.layers.affine_backward(dout, cache)
    return {"dx": dx, "dw": dw, "db": db}


# ------------------------------------------------------------------------------------- ReLU

RELU_CASES = [
    Case("a matrix of mixed signs", shape=(4, 5), public=True),
    Case("another matrix of mixed signs", shape=(6, 3)),
    Case("an array of shape (2, 3, 4)", shape=(2, 3, 4), tests=N_D),
]


@questions.add(
    "relu_forward",
    title="ReLU: forward",
    function="layers:relu_forward",
    properties={"out": 2, N_D: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=RELU_CASES,
    next_steps={
        "out": "What should become of a negative number, and what of a positive one?",
        UNCHANGED: "Look for an assignment into x, or an operation that writes its result there.",
    },
    hints=hints.relu_forward,
)
def relu_forward(code, case):
    (x,) = code.watch(x=case.randn(*case.shape))
    out, _ = code.layers.relu_forward(x)
    return {"out": out}


@questions.add(
    "relu_backward",
    title="ReLU: backward",
    function="layers:relu_backward",
    properties={"dx": 4.5, N_D: 0.5, SHAPES: 1},
    cases=RELU_CASES,
    given=("relu_forward",),
    next_steps={"dx": "Where x was positive the gradient passes; where is it stopped?"},
    hints=hints.relu_backward,
)
def relu_backward(code, case):
    x, dout = case.randn(*case.shape), case.randn(*case.shape)
    _, cache = code.layers.relu_forward(x)
    return {"dx": code.layers.relu_backward(dout, cache)}
