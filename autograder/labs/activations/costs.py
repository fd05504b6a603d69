"""Questions on what outputs that are not centred cost, and on what a function costs."""

import numpy as np

from autograder.lab import UNCHANGED, Case, Questions
from autograder.labs.activations import hints

questions = Questions()


@questions.add(
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
    hints=hints.one_sign_share,
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


@questions.add(
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
    hints=hints.sgd_path,
)
def sgd_path(code, case):
    w, x, y = code.watch(
        w=case.randn(case.d), x=case.randn(case.n, case.d, scale=0.8), y=case.randn(case.n)
    )
    path = code.activation_measurements.sgd_path(w, x, y, case.rate, case.steps)
    return {"path": path}


@questions.add(
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
    hints=hints.seconds_per_element,
)
def seconds_per_element(code, case):
    clock = code.pretended_clock.PretendedClock(np.array(case.durations))
    seconds = code.activation_measurements.seconds_per_element(
        clock.work, case.randn(*case.shape), repeats=case.repeats, clock=clock
    )
    return {"seconds": seconds}
