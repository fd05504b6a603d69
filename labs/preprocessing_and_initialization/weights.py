"""Questions on the weights to start from."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.preprocessing_and_initialization import hints
from labs.preprocessing_and_initialization.cases import (
    AGAIN,
    AGAIN_NEXT_STEP,
    LAYOUTS,
    RANGE,
    SMALL,
    TEN,
    UNCHANGED_NEXT_STEP,
    WEIGHTS_NEXT_STEP,
)

questions = Questions()

ROUNDING = "differences of rounding"


THOUSAND = hidden(between(1001, 1020), public=31)
CONSTANTS = Domain(
    fan_in=[1, TEN, THOUSAND],
    fan_out=[1, like("fan_in"), THOUSAND],
    value=[1e-7, 300.0, "not given"],
    allowed=lambda case: case.fan_in * case.fan_out < 3000,
    also=[
        {"fan_in": 3, "fan_out": 3, "value": 1.0},
        {"fan_in": 3, "fan_out": 4, "value": "any", "calls": 2},
    ],
)


@questions.add(
    "constant",
    title="Constant weights",
    function="initialization:constant",
    properties={"w": 1, RANGE: 0.5, SHAPES: 0.5},
    cases=[
        Case("3 inputs, 4 units, all 0.25", fan_in=3, fan_out=4, value=0.25, public=True),
        Case("5 inputs, 2 units, all -1.5", fan_in=5, fan_out=2, value=-1.5, public=True),
        Case("2 inputs, 6 units, all 0", fan_in=2, fan_out=6, value=0.0),
        *CONSTANTS.cases(RANGE),
    ],
    next_steps={RANGE: WEIGHTS_NEXT_STEP, SHAPES: "Each column of w belongs to a unit."},
    hints=hints.constant,
)
def constant(code, case):
    number = case.random.uniform(2, 3) if case.value == "any" else case.value
    value = {} if case.value == "not given" else {"value": number}
    if case.tests == RANGE:
        case.compare["w"] = SMALL
    return {"w": code.initialization.constant(case.fan_in, case.fan_out, **value)}


def changed(unit, place, by=0.5):
    """Return a unit with one of its weights changed."""
    other = unit.copy()
    other[place] += by
    return other


# Units that differ, and are easily taken for the same.
TRAPS = {
    "order": lambda unit: np.roll(unit, 1),
    "signs": lambda unit: -unit,
    "last weight": lambda unit: changed(unit, -1),
    "first weight": lambda unit: changed(unit, 0),
    "a little": lambda unit: changed(unit, -1, 1e-4),
    "shifted": lambda unit: unit + 0.5,
}


def copied_units(case):
    """Return weights of h units, among them `distinct` different ones, in random order.

    Each of the case's traps makes one of the different units from another. With `off`, numbers are
    off by up to 2e-8.
    """
    units = [*case.randn(case.distinct - len(case.traps), case.d)]
    units += [TRAPS[trap](unit) for trap, unit in zip(case.traps, units)]
    copies = case.random.randint(0, case.distinct, case.h - case.distinct)
    w = np.stack(units, axis=1)[:, case.random.permutation([*range(case.distinct), *copies])]
    if getattr(case, "off", False):
        w = np.round(w + 1e-8 * case.random.randint(-2, 3, w.shape), 8)
    return w


UNITS = Domain(
    d=[1, between(2, 5), TEN],
    h=[1, between(12, 19), between(22, 24)],  # pairs are compared, so each unit costs
    share=[0.0, 0.5, 1.0],
    gap=[3e-6, 0.02, 1.0],
    off=[False, True],
    w=arrays("d", "h", layout=LAYOUTS),
    # Of one unit nothing is to be compared. Where the weights are many, copies differ in sum by
    # more than others do on average; the most units and the most weights do not meet.
    allowed=lambda case: (
        (case.share == 0 and case.gap == 1 if case.h == 1 else case.share > 0)
        and (case.d < 6 or (1 < case.h < 20 and case.gap < 1e-5 and case.off and case.share < 1))
    ),
    also=[
        {"d": between(1041, 1049), "h": 2, "share": 1.0, "gap": 1.0},
        {"d": 3, "h": 12, "share": 1.0, "gap": 300.0},
        {"d": 3, "h": 12, "share": 1.0, "gap": 3e-6, "w": manner(1e-4)},
        {"d": 3, "h": 12, "share": 1.0, "gap": 1e-4, "w": manner(200)},
        {"d": 5, "h": 5, "share": 0.5, "gap": 1.0},
        {"d": 3, "h": 12, "share": "any", "gap": 1.0, "calls": 4},
    ],
)


def units_apart(case):
    """Return weights (d, h) of units among which a share is different.

    They differ in one weight, the last of many, by the case's gap or a multiple of it. With `off`,
    numbers are off by up to 2e-7.
    """
    share = case.random.rand() if case.share == "any" else case.share
    distinct = max(1, int(share * case.h))
    order = [*range(distinct), *case.random.randint(0, distinct, case.h - distinct)]
    w = np.repeat(case.randn(case.d, 1) * case.manner("w").scale, case.h, axis=1)
    w[case.random.randint(case.d) if case.d < 6 else -1] += case.gap * case.random.permutation(
        order
    )
    if getattr(case, "off", False):
        w += 1e-7 * case.random.randint(-2, 3, w.shape)
    return case.laid("w", np.round(w, 7))


TURNED = ("order", "signs", "signs")
NEAR = ("last weight", "first weight", "first weight")


@questions.add(
    "count_distinct_units",
    title="Distinct units",
    function="initialization:count_distinct_units",
    properties={"count": 3, ROUNDING: 1.5, RANGE: 1, UNCHANGED: 0.5},
    cases=[
        Case("10 units, 6 of them different", d=3, h=10, distinct=6, traps=TURNED, public=True),
        Case("9 units, 6 of them different", d=3, h=9, distinct=6, traps=NEAR, public=True),
        Case("6 units, all the same", d=4, h=6, distinct=1, traps=(), public=True),
        Case("7 units, all different", d=3, h=7, distinct=7, traps=("a little",)),
        Case("12 units, 8 of them different", d=5, h=12, distinct=8, traps=(*NEAR, "shifted")),
        Case(
            "copies off by rounding",
            d=3,
            h=8,
            distinct=4,
            traps=(),
            off=True,
            tests=ROUNDING,
            public=True,
        ),
        Case(
            "more copies off by rounding",
            d=4,
            h=10,
            distinct=6,
            traps=TURNED,
            off=True,
            tests=ROUNDING,
        ),
        *UNITS.cases(RANGE),
    ],
    compare={"count": {"kind": "exact"}},
    next_steps={
        "count": "Write down a w of two inputs and three units, two of them the same. What does "
        "your function make of it?",
        RANGE: WEIGHTS_NEXT_STEP,
        ROUNDING: "Numbers that should be the same may differ in their last digits.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.count_distinct_units,
)
def count_distinct_units(code, case):
    (w,) = code.watch(w=units_apart(case) if case.tests == RANGE else copied_units(case))
    return {"count": code.initialization.count_distinct_units(w)}


# Random weights are judged as a sample, with margins of six standard errors. The fewest numbers
# whose spread tells something are 1000, and it may be off by 13 %; in all the cases here together a
# right answer fails less than once in a million (test_initialization_samples.py adds it up).

# Of one input, or of one unit; of few numbers, or as many as tell the spread.
FANS = Domain(
    fan_in=[1, hidden(between(1001, 1020), public=7)],
    fan_out=[1, hidden(between(1001, 1020), public=5)],
    allowed=lambda case: (
        case.fan_in * case.fan_out <= 20 or 1000 <= case.fan_in * case.fan_out < 2000
    ),
)
SPREADS = Domain(
    FANS.allowed,
    [
        {"fan_in": 30, "fan_out": 30, "std": 1000.0},
        {"fan_in": 30, "fan_out": 30, "std": 1.0},
        {"fan_in": 3, "fan_out": 4, "std": 0.0},
    ],
    std=[1e-6, 20.0],
    **FANS.settings,
)
AGAIN_CASES = [
    Case("two layers of 4 inputs, 3 units", fan_in=4, fan_out=3, tests=AGAIN, public=True),
]


def two_draws(code, draw, case):
    """Draw the weights of two layers of the same shape."""
    sizes = case.fan_in, case.fan_out
    return {"the same weights twice": code.equal(draw(*sizes), draw(*sizes))}


SPREAD = 0.05  # neither the default nor a number that people write without thinking


@questions.add(
    "small_random",
    title="Small random weights",
    function="initialization:small_random",
    properties={"w": 1, "w, default std": 0.5, RANGE: 0.5, AGAIN: 0.5, SHAPES: 0.5},
    cases=[
        Case("24 inputs, 50 units", fan_in=24, fan_out=50, public=True),
        Case("60 inputs, 30 units", fan_in=60, fan_out=30),
        Case(
            "30 inputs, 40 units, std not given", fan_in=30, fan_out=40, default=True, public=True
        ),
        *SPREADS.cases(RANGE),
        *AGAIN_CASES,
    ],
    compare={"w, default std": {"kind": "normal", "std": 0.01}},
    next_steps={
        "w": "The argument std says how far the weights spread around 0.",
        "w, default std": "Without std the spread is the one in the function's first line.",
        RANGE: WEIGHTS_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
        SHAPES: "Each column of w belongs to a unit.",
    },
    hints=hints.small_random,
)
def small_random(code, case):
    draw = code.initialization.small_random
    if case.tests == AGAIN:
        return two_draws(code, draw, case)
    if hasattr(case, "default"):
        return {"w, default std": draw(case.fan_in, case.fan_out)}
    std = getattr(case, "std", SPREAD)
    if std:
        case.compare["w"] = {"kind": "normal", "std": std}
    return {"w": draw(case.fan_in, case.fan_out, std=std)}


FEW, MANY = 24, 70  # inputs of the units
FAN_CASES = [
    Case("24 inputs, 50 units", fan_in=FEW, fan_out=50, public=True),
    Case("70 inputs, 18 units", fan_in=MANY, fan_out=18, public=True),
    Case("24 inputs, 75 units", fan_in=FEW, fan_out=75),
    Case("70 inputs, 40 units", fan_in=MANY, fan_out=40),
    *FANS.cases(RANGE),
    *AGAIN_CASES,
]


def drawn_by_fan(code, draw, case, gain):
    """Draw weights whose variance is gain / fan_in, named by the number of their inputs."""
    if case.tests == AGAIN:
        return two_draws(code, draw, case)
    name = f"w, {case.fan_in} inputs"
    case.compare[name] = {"kind": "normal", "std": float(np.sqrt(gain / case.fan_in))}
    return {name: draw(case.fan_in, case.fan_out)}


@questions.add(
    "xavier",
    title="Xavier initialisation",
    function="initialization:xavier",
    properties={"w, 24 inputs": 1.25, "w, 70 inputs": 1.25, RANGE: 0.5, AGAIN: 0.5, SHAPES: 0.5},
    cases=FAN_CASES,
    given=("small_random",),
    next_steps={
        "w, 24 inputs": "The variance is one 24th. What is the standard deviation?",
        "w, 70 inputs": "The variance is one 70th. What is the standard deviation?",
        RANGE: WEIGHTS_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
        SHAPES: "Each column of w belongs to a unit.",
    },
    hints=hints.xavier,
)
def xavier(code, case):
    return drawn_by_fan(code, code.initialization.xavier, case, gain=1)


@questions.add(
    "he",
    title="He initialisation",
    function="initialization:he",
    properties={"w, 24 inputs": 1.75, "w, 70 inputs": 1.75, RANGE: 0.5, AGAIN: 0.5, SHAPES: 0.5},
    cases=FAN_CASES,
    given=("small_random", "xavier"),
    next_steps={
        "w, 24 inputs": "The variance is one 12th. What is the standard deviation?",
        "w, 70 inputs": "The variance is one 35th. What is the standard deviation?",
        RANGE: WEIGHTS_NEXT_STEP,
        AGAIN: AGAIN_NEXT_STEP,
        SHAPES: "Each column of w belongs to a unit.",
    },
    hints=hints.he,
)
def he(code, case):
    return drawn_by_fan(code, code.initialization.he, case, gain=2)
