"""The activations lab: from the sigmoid to maxout, and what each does to a network."""

import numpy as np

from autograder.lab import KIT_FILES, SHAPES, UNCHANGED, Case, Lab

lab = Lab(
    name="activations",
    title="Activation functions",
    student_files=("activations.py", "activation_measurements.py"),
    given_files=(
        *KIT_FILES,
        "activations_net.py",
        "activations_net_plots.py",
        "activations_plots.py",
        "float_warnings.py",
        "pretended_clock.py",
        "ready.py",
        "squareplus.py",
    ),
)

N_D = "inputs of more dimensions"
ONE = "one example (N = 1)"
STABLE = "numbers up to 1000"
ANY_SLOPE = "another slope"
ANY_ALPHA = "another alpha"
ABOVE_ONE = "slopes above 1"

STABLE_NEXT_STEP = (
    "exp of a large number overflows, even where its result is not used: look at every number "
    "that exp gets to see."
)
UNCHANGED_NEXT_STEP = "Work on an array of your own: the caller still needs the arguments."
CLEAR = 0.2  # how far a slope keeps from the threshold, as a part of it


def numbers(case):
    """Return inputs of the case's shape, with huge ones among small ones if it is about size."""
    x = case.randn(*case.shape, scale=getattr(case, "scale", 2.0))
    if case.tests == STABLE:
        x = np.clip(x, -2, 2)  # a slope as small as at 6 has few digits in float32
        places = case.random.permutation(x.size)[: len(case.huge)]
        x.ravel()[places] = case.huge
    return x


def forward_of(code, case, name, **parameters):
    """Return the outputs of a forward function; where size matters, whether NumPy warns of it."""
    forward = getattr(code.activations, f"{name}_forward")
    (x,) = code.watch(x=numbers(case))
    out, _ = forward(x, **parameters)
    if case.tests != STABLE:
        return {"out": out}
    return {"out": out, "warnings": code.float_warnings.forward_warns(forward, x, **parameters)}


def backward_of(code, case, name, **parameters):
    """Return the outputs of a backward function; where size matters, whether NumPy warns of it."""
    forward, backward = layer_of(code, name)
    x, dout = numbers(case), case.randn(*case.shape)
    _, cache = forward(x, **parameters)
    dx = backward(dout, cache)
    if case.tests != STABLE:
        return {"dx": dx}
    warns = code.float_warnings.backward_warns
    return {"dx": dx, "warnings": warns(forward, backward, x, dout, **parameters)}


def layer_of(code, name):
    """Return the two functions of an activation, the student's or the worked example's."""
    module = code.squareplus if name == "squareplus" else code.activations
    return getattr(module, f"{name}_forward"), getattr(module, f"{name}_backward")


ELEMENTWISE_CASES = [
    Case("a matrix of mixed signs", shape=(4, 5), public=True),
    Case("numbers further from 0", shape=(3, 6), scale=5.0, public=True),
    Case("another matrix of mixed signs", shape=(6, 3)),
    Case("an array of shape (2, 3, 4)", shape=(2, 3, 4), tests=N_D),
]
HUGE_CASES = [
    Case("-1000 and 1000", shape=(3, 4), huge=(-1000.0, 1000.0), tests=STABLE, public=True),
    Case("many huge numbers", shape=(5,), huge=(-900.0, 720.0, -1000.0, 800.0), tests=STABLE),
]

# ----------------------------------------------------------------------- sigmoid and tanh


@lab.question(
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
)
def sigmoid_forward(code, case):
    return forward_of(code, case, "sigmoid")


@lab.question(
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
)
def sigmoid_backward(code, case):
    return backward_of(code, case, "sigmoid")


@lab.question(
    "tanh_forward",
    title="tanh: forward",
    function="activations:tanh_forward",
    properties={"out": 1.5, N_D: 0.5, STABLE: 0.5, UNCHANGED: 0.5},
    cases=[*ELEMENTWISE_CASES, *HUGE_CASES],
    next_steps={
        "out": "What is tanh of 0, and of a large number?",
        STABLE: STABLE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def tanh_forward(code, case):
    return forward_of(code, case, "tanh")


@lab.question(
    "tanh_backward",
    title="tanh: backward",
    function="activations:tanh_backward",
    properties={"dx": 3, N_D: 0.5, STABLE: 0.5},
    cases=[*ELEMENTWISE_CASES, *HUGE_CASES],
    given=("tanh_forward",),
    next_steps={
        "dx": "The slope at x = 0 is 1, the largest there is. What is yours there?",
        STABLE: STABLE_NEXT_STEP,
    },
)
def tanh_backward(code, case):
    return backward_of(code, case, "tanh")


# -------------------------------------------------------------------- what squashing does


def slopes_of(name, x):
    """Return the slope of an activation at each element of x."""
    return 0.25 / np.cosh(x / 2) ** 2 if name == "sigmoid" else (1 + x / np.hypot(x, 2)) / 2


@lab.question(
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


@lab.question(
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
)
def slope_product(code, case):
    (x,) = code.watch(x=numbers(case))
    forward, backward = layer_of(code, case.layer)
    product = code.activation_measurements.slope_product(forward, backward, x, case.depth)
    return {"product": product}


# ----------------------------------------------------------- what does not centre, what costs


@lab.question(
    "one_sign_share",
    title="Weight gradients of one sign",
    function="activation_measurements:one_sign_share",
    properties={"share": 4},
    cases=[
        Case("3 inputs, 8 units", positive=2, negative=3, shape=(3, 8), public=True),
        Case("5 inputs, 6 units", positive=4, negative=1, shape=(5, 6), public=True),
        Case("every unit of one sign", positive=3, negative=4, shape=(4, 7)),
        Case("no unit of one sign", positive=0, negative=0, shape=(3, 5)),
        Case("4 inputs, 11 units", positive=2, negative=4, shape=(4, 11)),
    ],
    next_steps={
        "share": "Each column of dw belongs to one unit. Look at one column that is all positive, "
        "one that is all negative, and one that is mixed.",
    },
)
def one_sign_share(code, case):
    dw = case.randn(*case.shape)
    # Mixed columns first, then make as many of each kind as the case wants.
    dw[0], dw[1] = np.abs(dw[0]), -np.abs(dw[1])
    columns = case.random.permutation(case.shape[1])
    positive = columns[: case.positive]
    negative = columns[case.positive : case.positive + case.negative]
    dw[:, positive] = np.abs(dw[:, positive])
    dw[:, negative] = -np.abs(dw[:, negative])
    return {"share": code.activation_measurements.one_sign_share(dw)}


@lab.question(
    "sgd_path",
    title="The zig-zag path",
    function="activation_measurements:sgd_path",
    properties={"path": 5, UNCHANGED: 1},
    cases=[
        Case("2 examples, 5 steps", n=2, d=2, steps=5, rate=0.3, public=True),
        Case("3 examples, 3 steps", n=3, d=4, steps=3, rate=0.1, public=True),
        Case("4 examples, 11 steps", n=4, d=3, steps=11, rate=0.15),
        Case("more examples than steps", n=6, d=2, steps=4, rate=0.2),
    ],
    next_steps={
        "path": "Do the first two steps by hand: which example is it, what does the unit answer, "
        "and by how much is that off?",
        UNCHANGED: "An update in place changes the very array the caller handed in.",
    },
)
def sgd_path(code, case):
    w, x, y = code.watch(
        w=case.randn(case.d), x=case.randn(case.n, case.d, scale=0.8), y=case.randn(case.n)
    )
    path = code.activation_measurements.sgd_path(w, x, y, case.rate, case.steps)
    return {"path": path}


@lab.question(
    "seconds_per_element",
    title="The cost of a function",
    function="activation_measurements:seconds_per_element",
    properties={"seconds": 4},
    cases=[
        Case(
            "4 calls, 12 elements",
            durations=(2.5, 1.5, 2.0, 3.5),
            repeats=4,
            shape=(3, 4),
            public=True,
        ),
        Case(
            "3 calls, 10 elements", durations=(0.9, 0.6, 1.2), repeats=3, shape=(10,), public=True
        ),
        Case(
            "one call slower than all others",
            durations=(0.5, 0.25, 40.0, 0.4, 0.45, 0.6),
            repeats=6,
            shape=(2, 7),
        ),
    ],
    next_steps={
        "seconds": "The clock you are given only moves while the function works. Read it just "
        "before and just after each call.",
    },
)
def seconds_per_element(code, case):
    clock = code.pretended_clock.PretendedClock(np.array(case.durations))
    seconds = code.activation_measurements.seconds_per_element(
        clock.work, case.randn(*case.shape), repeats=case.repeats, clock=clock
    )
    return {"seconds": seconds}


# ------------------------------------------------------------------- ReLU and its relatives

LEAKY_CASES = [
    Case("the usual slope", shape=(4, 5), public=True),
    Case("the usual slope again", shape=(3, 7)),
    Case("a slope of 0.1", shape=(5, 3), alpha=0.1, tests=ANY_SLOPE, public=True),
    Case("a slope of 0.3", shape=(2, 6), alpha=0.3, tests=ANY_SLOPE),
    Case("a slope of 0: the ReLU", shape=(4, 4), alpha=0.0, tests=ANY_SLOPE),
    Case("an array of shape (2, 3, 4)", shape=(2, 3, 4), tests=N_D),
]


def alpha_of(case):
    """Return the keyword argument alpha if the case has one of its own."""
    return {"alpha": case.alpha} if hasattr(case, "alpha") else {}


def leaky_input(case):
    """Return inputs whose negative numbers are large: they have to show beside a slope of 0.01."""
    x = numbers(case)
    return np.where(x < 0, 4 * x, x)


@lab.question(
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
)
def leaky_relu_forward(code, case):
    (x,) = code.watch(x=leaky_input(case))
    out, _ = code.activations.leaky_relu_forward(x, **alpha_of(case))
    return {"out": out}


@lab.question(
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
)
def leaky_relu_backward(code, case):
    x = leaky_input(case)
    dout = np.where(x < 0, 4.0, 1.0) * case.randn(*case.shape)
    _, cache = code.activations.leaky_relu_forward(x, **alpha_of(case))
    return {"dx": code.activations.leaky_relu_backward(dout, cache)}


@lab.question(
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


@lab.question(
    "prelu_forward",
    title="Parametric ReLU: forward",
    function="activations:prelu_forward",
    properties={"out": 2, ABOVE_ONE: 1, ONE: 0.5, UNCHANGED: 0.5},
    cases=PRELU_CASES,
    next_steps={
        "out": "Each column has a slope of its own. Work out one column by hand.",
        ABOVE_ONE: "Draw the function for a slope of 2. Is a negative number times 2 larger or "
        "smaller than the number itself?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def prelu_forward(code, case):
    x, alpha = prelu_case(case)
    x, alpha = code.watch(x=x, alpha=alpha)
    out, _ = code.activations.prelu_forward(x, alpha)
    return {"out": out}


@lab.question(
    "prelu_backward",
    title="Parametric ReLU: backward",
    function="activations:prelu_backward",
    properties={"dx": 2.5, "dalpha": 3, ABOVE_ONE: 0.5, ONE: 0.5, SHAPES: 0.5},
    cases=PRELU_CASES,
    given=("prelu_forward",),
    next_steps={
        "dx": "Where x was negative, what is the slope there, and what does it multiply?",
        "dalpha": "By how much does an output change when the slope of its unit grows a little? "
        "And how many outputs does one slope reach?",
        SHAPES: "A gradient has the shape of what it belongs to.",
    },
)
def prelu_backward(code, case):
    x, alpha = prelu_case(case)
    dout = case.randn(case.n, case.h)
    _, cache = code.activations.prelu_forward(x, alpha)
    dx, dalpha = code.activations.prelu_backward(dout, cache)
    return {"dx": dx, "dalpha": dalpha}


# -------------------------------------------------------------------------------------- ELU

ALPHA_CASES = [
    Case("alpha = 0.5", shape=(4, 5), alpha=0.5, tests=ANY_ALPHA, public=True),
    Case("alpha = 2", shape=(3, 4), alpha=2.0, tests=ANY_ALPHA),
]
# An output of 1000 would hide what is wrong beside it, so each side has a case of its own.
ELU_HUGE_CASES = [
    Case("1000", shape=(3, 4), huge=(1000.0, 800.0), tests=STABLE, public=True),
    Case("-1000", shape=(2, 5), huge=(-1000.0,), tests=STABLE, public=True),
    Case("-1000 and alpha = 0.7", shape=(3, 3), huge=(-1000.0, -750.0), alpha=0.7, tests=STABLE),
    Case("many huge numbers", shape=(7,), huge=(720.0, 900.0, 1000.0, 850.0), tests=STABLE),
]


@lab.question(
    "elu_forward",
    title="ELU: forward",
    function="activations:elu_forward",
    properties={"out": 2, ANY_ALPHA: 0.5, N_D: 0.5, STABLE: 1.5, UNCHANGED: 0.5},
    cases=[*ELEMENTWISE_CASES, *ALPHA_CASES, *ELU_HUGE_CASES],
    next_steps={
        "out": "What is the output for x = 1, and for x = -1?",
        ANY_ALPHA: "How far below 0 can the output get? That number is alpha.",
        STABLE: STABLE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
)
def elu_forward(code, case):
    return forward_of(code, case, "elu", **alpha_of(case))


@lab.question(
    "elu_backward",
    title="ELU: backward",
    function="activations:elu_backward",
    properties={"dx": 2.5, ANY_ALPHA: 0.5, N_D: 0.5, STABLE: 1.5},
    cases=[*ELEMENTWISE_CASES, *ALPHA_CASES, *ELU_HUGE_CASES],
    given=("elu_forward",),
    next_steps={
        "dx": "What is the slope at x = 1, and what at x = -1?",
        ANY_ALPHA: "The cache holds alpha: which side of the function does it scale?",
        STABLE: STABLE_NEXT_STEP,
    },
)
def elu_backward(code, case):
    return backward_of(code, case, "elu", **alpha_of(case))


@lab.question(
    "layer_means",
    title="Mean activations",
    function="activation_measurements:layer_means",
    properties={"means": 4},
    cases=[
        Case("2 layers of sigmoids", layer="sigmoid", n=5, d=3, layers=2, public=True),
        Case("3 layers of ELUs", layer="elu", n=4, d=5, layers=3, public=True),
        Case("4 layers of ELUs", layer="elu", n=6, d=4, layers=4),
        Case("5 layers of sigmoids", layer="sigmoid", n=3, d=6, layers=5),
    ],
    given=("sigmoid_forward", "elu_forward"),
    next_steps={
        "means": "Write down the shapes on the way: what enters the second layer, and what is "
        "averaged?",
    },
)
def layer_means(code, case):
    x = case.randn(case.n, case.d) + 0.5
    weights = case.randn(case.layers, case.d, case.d, scale=case.d**-0.5) + 0.1
    forward, _ = layer_of(code, case.layer)
    return {"means": code.activation_measurements.layer_means(forward, x, weights)}


# ----------------------------------------------------------------------------------- maxout

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


@lab.question(
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
)
def maxout_forward(code, case):
    names = ("x", "W1", "b1", "W2", "b2")
    arguments = code.watch(**dict(zip(names, maxout_case(case))))
    out, _ = code.activations.maxout_forward(*arguments)
    return {"out": out}


@lab.question(
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
)
def maxout_backward(code, case):
    arguments = maxout_case(case)
    dout = case.randn(case.n, case.h)
    _, cache = code.activations.maxout_forward(*arguments)
    dx, dW1, db1, dW2, db2 = code.activations.maxout_backward(dout, cache)
    return {"dx": dx, "dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


# ------------------------------------------------------------------------- the advice, tested

NEVER = "a level never reached"


@lab.question(
    "steps_to_reach",
    title="Steps to a loss",
    function="activation_measurements:steps_to_reach",
    properties={"step": 1.5, NEVER: 0.5},
    cases=[
        Case("20 steps, level 0.7", steps=20, level=0.7, public=True),
        Case("12 steps, level 1.5", steps=12, level=1.5, public=True),
        Case("35 steps, level 1.2", steps=35, level=1.2),
        Case("reached before the first step", steps=9, level=5.0),
        Case("never", steps=15, level=-1.0, tests=NEVER, public=True),
    ],
    next_steps={
        "step": "Write down ten falling numbers with one bump, and count by hand.",
        NEVER: "Which number stands for a level that was never reached?",
    },
)
def steps_to_reach(code, case):
    losses = np.linspace(2.2, 0.3, case.steps) + 0.3 * case.random.uniform(-1, 1, case.steps)
    losses[-1] = 1.9  # a jump at the end: the last loss says little about the first good one
    losses = np.round(np.where(np.abs(losses - case.level) < 0.02, losses + 0.1, losses), 3)
    return {"step": code.activation_measurements.steps_to_reach(losses, case.level)}


# ------------------------------------------------------------------------------ graded by hand

lab.manual_question("activation_study", "Analysis: does the advice hold?", 8)
