"""Questions on the sizes of a layer's output."""

import numpy as np

from autograder.domain import Domain, between, hidden, like
from autograder.lab import UNCHANGED, Case, Questions
from labs.cnn_arithmetic import hints
from labs.cnn_arithmetic.cases import (
    FILTERS,
    FITS,
    PADDING,
    PADS,
    PLACES,
    RANGE,
    REFUSE,
    STEPS,
    STRIDES,
    UNCHANGED_NEXT_STEP,
    draw_layer,
    layer_of,
    pixels,
)

questions = Questions()

WHOLE = "whole numbers"
AXES = {
    "height": "Follow one column of the input: how many places does the window take in it?",
    "width": "Follow one row of the input: how many places does the window take in it?",
}


def used_as_index(code, number):
    """Return an output that exists only if a number of the code's is a whole one to Python."""
    (numbers,) = code.watch(numbers=np.arange(100))
    return {"number": numbers.item(number)}


AXIS = Domain(
    places=[*PLACES, 300],
    filter_size=FILTERS,
    stride=[*STEPS, 999],  # sizes of more than 16 bits, in steps that can be counted
    pad=PADS,
    allowed=lambda case: (
        pixels(case.places, case.filter_size, case.stride, case.pad) > 0
        and (case.stride < 999) == (case.places < 300)
    ),
)
MISFITS = Domain(
    left_over=["one pixel", "all but one", "the filter is too large"],
    places=[1, between(2, 9), between(101, 120)],
    filter_size=[between(2, 5), between(11, 15)],
    stride=[between(2, 3), between(4, 7), between(17, 40)],
    pad=[0, between(1, 3)],
    allowed=lambda case: pixels(case.places, case.filter_size, case.stride, case.pad) > 0,
)


def misfit(case):
    """Return (size, filter_size, stride, pad) that do not fit."""
    size = pixels(case.places, case.filter_size, case.stride, case.pad)
    if case.left_over == "the filter is too large":
        # By so much that rounding up or down to whole steps makes a size below 1, or of 1.
        pad = min(case.pad, (case.filter_size - 2) // 2)
        size = case.random.randint(1, case.filter_size - 2 * pad)
        return size, case.filter_size, case.stride, pad
    more = 1 if case.left_over == "one pixel" else case.stride - 1
    return size + more, case.filter_size, case.stride, case.pad


def geometry_of(case):
    """Return (size, filter_size, stride, pad): what the case names, or one that is drawn."""
    if hasattr(case, "geometry"):
        return case.geometry
    if hasattr(case, "left_over"):
        return misfit(case)
    if hasattr(case, "places"):
        rest = (case.filter_size, case.stride, case.pad)
        return (pixels(case.places, *rest), *rest)
    (size, _, _), _, *rest = draw_layer(case)
    return (size, *rest)


@questions.add(
    "conv_output_size",
    title="Output size along one axis",
    function="conv_arithmetic:conv_output_size",
    properties={"out_size": 2.5, PADDING: 1.5, STRIDES: 1, FITS: 1.5, RANGE: 1, WHOLE: 0.5},
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
        Case(
            "7 pixels, a filter of 3, stride 2", geometry=(7, 3, 2, 0), tests=STRIDES, public=True
        ),
        Case(
            "10 pixels, a filter of 4, stride 3, padding 3",
            geometry=(10, 4, 3, 3),
            tests=STRIDES,
            public=True,
        ),
        Case("another stride, padding 1", pad=1, tests=STRIDES),
        Case(
            "7 pixels, a filter of 3, stride 3",
            geometry=(7, 3, 3, 0),
            tests=FITS,
            public=True,
        ),
        Case(
            "3 pixels, a filter of 6, padding 1",
            geometry=(3, 6, 1, 1),
            tests=FITS,
            public=True,
        ),
        Case("a filter far too large, stride 2", geometry=(3, 9, 2, 1), tests=FITS),
        *MISFITS.cases(FITS),
        *AXIS.cases(RANGE),
        Case("used as an index", geometry=(9, 3, 2, 1), tests=WHOLE, public=True),
    ],
    next_steps={
        "out_size": "Draw the pixels as a row of boxes and move the filter by hand.",
        PADDING: "How many boxes does the row have once both sides are padded?",
        STRIDES: "Mark where the filter begins at each place: how far apart are the marks?",
        FITS: REFUSE,
        RANGE: "Which filters, strides or paddings does your code assume? A stride may be longer "
        "than the filter, and a padding wider.",
        WHOLE: "A size is a count: arrays take no other number, not even 5.0.",
    },
    hints=hints.conv_output_size,
)
def conv_output_size(code, case):
    function = code.conv_arithmetic.conv_output_size
    if case.tests == FITS:
        return {"error raised": code.raises(function, *geometry_of(case))}
    out_size = function(*geometry_of(case))
    return used_as_index(code, out_size) if case.tests == WHOLE else {"out_size": out_size}


RECTANGLES = Domain(
    places=[(1, 1), (between(4, 6), between(7, 9)), (between(101, 120), 1)],
    filter_size=FILTERS,
    stride=STEPS,
    pad=PADS,
    depth=[1, like("filters"), between(11, 15)],
    filters=[1, between(2, 9), between(501, 600)],
    kind=["tuple", "list"],
    allowed=lambda case: min(input_size(case)) > 0 and max(case.depth, case.filters) > 1,
)
SHAPE_MISFITS = Domain(
    axis=["height", "width"],
    filter_size=[between(2, 5)],
    stride=[between(2, 3), between(4, 7)],
    depth=[1, between(2, 9)],
)


def input_size(case):
    """Return (height, width) of an input in which a window has the places of the case."""
    pad = getattr(case, "pad", 0)
    return [pixels(places, case.filter_size, case.stride, pad) for places in case.places]


def volume(code, case):
    """Return the shape of an input: a tuple, or a list that is watched."""
    input_shape = (*input_size(case), case.depth)
    if case.kind == "list":
        (input_shape,) = code.watch(input_shape=list(input_shape))
    return input_shape


def rectangle(code, case):
    """Return (input_shape, num_filters, filter_size, stride, pad) of a case of RECTANGLES."""
    input_shape = volume(code, case)
    return input_shape, case.filters, case.filter_size, case.stride, case.pad


def shape_misfit(case):
    """Return (input_shape, filter_size, stride) where one axis has a pixel too many."""
    size = {name: pixels(3, case.filter_size, case.stride, 0) for name in ("height", "width")}
    size[case.axis] += 1
    return (*size.values(), case.depth), case.filter_size, case.stride


@questions.add(
    "conv_output_shape",
    title="Output shape of a convolutional layer",
    function="conv_arithmetic:conv_output_shape",
    properties={"height": 1, "width": 1, "depth": 2, FITS: 1, RANGE: 0.75, UNCHANGED: 0.25},
    cases=[
        Case("the lecture's layer", layer=((32, 32, 3), 10, 5, 1, 2), public=True),
        Case("an image of 9 x 7", layer=((9, 7, 2), 4, 3, 2, 1), public=True),
        Case("another layer", stride=1),
        Case(
            "a width that does not fit",
            layer=((9, 8, 2), 4, 3, 2, 0),
            tests=FITS,
            public=True,
        ),
        *SHAPE_MISFITS.cases(FITS),
        *RECTANGLES.cases(RANGE),
    ],
    given=("conv_output_size",),
    next_steps={
        **AXES,
        "depth": "Each filter makes one slice of the output, whatever the depth it looks through.",
        FITS: REFUSE,
        RANGE: "Which shapes, filters, strides or paddings does your code assume?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.conv_output_shape,
)
def conv_output_shape(code, case):
    function = code.conv_arithmetic.conv_output_shape
    if hasattr(case, "axis"):
        input_shape, *window = shape_misfit(case)
        return {"error raised": code.raises(function, input_shape, 4, *window, 0)}
    if case.tests == FITS:
        return {"error raised": code.raises(function, *layer_of(case))}
    layer = rectangle(code, case) if case.tests == RANGE else layer_of(case)
    height, width, depth = function(*layer)
    return {"height": height, "width": width, "depth": depth}


ODD = Domain(half=[0, between(1, 5), between(11, 15), hidden(between(101, 120), public=101)])
EVEN = Domain(half=[1, between(4, 5), between(50, 60)])


@questions.add(
    "same_padding",
    title="Padding that keeps the size",
    function="conv_arithmetic:same_padding",
    properties={"pad": 2, FITS: 1, RANGE: 0.5, WHOLE: 0.5},
    cases=[
        Case("a filter of 5", filter_size=5, public=True),
        Case("a filter of 3", filter_size=3, public=True),
        Case("a larger filter"),
        Case("a filter of 4", even=4, tests=FITS, public=True),
        *EVEN.cases(FITS),
        *ODD.cases(RANGE),
        Case("used as an index", filter_size=7, tests=WHOLE, public=True),
    ],
    given=("conv_output_size",),
    next_steps={
        "pad": "By how many pixels is the output smaller without padding, and on how many sides "
        "can you add some?",
        FITS: "Try to pad for it by hand: what would each side have to get? Raise a ValueError.",
        RANGE: "Try it for a filter of 1, and for one of 101.",
        WHOLE: "A padding is a count of pixels: arrays take no other number, not even 3.0.",
    },
    hints=hints.same_padding,
)
def same_padding(code, case):
    if case.tests == FITS:
        even = getattr(case, "even", None) or 2 * case.half
        return {"error raised": code.raises(code.conv_arithmetic.same_padding, even)}
    half = case.half if case.tests == RANGE else case.random.randint(4, 9)
    filter_size = getattr(case, "filter_size", 2 * half + 1)
    pad = code.conv_arithmetic.same_padding(filter_size)
    return used_as_index(code, pad) if case.tests == WHOLE else {"pad": pad}


def draw_pool(code, case):
    """Return (input_shape, pool_size, stride) of a pooling layer; a drawn one fits or does not."""
    if hasattr(case, "axis"):
        return shape_misfit(case)
    if hasattr(case, "places"):
        return volume(code, case), case.filter_size, case.stride
    input_shape, _, pool_size, stride, _ = draw_layer(case)
    return input_shape, pool_size, stride


POOLS = Domain(
    places=[(1, 1), (between(4, 6), between(7, 9)), (between(101, 120), 1)],
    filter_size=FILTERS,
    stride=STEPS,
    depth=[1, between(2, 9), between(501, 600)],
    kind=["tuple", "list"],
    also=[{"places": (3, 4), "filter_size": 2, "stride": 20, "depth": 2, "kind": "tuple"}],
)


@questions.add(
    "pool_output_shape",
    title="Output shape of a pooling layer",
    function="conv_arithmetic:pool_output_shape",
    properties={"height": 1, "width": 1, "depth": 2, FITS: 1, RANGE: 0.75, UNCHANGED: 0.25},
    cases=[
        Case("28 x 28 x 6, windows of 2", layer=((28, 28, 6), 2, 2), public=True),
        Case("11 x 5 x 4, windows of 3 that overlap", layer=((11, 5, 4), 3, 2), public=True),
        Case("another volume"),
        Case("7 x 7, windows of 2", layer=((7, 7, 4), 2, 2), tests=FITS, public=True),
        *SHAPE_MISFITS.cases(FITS),
        *POOLS.cases(RANGE),
    ],
    given=("conv_output_size", "conv_output_shape"),
    next_steps={
        **AXES,
        "depth": "Every slice is pooled by itself: how many slices come out?",
        FITS: REFUSE,
        RANGE: "Which shapes, windows or strides does your code assume?",
        UNCHANGED: UNCHANGED_NEXT_STEP,
    },
    hints=hints.pool_output_shape,
)
def pool_output_shape(code, case):
    function = code.conv_arithmetic.pool_output_shape
    layer = case.layer if hasattr(case, "layer") else draw_pool(code, case)
    if case.tests == FITS:
        return {"error raised": code.raises(function, *layer)}
    height, width, depth = function(*layer)
    return {"height": height, "width": width, "depth": depth}
