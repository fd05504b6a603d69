"""Questions on parameters and multiplications."""

from autograder.lab import Case, Questions
from autograder.labs.cnn_arithmetic import hints
from autograder.labs.cnn_arithmetic.cases import PADDING, STRIDES, layer_of

questions = Questions()


@questions.add(
    "conv_param_count",
    title="Parameters of a convolutional layer",
    function="conv_arithmetic:conv_param_count",
    properties={"count": 8},
    cases=[
        Case("the lecture's layer", layer=((32, 32, 3), 10, 5), public=True),
        Case("six filters on a grey image", layer=((28, 20, 1), 6, 5), public=True),
        Case("another layer"),
        Case("one more layer"),
    ],
    given=("affine_param_count",),
    next_steps={"count": "Write down all numbers of a single filter of 2 x 2 on a depth of 3."},
    hints=hints.conv_param_count,
)
def conv_param_count(code, case):
    return {"count": code.conv_arithmetic.conv_param_count(*layer_of(case)[:3])}


def draw_affine(case):
    """Return (input_shape, num_outputs) of an affine layer of fewer than 1000 parameters."""
    draw = case.random.randint
    return (draw(2, 5), draw(5, 7), draw(2, 5)), draw(7, 10)


@questions.add(
    "affine_param_count",
    title="Parameters of an affine layer",
    function="conv_arithmetic:affine_param_count",
    properties={"count": 6},
    cases=[
        Case("2 x 3 x 4 to 5 outputs", layer=((2, 3, 4), 5), public=True),
        Case("32 x 32 x 3 to 10 classes", layer=((32, 32, 3), 10), public=True),
        Case("another volume"),
        Case("one more volume"),
    ],
    next_steps={"count": "What is the shape of w in affine_forward, and what the shape of b?"},
    hints=hints.affine_param_count,
)
def affine_param_count(code, case):
    layer = case.layer if hasattr(case, "layer") else draw_affine(case)
    return {"count": code.conv_arithmetic.affine_param_count(*layer)}


@questions.add(
    "conv_multiply_adds",
    title="Work of a convolutional layer",
    function="conv_arithmetic:conv_multiply_adds",
    properties={"count": 6, STRIDES: 1, PADDING: 1},
    cases=[
        Case("4 x 5 x 2, three filters of 2 x 2", layer=((4, 5, 2), 3, 2, 1, 0), public=True),
        Case("another layer", stride=1),
        Case("7 x 9 x 2, stride 2", layer=((7, 9, 2), 3, 3, 2, 0), tests=STRIDES, public=True),
        Case("another stride", tests=STRIDES),
        Case("the lecture's layer", layer=((32, 32, 3), 10, 5, 1, 2), tests=PADDING, public=True),
        Case("padding 1", stride=1, pad=1, tests=PADDING),
    ],
    given=("conv_output_size", "conv_output_shape", "conv_param_count"),
    next_steps={
        "count": "Take one number of the output: which weights went into it? Then count the "
        "numbers of the output.",
        STRIDES: "The longer the steps, the fewer numbers come out.",
        PADDING: "Weights meet the padded zeros, too: a product with 0 is counted like any other.",
    },
    hints=hints.conv_multiply_adds,
)
def conv_multiply_adds(code, case):
    return {"count": code.conv_arithmetic.conv_multiply_adds(*layer_of(case))}
