"""What several topics of the activations lab share: properties, inputs, calls of the layers."""

from typing import Any

import numpy as np

from autograder.domain import Domain, arrays, between, hidden
from autograder.lab import Case

N_D = "inputs of more dimensions"
ONE = "one example (N = 1)"
STABLE = "numbers up to 1000"
RANGE = "all that the docstring allows"
CALLS = "calls that take turns"

STABLE_NEXT_STEP = (
    "exp of a large number is infinite, and infinity over infinity or 0 times infinity is no "
    "number: look at every number that exp gets to see."
)
UNCHANGED_NEXT_STEP = "Work on an array of your own: the caller still needs the arguments."
RANGE_NEXT_STEP = "Which shapes, sizes, magnitudes or zeros of its arguments does your code assume?"
CALLS_NEXT_STEP = (
    "Between the calls of one layer come those of others: is all it needs in its cache?"
)

# One of something, a few, and more than ten of them; examples by the thousand.
TEN = hidden(between(11, 15), public=11)
SIZES = [1, between(2, 9), TEN]
MANY = hidden(between(1041, 1049))
# C order is what cases written by hand have.
LAYOUTS: list[Any] = ["F", hidden("[::2]"), hidden("[::-1]")]
ANY_SHAPE = [
    (1,),
    hidden((12, 12), public=(11,)),  # a square, too
    hidden((2, between(1, 3), 1, between(2, 4), 2), public=(2, 1, 1, 3, 2)),
    hidden((between(1041, 1049), 1)),
]
ONCE_IN_TURN = [
    1,
    hidden(1),
    hidden(1),
    hidden(2),
]  # one case of four is two calls
TURNS = Domain(calls=[2], shape=[hidden((between(3, 5), between(3, 5)), public=(2, 3))])


def elementwise(scales, allowed=lambda case: True, also=(), **settings):
    """Return the domain of a forward function that acts on each number by itself."""
    x = arrays("shape", scale=scales, dtype=["float64", "float32"], layout=["C", *LAYOUTS])
    return Domain(
        allowed=lambda case: shows_scale(case) and allowed(case),
        also=also,
        shape=ANY_SHAPE,
        x=x,
        calls=ONCE_IN_TURN,
        **settings,
    )


def shows_scale(case):
    """Whether large and small numbers are so many that there are both signs among them.

    exp of 88 is infinite in float32: there nobody need be right for numbers of any size.
    """
    several = case.shape != (1,) or 1 <= case.x.scale <= 4
    return several and (case.x.dtype == "float64" or case.x.scale < 10)


def elementwise_backward(scales, also=(), **settings):
    """Return the domain of a backward function that acts on each number by itself."""
    x = arrays("shape", scale=scales, layout=["C", *LAYOUTS])
    dout = arrays("shape", scale=[hidden(1e-3), 1, 1e4], layout=["C", *LAYOUTS])
    return Domain(shows_scale, also, shape=ANY_SHAPE, x=x, dout=dout, **settings)


def is_quick(case, *sizes):
    """Whether loops over n examples are quick, and public cases, which are released, small."""
    return case.n * max(sizes) <= (2200 if case.n > 1000 else 210)


def numbers(case):
    """Return inputs of the case's shape: huge ones among small ones if it is about size.

    All that a docstring allows has a 0 among others, which is no more than a number.
    """
    if case.tests == STABLE:
        x = np.clip(case.randn(*case.shape, scale=2.0), -2, 2)  # 6 has few digits in float32
        places = case.random.permutation(x.size)[: len(case.huge)]
        x.ravel()[places] = case.huge
        return x
    x = case.randn(*case.shape) * (case.manner("x").scale if case.tests == RANGE else 2.0)
    if getattr(case, "sign", "both") == "negative":
        x = -np.abs(x)
    if case.tests == RANGE and x.size > 1:
        x.ravel()[case.random.randint(x.size)] = 0
    return case.laid("x", x)


def upstream(case, x):
    """Return an upstream gradient for inputs x: 0 where they are 0, where the slope may jump."""
    dout = case.randn(*x.shape) * case.manner("dout").scale
    return case.laid("dout", np.where(x == 0, 0, dout))


def forward_of(code, case, name, **parameters):
    """Return the outputs of a forward function."""
    (x,) = code.watch(x=numbers(case))
    out, _ = getattr(code.activations, f"{name}_forward")(x, **parameters)
    return {"out": out}


def backward_of(code, case, name, **parameters):
    """Return the outputs of a backward function.

    A slope near 0 is what is left of 1 in float32, so a gradient counts from a hundredth of dout's
    size on; from there each by itself.
    """
    forward, backward = layer_of(code, name)
    x = numbers(case)
    dout = upstream(case, x)
    _, cache = forward(x, **parameters)
    floor = 1e-2 * case.manner("dout").scale
    case.compare["dx"] = {"kind": "close", "relative_to": "element", "floor": floor}
    return {"dx": backward(dout, cache)}


def layer_of(code, name):
    """Return the two functions of an activation, the student's or the worked example's."""
    module = code.squareplus if name == "squareplus" else code.activations
    return getattr(module, f"{name}_forward"), getattr(module, f"{name}_backward")


ELEMENTWISE_CASES = [
    Case("a matrix of mixed signs", shape=(3, 4), public=True),
    Case("another matrix of mixed signs", shape=(6, 3)),
    Case("an array of shape (2, 3, 4)", shape=(2, 3, 4), tests=N_D),
]


def alpha_of(case):
    """Return the keyword argument alpha if the case has one of its own."""
    alpha = getattr(case, "alpha", "default")
    return {} if alpha == "default" else {"alpha": alpha}
