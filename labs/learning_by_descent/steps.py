"""Questions on what becomes of a gradient: momentum, and a learning rate that decays."""

from autograder.domain import Domain, arrays, between, hidden
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.learning_by_descent import hints
from labs.learning_by_descent.cases import (
    FEW,
    RANGE,
    RANGE_NEXT_STEP,
    TEN,
    UNCHANGED_NEXT_STEP,
)

questions = Questions()

SEVERAL = "several steps"

STEPS = Domain(
    shape=[(1,), (between(2, 5), 1), (11, 13), (12, 12), hidden((1001,), public=(101,))],
    learning_rate=[1e-3, 1, hidden(20.0)],
    momentum=["default", 0, 1, between(0.3, 0.8)],
    w=arrays("shape", scale=[1e-3, 1.0, hidden(1e3)]),
    dw=arrays("shape", scale=[1e-3, 1.0, hidden(1e3)]),
    velocity=arrays("shape", scale=[1e-3, 1.0, hidden(1e3)]),
)
RATES = Domain(
    learning_rate=[1e-6, 0.5, 20.0],
    lr_decay=[1, 0.1, between(0.5, 0.95)],
    num_epochs=[1, FEW, TEN],
    steps_per_epoch=[1, FEW, TEN],
)


@questions.add(
    "momentum_step",
    title="Momentum",
    function="descent:momentum_step",
    properties={"next_w": 2, "next_velocity": 2, SEVERAL: 1.5, RANGE: 1, UNCHANGED: 0.5},
    cases=[
        Case("a vector of weights", shape=(4,), learning_rate=0.1, momentum=0.9, public=True),
        Case("a matrix of weights", shape=(3, 2), learning_rate=0.02, momentum=0.7),
        Case(
            "three steps from a standstill",
            shape=(3,),
            learning_rate=0.1,
            momentum=0.9,
            steps=3,
            tests=SEVERAL,
            public=True,
        ),
        Case(
            "four steps, the rate falls",
            shape=(2,),
            learning_rate=0.3,
            momentum=0.5,
            steps=4,
            falls=True,
            tests=SEVERAL,
        ),
        *STEPS.cases(RANGE),
    ],
    next_steps={
        "next_velocity": "With w = 1, a gradient of 2, a velocity of 3, a rate of 0.1 and a "
        "momentum of 0.5: what is left of the velocity, and what is added?",
        "next_w": "The weights move by the velocity. By the old one, or by the new one?",
        SEVERAL: "Each step is given the velocity that the one before returned.",
        RANGE: "Which shapes, magnitudes or momenta does your code assume?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.momentum_step,
)
def momentum_step(code, case):
    step, tools = code.descent.momentum_step, code.descent_rehearsal
    chosen = {} if case.momentum == "default" else {"momentum": case.momentum}
    rate = case.learning_rate
    if case.tests == SEVERAL:
        w, velocity = case.randn(*case.shape), 0 * case.randn(*case.shape)
        for _ in range(case.steps):
            made = step(w, case.randn(*case.shape), velocity, rate, **chosen)
            w, velocity = tools.item(made, 0), tools.item(made, 1)
            rate *= 0.5 if hasattr(case, "falls") else 1
        return {"next_w": w}
    names = ("w", "dw", "velocity")
    given = code.watch(**{name: case.array(name, *case.shape) for name in names})
    made = step(*given, rate, **chosen)
    return {"next_w": tools.item(made, 0), "next_velocity": tools.item(made, 1)}


@questions.add(
    "decayed_rates",
    title="A learning rate that decays",
    function="descent:decayed_rates",
    properties={"rates": 4, RANGE: 1.5, SHAPES: 0.5},
    cases=[
        Case("three epochs of four steps", rate=0.1, decay=0.5, epochs=3, steps=4, public=True),
        Case("five epochs of two steps", rate=0.02, decay=0.9, epochs=5, steps=2),
        Case("four epochs of one step", rate=1.0, decay=0.95, epochs=4, steps=1),
        *RATES.cases(RANGE),
    ],
    compare={"rates": {"kind": "close", "relative_to": "element", "floor": 1e-30}},
    next_steps={
        "rates": "Which rate has the first step, the last of the first epoch, and the first of the "
        "second?",
        RANGE: RANGE_NEXT_STEP,
        SHAPES: "One rate for each step, along one axis.",
    },
    hints=hints.decayed_rates,
)
def decayed_rates(code, case):
    if case.tests == RANGE:
        sizes = case.learning_rate, case.lr_decay, case.num_epochs, case.steps_per_epoch
    else:
        sizes = case.rate, case.decay, case.epochs, case.steps
    rates = code.descent.decayed_rates(*sizes)
    return {"rates": code.descent_rehearsal.numbers(rates)}
