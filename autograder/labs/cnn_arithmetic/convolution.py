"""Questions on the convolution itself."""

from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from autograder.labs.cnn_arithmetic import hints
from autograder.labs.cnn_arithmetic.cases import PADDING, STRIDES

questions = Questions()

NOT_SQUARE = "height and width that differ"
ONE = "one image (N = 1)"


def conv_case(case):
    """Return x (n, c, *image), w (f, c, *filter) and b (f,) of a case."""
    x = case.randn(case.n, case.c, *case.image)
    w = case.randn(case.f, case.c, *case.filter)
    return {"x": x, "w": w, "b": case.randn(case.f)}


@questions.add(
    "conv_forward",
    title="Convolutional layer: forward",
    function="conv:conv_forward",
    properties={
        **{"out": 10, PADDING: 3, STRIDES: 3},
        **{NOT_SQUARE: 2, ONE: 1, SHAPES: 1, UNCHANGED: 2},
    },
    cases=[
        Case(
            "2 images of 3 x 5 x 5, 4 filters",
            n=2,
            c=3,
            f=4,
            image=(5, 5),
            filter=(3, 3),
            public=True,
        ),
        Case("3 images of 2 x 6 x 6, 5 filters", n=3, c=2, f=5, image=(6, 6), filter=(2, 2)),
        Case(
            "padding 1",
            n=2,
            c=3,
            f=4,
            image=(4, 4),
            filter=(3, 3),
            pad=1,
            tests=PADDING,
            public=True,
        ),
        Case("padding 2", n=2, c=1, f=3, image=(4, 4), filter=(4, 4), pad=2, tests=PADDING),
        Case(
            "stride 2",
            n=2,
            c=3,
            f=4,
            image=(7, 7),
            filter=(3, 3),
            stride=2,
            tests=STRIDES,
            public=True,
        ),
        Case(
            "stride 3, padding 1",
            n=3,
            c=2,
            f=4,
            image=(6, 6),
            filter=(2, 2),
            stride=3,
            pad=1,
            tests=STRIDES,
        ),
        Case(
            "images of 4 x 7",
            n=2,
            c=3,
            f=4,
            image=(4, 7),
            filter=(3, 3),
            tests=NOT_SQUARE,
            public=True,
        ),
        Case(
            "filters of 2 x 3",
            n=2,
            c=3,
            f=4,
            image=(6, 5),
            filter=(2, 3),
            stride=2,
            pad=1,
            tests=NOT_SQUARE,
        ),
        Case("one image", n=1, c=3, f=2, image=(5, 5), filter=(3, 3), tests=ONE),
    ],
    given=("conv_output_size", "conv_output_shape", "same_padding"),
    next_steps={
        "out": "Work out one number by hand: the first filter at the top left corner of the first "
        "image.",
        PADDING: "Look at the padded image of one channel: is there a border of zeros on all four "
        "sides, and nothing else changed?",
        STRIDES: "Which rows and columns of the image lie under the filter at its second place?",
        NOT_SQUARE: "Rows go with heights, columns with widths: check each index for it.",
        ONE: "A single image is still a minibatch: keep its axis.",
        SHAPES: "The output has an axis for images, one for filters, and two for places.",
        UNCHANGED: "Look for an operation that writes into x, w or b.",
    },
    hints=hints.conv_forward,
)
def conv_forward(code, case):
    x, w, b = code.watch(**conv_case(case))
    conv_param = {"stride": getattr(case, "stride", 1), "pad": getattr(case, "pad", 0)}
    out, _ = code.conv.conv_forward(x, w, b, conv_param)
    return {"out": out}


@questions.add(
    "mean_responses",
    title="What filters answer to",
    function="conv:mean_responses",
    properties={"responses": 6, SHAPES: 1, UNCHANGED: 1},
    cases=[
        Case("3 images, 4 filters", n=3, c=2, f=4, image=(5, 6), filter=(3, 3), public=True),
        Case(
            "2 images, 5 filters, stride 2",
            n=2,
            c=3,
            f=5,
            image=(6, 8),
            filter=(2, 2),
            stride=2,
            pad=1,
        ),
        Case("one image, padding 1", n=1, c=1, f=3, image=(4, 5), filter=(3, 3), pad=1),
    ],
    given=("conv_output_size", "conv_output_shape", "same_padding", "conv_forward"),
    next_steps={
        "responses": "One number for each image and each filter: which axes of the feature maps "
        "remain, and what is averaged?",
        SHAPES: "There is one row for each image and one column for each filter.",
        UNCHANGED: "Look for an operation that writes into x, w or b.",
    },
    hints=hints.mean_responses,
)
def mean_responses(code, case):
    x, w, b = code.watch(**conv_case(case))
    conv_param = {"stride": getattr(case, "stride", 1), "pad": getattr(case, "pad", 0)}
    return {"responses": code.conv.mean_responses(x, w, b, conv_param)}
