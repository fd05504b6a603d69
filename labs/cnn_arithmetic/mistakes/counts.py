"""Mistakes in what layers learn and cost, one by one and in a stack."""

from autograder.misconception import mistakes_in

mistake = mistakes_in("conv_param_count", "conv_arithmetic:conv_param_count")
UNPACK = "_, _, depth = input_shape"
WEIGHTS = "weights = filter_size * filter_size * depth"
COUNT = "count = (weights + 1) * num_filters"
CONV_PARAMS = [
    mistake(
        "no_biases",
        "The biases are missing. How many are there?",
        (COUNT, "count = weights * num_filters"),
    ),
    mistake(
        "one_bias",
        "There is one bias for the whole layer. Every filter has one of its own.",
        (COUNT, "count = weights * num_filters + 1"),
    ),
    mistake(
        "depth_forgotten",
        "A filter is counted as a flat square. It reaches through the whole depth of its input.",
        (WEIGHTS, "weights = filter_size * filter_size"),
    ),
    mistake(
        "bias_for_each_slice",
        "A filter has a bias for each slice it looks through. It has one: the sum over all slices "
        "is a single number.",
        (COUNT, "count = (weights + depth) * num_filters"),
    ),
    mistake(
        "one_filter_only",
        "This is a single filter. The layer has several, each with weights of its own.",
        (COUNT, "count = weights + 1"),
    ),
    mistake(
        "filter_size_not_squared",
        "A filter is counted as a line of pixels. It has a height and a width.",
        (WEIGHTS, "weights = filter_size * depth"),
    ),
    mistake(
        "filter_size_doubled",
        "A square of side F does not have twice F pixels.",
        (WEIGHTS, "weights = filter_size * 2 * depth"),
    ),
    mistake(
        "weights_for_each_pixel",
        "There is a filter for each pixel of the image. What is meant by sharing parameters?",
        (UNPACK, "height, width, depth = input_shape"),
        (COUNT, "count = (weights + 1) * num_filters * height * width"),
    ),
    mistake(
        "counts_the_image",
        "Each filter is counted as large as the image. It sees a small window of it at a time.",
        (UNPACK, "height, width, depth = input_shape"),
        (WEIGHTS, "weights = height * width * depth"),
    ),
    mistake(
        "height_taken_for_depth",
        "The depth is taken from the wrong end of the shape. Shapes here are height, width, depth.",
        (UNPACK, "depth, _, _ = input_shape"),
    ),
    mistake(
        "bias_for_each_weight",
        "Every weight has a bias. A bias is added once, after the products have been summed.",
        (COUNT, "count = 2 * weights * num_filters"),
    ),
]

mistake = mistakes_in("affine_param_count", "conv_arithmetic:affine_param_count")
INPUTS = "num_inputs = height * width * depth"
AFFINE_COUNT = "count = (num_inputs + 1) * num_outputs"
AFFINE_PARAMS = [
    mistake(
        "no_biases",
        "The biases are missing. How many are there?",
        (AFFINE_COUNT, "count = num_inputs * num_outputs"),
    ),
    mistake(
        "one_bias",
        "There is one bias for the whole layer. Every output has one of its own.",
        (AFFINE_COUNT, "count = num_inputs * num_outputs + 1"),
    ),
    mistake(
        "bias_for_each_input",
        "There is a bias for each input. To what is a bias added?",
        (AFFINE_COUNT, "count = num_inputs * (num_outputs + 1)"),
    ),
    mistake(
        "depth_forgotten",
        "Only one slice of the input is counted. The row holds every number of the volume.",
        (INPUTS, "num_inputs = height * width"),
    ),
    mistake(
        "only_depth",
        "Only the depth is counted. The row holds every number of the volume.",
        (INPUTS, "num_inputs = depth"),
    ),
    mistake(
        "sizes_added",
        "The three sizes are added. How many boxes does a block of 2 by 3 by 4 have?",
        (INPUTS, "num_inputs = height + width + depth"),
    ),
    mistake(
        "weights_shared",
        "One set of weights serves all outputs. That is what a filter does; here each output has "
        "its own.",
        (AFFINE_COUNT, "count = num_inputs + num_outputs"),
    ),
]

mistake = mistakes_in("conv_multiply_adds", "conv_arithmetic:conv_multiply_adds")
COST = "cost = filter_size * filter_size * depth"
WORK = "count = out_height * out_width * out_depth * cost"
MULTIPLY_ADDS = [
    mistake(
        "biases_counted",
        "Each bias is counted as a multiply-add. It is added and multiplies nothing.",
        (WORK, "count = out_height * out_width * out_depth * (cost + 1)"),
    ),
    mistake(
        "depth_forgotten",
        "A number of the output is computed from one slice only. The filter reaches through the "
        "whole depth.",
        (COST, "cost = filter_size * filter_size"),
    ),
    mistake(
        "filters_forgotten",
        "This is the work of a single filter.",
        (WORK, "count = out_height * out_width * cost"),
    ),
    mistake(
        "one_place",
        "This is the work at one place. The filters are used at all of them.",
        (WORK, "count = out_depth * cost"),
    ),
    mistake(
        "input_places",
        "The places are counted on the input. How many numbers come out?",
        (WORK, "count = input_shape[0] * input_shape[1] * out_depth * cost"),
    ),
    mistake(
        "multiplied_and_added",
        "Each multiply-add is counted twice. A product and its addition are one here.",
        (WORK, "count = 2 * out_height * out_width * out_depth * cost"),
    ),
    mistake(
        "filter_size_not_squared",
        "A filter is counted as a line of pixels. It has a height and a width.",
        (COST, "cost = filter_size * depth"),
    ),
    mistake(
        "output_depth_for_input_depth",
        "A filter is as deep as the volume it looks at, which is not the one it makes.",
        (COST, "cost = filter_size * filter_size * out_depth"),
    ),
    mistake(
        "places_added",
        "Rows and columns of places are added. How many places are on a grid of 3 by 4?",
        (WORK, "count = (out_height + out_width) * out_depth * cost"),
    ),
    mistake(
        "stride_forgotten",
        "The work does not depend on the stride. With longer steps there are fewer places.",
        ("stride=stride", "stride=1"),
    ),
    mistake(
        "pad_forgotten",
        "The work does not depend on the padding. With zeros at the sides there are more places.",
        ("pad=pad", "pad=0"),
    ),
]

mistake = mistakes_in("stack_table", "conv_arithmetic:stack_table")
CONV_SHAPE = "shape = conv_output_shape(shape, *filters, *steps)"
CONV_COUNT = "param_counts.append(conv_param_count(shape, *filters))"
CONV_WORK = "multiply_adds.append(conv_multiply_adds(shape, *filters, *steps))"
POOL_SHAPE = 'shape = pool_output_shape(shape, layer["pool_size"], layer["stride"])'
NO_COUNT = "param_counts.append(0)"
NO_WORK = "multiply_adds.append(0)"
AFFINE_WORK = "multiply_adds.append(count - num_outputs)"
AFFINE_SHAPE = "shape = (1, 1, num_outputs)"
ROW = "volumes.append(shape)"
STACK = [
    mistake(
        "every_layer_sees_the_input",
        "Every layer is given the input of the whole stack. It should be given what the layer "
        "before it has made.",
        ("for layer in layers:\n", "for layer in layers:\n        shape = input_shape\n"),
    ),
    mistake(
        "counted_behind_the_layer",
        "What a layer of filters learns is counted on the volume it has made. Its filters look at "
        "the volume before it.",
        (CONV_COUNT + "\n", "pass\n"),
        (CONV_SHAPE, CONV_SHAPE + "\n            " + CONV_COUNT),
    ),
    mistake(
        "work_counted_behind_the_layer",
        "What a layer of filters costs is counted on the volume it has made. Its filters look at "
        "the volume before it.",
        (CONV_WORK + "\n", "pass\n"),
        (CONV_SHAPE, CONV_SHAPE + "\n            " + CONV_WORK),
    ),
    mistake(
        "shapes_before_the_layers",
        "The shapes are those before each layer. The table asks for what comes out.",
        ("for layer in layers:\n", "for layer in layers:\n        volumes.append(shape)\n"),
        (
            "            shape = (1, 1, num_outputs)\n        volumes.append(shape)",
            "            shape = (1, 1, num_outputs)",
        ),
    ),
    mistake(
        "input_in_the_table",
        "The table has a row too many: the input is no layer.",
        ("shape = input_shape\n", "shape = input_shape\n    volumes.append(shape)\n"),
    ),
    mistake(
        "depth_first_in_the_table",
        "The rows of the table begin with the depth. Shapes here are height, width, depth.",
        (ROW, "volumes.append((shape[2], shape[0], shape[1]))"),
    ),
    mistake(
        "pool_changes_nothing",
        "A volume leaves a pooling layer as it came. Its height and width shrink.",
        (POOL_SHAPE, "pass"),
    ),
    mistake(
        "pool_learns",
        "A pooling layer is counted as if it had weights. It takes the maximum, and learns "
        "nothing.",
        (NO_COUNT, 'param_counts.append(layer["pool_size"] ** 2)'),
    ),
    mistake(
        "pool_multiplies",
        "A pooling layer is counted as if it multiplied. It compares numbers, no more.",
        (NO_WORK, "multiply_adds.append(shape[0] * shape[1] * shape[2])"),
    ),
    mistake(
        "pool_left_out_of_counts",
        "The lists of counts are shorter than the list of layers. A layer that learns nothing "
        "has a count as well: 0.",
        (NO_COUNT, "pass"),
        (NO_WORK, "pass"),
    ),
    mistake(
        "affine_biases_multiplied",
        "The biases of an affine layer are counted as multiply-adds. They are added only.",
        (AFFINE_WORK, "multiply_adds.append(count)"),
    ),
    mistake(
        "affine_work_forgotten",
        "An affine layer is counted as if it did no work. It uses each of its weights once.",
        (AFFINE_WORK, "multiply_adds.append(0)"),
    ),
    mistake(
        "affine_work_is_outputs",
        "The work of an affine layer is not the number of its outputs: how many products make "
        "one output?",
        (AFFINE_WORK, "multiply_adds.append(num_outputs)"),
    ),
    mistake(
        "affine_outputs_first",
        "The outputs of an affine layer lie along the height. The table wants them as the depth "
        "of a volume of one pixel.",
        (AFFINE_SHAPE, "shape = (num_outputs, 1, 1)"),
    ),
    mistake(
        "affine_keeps_the_volume",
        "Behind an affine layer there is no picture any more: each of its outputs has seen all "
        "of it.",
        (AFFINE_SHAPE, "shape = (shape[0], shape[1], num_outputs)"),
    ),
    mistake(
        "affine_counted_behind",
        "What an affine layer learns is counted on the volume it has made, not on the one it is "
        "given.",
        (
            "count = affine_param_count(shape, num_outputs)",
            "count = affine_param_count((1, 1, num_outputs), num_outputs)",
        ),
    ),
    mistake(
        "running_totals",
        "The counts grow from layer to layer as if they were totals. Each row is about its own "
        "layer.",
        (
            "np.array(param_counts), np.array(multiply_adds)",
            "np.cumsum(param_counts), np.cumsum(multiply_adds)",
        ),
    ),
    mistake(
        "stops_after_the_first",
        "The table ends after the first layer.",
        (ROW, ROW + "\n        break"),
    ),
    mistake(
        "steps_forgotten",
        "Stride and padding of the layers are not used.",
        ('steps = (layer["stride"], layer["pad"])', "steps = (1, 0)"),
    ),
    mistake(
        "first_volume_for_filters",
        "Every layer of filters is counted as if the first volume went into it. Which volume "
        "does a later layer get?",
        ("conv_param_count(shape, *filters)", "conv_param_count(input_shape, *filters)"),
    ),
    mistake(
        "filters_leave_the_volume",
        "A layer of filters leaves the volume as it was here. Its output is the next layer's "
        "input.",
        (
            "        shape = conv_output_shape(shape, *filters, *steps)\n",
            "        conv_output_shape(shape, *filters, *steps)\n",
        ),
    ),
]

COUNTS = [*CONV_PARAMS, *AFFINE_PARAMS, *MULTIPLY_ADDS, *STACK]
