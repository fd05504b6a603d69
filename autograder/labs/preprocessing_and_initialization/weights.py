"""Questions on the weights to start from."""

import numpy as np

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.preprocessing_and_initialization import hints
from autograder.labs.preprocessing_and_initialization.cases import UNCHANGED_NEXT_STEP

questions = Questions()

ROUNDING = "differences of rounding"


@questions.add(
    "constant",
    title="Constant weights",
    function="initialization:constant",
    properties={"w": 1.5, SHAPES: 0.5},
    cases=[
        Case("3 inputs, 4 units, all 0.25", fan_in=3, fan_out=4, value=0.25, public=True),
        Case("5 inputs, 2 units, all -1.5", fan_in=5, fan_out=2, value=-1.5, public=True),
        Case("2 inputs, 6 units, all 0", fan_in=2, fan_out=6, value=0.0),
    ],
    next_steps={SHAPES: "Each column of w belongs to a unit."},
    hints=hints.constant,
)
def constant(code, case):
    return {"w": code.initialization.constant(case.fan_in, case.fan_out, value=case.value)}


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


TURNED = ("order", "signs", "signs")
NEAR = ("last weight", "first weight", "first weight")


@questions.add(
    "count_distinct_units",
    title="Distinct units",
    function="initialization:count_distinct_units",
    properties={"count": 4, ROUNDING: 1.5, UNCHANGED: 0.5},
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
    ],
    next_steps={
        "count": "Write down a w of two inputs and three units, two of them the same. What does "
        "your function make of it?",
        ROUNDING: "Numbers that should be the same may differ in their last digits.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.count_distinct_units,
)
def count_distinct_units(code, case):
    (w,) = code.watch(w=copied_units(case))
    return {"count": code.initialization.count_distinct_units(w)}


# Random weights are judged as a sample, with margins of six standard errors. The fewest numbers of
# one case are 1200, whose standard deviation may be off by 12 %; in all the cases here together a
# right answer fails less than once in a million (tests/test_initialization_samples.py adds it up).

SPREAD = 0.05  # neither the default nor a number that people write without thinking


@questions.add(
    "small_random",
    title="Small random weights",
    function="initialization:small_random",
    properties={"w": 1.5, "w, default std": 1, SHAPES: 0.5},
    cases=[
        Case("24 inputs, 50 units", fan_in=24, fan_out=50, public=True),
        Case("60 inputs, 30 units", fan_in=60, fan_out=30),
        Case(
            "30 inputs, 40 units, std not given", fan_in=30, fan_out=40, default=True, public=True
        ),
    ],
    compare={
        "w": {"kind": "normal", "std": SPREAD},
        "w, default std": {"kind": "normal", "std": 0.01},
    },
    next_steps={
        "w": "The argument std says how far the weights spread around 0.",
        "w, default std": "Without std the spread is the one in the function's first line.",
        SHAPES: "Each column of w belongs to a unit.",
    },
    hints=hints.small_random,
)
def small_random(code, case):
    if hasattr(case, "default"):
        return {"w, default std": code.initialization.small_random(case.fan_in, case.fan_out)}
    return {"w": code.initialization.small_random(case.fan_in, case.fan_out, std=SPREAD)}


FEW, MANY = 24, 70  # inputs of the units
FAN_CASES = [
    Case("24 inputs, 50 units", fan_in=FEW, fan_out=50, public=True),
    Case("70 inputs, 18 units", fan_in=MANY, fan_out=18, public=True),
    Case("24 inputs, 75 units", fan_in=FEW, fan_out=75),
    Case("70 inputs, 40 units", fan_in=MANY, fan_out=40),
]


def outputs_by_fan(case, w):
    """Name the weights of a case by their number of inputs: each has a spread of its own."""
    return {f"w, {case.fan_in} inputs": w}


def spreads_by_fan(gain):
    """Return how to judge random weights whose variance is gain / fan_in."""
    return {
        f"w, {fan_in} inputs": {"kind": "normal", "std": float(np.sqrt(gain / fan_in))}
        for fan_in in (FEW, MANY)
    }


@questions.add(
    "xavier",
    title="Xavier initialisation",
    function="initialization:xavier",
    properties={"w, 24 inputs": 1.75, "w, 70 inputs": 1.75, SHAPES: 0.5},
    cases=FAN_CASES,
    compare=spreads_by_fan(1),
    given=("small_random",),
    next_steps={
        "w, 24 inputs": "The variance is one 24th. What is the standard deviation?",
        "w, 70 inputs": "The variance is one 70th. What is the standard deviation?",
        SHAPES: "Each column of w belongs to a unit.",
    },
    hints=hints.xavier,
)
def xavier(code, case):
    return outputs_by_fan(case, code.initialization.xavier(case.fan_in, case.fan_out))


@questions.add(
    "he",
    title="He initialisation",
    function="initialization:he",
    properties={"w, 24 inputs": 2.25, "w, 70 inputs": 2.25, SHAPES: 0.5},
    cases=FAN_CASES,
    compare=spreads_by_fan(2),
    given=("small_random", "xavier"),
    next_steps={
        "w, 24 inputs": "The variance is one 12th. What is the standard deviation?",
        "w, 70 inputs": "The variance is one 35th. What is the standard deviation?",
        SHAPES: "Each column of w belongs to a unit.",
    },
    hints=hints.he,
)
def he(code, case):
    return outputs_by_fan(case, code.initialization.he(case.fan_in, case.fan_out))
