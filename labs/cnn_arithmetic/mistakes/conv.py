"""Mistakes in the forward pass of a convolutional layer, and in what is measured with it."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("conv_forward", "conv:conv_forward")
RESULT = 'np.einsum("nchw,fchw->nf", window, w) + b'
PADDED = "np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
CORNER = "top, left = i * stride, j * stride"
TOP = "top : top + filter_height"
LEFT = "left : left + filter_width"
ROWS = "conv_output_size(height, filter_height, stride, pad)"
COLUMNS = "conv_output_size(width, filter_width, stride, pad)"
PLACE = "out[:, :, i, j]"
FORWARD = [
    mistake(
        "filter_turned_round",
        "The filters are turned round by half a turn, as in the convolution of mathematics. "
        "Networks lay them over the image as they are.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window, w[:, :, ::-1, ::-1]) + b'),
    ),
    mistake(
        "filter_transposed",
        "Rows and columns of the filters are exchanged.",
        (RESULT, 'np.einsum("nchw,fcwh->nf", window, w) + b'),
    ),
    mistake(
        "bias_forgotten",
        "The biases are missing: each filter adds its own to every place of its map.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window, w)'),
    ),
    mistake(
        "bias_for_each_channel",
        "The bias is added once for each channel. It belongs to the finished sum, once.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window, w) + b * x.shape[1]'),
    ),
    mistake(
        "bias_for_each_weight",
        "The bias is added once for each weight. It belongs to the finished sum, once.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window, w) + b * w[0].size'),
    ),
    mistake(
        "bias_taken_away",
        "The bias is taken away instead of added.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window, w) - b'),
    ),
    mistake(
        "first_bias_for_all",
        "All filters share one bias. Each has its own.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window, w) + b[0]'),
    ),
    mistake(
        "first_channel_only",
        "Only the first channel is looked at. A filter reaches through the whole depth.",
        (RESULT, 'np.einsum("nhw,fhw->nf", window[:, 0], w[:, 0]) + b'),
    ),
    mistake(
        "first_slice_for_all_channels",
        "One slice of the filter is used on every channel. It has a slice of its own for each.",
        (RESULT, 'np.einsum("nchw,fhw->nf", window, w[:, 0]) + b'),
    ),
    mistake(
        "averaged",
        "The products are averaged. Their sum is asked for.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window, w) / w[0].size + b'),
    ),
    mistake(
        "averaged_over_channels",
        "The channels are averaged. Their sum is asked for.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window, w) / w.shape[1] + b'),
    ),
    mistake(
        "relu",
        "Numbers below 0 are gone. A convolutional layer is linear; the nonlinearity is the "
        "layer behind it.",
        (RESULT, 'np.maximum(np.einsum("nchw,fchw->nf", window, w) + b, 0)'),
    ),
    mistake(
        "first_image_for_all",
        "All images give the maps of the first one.",
        (RESULT, 'np.einsum("nchw,fchw->nf", window[:1], w) + b'),
    ),
    mistake(
        "images_summed",
        "The images are added up. Each has maps of its own.",
        (RESULT, 'np.einsum("nchw,fchw->f", window, w) + b'),
    ),
    mistake(
        "first_filter_for_all",
        "All maps are made with the first filter.",
        (RESULT, 'np.einsum("nchw,chw->n", window, w[0])[:, None] + b'),
    ),
    mistake(
        "maps_transposed",
        "Rows and columns of the maps are exchanged.",
        (
            "cache = (x, w, b, conv_param)",
            "out = out.swapaxes(2, 3)\n    cache = (x, w, b, conv_param)",
        ),
    ),
    mistake(
        "not_padded",
        "The zeros are missing: the maps have room for them, and the image is not padded.",
        (PADDED, "np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))"),
    ),
    mistake(
        "padding_ignored",
        "The padding is not used at all.",
        ('conv_param["stride"], conv_param["pad"]', 'conv_param["stride"], 0'),
    ),
    mistake(
        "edges_repeated",
        "The border repeats the pixels at the edge. Zeros are asked for.",
        ("(pad, pad)))", '(pad, pad)), mode="edge")'),
    ),
    mistake(
        "padded_with_ones",
        "The border is made of ones. Zeros are asked for.",
        ("(pad, pad)))", "(pad, pad)), constant_values=1)"),
    ),
    mistake(
        "images_and_channels_padded",
        "Every axis is padded, images and channels as well. Only rows and columns get zeros.",
        (PADDED, "np.pad(x, pad)"),
    ),
    mistake(
        "padded_on_one_side",
        "Zeros are added on one side of the rows and columns only.",
        (PADDED, "np.pad(x, ((0, 0), (0, 0), (pad, 0), (pad, 0)))"),
    ),
    mistake(
        "stride_ignored",
        "The filter moves by one pixel whatever the stride.",
        (CORNER, "top, left = i, j"),
    ),
    mistake(
        "stride_not_used_at_all",
        "The stride is not used: the maps are as large as with a stride of 1.",
        ('conv_param["stride"], conv_param["pad"]', '1, conv_param["pad"]'),
    ),
    mistake(
        "stride_down_only",
        "The stride is used down the image and not across it.",
        (CORNER, "top, left = i * stride, j"),
    ),
    mistake(
        "stride_across_only",
        "The stride is used across the image and not down it.",
        (CORNER, "top, left = i, j * stride"),
    ),
    mistake(
        "moves_by_its_own_size",
        "The filter moves by its own size, so that windows never overlap. How far it moves is the "
        "stride.",
        (CORNER, "top, left = i * filter_height, j * filter_width"),
    ),
    mistake(
        "square_images_only",
        "The maps are as wide as they are high. Images may have another width.",
        (COLUMNS, ROWS),
    ),
    mistake(
        "square_filters_only",
        "The width of the filters is taken for their height, too. The two may differ.",
        (TOP, "top : top + filter_width"),
        (ROWS, "conv_output_size(height, filter_width, stride, pad)"),
    ),
    mistake(
        "one_image_without_its_axis",
        "With a single image the axis of images is lost. A minibatch of one keeps it.",
        (
            "cache = (x, w, b, conv_param)",
            "out = out[0] if len(out) == 1 else out\n    cache = (x, w, b, conv_param)",
        ),
    ),
    mistake(
        "filters_last",
        "The axis of filters stands last, as on the lecture's slides. Arrays put it after the "
        "images.",
        (
            "cache = (x, w, b, conv_param)",
            "out = out.transpose(0, 2, 3, 1)\n    cache = (x, w, b, conv_param)",
        ),
    ),
    mistake(
        "x_overwritten",
        "The caller's images are changed. Leave x alone and work on an array of your own.",
        ("cache = (x, w, b, conv_param)", "x *= 0\n    cache = (x, w, b, conv_param)"),
    ),
    mistake(
        "integers",
        "The maps hold whole numbers: the array they are put into was made for integers.",
        (
            "(num_images, num_filters, out_height, out_width)",
            "(num_images, num_filters, out_height, out_width), dtype=int",
        ),
    ),
    mistake(
        "only_the_first_row",
        "Only the first row of the maps is filled. Look at where the loops end, or where the "
        "function returns.",
        ("for i in range(out_height):", "for i in range(1):"),
    ),
    mistake(
        "only_the_first_place",
        "Only the first place of the maps is filled. Look at where the loops end, or where the "
        "function returns.",
        ("for i in range(out_height):", "for i in range(1):"),
        ("for j in range(out_width):", "for j in range(1):"),
    ),
    mistake(
        "last_place_missing",
        "The last row and the last column of the maps stay 0. How many places are there, and how "
        "many does each loop visit?",
        ("for i in range(out_height):", "for i in range(out_height - 1):"),
        ("for j in range(out_width):", "for j in range(out_width - 1):"),
    ),
]

mistake = mistakes_in("mean_responses", "conv:mean_responses")
MEASURE = "np.abs(maps).mean(axis=(2, 3))"
RESPONSES = [
    mistake(
        "signs_kept",
        "Strong answers of both signs cancel out. The size of a number is asked for, not its sign.",
        (MEASURE, "maps.mean(axis=(2, 3))"),
    ),
    mistake(
        "sign_lost_too_late",
        "The sign is taken away after the average: by then strong answers have cancelled out.",
        (MEASURE, "np.abs(maps.mean(axis=(2, 3)))"),
    ),
    mistake(
        "summed",
        "The responses are summed over the places. The average is asked for, so that large "
        "images do not win.",
        (MEASURE, "np.abs(maps).sum(axis=(2, 3))"),
    ),
    mistake(
        "largest",
        "This is the strongest response at any place. The average over all places is asked for.",
        (MEASURE, "np.abs(maps).max(axis=(2, 3))"),
    ),
    mistake(
        "squared",
        "The responses are squared before the average. Only their sign should go.",
        (MEASURE, "np.square(maps).mean(axis=(2, 3))"),
    ),
    mistake(
        "rectified",
        "Negative responses count as 0. A strong answer of either sign is an answer.",
        (MEASURE, "np.maximum(maps, 0).mean(axis=(2, 3))"),
    ),
    mistake(
        "averaged_over_filters",
        "The filters are averaged, and the places are left. It should be the other way round.",
        (MEASURE, "np.abs(maps).mean(axis=1)"),
    ),
    mistake(
        "averaged_over_images",
        "The images are averaged as well. Each keeps a row of its own.",
        (MEASURE, "np.abs(maps).mean(axis=(0, 2, 3))"),
    ),
    mistake(
        "averaged_over_rows_only",
        "The average is taken down the rows and not across the columns.",
        (MEASURE, "np.abs(maps).mean(axis=2)"),
    ),
    mistake(
        "averaged_over_everything",
        "A single number comes out. There is one for each image and each filter.",
        (MEASURE, "np.abs(maps).mean()"),
    ),
    mistake(
        "transposed",
        "Images and filters are exchanged: the filters are the columns.",
        (MEASURE, MEASURE + ".T"),
    ),
    mistake(
        "axes_kept",
        "The numbers are right, but two axes of length 1 are left over.",
        (MEASURE, "np.abs(maps).mean(axis=(2, 3), keepdims=True)"),
    ),
    mistake(
        "maps_returned",
        "These are the feature maps. One number for each of them is asked for.",
        (MEASURE, "np.abs(maps)"),
    ),
]

CONV = [*FORWARD, *RESPONSES]
