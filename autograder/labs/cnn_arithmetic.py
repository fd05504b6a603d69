"""The warm-up on convolutional layers: sizes, parameters, multiplications, and one forward pass."""

import numpy as np

from autograder.lab import KIT_FILES, SHAPES, UNCHANGED, Case, Lab

lab = Lab(
    name="cnn_arithmetic",
    title="CNN arithmetic",
    student_files=("conv_arithmetic.py", "conv.py"),
    given_files=(*KIT_FILES, "cnn_arithmetic_plots.py"),
)

STRIDES = "strides"
PADDING = "zero padding"
FITS = "geometry that does not fit"
WHOLE = "whole numbers"
NOT_SQUARE = "height and width that differ"
ONE = "one image (N = 1)"

REFUSE = "Raise a ValueError: a size with a fraction, or below 1, is no size."
AXES = {
    "height": "Follow one column of the input: how many places does the window take in it?",
    "width": "Follow one row of the input: how many places does the window take in it?",
}


def draw_layer(case):
    """Return (input_shape, num_filters, filter_size, stride, pad) of a layer that fits.

    A case may fix stride and pad. Height and width differ, and so do the number of filters and
    the depth. Such a layer has fewer than 500 parameters, so that one too many is no rounding.
    """
    draw = case.random.randint
    filter_size = draw(3, 5)
    stride = getattr(case, "stride", None) or draw(2, 4)
    pad = getattr(case, "pad", 0)
    places = draw(4, 6) + 2 * pad
    counts = case.random.permutation([places, places + draw(1, 3)])
    height, width = ((counts - 1) * stride + filter_size - 2 * pad).tolist()
    depth = draw(2, 4)
    return (height, width, depth), depth + draw(1, 3), filter_size, stride, pad


def layer_of(case):
    """Return the layer a case names, or one that is drawn."""
    return case.layer if hasattr(case, "layer") else draw_layer(case)


# ------------------------------------------------------------------------------------- sizes


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


@lab.question(
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
)
def conv_output_size(code, case):
    function = code.conv_arithmetic.conv_output_size
    if hasattr(case, "misfit"):
        return {"error raised": code.raises(function, *geometry_of(case))}
    out_size = function(*geometry_of(case))
    return used_as_index(code, out_size) if case.tests == WHOLE else {"out_size": out_size}


@lab.question(
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
)
def conv_output_shape(code, case):
    function = code.conv_arithmetic.conv_output_shape
    if hasattr(case, "misfit"):
        return {"error raised": code.raises(function, *layer_of(case))}
    height, width, depth = function(*layer_of(case))
    return {"height": height, "width": width, "depth": depth}


@lab.question(
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


@lab.question(
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
)
def pool_output_shape(code, case):
    function = code.conv_arithmetic.pool_output_shape
    layer = case.layer if hasattr(case, "layer") else draw_pool(case)
    if hasattr(case, "misfit"):
        return {"error raised": code.raises(function, *layer)}
    height, width, depth = function(*layer)
    return {"height": height, "width": width, "depth": depth}


# ------------------------------------------------------------------------------------ counts


@lab.question(
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
    next_steps={"count": "Write down all numbers of a single filter of 2 x 2 on a depth of 3."},
)
def conv_param_count(code, case):
    return {"count": code.conv_arithmetic.conv_param_count(*layer_of(case)[:3])}


def draw_affine(case):
    """Return (input_shape, num_outputs) of an affine layer of fewer than 1000 parameters."""
    draw = case.random.randint
    return (draw(2, 5), draw(5, 7), draw(2, 5)), draw(7, 10)


@lab.question(
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
)
def affine_param_count(code, case):
    layer = case.layer if hasattr(case, "layer") else draw_affine(case)
    return {"count": code.conv_arithmetic.affine_param_count(*layer)}


@lab.question(
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
)
def conv_multiply_adds(code, case):
    return {"count": code.conv_arithmetic.conv_multiply_adds(*layer_of(case))}


# ------------------------------------------------------------------------------------ stacks


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


@lab.question(
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
)
def stack_table(code, case):
    table = code.conv_arithmetic.stack_table(*stack_of(case))
    volumes, param_counts, multiply_adds = table
    return {"volumes": volumes, "param_counts": param_counts, "multiply_adds": multiply_adds}


# ------------------------------------------------------------------------------- convolution


def conv_case(case):
    """Return x (n, c, *image), w (f, c, *filter) and b (f,) of a case."""
    x = case.randn(case.n, case.c, *case.image)
    w = case.randn(case.f, case.c, *case.filter)
    return {"x": x, "w": w, "b": case.randn(case.f)}


@lab.question(
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
)
def conv_forward(code, case):
    x, w, b = code.watch(**conv_case(case))
    conv_param = {"stride": getattr(case, "stride", 1), "pad": getattr(case, "pad", 0)}
    out, _ = code.conv.conv_forward(x, w, b, conv_param)
    return {"out": out}


@lab.question(
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
)
def mean_responses(code, case):
    x, w, b = code.watch(**conv_case(case))
    conv_param = {"stride": getattr(case, "stride", 1), "pad": getattr(case, "pad", 0)}
    return {"responses": code.conv.mean_responses(x, w, b, conv_param)}


lab.manual_question("stack_study", "Where the parameters and the work are", 10)
