"""The question on the table of a stack of layers."""

from autograder.lab import SHAPES, Case, Questions
from autograder.labs.cnn_arithmetic import hints

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
    Case("drawn", tests=EVERY_KIND),
]


def stack_of(case):
    """Return (input_shape, layers) of a case; each count is small enough to tell one too many."""
    if hasattr(case, "layers"):
        return case.start, [dict(layer) for layer in case.layers]  # nobody's but the call's
    draw = case.random.randint
    places, classes = draw(3, 5), draw(6, 9)
    first, second = conv(draw(2, 4), 3, 2, 1), conv(draw(4, 6), 2)
    start = (2 * places + 1, 2 * places + 3, draw(1, 3))
    return start, [first, pool(2, 1), second, affine(classes)]


@questions.add(
    "stack_table",
    title="A stack of layers",
    function="conv_arithmetic:stack_table",
    properties={"volumes": 4, "param_counts": 3, "multiply_adds": 3, EVERY_KIND: 3, SHAPES: 1},
    cases=STACK_CASES,
    given=(
        *("conv_output_size", "conv_output_shape", "same_padding", "pool_output_shape"),
        *("conv_param_count", "affine_param_count", "conv_multiply_adds"),
    ),
    next_steps={
        "volumes": "The output of a layer is the input of the next.",
        "param_counts": "Which volume does a layer look at: the one before it or the one behind?",
        "multiply_adds": "Which volume does a layer look at: the one before it or the one behind?",
        EVERY_KIND: "The docstring says for each kind of layer what it makes, learns and costs.",
        SHAPES: "Each layer adds one row of three numbers, one count and one more count.",
    },
    hints=hints.stack_table,
)
def stack_table(code, case):
    table = code.conv_arithmetic.stack_table(*stack_of(case))
    volumes, param_counts, multiply_adds = table
    return {"volumes": volumes, "param_counts": param_counts, "multiply_adds": multiply_adds}
