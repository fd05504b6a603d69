"""Questions on stacks of layers: outputs, and gradients."""

import itertools

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.preprocessing_and_initialization import hints
from labs.preprocessing_and_initialization.cases import (
    LAYOUTS,
    MANY,
    ONE,
    ONE_NEXT_STEP,
    RANGE,
    SMALL,
    TEN,
    UNCHANGED_NEXT_STEP,
    is_quick,
)

questions = Questions()

CLEAR = 0.01  # how far inputs of units keep from 0, where the slope of ReLU jumps
DRAWN_CLEAR = 1e-4  # the same as a share of the layer's largest, where there are many or small ones
TRIES = 100

OF_RELU = {"n": 13, "d": 13, "depth": 2, "width": 3, "last": 12, "gain": 1.0, "activation": "relu"}
OF_TANH = {"n": 4, "d": 3, "width": 3, "last": 3, "gain": 1.0, "activation": "tanh"}
SMALL_AND_LARGE = [
    {**OF_RELU, "x": manner(1e-4), "dout": manner(100)},
    {**OF_RELU, "x": manner(1000), "dout": manner(1e-4)},
]
RANGE_NEXT_STEP = (
    "Which numbers of layers, units and examples, or which magnitudes, does your code assume? "
    "Does anything stay from an earlier call?"
)
STACKS = Domain(
    n=[1, between(2, 6), MANY],
    d=[1, between(2, 5), like("width")],
    depth=[1, between(2, 4), TEN],
    width=[1, between(2, 4), hidden(between(11, 13), public=6)],
    last=[1, like("width"), between(2, 4)],
    gain=[0.4, 1.0, 1.0],  # with the smaller one signals vanish
    activation=["tanh", "relu"],
    calls=[1, 1, 2],
    x=arrays("n", "d", scale=[1e-2, 1, 1000], layout=LAYOUTS),
    # Weights are released in public cases; tanh of large numbers has lost the digits of its slope,
    # and a single number the spread.
    allowed=lambda case: (
        is_quick(case.n * max(case.d, case.width * case.depth), case.n, few=210)
        and (case.depth < 6 or case.gain < 1)
        and (case.width < 6 or case.depth < 6)
        and (case.activation == "relu" or case.x.scale <= 1)
        and (case.n > 1 or min(case.width, case.last) > 1)
    ),
    also=SMALL_AND_LARGE,
)


MEASURED = Domain(
    n=[between(2, 4), MANY],
    d=[2, between(3, 4)],
    depth=[between(2, 3), TEN],
    width=[1, between(2, 3)],
    last=[1, between(2, 3)],
    gain=[0.4, 1.0],
    activation=["tanh", "relu"],
    calls=[1, 2],
    x=arrays("n", "d", layout=["F", "[::-1]"]),
    allowed=lambda case: (
        (case.n < 20 or max(case.depth, case.width) < 4) and (case.depth < 6) == (case.gain == 1)
    ),
    also=[
        *SMALL_AND_LARGE,
        {**OF_TANH, "n": 1, "depth": 2},
        {**OF_TANH, "d": 1, "depth": 2},
        {**OF_TANH, "depth": 12},
    ],
)


def layer_sizes(case):
    """Return the number of inputs, and of the units of each layer."""
    if case.tests == RANGE:
        return (case.d, *[case.width] * (case.depth - 1), case.last)
    return case.sizes


def stack(case):
    """Return x (n, sizes[0]) and weights between layers of the case's sizes.

    Drawn again until no unit is close to 0, and in each layer some are on and, among several, some
    are off. Of many examples the last ones are the largest: no thousand is like the whole.
    """
    sizes = layer_sizes(case)
    drawn = case.tests == RANGE
    growth = np.where(np.arange(case.n) < case.n - 15, 1, 3)[:, np.newaxis] if case.n > 20 else 1
    while True:
        x = case.randn(case.n, sizes[0]) * growth
        weights = fair_weights(case, x, sizes)
        for _ in range(TRIES):
            inputs = units(case, x, weights)
            unclear = close_to_zero(inputs, drawn)
            if not unclear.any():
                break
            x = np.where(unclear[:, np.newaxis], case.randn(*x.shape) * growth, x)
        if not unclear.any() and all(is_fair(z) for z in inputs):
            return case.laid("x", x * case.manner("x").scale), weights


def units(case, x, weights):
    """Return what goes into the units of each layer."""
    inputs, h = [], x
    for w in weights:
        inputs.append(h @ w)
        h = np.tanh(inputs[-1]) if case.activation == "tanh" else np.maximum(inputs[-1], 0)
    return inputs


def fair_weights(case, x, sizes):
    """Return weights whose layers have some units on and some off, if that is soon found."""
    weights = []
    for fan_in, fan_out in itertools.pairwise(sizes):
        spread = 1.5 * case.gain / np.sqrt(fan_in) if case.tests == RANGE else 0.7
        for _ in range(TRIES):
            w = case.randn(fan_in, fan_out, scale=spread)
            if is_fair(units(case, x, [*weights, w])[-1]):
                break
        weights.append(w)
    return weights


def is_fair(inputs):
    """Whether some of a layer's units are on, and some off if there are several."""
    share = np.mean(inputs > 0)
    return share > 0.2 and (share < 0.9 or inputs.size < 4 or inputs.shape[1] == 1)


def close_to_zero(inputs, drawn):
    """Return which examples have a unit close to 0.

    Where an example has no unit on, the next layer's are 0 in all arithmetic: drawn cases may.
    """
    close = False
    for z in inputs:
        near = np.abs(z) <= (DRAWN_CLEAR * np.abs(z).max() if drawn else CLEAR)
        close = close | np.any(near & (z != 0) if drawn else near, axis=1)
    return close


STACK_CASES = [
    Case("3 layers of tanh", n=5, sizes=(4, 6, 3, 5), activation="tanh", public=True),
    Case("3 layers of ReLU", n=4, sizes=(5, 4, 6, 3), activation="relu", public=True),
    Case("2 layers of equal width", n=5, sizes=(4, 4, 4), activation="relu", public=True),
    Case("4 layers of ReLU", n=7, sizes=(4, 5, 3, 6, 4), activation="relu"),
    Case("one example", n=1, sizes=(4, 6, 5), activation="tanh", tests=ONE),
]
STATISTICS_CASES = [
    *[case for case in STACK_CASES if case.tests != ONE],
    *MEASURED.cases(RANGE, public=False),
]


def watched_stack(code, case):
    """Hand over x and the list of weights."""
    x, weights = stack(case)
    return code.watch(x=x, weights=weights)


def layer_rule(case, name):
    """Return how to compare a layer's numbers: sums over a thousand examples may cancel."""
    cancels = case.n > 20 and name.startswith("dw")
    return {**SMALL, "floor": case.x.scale} if cancels else SMALL


def every_layer(case, **lists):
    """Name each entry of lists that have one for each layer; all numbers may be small."""
    found = {
        f"{name} of layer {layer + 1}": entries[layer]
        for name, entries in lists.items()
        for layer in range(len(layer_sizes(case)) - 1)
    }
    case.compare.update({name: layer_rule(case, name) for name in found})
    return found


def each_by_itself(case, *names):
    """Compare the spreads of layers each by itself, where many numbers make one."""
    if case.tests == RANGE:
        relative_to = "element" if case.n * min(case.width, case.last, case.d) > 9 else "array"
        case.compare.update(
            {name: {**layer_rule(case, name), "relative_to": relative_to} for name in names}
        )


@questions.add(
    "layer_outputs",
    title="Through the layers",
    function="initialization:layer_outputs",
    properties={
        **{"first layer": 2, "last layer": 2.5, RANGE: 1},
        **{ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    },
    cases=[*STACK_CASES, *STACKS.cases(RANGE)],
    next_steps={
        "first layer": "The first entry of the list is what the first layer puts out.",
        "last layer": "The input of a layer is what the layer before it puts out.",
        RANGE: RANGE_NEXT_STEP,
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.layer_outputs,
)
def layer_outputs(code, case):
    x, weights = watched_stack(code, case)
    outputs = code.initialization.layer_outputs(x, weights, case.activation)
    if case.tests == RANGE:
        return every_layer(case, output=outputs)
    return {"first layer": outputs[0], "last layer": outputs[-1]}


@questions.add(
    "activation_statistics",
    title="Statistics of the activations",
    function="initialization:activation_statistics",
    properties={"means": 1.25, "stds": 1.25, RANGE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=STATISTICS_CASES,
    given=("layer_outputs",),
    next_steps={
        "means": "There is one mean for each layer, of all its numbers, in an array.",
        "stds": "There is one standard deviation for each layer, of all its numbers, in an array.",
        RANGE: RANGE_NEXT_STEP,
        SHAPES: "An array of shape (L,) has a number for each layer.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.activation_statistics,
)
def activation_statistics(code, case):
    x, weights = watched_stack(code, case)
    each_by_itself(case, "stds")
    means, stds = code.initialization.activation_statistics(x, weights, case.activation)
    return {"means": means, "stds": stds}


GRADIENTS = ("first dx", "last dx", "first dw", "last dw")


@questions.add(
    "layer_gradients",
    title="Back through the layers",
    function="initialization:layer_gradients",
    properties={**dict.fromkeys(GRADIENTS, 1.25), RANGE: 1, ONE: 0.5, SHAPES: 1, UNCHANGED: 0.5},
    cases=[*STACK_CASES, *STACKS.cases(RANGE, public=False)],
    given=("layer_outputs",),
    next_steps={
        "first dx": "Follow one number back: it meets the slope, then the weights, in each layer.",
        "last dx": "Begin with the last layer alone: dout passes its slope, then its weights.",
        "first dw": "Which array did the first layer multiply by its weights?",
        "last dw": "Which array did the last layer multiply by its weights?",
        RANGE: RANGE_NEXT_STEP,
        ONE: ONE_NEXT_STEP,
        SHAPES: "A gradient has the shape of what it belongs to.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.layer_gradients,
)
def layer_gradients(code, case):
    x, weights = watched_stack(code, case)
    (dout,) = code.watch(dout=case.array("dout", case.n, layer_sizes(case)[-1]))
    dxs, dws = code.initialization.layer_gradients(dout, x, weights, case.activation)
    if case.tests == RANGE:
        return every_layer(case, dx=dxs, dw=dws)
    return dict(zip(GRADIENTS, (dxs[0], dxs[-1], dws[0], dws[-1])))


@questions.add(
    "gradient_statistics",
    title="Statistics of the gradients",
    function="initialization:gradient_statistics",
    properties={"dx_stds": 1.25, "dw_stds": 1.25, RANGE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=STATISTICS_CASES,
    given=("layer_outputs", "layer_gradients"),
    next_steps={
        "dx_stds": "There is one number for each layer, the first layer first, in an array.",
        "dw_stds": "There is one number for each layer, the first layer first, in an array.",
        RANGE: RANGE_NEXT_STEP,
        SHAPES: "An array of shape (L,) has a number for each layer.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.gradient_statistics,
)
def gradient_statistics(code, case):
    x, weights = watched_stack(code, case)
    each_by_itself(case, "dx_stds", "dw_stds")
    (dout,) = code.watch(dout=case.array("dout", case.n, layer_sizes(case)[-1]))
    dx_stds, dw_stds = code.initialization.gradient_statistics(dout, x, weights, case.activation)
    return {"dx_stds": dx_stds, "dw_stds": dw_stds}
