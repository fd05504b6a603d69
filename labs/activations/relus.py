"""Questions on ReLU's relatives with a slope below 0: leaky ReLU, dead units, PReLU."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.activations import hints
from labs.activations.cases import (
    CALLS,
    CALLS_NEXT_STEP,
    LAYOUTS,
    MANY,
    N_D,
    ONCE_IN_TURN,
    ONE,
    RANGE,
    RANGE_NEXT_STEP,
    SIZES,
    TEN,
    TURNS,
    UNCHANGED_NEXT_STEP,
    alpha_of,
    elementwise,
    elementwise_backward,
    is_quick,
    numbers,
    upstream,
)

questions = Questions()

ANY_SLOPE = "another slope"
ABOVE_ONE = "slopes above 1"

EACH = {"kind": "close", "relative_to": "element", "floor": 1e-12}
LEAKY_CASES = [
    Case("the usual slope", shape=(4, 5), public=True),
    Case("the usual slope again", shape=(3, 7)),
    Case("a slope of 0.1", shape=(5, 3), alpha=0.1, tests=ANY_SLOPE, public=True),
    Case("a slope of 0.3", shape=(2, 6), alpha=0.3, tests=ANY_SLOPE),
    Case("a slope of 0: the ReLU", shape=(4, 4), alpha=0.0, tests=ANY_SLOPE),
    Case("an array of shape (2, 3, 4)", shape=(2, 3, 4), tests=N_D),
]
SLOPES = ["default", 0.0, hidden(between(0.1, 0.9))]
LEAKY_FORWARD = elementwise(
    [hidden(1e-3), 1, hidden(30), 1e4],
    allowed=lambda case: case.alpha != 0 or case.x.scale < 10,  # or no large number is seen
    also=[{"shape": (3, 4), "sign": "negative", "alpha": "default"}],
    alpha=SLOPES,
)
LEAKY_BACKWARD = elementwise_backward(
    [hidden(1e-2), 1, hidden(30), 1e4],
    also=[{"shape": (3, 4), "dout": manner(1e-4), "alpha": "default"}],
    alpha=SLOPES,
)


@questions.add(
    "leaky_relu_forward",
    title="Leaky ReLU: forward",
    function="activations:leaky_relu_forward",
    properties={"out": 1.5, ANY_SLOPE: 1, N_D: 0.5, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[*LEAKY_CASES, *LEAKY_FORWARD.cases(RANGE)],
    compare={"out": EACH},
    next_steps={
        "out": "What becomes of a positive number, and what of a negative one?",
        ANY_SLOPE: "The slope is an argument: where does your code use it?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.leaky_relu_forward,
)
def leaky_relu_forward(code, case):
    (x,) = code.watch(x=numbers(case))
    out, _ = code.activations.leaky_relu_forward(x, **alpha_of(case))
    return {"out": out}


@questions.add(
    "leaky_relu_backward",
    title="Leaky ReLU: backward",
    function="activations:leaky_relu_backward",
    properties={"dx": 1.5, ANY_SLOPE: 0.5, N_D: 0.5, RANGE: 0.5, CALLS: 1},
    cases=[*LEAKY_CASES, *LEAKY_BACKWARD.cases(RANGE), *TURNS.cases(CALLS)],
    compare={"dx": EACH},
    given=("leaky_relu_forward",),
    next_steps={
        "dx": "Where x was negative, what is the slope there, and what does it multiply?",
        ANY_SLOPE: "The cache holds the slope of the forward pass.",
        RANGE: RANGE_NEXT_STEP,
        CALLS: CALLS_NEXT_STEP,
    },
    hints=hints.leaky_relu_backward,
)
def leaky_relu_backward(code, case):
    x = numbers(case)
    dout = upstream(case, x)
    _, cache = code.activations.leaky_relu_forward(x, **alpha_of(case))
    return {"dx": code.activations.leaky_relu_backward(dout, cache)}


DEAD = Domain(
    n=[1, like("h"), MANY],
    h=[1, between(2, 9), TEN],
    dead=["none", "some", "all"],
    out=arrays("n", "h", scale=[1e-5, 1, hidden(1e4)], layout=["C", *LAYOUTS]),
    calls=ONCE_IN_TURN,
    # One unit that is not dead, at least, where examples are many or outputs small.
    allowed=lambda case: (
        is_quick(case, case.h)
        and (case.dead != "all" or (case.n < 100 and case.out.scale >= 1))
        and (case.dead == "some" or case.h <= 10)
    ),
    also=[
        {"n": 13, "h": 13, "dead": "some"},
        {"n": 2, "h": between(1041, 1049), "dead": "one"},
        {"n": 3, "h": 24, "dead": "any", "calls": 4},
    ],
)


@questions.add(
    "dead_share",
    title="Dead ReLUs",
    function="activation_measurements:dead_share",
    properties={"share": 2, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("6 examples, 8 units", n=6, h=8, dead="some", public=True),
        Case("4 examples, 10 units", n=4, h=10, dead="some"),
        *DEAD.cases(RANGE),
    ],
    next_steps={
        "share": "One column is one unit: what do the outputs of a dead one look like over all "
        "examples?",
        RANGE: "How small may an output be that is not 0, and at which example may it stand?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.dead_share,
)
def dead_share(code, case):
    out = np.maximum(case.randn(case.n, case.h), 0)
    out[case.random.randint(case.n)] = 0  # one example does not make a unit dead
    columns = case.random.permutation(case.h)
    counts = {"none": 0, "one": 1, "some": (case.h + 1) // 3, "all": case.h}
    if case.dead == "any":  # another number in every call
        counts["any"] = case.random.randint(case.h)
    count = counts[case.dead]
    dead, alive = columns[:count], columns[count:]
    out[:, dead] = 0
    out[:, alive[::2]] = 0  # each of these answers to one example, and some to the last one
    somewhere = case.random.randint(case.n, size=alive.size)
    somewhere[::4] = case.n - 1
    out[somewhere, alive] = np.abs(case.randn(alive.size))
    (out,) = code.watch(out=case.laid("out", out * case.manner("out").scale))
    return {"share": code.activation_measurements.dead_share(out)}


PRELU_CASES = [
    Case("5 examples, 4 units", n=5, h=4, public=True),
    Case("7 examples, 3 units", n=7, h=3),
    Case("slopes of 1.5 and 2.5", n=6, h=5, slopes="above 1", tests=ABOVE_ONE, public=True),
    Case("a slope below 0, others above 1", n=4, h=3, slopes="below 0 too", tests=ABOVE_ONE),
    Case("one example", n=1, h=4, tests=ONE),
]
PRELU = Domain(
    n=[1, like("h"), MANY],
    h=SIZES,
    slopes=["0 and 1", "below 0 too"],
    x=arrays("n", "h", scale=[hidden(1e-3), 1, 1e4], layout=["C", *LAYOUTS]),
    alpha=arrays("h", layout=["C", hidden("[::2]"), hidden("[::-1]")]),
    allowed=lambda case: is_quick(case, case.h) and (case.h > 2 or case.slopes != "0 and 1"),
    also=[
        {"n": 4, "h": 12, "alpha": manner(100), "dout": manner(100)},
        {"n": 4, "h": 12, "alpha": manner(1e-4), "x": manner(1e-4), "dout": manner(1e-4)},
    ],
)
FEW = [hidden(between(3, 5), public=2)]
PRELU_TURNS = Domain(calls=[2], n=FEW, h=FEW)


def prelu_case(case):
    """Return x (n, h) and slopes alpha (h,), from 0.1 to 0.9 unless the case wants others."""
    alpha = np.round(case.random.uniform(0.1, 0.9, case.h), 3)
    slopes = getattr(case, "slopes", "small")
    if slopes == "0 and 1":
        alpha[::2] = case.random.permutation(np.arange(alpha[::2].size) % 2)
    elif slopes != "small":
        alpha[::2] += 1.6
        alpha[0] -= 3.0 if slopes == "below 0 too" else 0.0
    x = case.randn(case.n, case.h) * 2.0 * case.manner("x").scale
    x[0] = np.abs(x[0])
    x[0, ::2] *= -1  # every other unit has a negative input
    if case.tests == RANGE and case.n > 1:
        x[case.random.randint(1, case.n), case.random.randint(case.h)] = 0
    return case.laid("x", x), case.laid("alpha", alpha * case.manner("alpha").scale)


@questions.add(
    "prelu_forward",
    title="Parametric ReLU: forward",
    function="activations:prelu_forward",
    properties={"out": 1.5, ABOVE_ONE: 1, ONE: 0.5, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[*PRELU_CASES, *PRELU.cases(RANGE)],
    compare={"out": EACH},
    given=("leaky_relu_forward",),
    next_steps={
        "out": "Each column has a slope of its own. Work out one column by hand.",
        ABOVE_ONE: "Draw the function for a slope of 2. Is a negative number times 2 larger or "
        "smaller than the number itself?",
        RANGE: "Which sizes, magnitudes or slopes does your code assume?",
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
    properties={
        **{"dx": 1.5, "dalpha": 2.5, ABOVE_ONE: 0.5, ONE: 0.5},
        **{RANGE: 0.5, CALLS: 1, SHAPES: 0.5},
    },
    cases=[*PRELU_CASES, *PRELU.cases(RANGE), *PRELU_TURNS.cases(CALLS)],
    compare={"dx": EACH, "dalpha": {"kind": "close", "floor": 1e-12}},
    given=("leaky_relu_forward", "leaky_relu_backward", "prelu_forward"),
    next_steps={
        "dx": "Where x was negative, what is the slope there, and what does it multiply?",
        "dalpha": "By how much does an output change when the slope of its unit grows a little? "
        "And how many outputs does one slope reach?",
        RANGE: "Which sizes, magnitudes or slopes does your code assume?",
        CALLS: CALLS_NEXT_STEP,
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
    hints=hints.prelu_backward,
)
def prelu_backward(code, case):
    x, alpha = prelu_case(case)
    dout = upstream(case, x)
    dout = np.abs(dout) if case.n > 100 else dout  # or a thousand of them would cancel
    _, cache = code.activations.prelu_forward(x, alpha)
    dx, dalpha = code.activations.prelu_backward(dout, cache)
    return {"dx": dx, "dalpha": dalpha}
