"""The question on the table of a stack of layers."""

from autograder.domain import Domain, between
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.cnn_arithmetic import hints
from labs.cnn_arithmetic.cases import EXACT, FITS, RANGE, REFUSE, UNCHANGED_NEXT_STEP

questions = Questions()


def conv(num_filters, filter_size, stride=1, pad=0):
    """Return a convolutional layer as stack_table takes it."""
    return {
        "type": "conv",
        "num_filters": num_filters,
        "filter_size": filter_size,
        "stride": stride,
        "pad": pad,
    }


def pool(pool_size, stride):
    """Return a pooling layer as stack_table takes it."""
    return {"type": "pool", "pool_size": pool_size, "stride": stride}


def affine(num_outputs):
    """Return an affine layer as stack_table takes it."""
    return {"type": "affine", "num_outputs": num_outputs}


EVERY_KIND = "layers of every kind"

STACK_CASES = [
    Case("two layers of filters", start=(8, 7, 2), layers=[conv(3, 3), conv(4, 2)], public=True),
    Case("filters, then pooling", start=(8, 6, 1), layers=[conv(4, 3, 1, 1), pool(2, 2)]),
    Case(
        "filters, pooling, two affine layers",
        start=(7, 9, 1),
        layers=[conv(3, 3, 2, 1), pool(2, 1), affine(5), affine(2)],
        tests=EVERY_KIND,
        public=True,
    ),
    Case(
        "pooling first",
        start=(6, 8, 2),
        layers=[pool(2, 2), conv(3, 3, 1, 1), pool(3, 1), conv(4, 2, 1, 1), affine(3)],
        tests=EVERY_KIND,
    ),
]

# Each of these layers takes any volume, and its output is one that the others take.
KINDS = ("conv", "pool", "affine")
STACKS = Domain(
    first=["conv", "pool", "affine", "affine"],
    count=[1, between(2, 4), between(5, 7), between(11, 13)],
    start=[
        (1, 1, 1),
        (1, between(5, 9), between(2, 4)),
        (between(5, 9), between(5, 9), between(11, 15)),
        (between(58, 60), between(61, 64), between(300, 320)),
    ],
    outputs=[1, between(2, 9), between(11, 15), between(5000, 6000)],
    kind=["tuple", "list"],
    calls=[1, 1, 1, 2],
    allowed=lambda case: (case.start[0] > 50) == (case.outputs > 50),
    also=[{"first": "conv", "count": 3, "start": (5, 6, 2), "outputs": 4, "kind": "list"}],
)
MISFITS = Domain(
    wrong=["conv", "pool"],
    place=["first", "second", "last"],
    axis=["height", "width"],
    size=[between(3, 5)],
)


def drawn_stack(code, case):
    """Return (input_shape, layers) of a case of STACKS; a list is watched.

    Where counts are beyond 32 bits, an affine layer has them: its weights are quick to count.
    """
    large = case.outputs > 50
    layers = []
    for number in range(case.count):
        name = "affine" if large else case.first
        if number:
            name = KINDS[case.random.randint(3)]
        if name == "conv":
            layers.append(conv(case.random.randint(1, 5), 1 + 2 * case.random.randint(2), 1, 1))
        elif name == "pool":
            layers.append(pool(1, 1))
        else:
            layers.append(affine(case.outputs if not number else case.random.randint(1, 12)))
    if case.kind == "list":
        return code.watch(input_shape=list(case.start))[0], layers
    return case.start, layers


def misfit_stack(case):
    """Return (input_shape, layers) where one layer does not fit the volume it is given."""
    odd, even = 2 * case.size + 1, 2 * case.size
    size = (even, odd) if case.axis == "height" else (odd, even)
    wrong = conv(2, 3, 2, 1) if case.wrong == "conv" else pool(3, 2)
    fitting = conv(3, 3, 1, 1)
    place = {"first": 0, "second": 1, "last": 2}[case.place]
    layers = [fitting] * place + [wrong] + [affine(3)] * (2 - place)
    return (*size, 2), [dict(layer) for layer in layers]


def stack_of(case):
    """Return (input_shape, layers) of a case written by hand."""
    return case.start, [dict(layer) for layer in case.layers]  # nobody's but the call's


@questions.add(
    "stack_table",
    title="A stack of layers",
    function="conv_arithmetic:stack_table",
    properties={
        **{"volumes": 3.5, "param_counts": 2.5, "multiply_adds": 2.5},
        **{EVERY_KIND: 2, RANGE: 1.25, FITS: 1, SHAPES: 1, UNCHANGED: 0.25},
    },
    cases=[*STACK_CASES, *STACKS.cases(RANGE), *MISFITS.cases(FITS)],
    compare=dict.fromkeys(("volumes", "param_counts", "multiply_adds"), EXACT),
    given=(
        *("conv_output_size", "conv_output_shape", "same_padding", "pool_output_shape"),
        *("conv_param_count", "affine_param_count", "conv_multiply_adds"),
    ),
    next_steps={
        "volumes": "The output of a layer is the input of the next.",
        "param_counts": "Which volume does a layer look at: the one before it or the one behind?",
        "multiply_adds": "Which volume does a layer look at: the one before it or the one behind?",
        EVERY_KIND: "The docstring says for each kind of layer what it makes, learns and costs.",
        RANGE: "Which kinds of layers may come first, how many, and how large are the counts?",
        FITS: REFUSE,
        SHAPES: "Each layer adds one row of three numbers, one count and one more count.",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.stack_table,
)
def stack_table(code, case):
    function = code.conv_arithmetic.stack_table
    if case.tests == FITS:
        return {"error raised": code.raises(function, *misfit_stack(case))}
    table = function(*(drawn_stack(code, case) if case.tests == RANGE else stack_of(case)))
    volumes, param_counts, multiply_adds = table
    return {"volumes": volumes, "param_counts": param_counts, "multiply_adds": multiply_adds}
