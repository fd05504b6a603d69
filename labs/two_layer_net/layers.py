"""Questions on the affine and the ReLU layer."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.two_layer_net import hints
from labs.two_layer_net.cases import (
    CALLS,
    CALLS_NEXT_STEP,
    LAYOUTS,
    MANY,
    N_D,
    RANGE,
    SIZES,
    TEN,
    is_quick,
)

questions = Questions()

SQUARE = {"n": 12, "d": 12, "m": 12}
AFFINE = Domain(
    n=[1, like("d"), MANY],
    d=[1, like("m"), TEN],
    m=SIZES,
    x=arrays("n", "d", scale=[1e-3, 1, 300], layout=LAYOUTS),
    w=arrays("d", "m", scale=[1e-3, 1, 30], layout=["C", "F"]),
    allowed=lambda case: is_quick(case, case.d, case.m),
    also=[
        {**SQUARE, "x": manner(100), "w": manner(100)},
        {**SQUARE, "x": manner(1e-4), "w": manner(1e-4)},
    ],
)
BACKWARD = Domain(
    AFFINE.allowed,
    [{**SQUARE, "dout": manner(100)}, {**SQUARE, "dout": manner(1e-4)}],
    **AFFINE.settings,
    dout=arrays("n", "m", scale=[1e-3, 1, 300], layout=["C", *LAYOUTS]),
)
TINY = {"kind": "close", "floor": 1e-12}
IMAGES = Domain(
    n=[between(2, 4)], shape=[(between(2, 3), between(1, 3), between(2, 4))], m=[between(2, 5)]
)
TURNS = Domain(calls=[2], n=[between(2, 5)], d=[between(2, 5)], m=[between(2, 5)])


def affine_case(case):
    """Return x of shape (n, d) or (n, *shape), w (D, m) and b (m,), as large as x · w."""
    shape = getattr(case, "shape", None) or (case.d,)
    x = case.array("x", case.n, *shape)
    w = case.array("w", int(np.prod(shape)), case.m)
    scale = np.prod([case.manner(name).scale for name in "xw"])
    return x, w, case.laid("b", case.randn(case.m) * scale)


AFFINE_CASES = [
    Case("4 examples of 6 numbers", n=4, d=6, m=3, public=True),
    Case("5 examples of 3 numbers", n=5, d=3, m=4),
    Case("images of shape (2, 3)", n=4, shape=(2, 3), m=5, tests=N_D, public=True),
    *IMAGES.cases(N_D, public=False),
]


@questions.add(
    "affine_forward",
    title="Affine layer: forward",
    function="layers:affine_forward",
    properties={"out": 2.5, N_D: 1, RANGE: 1, SHAPES: 0.5, UNCHANGED: 1},
    cases=[*AFFINE_CASES, *AFFINE.cases(RANGE)],
    compare={"out": TINY},
    next_steps={
        "out": "Work out x · w + b for one row by hand and compare.",
        N_D: "Each example has to become one row of D numbers, however many axes it has.",
        RANGE: "Which sizes, magnitudes or layouts of its arguments does your code assume?",
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
    properties={"dx": 2.5, "dw": 2, "db": 1.5, N_D: 1, RANGE: 1, CALLS: 1, SHAPES: 1},
    cases=[*AFFINE_CASES, *BACKWARD.cases(RANGE), *TURNS.cases(CALLS)],
    compare={"dx": TINY, "dw": TINY, "db": TINY},
    given=("affine_forward",),
    next_steps={
        "dx": "Write down the shapes of dout and w: only one product gives the shape of x.",
        "dw": "Write down the shapes of x and dout: only one product gives the shape of w.",
        "db": "b is added to every example: how does a change of b reach the loss?",
        N_D: "dx has the shape of x, and dw needs x as rows.",
        RANGE: "Which sizes, magnitudes or layouts of its arguments does your code assume?",
        CALLS: CALLS_NEXT_STEP,
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
    hints=hints.affine_backward,
    formula=hints.AFFINE_BACKWARD,
)
def affine_backward(code, case):
    x, w, b = affine_case(case)
    dout = case.array("dout", case.n, case.m)
    _, cache = code.layers.affine_forward(x, w, b)
    dx, dw, db = code.layers.affine_backward(dout, cache)
    return {"dx": dx, "dw": dw, "db": db}


# ------------------------------------------------------------------------------------- ReLU

ANY_SHAPE = [
    hidden((1, between(2, 9)), public=(between(2, 9),)),
    hidden((12, 12), public=(between(11, 15), between(3, 5))),  # a square, too
    (2, 1, between(1, 3), between(2, 4), 2),
    hidden((between(1041, 1049),), public=(between(101, 120), 1)),
]
RELU_FORWARD = Domain(
    shape=ANY_SHAPE,
    x=arrays("shape", scale=[1e-3, 1, 30, 1e4], dtype=["float64", "float32"], layout=LAYOUTS),
    also=[{"shape": (3, 4), "x": manner(1e-4)}],
)
RELU_BACKWARD = Domain(
    shape=ANY_SHAPE,
    x=arrays("shape", scale=[0.1, 1, 30], layout=LAYOUTS),
    dout=arrays("shape", scale=[1e-3, 1, 1e4], layout=["C", *LAYOUTS]),
    also=[{"shape": (3, 4), "dout": manner(1e-4)}],
)
RELU_TURNS = Domain(calls=[2], shape=[(between(2, 5), between(2, 5))])
RELU_CASES = [
    Case("a matrix of mixed signs", shape=(4, 5), public=True),
    Case("another matrix of mixed signs", shape=(6, 3)),
    Case("an array of shape (2, 3, 4)", shape=(2, 3, 4), tests=N_D),
]
EACH = {"kind": "close", "relative_to": "element", "floor": 1e-12}


@questions.add(
    "relu_forward",
    title="ReLU: forward",
    function="layers:relu_forward",
    properties={"out": 1.5, N_D: 0.5, RANGE: 0.5, SHAPES: 0.5, UNCHANGED: 1},
    cases=[*RELU_CASES, *RELU_FORWARD.cases(RANGE)],
    compare={"out": EACH},
    next_steps={
        "out": "What should become of a negative number, and what of a positive one?",
        RANGE: "A ReLU treats each number alone, whatever the shape, the size or the type.",
        UNCHANGED: "Look for an assignment into x, or an operation that writes its result there.",
    },
    hints=hints.relu_forward,
)
def relu_forward(code, case):
    (x,) = code.watch(x=case.array("x", *case.shape))
    out, _ = code.layers.relu_forward(x)
    return {"out": out}


@questions.add(
    "relu_backward",
    title="ReLU: backward",
    function="layers:relu_backward",
    properties={"dx": 3, N_D: 0.5, RANGE: 0.5, CALLS: 1, SHAPES: 1},
    cases=[*RELU_CASES, *RELU_BACKWARD.cases(RANGE), *RELU_TURNS.cases(CALLS)],
    compare={"dx": TINY},
    given=("relu_forward",),
    next_steps={
        "dx": "Where x was positive the gradient passes; where is it stopped?",
        RANGE: "A ReLU treats each number alone, whatever the shape, the size or the type.",
        CALLS: CALLS_NEXT_STEP,
    },
    hints=hints.relu_backward,
    formula=hints.RELU_BACKWARD,
)
def relu_backward(code, case):
    x, dout = case.array("x", *case.shape), case.array("dout", *case.shape)
    _, cache = code.layers.relu_forward(x)
    return {"dx": code.layers.relu_backward(dout, cache)}
