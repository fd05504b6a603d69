"""Questions on what outputs that are not centred cost, and on what a function costs."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import UNCHANGED, Case, Questions
from labs.activations import hints
from labs.activations.cases import (
    ANY_SHAPE,
    LAYOUTS,
    MANY,
    ONCE_IN_TURN,
    RANGE,
    TEN,
    UNCHANGED_NEXT_STEP,
)

questions = Questions()

GRADIENTS = Domain(
    d=[1, like("h"), MANY],
    h=[1, between(2, 9), TEN],
    zeros=[True, False],
    dw=arrays("d", "h", scale=[1e-5, 1, hidden(1e4)], layout=["C", *LAYOUTS]),
    calls=ONCE_IN_TURN,
    # Among many numbers the last one decides, not a 0.
    allowed=lambda case: (
        case.d * case.h <= (2200 if case.d > 1000 else 100) and not (case.zeros and case.d > 100)
    ),
    also=[
        {"d": between(1041, 1049), "h": 2, "positive": 1, "negative": 0},
        {"d": 2, "h": between(1041, 1049), "positive": 1, "negative": 0},
        {"d": 13, "h": 13, "positive": 6, "negative": 6, "dw": manner(1e-5)},
        {"d": 2, "h": 24, "positive": "any", "calls": 4},
    ],
)


@questions.add(
    "one_sign_share",
    title="Weight gradients of one sign",
    function="activation_measurements:one_sign_share",
    properties={"share": 3, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("3 inputs, 8 units", positive=2, negative=3, d=3, h=8, public=True),
        Case("5 inputs, 6 units", positive=4, negative=1, d=5, h=6),
        Case("4 inputs, 11 units", positive=2, negative=4, d=4, h=11),
        *GRADIENTS.cases(RANGE),
    ],
    next_steps={
        "share": "Each column of dw belongs to one unit. Look at one column that is all positive, "
        "one that is all negative, and one that is mixed.",
        RANGE: "What is a unit with a 0 among its numbers, and how small may the others be?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.one_sign_share,
)
def one_sign_share(code, case):
    dw = case.randn(case.d, case.h)
    # Mixed columns first, then make as many of each kind as the case wants.
    dw[0], dw[-1] = np.abs(dw[0]), -np.abs(dw[-1])
    columns = case.random.permutation(case.h)
    count = getattr(case, "positive", case.h // 3)
    if count == "any":  # another number in every call
        count = case.random.randint(1, case.h // 2)
    positive, rest = columns[:count], columns[count:]
    negative = rest[: getattr(case, "negative", case.h // 3)]
    dw[:, positive] = np.abs(dw[:, positive])
    dw[:, negative] = -np.abs(dw[:, negative])
    if case.tests == RANGE and case.d > 1:  # one sign but for the last number
        spoiled = rest[case.h // 3 :]
        dw[:, spoiled] = np.abs(dw[:, spoiled])
        dw[-1, spoiled] *= -1
    if getattr(case, "zeros", False):
        dw[case.random.randint(case.d), columns[::2]] = 0
        dw[:, columns[:1]] *= case.random.randint(2)  # all of a unit's, perhaps
    (dw,) = code.watch(dw=case.laid("dw", dw * case.manner("dw").scale))
    return {"share": code.activation_measurements.one_sign_share(dw)}


PATHS = Domain(
    n=[1, like("d"), TEN],
    d=[1, between(2, 5), TEN],
    steps=[0, hidden(1), hidden(between(2, 9)), hidden(between(101, 120), public=12)],
    rate=[between(0.05, 0.5)],
    w=arrays("d", scale=[hidden(1e-2), 1, 100], layout=["C", hidden("[::2]"), hidden("[::-1]")]),
    x=arrays("n", "d", layout=["C", *LAYOUTS]),
    y=arrays("n", layout=["C", hidden("[::2]"), hidden("[::-1]")]),
    # Long runs see every example; what is released is short.
    allowed=lambda case: (
        (case.n <= 10 or case.steps > case.n) and (case.steps > 100 or case.steps * case.d <= 60)
    ),
    calls=[1],
    also=[
        {"n": 2, "d": between(1041, 1049), "steps": 2, "rate": 0.3},
        {"n": 3, "d": 4, "steps": 3, "rate": 1e-5, "x": manner(100), "calls": 2},
        {"n": 3, "d": 4, "steps": 3, "rate": 1e6, "x": manner(1e-4)},
        {"n": 3, "d": 4, "steps": 3, "rate": 1.0, "w": manner(1e-4)},
        {"n": 4, "d": 4, "steps": 3, "rate": 0.5, "w": manner(300)},
        {"n": 3, "d": 12, "steps": 3, "rate": 0.0},
        {"n": 3, "d": 12, "steps": 3, "rate": 0.2},
    ],
)


@questions.add(
    "sgd_path",
    title="The zig-zag path",
    function="activation_measurements:sgd_path",
    properties={"path": 4, RANGE: 1, UNCHANGED: 1},
    cases=[
        Case("2 examples, 5 steps", n=2, d=2, steps=5, rate=0.3, public=True),
        Case("4 examples, 11 steps", n=4, d=3, steps=11, rate=0.15),
        Case("more examples than steps", n=6, d=2, steps=4, rate=0.2),
        *PATHS.cases(RANGE),
    ],
    compare={"path": {"kind": "close", "floor": 1e-12}},
    next_steps={
        "path": "Do the first two steps by hand: which example is it, what does the unit answer, "
        "and by how much is that off?",
        RANGE: "Which numbers of examples, weights or steps does your code assume? No step at all "
        "leaves the weights at the start.",
        UNCHANGED: "An update in place changes the very array the caller handed in.",
    },
    hints=hints.sgd_path,
)
def sgd_path(code, case):
    size = case.manner("w").scale
    w, x, y = (
        case.array("w", case.d),
        case.randn(case.n, case.d) * 0.8 * case.manner("x").scale,
        case.laid("y", case.randn(case.n) * size),
    )
    longest = np.sum(x**2, axis=1).max()
    x = case.laid("x", x / max(1.0, np.sqrt(longest * case.rate)))  # no step leads further away
    w, x, y = code.watch(w=w, x=x, y=y)
    path = code.activation_measurements.sgd_path(w, x, y, case.rate, case.steps)
    return {"path": path}


TIMES = Domain(
    repeats=[hidden(1), "default", between(2, 4), between(11, 15)],
    shape=ANY_SHAPE,
    seconds=[1e-3, 1.0, hidden(1e3)],
)


@questions.add(
    "seconds_per_element",
    title="The cost of a function",
    function="activation_measurements:seconds_per_element",
    properties={"seconds": 3, RANGE: 1},
    cases=[
        Case(
            "4 calls, 12 elements",
            durations=(2.5, 1.5, 2.0, 3.5),
            repeats=4,
            shape=(3, 4),
            public=True,
        ),
        Case(
            "one call slower than all others",
            durations=(0.5, 0.25, 40.0, 0.4, 0.45, 0.6),
            repeats=6,
            shape=(2, 7),
        ),
        *TIMES.cases(RANGE),
    ],
    compare={"seconds": {"kind": "close", "floor": 1e-12}},
    next_steps={
        "seconds": "The clock you are given only moves while the function works. Read it just "
        "before and just after each call.",
        RANGE: "How many calls are made, which of them may be the fastest, and how many elements "
        "has an array of one axis, or of five?",
    },
    hints=hints.seconds_per_element,
)
def seconds_per_element(code, case):
    repeats = {} if case.repeats == "default" else {"repeats": case.repeats}
    durations = case.durations if hasattr(case, "durations") else durations_of(case)
    clock = code.pretended_clock.PretendedClock(np.array(durations))
    seconds = code.activation_measurements.seconds_per_element(
        clock.work, case.randn(*case.shape), **repeats, clock=clock
    )
    return {"seconds": seconds}


def durations_of(case):
    """Return seconds for an element in each call, one of them far below the others."""
    count = 5 if case.repeats == "default" else case.repeats
    durations = case.random.uniform(1.0, 2.0, count)
    durations[0 if count < 5 else -1] = case.random.uniform(0.3, 0.6)
    return np.round(durations, 3) * case.seconds
