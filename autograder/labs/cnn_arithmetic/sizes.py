"""Questions on the sizes of a layer's output."""

import numpy as np

from autograder.lab import Case, Questions
from autograder.labs.cnn_arithmetic import hints
from autograder.labs.cnn_arithmetic.cases import PADDING, STRIDES, draw_layer, layer_of

questions = Questions()

FITS = "geometry that does not fit"
WHOLE = "whole numbers"

REFUSE = "Raise a ValueError: a size with a fraction, or below 1, is no size."
AXES = {
    "height": "Follow one column of the input: how many places does the window take in it?",
    "width": "Follow one row of the input: how many places does the window take in it?",
}


def used_as_index(code, number):
    """Return an output that exists only if a number of the code's is a whole one to Python."""
    (numbers,) = code.watch(numbers=np.arange(100))
    return {"number": numbers.item(number)}


def geometry_of(case):
    """Return (size, filter_size, stride, pad): what the case names, or one that is drawn.

    A stride of at least 2 leaves one pixel over in a drawn geometry that must not fit.
    """
    if hasattr(case, "geometry"):
        return case.geometry
    (size, _, _), _, *rest = draw_layer(case)
    left_over = 1 if hasattr(case, "misfit") else 0
    return (size + left_over, *rest)


@questions.add(
    "conv_output_size",
    title="Output size along one axis",
    function="conv_arithmetic:conv_output_size",
    properties={"out_size": 3, PADDING: 1.5, STRIDES: 1.5, FITS: 1.5, WHOLE: 0.5},
    cases=[
        Case("7 pixels, a filter of 3", geometry=(7, 3, 1, 0), public=True),
        Case("a filter as large as the input", geometry=(5, 5, 1, 0), public=True),
        Case("other sizes", stride=1),
        Case(
            "32 pixels, a filter of 5, padding 2",
            geometry=(32, 5, 1, 2),
            tests=PADDING,
            public=True,
        ),
        Case(
            "3 pixels, a filter of 5, padding 2", geometry=(3, 5, 1, 2), tests=PADDING, public=True
        ),
        Case("padding 1", stride=1, pad=1, tests=PADDING),
        Case("padding 3", stride=1, pad=3, tests=PADDING),
        Case(
            "7 pixels, a filter of 3, stride 2", geometry=(7, 3, 2, 0), tests=STRIDES, public=True
        ),
        Case(
            "10 pixels, a filter of 4, stride 3, padding 3",
            geometry=(10, 4, 3, 3),
            tests=STRIDES,
            public=True,
        ),
        Case("another stride", tests=STRIDES),
        Case("another stride, padding 1", pad=1, tests=STRIDES),
        Case(
            "7 pixels, a filter of 3, stride 3",
            geometry=(7, 3, 3, 0),
            misfit=True,
            tests=FITS,
            public=True,
        ),
        Case(
            "3 pixels, a filter of 6, padding 1",
            geometry=(3, 6, 1, 1),
            misfit=True,
            tests=FITS,
            public=True,
        ),
        Case("a filter far too large, stride 2", geometry=(3, 9, 2, 1), misfit=True, tests=FITS),
        Case("another stride that leaves a pixel over", misfit=True, tests=FITS),
        Case("used as an index", geometry=(9, 3, 2, 1), tests=WHOLE, public=True),
    ],
    next_steps={
        "out_size": "Draw the pixels as a row of boxes and move the filter by hand.",
        PADDING: "How many boxes does the row have once both sides are padded?",
        STRIDES: "Mark where the filter begins at each place: how far apart are the marks?",
        FITS: REFUSE,
        WHOLE: "A size is a count: arrays take no other number, not even 5.0.",
    },
    hints=hints.conv_output_size,
)
def conv_output_size(code, case):
    function = code.conv_arithmetic.conv_output_size
    if hasattr(case, "misfit"):
        return {"error raised": code.raises(function, *geometry_of(case))}
    out_size = function(*geometry_of(case))
    return used_as_index(code, out_size) if case.tests == WHOLE else {"out_size": out_size}


@questions.add(
    "conv_output_shape",
    title="Output shape of a convolutional layer",
    function="conv_arithmetic:conv_output_shape",
    properties={"height": 1.5, "width": 1.5, "depth": 2, FITS: 1},
    cases=[
        Case("the lecture's layer", layer=((32, 32, 3), 10, 5, 1, 2), public=True),
        Case("an image of 9 x 7", layer=((9, 7, 2), 4, 3, 2, 1), public=True),
        Case("another layer", stride=1),
        Case("another stride", pad=1),
        Case(
            "a width that does not fit",
            layer=((9, 8, 2), 4, 3, 2, 0),
            misfit=True,
            tests=FITS,
            public=True,
        ),
        Case("a height that does not fit", layer=((8, 9, 2), 4, 3, 2, 0), misfit=True, tests=FITS),
    ],
    given=("conv_output_size",),
    next_steps={
        **AXES,
        "depth": "Each filter makes one slice of the output, whatever the depth it looks through.",
        FITS: REFUSE,
    },
    hints=hints.conv_output_shape,
)
def conv_output_shape(code, case):
    function = code.conv_arithmetic.conv_output_shape
    if hasattr(case, "misfit"):
        return {"error raised": code.raises(function, *layer_of(case))}
    height, width, depth = function(*layer_of(case))
    return {"height": height, "width": width, "depth": depth}


@questions.add(
    "same_padding",
    title="Padding that keeps the size",
    function="conv_arithmetic:same_padding",
    properties={"pad": 2.5, FITS: 1, WHOLE: 0.5},
    cases=[
        Case("a filter of 5", filter_size=5, public=True),
        Case("a filter of 3", filter_size=3, public=True),
        Case("a filter of 1", filter_size=1),
        Case("a larger filter"),
        Case("a filter of 4", even=4, tests=FITS, public=True),
        Case("a filter of 6", even=6, tests=FITS),
        Case("used as an index", filter_size=7, tests=WHOLE, public=True),
    ],
    given=("conv_output_size",),
    next_steps={
        "pad": "By how many pixels is the output smaller without padding, and on how many sides "
        "can you add some?",
        FITS: "Try to pad for it by hand: what would each side have to get? Raise a ValueError.",
        WHOLE: "A padding is a count of pixels: arrays take no other number, not even 3.0.",
    },
    hints=hints.same_padding,
)
def same_padding(code, case):
    if hasattr(case, "even"):
        return {"error raised": code.raises(code.conv_arithmetic.same_padding, case.even)}
    filter_size = getattr(case, "filter_size", None) or 2 * case.random.randint(4, 9) + 1
    pad = code.conv_arithmetic.same_padding(filter_size)
    return used_as_index(code, pad) if case.tests == WHOLE else {"pad": pad}


def draw_pool(case):
    """Return (input_shape, pool_size, stride) of a pooling layer that fits."""
    input_shape, _, pool_size, stride, _ = draw_layer(case)
    return input_shape, pool_size, stride


@questions.add(
    "pool_output_shape",
    title="Output shape of a pooling layer",
    function="conv_arithmetic:pool_output_shape",
    properties={"height": 1.5, "width": 1.5, "depth": 2, FITS: 1},
    cases=[
        Case("28 x 28 x 6, windows of 2", layer=((28, 28, 6), 2, 2), public=True),
        Case("11 x 5 x 4, windows of 3 that overlap", layer=((11, 5, 4), 3, 2), public=True),
        Case("another volume"),
        Case("another volume, stride 1", stride=1),
        Case("7 x 7, windows of 2", layer=((7, 7, 4), 2, 2), misfit=True, tests=FITS, public=True),
        Case("a height that does not fit", layer=((5, 6, 4), 2, 2), misfit=True, tests=FITS),
    ],
    given=("conv_output_size", "conv_output_shape"),
    next_steps={
        **AXES,
        "depth": "Every slice is pooled by itself: how many slices come out?",
        FITS: REFUSE,
    },
    hints=hints.pool_output_shape,
)
def pool_output_shape(code, case):
    function = code.conv_arithmetic.pool_output_shape
    layer = case.layer if hasattr(case, "layer") else draw_pool(case)
    if hasattr(case, "misfit"):
        return {"error raised": code.raises(function, *layer)}
    height, width, depth = function(*layer)
    return {"height": height, "width": width, "depth": depth}
