"""Mistakes in the sizes of what convolutional and pooling layers make."""

from autograder.misconception import mistakes_in

ROOM = "room = size + 2 * pad - filter_size"
SIZE = "out_size = room // stride + 1"
REFUSES = "if room < 0 or room % stride:"
ERROR = 'raise ValueError("The filter does not fit: change its size, the stride or the padding.")'

mistake = mistakes_in("conv_output_size", "conv_arithmetic:conv_output_size")
OUTPUT_SIZE = [
    mistake(
        "no_plus_one",
        "The output is one too small. Steps are counted here, and places are asked for: how many "
        "places are there if the filter makes no step at all?",
        (SIZE, "out_size = room // stride"),
    ),
    mistake(
        "pad_once",
        "The padding is counted once. On how many sides does a row get zeros?",
        (ROOM, "room = size + pad - filter_size"),
    ),
    mistake(
        "pad_ignored",
        "The padding changes nothing. How long is a row once the zeros are there?",
        (ROOM, "room = size - filter_size"),
    ),
    mistake(
        "pad_taken_away",
        "The more zeros are added, the smaller the output gets. It should be the other way round.",
        (ROOM, "room = size - 2 * pad - filter_size"),
    ),
    mistake(
        "size_and_pad_multiplied",
        "Padding and size are multiplied somewhere. Zeros are put beside the pixels, so the two "
        "lengths add up.",
        (ROOM, "room = (size + 2) * pad - filter_size"),
    ),
    mistake(
        "stride_ignored",
        "The stride changes nothing. With longer steps the filter takes fewer places.",
        (SIZE, "out_size = room + 1"),
    ),
    mistake(
        "stride_multiplied",
        "The output grows with the stride. With longer steps the filter takes fewer places.",
        (SIZE, "out_size = room * stride + 1"),
    ),
    mistake(
        "one_added_before_dividing",
        "The first place is divided by the stride, too. Divide the way the filter goes into "
        "steps, and only then count the place it starts from.",
        (SIZE, "out_size = (room + 1) // stride"),
    ),
    mistake(
        "only_filter_divided",
        "Only the filter size is divided by the stride. Mind which operation comes first: what "
        "is it that is cut into steps?",
        (SIZE, "out_size = size + 2 * pad - filter_size // stride + 1"),
    ),
    mistake(
        "filter_ignored",
        "The filter size changes nothing. The filter has to stay on the image with all its width.",
        (ROOM, "room = size + 2 * pad - 1"),
    ),
    mistake(
        "filter_added",
        "A larger filter should have fewer places, not more.",
        (ROOM, "room = size + 2 * pad + filter_size"),
    ),
    mistake(
        "always_same_size",
        "The output is always as large as the input. That is so with one padding and a stride "
        "of 1, not in general.",
        (SIZE, "out_size = size"),
    ),
    mistake(
        "exact_fit_refused",
        "A filter as large as the input is refused. It fits: in how many places?",
        (REFUSES, "if room <= 0 or room % stride:"),
    ),
    mistake(
        "refuses_unless_much_smaller",
        "A filter that fits is refused once it is larger than the input without its padding. "
        "Compare it with the padded row.",
        (REFUSES, "if filter_size > size or room % stride:"),
    ),
    mistake(
        "never_refuses",
        "Geometry that does not fit is rounded to a size instead of refused. Nobody would notice "
        "that pixels at the edge are never looked at.",
        (REFUSES, "if False:"),
    ),
    mistake(
        "pixels_left_over_accepted",
        "A stride that leaves pixels over at the edge is accepted. What number of steps would "
        "end exactly at the edge?",
        (REFUSES, "if room < 0:"),
    ),
    mistake(
        "too_large_filter_accepted",
        "A filter larger than the padded input is accepted: the size comes out as 0 or less.",
        (REFUSES, "if room % stride:"),
    ),
    mistake(
        "asserts",
        "The misfit is noticed, but an assert makes another error of it. A caller waits for "
        "ValueError.",
        (REFUSES, "if True:"),
        (ERROR, "assert room >= 0 and room % stride == 0"),
    ),
    mistake(
        "other_exception",
        "The misfit is noticed, but any caller waits for a ValueError, and this is a plain "
        "Exception.",
        (ERROR, 'raise Exception("misfit")'),
    ),
    mistake(
        "float",
        "The size is right and is no whole number to Python: a division with a single stroke "
        "gives a float, and arrays do not take it.",
        (SIZE, "out_size = room / stride + 1"),
    ),
    mistake(
        "float_never_refused",
        "The formula is right. But a size is a whole number to Python, too, and where the formula "
        "gives a fraction, or too little, it has to be refused.",
        (REFUSES, "if False:"),
        (SIZE, "out_size = room / stride + 1"),
    ),
]

mistake = mistakes_in("conv_output_shape", "conv_arithmetic:conv_output_shape")
SHAPE = "out_shape = (out_height, out_width, num_filters)"
UNPACK = "height, width, _ = input_shape"
OUT_HEIGHT = "conv_output_size(height, filter_size, stride, pad)"
OUT_WIDTH = "conv_output_size(width, filter_size, stride, pad)"
OUTPUT_SHAPE = [
    mistake(
        "input_depth_kept",
        "The output has the depth of the input. A filter sums over the whole depth and leaves a "
        "single number at each place: what makes the depth of the output?",
        (UNPACK, "height, width, depth = input_shape"),
        (SHAPE, "out_shape = (out_height, out_width, depth)"),
    ),
    mistake(
        "depth_times_filters",
        "The depth is multiplied by the number of filters. A filter does not look at each slice "
        "by itself: it sums over all of them.",
        (UNPACK, "height, width, depth = input_shape"),
        (SHAPE, "out_shape = (out_height, out_width, depth * num_filters)"),
    ),
    mistake(
        "width_first",
        "Height and width are exchanged. Shapes here are height, width, depth.",
        (SHAPE, "out_shape = (out_width, out_height, num_filters)"),
    ),
    mistake(
        "depth_first",
        "The depth stands first. Shapes here are height, width, depth; arrays of images put the "
        "channels first, and come later.",
        (SHAPE, "out_shape = (num_filters, out_height, out_width)"),
    ),
    mistake(
        "height_twice",
        "The width of the output is computed from the height of the input.",
        (OUT_WIDTH, OUT_HEIGHT),
    ),
    mistake(
        "width_twice",
        "The height of the output is computed from the width of the input.",
        (OUT_HEIGHT, OUT_WIDTH),
    ),
    mistake(
        "pad_forgotten",
        "The padding does not reach the two sizes.",
        (OUT_HEIGHT, "conv_output_size(height, filter_size, stride, 0)"),
        (OUT_WIDTH, "conv_output_size(width, filter_size, stride, 0)"),
    ),
    mistake(
        "stride_forgotten",
        "The stride does not reach the two sizes.",
        (OUT_HEIGHT, "conv_output_size(height, filter_size, 1, pad)"),
        (OUT_WIDTH, "conv_output_size(width, filter_size, 1, pad)"),
    ),
    mistake(
        "stride_and_pad_exchanged",
        "Stride and padding are exchanged on their way to conv_output_size.",
        (OUT_HEIGHT, "conv_output_size(height, filter_size, pad, stride)"),
        (OUT_WIDTH, "conv_output_size(width, filter_size, pad, stride)"),
    ),
    mistake(
        "depth_left_out",
        "Only height and width come back. The output is a volume, too: it has a depth.",
        (SHAPE, "out_shape = (out_height, out_width)"),
    ),
    mistake(
        "input_not_seen",
        "The output has height and width of the input whatever the filters do.",
        (SHAPE, "out_shape = (height, width, num_filters)"),
    ),
    mistake(
        "rounds_instead_of_refusing",
        "Geometry that does not fit is rounded here. Leave the sizes to conv_output_size, which "
        "refuses it.",
        (OUT_HEIGHT, "(height + 2 * pad - filter_size) // stride + 1"),
        (OUT_WIDTH, "(width + 2 * pad - filter_size) // stride + 1"),
    ),
]

mistake = mistakes_in("same_padding", "conv_arithmetic:same_padding")
PAD = "pad = (filter_size - 1) // 2"
EVEN = "if filter_size % 2 == 0:"
REFUSAL = (
    'raise ValueError("A filter of even size has no middle: no equal padding keeps the size.")'
)
SAME_PADDING = [
    mistake(
        "both_sides_together",
        "This is the padding of both sides together. pad says how many zeros one side gets.",
        (PAD, "pad = filter_size - 1"),
    ),
    mistake(
        "rounded_up",
        "One zero too many on each side. A filter of 1 needs no padding: what does yours say?",
        (PAD, "pad = (filter_size + 1) // 2"),
    ),
    mistake(
        "whole_filter",
        "The padding is as wide as the filter. Without padding, by how much does the size shrink?",
        (PAD, "pad = filter_size"),
    ),
    mistake(
        "always_one",
        "The padding does not depend on the filter. It is right for filters of 3 only.",
        (PAD, "pad = 1"),
    ),
    mistake(
        "always_two",
        "The padding does not depend on the filter. It is right for filters of 5 only.",
        (PAD, "pad = 2"),
    ),
    mistake(
        "one_too_few",
        "One zero too few on each side. Which pixel of the filter lies on the first pixel of the "
        "image when the filter begins in the padding?",
        (PAD, "pad = (filter_size - 1) // 2 - 1"),
    ),
    mistake(
        "even_accepted",
        "A filter of even size gets a padding, and with it the size changes by one. There is no "
        "right answer for it, so say so with a ValueError.",
        (EVEN, "if False:"),
    ),
    mistake(
        "odd_refused",
        "Odd and even are exchanged. Which of them has a middle pixel?",
        (EVEN, "if filter_size % 2 == 1:"),
    ),
    mistake(
        "asserts",
        "An even filter is noticed, but an assert makes another error of it. A caller waits for "
        "ValueError.",
        (REFUSAL, "assert filter_size % 2 == 1"),
    ),
    mistake(
        "float",
        "The padding is right and is no whole number to Python: a division with a single stroke "
        "gives a float, and arrays do not take it.",
        (PAD, "pad = (filter_size - 1) / 2"),
    ),
    mistake(
        "float_even_accepted",
        "The formula is right. But a padding is a whole number to Python, too, and where the "
        "formula gives half a pixel, it has to be refused.",
        (EVEN, "if False:"),
        (PAD, "pad = (filter_size - 1) / 2"),
    ),
]

mistake = mistakes_in("pool_output_shape", "conv_arithmetic:pool_output_shape")
POOLED = "out_shape = (out_height, out_width, depth)"
POOLED_HEIGHT = "conv_output_size(height, pool_size, stride, 0)"
POOLED_WIDTH = "conv_output_size(width, pool_size, stride, 0)"
POOL = [
    mistake(
        "depth_pooled",
        "The depth shrinks like height and width. Each slice is pooled by itself.",
        (
            POOLED,
            "out_shape = (out_height, out_width, conv_output_size(depth, pool_size, stride, 0))",
        ),
    ),
    mistake(
        "depth_one",
        "The depth is gone. A window looks at one slice only, and every slice is pooled.",
        (POOLED, "out_shape = (out_height, out_width, 1)"),
    ),
    mistake(
        "divided_by_window",
        "Height and width are divided by the size of the window. That is right only for windows "
        "that stand side by side: what if they overlap?",
        (POOLED_HEIGHT, "height // pool_size"),
        (POOLED_WIDTH, "width // pool_size"),
    ),
    mistake(
        "divided_by_stride",
        "Height and width are divided by the stride. That is right only for windows as large as "
        "the stride: what if they overlap?",
        (POOLED_HEIGHT, "height // stride"),
        (POOLED_WIDTH, "width // stride"),
    ),
    mistake(
        "always_halved",
        "Height and width are always halved. That is the usual layer, not every one.",
        (POOLED_HEIGHT, "height // 2"),
        (POOLED_WIDTH, "width // 2"),
    ),
    mistake(
        "stride_is_window",
        "The windows move by their own size, whatever the stride.",
        (POOLED_HEIGHT, "conv_output_size(height, pool_size, pool_size, 0)"),
        (POOLED_WIDTH, "conv_output_size(width, pool_size, pool_size, 0)"),
    ),
    mistake(
        "window_and_stride_exchanged",
        "Window and stride are exchanged on their way to conv_output_size.",
        (POOLED_HEIGHT, "conv_output_size(height, stride, pool_size, 0)"),
        (POOLED_WIDTH, "conv_output_size(width, stride, pool_size, 0)"),
    ),
    mistake(
        "padded",
        "A border of zeros is counted. A pooling layer is not padded.",
        (POOLED_HEIGHT, "conv_output_size(height, pool_size, stride, 1)"),
        (POOLED_WIDTH, "conv_output_size(width, pool_size, stride, 1)"),
    ),
    mistake(
        "width_first",
        "Height and width are exchanged. Shapes here are height, width, depth.",
        (POOLED, "out_shape = (out_width, out_height, depth)"),
    ),
    mistake(
        "height_twice",
        "The width of the output is computed from the height of the input.",
        (POOLED_WIDTH, POOLED_HEIGHT),
    ),
    mistake(
        "depth_left_out",
        "Only height and width come back. The output is a volume, too: it has a depth.",
        (POOLED, "out_shape = (out_height, out_width)"),
    ),
    mistake(
        "rounds_instead_of_refusing",
        "Windows that do not fit are rounded away here. Leave the sizes to conv_output_size, which "
        "refuses them.",
        (POOLED_HEIGHT, "(height - pool_size) // stride + 1"),
        (POOLED_WIDTH, "(width - pool_size) // stride + 1"),
    ),
]

SIZES = [*OUTPUT_SIZE, *OUTPUT_SHAPE, *SAME_PADDING, *POOL]
