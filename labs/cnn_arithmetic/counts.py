"""Questions on parameters and multiplications."""

from autograder.domain import Domain, between, hidden
from autograder.lab import UNCHANGED, Case, Questions
from labs.cnn_arithmetic import hints
from labs.cnn_arithmetic.cases import (
    COUNT_NEXT_STEP,
    EXACT,
    FITS,
    PADDING,
    RANGE,
    REFUSE,
    STRIDES,
    UNCHANGED_NEXT_STEP,
    layer_of,
)

questions = Questions()

# (height, width, depth), number of filters, their size: counts of one number, of a few, beyond 16
# bits, and beyond what float32 counts exactly. Numbers of more than 32 bits cannot be asked for
# here: who counts weights one by one, or makes an array of them, is right as well.
LAYERS = Domain(
    layer=[
        ((1, 1, 1), 1, 1),
        ((between(3, 9), between(3, 9), 1), between(11, 15), 2),
        ((14, between(7, 14), between(480, 512)), between(480, 512), 3),
        hidden(((between(11, 14), 12, 392), 397, 11), public=((8, 9, 64), 64, 5)),  # an odd one
    ],
    kind=["tuple", "list"],
)
VOLUMES = Domain(
    layer=[
        ((1, 1, 1), 1),
        ((1, between(11, 15), between(2, 9)), 1),
        ((between(7, 9), between(10, 12), between(501, 511)), between(1001, 1023)),
        ((between(61, 63), 65, between(501, 511)), between(4001, 4095)),
    ],
    kind=["tuple", "list"],
)
WORK = Domain(
    layer=[
        ((1, 1, 1), 1, 1, 1, 0),
        ((between(2, 9), 1, between(11, 15)), between(2, 9), 1, 1, between(1, 3)),
        ((3, 3, between(600, 700)), between(600, 700), 3, 1, 1),
        ((31, 29, between(5500, 6000)), between(512, 600), 3, 2, 1),  # beyond 32 bits
    ],
    kind=["tuple", "list"],
    also=[{"layer": ((15, 27, 2), 3, 13, 12, 11)}],
)
MISFITS = Domain(
    layer=[
        ((between(5, 7), 9, 2), 4, 10, 1, 0),
        ((9, 8, between(1, 4)), 4, 3, 2, 0),
        ((8, 9, between(1, 4)), 4, 3, 2, 0),
    ],
    kind=["tuple", "list"],
)


def drawn_layer(code, case):
    """Return a layer as its domain wants it: the shape of its input is a tuple, or a list that is
    watched."""
    input_shape, *rest = case.layer
    if getattr(case, "kind", "tuple") == "list":
        (input_shape,) = code.watch(input_shape=list(input_shape))
    return (input_shape, *rest)


@questions.add(
    "conv_param_count",
    title="Parameters of a convolutional layer",
    function="conv_arithmetic:conv_param_count",
    properties={"count": 6.5, RANGE: 1.25, UNCHANGED: 0.25},
    cases=[
        Case("the lecture's layer", layer=((32, 32, 3), 10, 5), public=True),
        Case("six filters on a grey image", layer=((28, 20, 1), 6, 5), public=True),
        Case("another layer"),
        *LAYERS.cases(RANGE),
    ],
    given=("affine_param_count",),
    compare={"count": EXACT},
    next_steps={
        "count": "Write down all numbers of a single filter of 2 x 2 on a depth of 3.",
        RANGE: COUNT_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.conv_param_count,
)
def conv_param_count(code, case):
    layer = drawn_layer(code, case) if hasattr(case, "layer") else layer_of(case)
    return {"count": code.conv_arithmetic.conv_param_count(*layer[:3])}


def draw_affine(case):
    """Return (input_shape, num_outputs) of an affine layer of fewer than 1000 parameters."""
    draw = case.random.randint
    return (draw(2, 5), draw(5, 7), draw(2, 5)), draw(7, 10)


@questions.add(
    "affine_param_count",
    title="Parameters of an affine layer",
    function="conv_arithmetic:affine_param_count",
    properties={"count": 5, RANGE: 0.75, UNCHANGED: 0.25},
    cases=[
        Case("2 x 3 x 4 to 5 outputs", layer=((2, 3, 4), 5), public=True),
        Case("32 x 32 x 3 to 10 classes", layer=((32, 32, 3), 10), public=True),
        Case("another volume"),
        *VOLUMES.cases(RANGE),
    ],
    compare={"count": EXACT},
    next_steps={
        "count": "What is the shape of w in affine_forward, and what the shape of b?",
        RANGE: COUNT_NEXT_STEP,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.affine_param_count,
)
def affine_param_count(code, case):
    layer = drawn_layer(code, case) if hasattr(case, "layer") else draw_affine(case)
    return {"count": code.conv_arithmetic.affine_param_count(*layer)}


@questions.add(
    "conv_multiply_adds",
    title="Work of a convolutional layer",
    function="conv_arithmetic:conv_multiply_adds",
    properties={
        **{"count": 4.5, STRIDES: 1, PADDING: 1, RANGE: 0.75, FITS: 0.5},
        UNCHANGED: 0.25,
    },
    cases=[
        Case("4 x 5 x 2, three filters of 2 x 2", layer=((4, 5, 2), 3, 2, 1, 0), public=True),
        Case("another layer", stride=1),
        Case("7 x 9 x 2, stride 2", layer=((7, 9, 2), 3, 3, 2, 0), tests=STRIDES, public=True),
        Case("another stride", tests=STRIDES),
        Case("the lecture's layer", layer=((32, 32, 3), 10, 5, 1, 2), tests=PADDING, public=True),
        Case("padding 1", stride=1, pad=1, tests=PADDING),
        *WORK.cases(RANGE),
        *MISFITS.cases(FITS),
    ],
    given=("conv_output_size", "conv_output_shape", "conv_param_count"),
    compare={"count": EXACT},
    next_steps={
        "count": "Take one number of the output: which weights went into it? Then count the "
        "numbers of the output.",
        STRIDES: "The longer the steps, the fewer numbers come out.",
        PADDING: "Weights meet the padded zeros, too: a product with 0 is counted like any other.",
        RANGE: COUNT_NEXT_STEP,
        FITS: REFUSE,
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.conv_multiply_adds,
)
def conv_multiply_adds(code, case):
    function = code.conv_arithmetic.conv_multiply_adds
    layer = drawn_layer(code, case) if hasattr(case, "layer") else layer_of(case)
    if case.tests == FITS:
        return {"error raised": code.raises(function, *layer)}
    return {"count": function(*layer)}
