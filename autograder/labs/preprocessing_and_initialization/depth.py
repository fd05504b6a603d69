"""Questions on stacks of layers: outputs, and gradients."""

import numpy as np

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.preprocessing_and_initialization import hints
from autograder.labs.preprocessing_and_initialization.cases import (
    ONE,
    ONE_NEXT_STEP,
    UNCHANGED_NEXT_STEP,
)

questions = Questions()

CLEAR = 0.01  # how far inputs of units keep from 0, where the slope of ReLU jumps


def stack(case):
    """Return x (n, sizes[0]) and weights between layers of the case's sizes.

    Drawn again until no unit is within CLEAR of 0, and in each layer some are on and some off.
    """
    while True:
        x = case.randn(case.n, case.sizes[0])
        weights = [case.randn(*shape, scale=0.7) for shape in zip(case.sizes[:-1], case.sizes[1:])]
        h, fair = x, True
        for w in weights:
            z = h @ w
            on = np.mean(z > 0)
            fair = fair and np.abs(z).min() > CLEAR and 0.2 < on < 0.9
            h = np.tanh(z) if case.activation == "tanh" else np.maximum(z, 0)
        if fair:
            return x, weights


STACK_CASES = [
    Case("3 layers of tanh", n=5, sizes=(4, 6, 3, 5), activation="tanh", public=True),
    Case("3 layers of ReLU", n=4, sizes=(5, 4, 6, 3), activation="relu", public=True),
    Case("2 layers of equal width", n=5, sizes=(4, 4, 4), activation="relu", public=True),
    Case("4 layers of tanh", n=6, sizes=(3, 5, 4, 6, 2), activation="tanh"),
    Case("4 layers of ReLU", n=7, sizes=(4, 5, 3, 6, 4), activation="relu"),
    Case("one layer", n=5, sizes=(4, 3), activation="relu"),
    Case("one example", n=1, sizes=(4, 6, 5), activation="tanh", tests=ONE),
]


@questions.add(
    "layer_outputs",
    title="Through the layers",
    function="initialization:layer_outputs",
    properties={"first layer": 2.5, "last layer": 3, ONE: 0.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=STACK_CASES,
    next_steps={
        "first layer": "The first entry of the list is what the first layer puts out.",
        "last layer": "The input of a layer is what the layer before it puts out.",
        ONE: ONE_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.layer_outputs,
)
def layer_outputs(code, case):
    inputs, weights = stack(case)
    (x,) = code.watch(x=inputs)
    outputs = code.initialization.layer_outputs(x, weights, case.activation)
    return {"first layer": outputs[0], "last layer": outputs[-1]}


@questions.add(
    "activation_statistics",
    title="Statistics of the activations",
    function="initialization:activation_statistics",
    properties={"means": 1.5, "stds": 1.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=[case for case in STACK_CASES if case.tests is None],
    given=("layer_outputs",),
    next_steps={
        "means": "There is one mean for each layer, of all its numbers, in an array.",
        "stds": "There is one standard deviation for each layer, of all its numbers, in an array.",
        SHAPES: "An array of shape (L,) has a number for each layer.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.activation_statistics,
)
def activation_statistics(code, case):
    inputs, weights = stack(case)
    (x,) = code.watch(x=inputs)
    means, stds = code.initialization.activation_statistics(x, weights, case.activation)
    return {"means": means, "stds": stds}


GRADIENTS = ("first dx", "last dx", "first dw", "last dw")


@questions.add(
    "layer_gradients",
    title="Back through the layers",
    function="initialization:layer_gradients",
    properties={**dict.fromkeys(GRADIENTS, 1.5), ONE: 0.5, SHAPES: 1, UNCHANGED: 0.5},
    cases=STACK_CASES,
    given=("layer_outputs",),
    next_steps={
        "first dx": "Follow one number back: it meets the slope, then the weights, in each layer.",
        "last dx": "Begin with the last layer alone: dout passes its slope, then its weights.",
        "first dw": "Which array did the first layer multiply by its weights?",
        "last dw": "Which array did the last layer multiply by its weights?",
        ONE: ONE_NEXT_STEP,
        SHAPES: "A gradient has the shape of what it belongs to.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.layer_gradients,
)
def layer_gradients(code, case):
    inputs, weights = stack(case)
    (x,) = code.watch(x=inputs)
    dout = case.randn(case.n, case.sizes[-1])
    dxs, dws = code.initialization.layer_gradients(dout, x, weights, case.activation)
    return dict(zip(GRADIENTS, (dxs[0], dxs[-1], dws[0], dws[-1])))


@questions.add(
    "gradient_statistics",
    title="Statistics of the gradients",
    function="initialization:gradient_statistics",
    properties={"dx_stds": 1.5, "dw_stds": 1.5, SHAPES: 0.5, UNCHANGED: 0.5},
    cases=[case for case in STACK_CASES if case.tests is None],
    given=("layer_outputs", "layer_gradients"),
    next_steps={
        "dx_stds": "There is one number for each layer, the first layer first, in an array.",
        "dw_stds": "There is one number for each layer, the first layer first, in an array.",
        SHAPES: "An array of shape (L,) has a number for each layer.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.gradient_statistics,
)
def gradient_statistics(code, case):
    inputs, weights = stack(case)
    (x,) = code.watch(x=inputs)
    dout = case.randn(case.n, case.sizes[-1])
    dx_stds, dw_stds = code.initialization.gradient_statistics(dout, x, weights, case.activation)
    return {"dx_stds": dx_stds, "dw_stds": dw_stds}
