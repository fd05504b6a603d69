"""What several topics of the activations lab share: properties, inputs, calls of the layers."""

import numpy as np

from autograder.lab import Case

N_D = "inputs of more dimensions"
ONE = "one example (N = 1)"
STABLE = "numbers up to 1000"

STABLE_NEXT_STEP = (
    "exp of a large number overflows, even where its result is not used: look at every number "
    "that exp gets to see."
)
UNCHANGED_NEXT_STEP = "Work on an array of your own: the caller still needs the arguments."


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


def alpha_of(case):
    """Return the keyword argument alpha if the case has one of its own."""
    return {"alpha": case.alpha} if hasattr(case, "alpha") else {}
