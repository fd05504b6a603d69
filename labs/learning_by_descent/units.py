"""Questions on threshold units: one, two layers of them, and layers without them."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.learning_by_descent import hints
from labs.learning_by_descent.cases import (
    FEW,
    LAYOUTS,
    RANGE,
    RANGE_NEXT_STEP,
    TEN,
    UNCHANGED_NEXT_STEP,
    eighths,
)

questions = Questions()

AT_THRESHOLD = "sums of exactly 0"
SIDE_BY_SIDE = "units side by side"
MORE_INPUTS = "any number of inputs"

# Powers of two: all sums are exact.
SCALES = [2.0**-10, 1.0, 2.0**7]
WEIGHT_SCALES = [1.0, 2.0**-11, 2.0**6]
UNITS = Domain(
    n=[1, FEW, TEN, hidden(between(1001, 1009))],
    d=[1, FEW, TEN],
    h=[0, 1, between(2, 5), hidden(12, public=11)],
    scale=SCALES,
    weight_scale=WEIGHT_SCALES,
    x=arrays("n", "d", layout=["C", *LAYOUTS]),
)
TWO_LAYERS = Domain(
    n=[1, between(4, 9), TEN, hidden(between(1001, 1009))],
    d=[1, FEW, TEN],
    h=[1, between(2, 5), hidden(12, public=11)],
    scale=SCALES,
    weight_scale=WEIGHT_SCALES,
    x=arrays("n", "d", layout=["C", *LAYOUTS]),
)
GATES = Domain(num_inputs=[1, 3, between(4, 5), hidden(11)])
# A product of many layers is as large as they make it.
STACKS = Domain(
    sizes=[(1, 1), (3, 3), (between(2, 4), 1, between(2, 4)), (2,) * 12, hidden((12, 11, 13))],
    slope=[1, between(0.2, 0.8), -0.5, hidden(30.0)],
    weights=arrays(scale=[hidden(1e-3), 1.0, hidden(20.0)]),
    biases=arrays(scale=[hidden(1e-3), 1.0, hidden(20.0)]),
)


def unit_inputs(case):
    """Return (x, w, b), for one unit where the case has h = 0; some sums are exactly 0."""
    scale, weight_scale = getattr(case, "scale", 1.0), getattr(case, "weight_scale", 1.0)
    units = (case.h,) if case.h else ()
    x = eighths(case, case.n, case.d, scale=scale)
    w = eighths(case, case.d, *units, scale=weight_scale)
    b = eighths(case, *units, scale=scale * weight_scale)
    if case.tests == AT_THRESHOLD:
        b = -(x[case.n // 2] @ w)
    return case.laid("x", x), w, b if case.h else float(b)


@questions.add(
    "threshold_unit",
    title="A unit with a threshold",
    function="threshold_units:threshold_unit",
    properties={"out": 2, AT_THRESHOLD: 1, SIDE_BY_SIDE: 1, RANGE: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("one unit, six examples", n=6, d=3, h=0, public=True),
        Case("one unit, nine examples", n=9, d=4, h=0),
        Case("one sum is exactly 0", n=5, d=2, h=0, tests=AT_THRESHOLD, public=True),
        Case("sums of three units are exactly 0", n=4, d=3, h=3, tests=AT_THRESHOLD),
        Case("four units, five examples", n=5, d=3, h=4, tests=SIDE_BY_SIDE, public=True),
        Case("as many units as examples", n=3, d=2, h=3, tests=SIDE_BY_SIDE),
        *UNITS.cases(RANGE),
    ],
    next_steps={
        "out": "Take one example, work out its weighted sum by hand, and add the bias. On which "
        "side of 0 is it?",
        AT_THRESHOLD: "What does the docstring say of a sum that is exactly 0?",
        SIDE_BY_SIDE: "Write down the shapes: which has x times w, and along which axis is there "
        "a bias for each unit?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.threshold_unit,
)
def threshold_unit(code, case):
    x, w, b = code.watch(**dict(zip("xwb", unit_inputs(case))))
    return {"out": code.threshold_units.threshold_unit(x, w, b)}


def table_of(code, case, name):
    """Return what a unit with the weights of `name` answers to all zeros and ones."""
    tools = code.descent_rehearsal
    weights = getattr(code.threshold_units, name)(case.num_inputs)
    w, b = tools.item(weights, 0), tools.item(weights, 1)
    return {"truth table": tools.answers_of_unit(w, b, case.num_inputs)}


def gate_cases():
    """Return the cases of AND and of OR."""
    return [
        Case("two inputs", num_inputs=2, public=True),
        Case("three inputs", num_inputs=3, tests=MORE_INPUTS, public=True),
        Case("five inputs", num_inputs=5, tests=MORE_INPUTS),
        *GATES.cases(RANGE),
    ]


GATE_NEXT_STEPS = {
    "truth table": "The rows are 00, 01, 10 and 11. Work out the weighted sum of each, with the "
    "bias: which of them have to be above 0?",
    MORE_INPUTS: "How do the two sums that the bias has to tell apart depend on the number of "
    "inputs?",
    RANGE: "Is the bias right for a single input, and for eight?",
}


@questions.add(
    "and_weights",
    title="AND",
    function="threshold_units:and_weights",
    properties={"truth table": 2, MORE_INPUTS: 1, RANGE: 1},
    cases=gate_cases(),
    next_steps=GATE_NEXT_STEPS,
    hints=hints.and_weights,
)
def and_weights(code, case):
    return table_of(code, case, "and_weights")


@questions.add(
    "or_weights",
    title="OR",
    function="threshold_units:or_weights",
    properties={"truth table": 2, MORE_INPUTS: 1, RANGE: 1},
    cases=gate_cases(),
    next_steps=GATE_NEXT_STEPS,
    hints=hints.or_weights,
)
def or_weights(code, case):
    return table_of(code, case, "or_weights")


@questions.add(
    "two_layers",
    title="Two layers of units",
    function="threshold_units:two_layers",
    properties={"out": 4, RANGE: 1.5, UNCHANGED: 0.5},
    cases=[
        Case("three hidden units", n=8, d=2, h=3, public=True),
        Case("four hidden units", n=9, d=3, h=4),
        *TWO_LAYERS.cases(RANGE),
    ],
    given=("threshold_unit",),
    next_steps={
        "out": "Work out the hidden units of one example by hand: they are zeros and ones. What "
        "does the last unit add up?",
        RANGE: RANGE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.two_layers,
)
def two_layers(code, case):
    scale, weight_scale = getattr(case, "scale", 1.0), getattr(case, "weight_scale", 1.0)
    x = eighths(case, case.n, case.d, scale=scale)
    W1 = eighths(case, case.d, case.h, scale=weight_scale)
    b1 = eighths(case, case.h, scale=scale * weight_scale)
    w2 = eighths(case, case.h, scale=weight_scale)
    # Between the answers that there are, so that both kinds of them occur.
    sums = np.unique((x @ W1 + b1 > 0) @ w2)
    b2 = -float(sums[len(sums) // 2] - weight_scale / 16)
    arguments = {"x": case.laid("x", x), "W1": W1, "b1": b1, "w2": w2}
    x, W1, b1, w2 = code.watch(**arguments)
    return {"out": code.threshold_units.two_layers(x, W1, b1, w2, b2)}


@questions.add(
    "xor_weights",
    title="XOR",
    function="threshold_units:xor_weights",
    properties={"truth table": 6},
    cases=[
        Case("the rows 00, 01, 10 and 11", rows=[0, 1, 2, 3], public=True),
        Case("the rows in another order", rows=[3, 1, 0, 2]),
    ],
    next_steps={
        "truth table": "Write down what each hidden unit answers to 00, 01, 10 and 11, and what "
        "the last unit makes of it. At which row does it go wrong?",
    },
    hints=hints.xor_weights,
)
def xor_weights(code, case):
    tools = code.descent_rehearsal
    weights = code.threshold_units.xor_weights()
    table = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    parts = [tools.item(weights, place) for place in range(4)]
    return {"truth table": tools.answers_of_layers(*parts, table[case.rows])}


@questions.add(
    "one_layer",
    title="Layers without a switch",
    function="threshold_units:one_layer",
    properties={"W": 2.5, "b": 2.5, RANGE: 1, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=[
        Case("two layers, slope 1", sizes=(3, 4, 2), public=True),
        Case("three square layers, slope 0.5", sizes=(3, 3, 3, 3), slope=0.5, public=True),
        Case("four layers, slope 2", sizes=(2, 4, 3, 3, 2), slope=2.0),
        Case("a single layer, slope 3", sizes=(3, 2), slope=3.0),
        *STACKS.cases(RANGE),
    ],
    compare={"W": {"kind": "close", "floor": 1e-12}, "b": {"kind": "close", "floor": 1e-12}},
    next_steps={
        "W": "For two layers: multiply out c · (c · (x W₁ + b₁) W₂ + b₂). What stands behind x?",
        "b": "Which matrices, and how many factors c, does the first bias meet on its way out?",
        RANGE: "Which numbers of layers, shapes, slopes or magnitudes does your code assume?",
        SHAPES: "From D₀ inputs to D_L outputs: which shape has W then?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.one_layer,
)
def one_layer(code, case):
    pairs = list(zip(case.sizes, case.sizes[1:]))
    weights = [case.randn(*pair) * case.manner("weights").scale for pair in pairs]
    biases = [case.randn(after) * case.manner("biases").scale for _, after in pairs]
    chosen = {"slope": case.slope} if hasattr(case, "slope") else {}
    given_weights, given_biases = code.watch(weights=weights, biases=biases)
    made = code.threshold_units.one_layer(given_weights, given_biases, **chosen)
    tools = code.descent_rehearsal
    return {"W": tools.item(made, 0), "b": tools.item(made, 1)}
