"""Questions on the convolution itself."""

import numpy as np

from autograder.domain import Domain, arrays, between, hidden, like, manner
from autograder.lab import SHAPES, UNCHANGED, Case, Questions
from labs.cnn_arithmetic import hints
from labs.cnn_arithmetic.cases import PADDING, RANGE, STRIDES, TEN

questions = Questions()

NOT_SQUARE = "height and width that differ"
ONE = "one image (N = 1)"


LAYOUTS = ["F", "[::2]", "[::-1]"]  # C order is what cases written by hand have


# As many filters as channels, each of one pixel: what comes out has the shape of x.
MANY_CHANNELS = {"n": 2, "c": 12, "f": 12, "filter_image_stride_pad": ((1, 1), (2, 3), 1, 0)}


def conv_domain(**settings):
    """Return the domain of a convolutional layer whose loops are quick and whose data are short."""
    return Domain(
        n=[1, like("c"), TEN, hidden(between(1001, 1020), public=between(21, 25))],
        c=[1, between(2, 4), between(5, 7)],
        f=[1, like("n"), like("c"), between(6, 7)],
        filter_image_stride_pad=[
            ((1, 1), (1, 1), 1, 0),
            ((3, 4), (1, 2), between(5, 7), 1),  # the filter as large as the padded image
            ((2, 1), (9, 15), 7, 0),  # a stride beyond the filter
            ((2, between(2, 4)), (between(1, 3), between(3, 5)), 1, 3),  # a pad beyond the filter
        ],
        x=arrays("n", "c", scale=[1e-3, 1, 300], layout=["C", *LAYOUTS]),
        w=arrays("f", "c", scale=[1e-3, 1, 30], layout=["C", "F"]),
        allowed=is_quick,
        also=[{**MANY_CHANNELS, "w": manner(100)}, {**MANY_CHANNELS, "x": manner(1e-4)}],
        **settings,
    )


def is_quick(case):
    """Whether loops over images are quick, public ones are short, and the numbers' sizes show."""
    filter_, image, stride, pad = case.filter_image_stride_pad
    places = [(size + 2 * pad - f) // stride + 1 for size, f in zip(image, filter_)]
    work = case.n * case.f * case.c * int(np.prod(places) * np.prod(filter_))
    quick = work <= 12000 and case.n * case.c * int(np.prod(image)) <= 600 + 10 * case.n
    return quick and not case.x.scale > 1 > case.w.scale


def geometry_of(case):
    """Return (filter, image, stride, pad) of a case; the first two are (height, width)."""
    if hasattr(case, "filter_image_stride_pad"):
        return case.filter_image_stride_pad
    return case.filter, case.image, getattr(case, "stride", 1), getattr(case, "pad", 0)


def conv_case(case):
    """Return x (n, c, *image), w (f, c, *filter) and b (f,) of a case, b as large as x · w."""
    filter_, image, _, _ = geometry_of(case)
    x = case.array("x", case.n, case.c, *image)
    w = case.array("w", case.f, case.c, *filter_)
    scale = case.manner("x").scale * case.manner("w").scale
    return {"x": x, "w": w, "b": case.randn(case.f) * scale}


def layer_param(case):
    """Return conv_param of a case."""
    _, _, stride, pad = geometry_of(case)
    return {"stride": stride, "pad": pad}


TINY = {"kind": "close", "floor": 1e-12}


@questions.add(
    "conv_forward",
    title="Convolutional layer: forward",
    function="conv:conv_forward",
    properties={
        **{"out": 8, PADDING: 3, STRIDES: 3},
        **{NOT_SQUARE: 2, ONE: 1, RANGE: 2, SHAPES: 1, UNCHANGED: 2},
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
        *conv_domain(calls=[1, 1, 1, 2]).cases(RANGE),
    ],
    compare={"out": TINY},
    given=("conv_output_size", "conv_output_shape", "same_padding"),
    next_steps={
        "out": "Work out one number by hand: the first filter at the top left corner of the first "
        "image.",
        PADDING: "Look at the padded image of one channel: is there a border of zeros on all four "
        "sides, and nothing else changed?",
        STRIDES: "Which rows and columns of the image lie under the filter at its second place?",
        NOT_SQUARE: "Rows go with heights, columns with widths: check each index for it.",
        ONE: "A single image is still a minibatch: keep its axis.",
        RANGE: "Which numbers of images, channels or filters, which strides or magnitudes does "
        "your code assume? A filter may be as large as the padded image, and a stride larger.",
        SHAPES: "The output has an axis for images, one for filters, and two for places.",
        UNCHANGED: "Look for an operation that writes into x, w, b or conv_param.",
    },
    hints=hints.conv_forward,
)
def conv_forward(code, case):
    x, w, b, conv_param = code.watch(**conv_case(case), conv_param=layer_param(case))
    out, _ = code.conv.conv_forward(x, w, b, conv_param)
    return {"out": out}


@questions.add(
    "mean_responses",
    title="What filters answer to",
    function="conv:mean_responses",
    properties={"responses": 4.5, RANGE: 1.5, SHAPES: 1, UNCHANGED: 1},
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
        *conv_domain().cases(RANGE),
    ],
    compare={"responses": TINY},
    given=("conv_output_size", "conv_output_shape", "same_padding", "conv_forward"),
    next_steps={
        "responses": "One number for each image and each filter: which axes of the feature maps "
        "remain, and what is averaged?",
        RANGE: "Which numbers of images, filters or places, or which magnitudes, does your code "
        "assume?",
        SHAPES: "There is one row for each image and one column for each filter.",
        UNCHANGED: "Look for an operation that writes into x, w, b or conv_param.",
    },
    hints=hints.mean_responses,
)
def mean_responses(code, case):
    x, w, b, conv_param = code.watch(**conv_case(case), conv_param=layer_param(case))
    return {"responses": code.conv.mean_responses(x, w, b, conv_param)}
