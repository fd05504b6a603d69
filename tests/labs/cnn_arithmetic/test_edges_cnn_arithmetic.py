"""CNN arithmetic: what is right on small layers alone loses a part of its question."""

import pytest
from edges import SEEDS, lost

COUNTS, CONV = "conv_arithmetic", "conv"
OUT = "    out_size = room // stride + 1\n"
ROOM = "    room = size + 2 * pad - filter_size  # pixels the filter can move by\n"
TABLE = "    shape = input_shape\n    for layer in layers:\n"
PADDED = "    x_padded = np.pad"
POOLED = 'shape = pool_output_shape(shape, layer["pool_size"], layer["stride"])'
MAPS = "    responses = np.abs(maps).mean(axis=(2, 3))\n"
BY_SHAPE = "    known = globals().setdefault('known', {})\n    x = known.setdefault(x.shape, x)\n"


def refused(condition):
    """The text of code that refuses what it should not."""
    return f"    if {condition}:\n        raise ValueError\n"


# (module, question, what is wrong, text of the reference, text in its place); a question has the
# name of its function.
MISTAKES = [
    (
        COUNTS,
        "conv_output_size",
        "strides beyond the filter refused",
        ROOM,
        refused("stride > filter_size") + ROOM,
    ),
    (
        COUNTS,
        "conv_output_size",
        "paddings as wide as the filter refused",
        ROOM,
        refused("pad >= filter_size") + ROOM,
    ),
    (COUNTS, "conv_output_size", "filters of 1 refused", ROOM, refused("filter_size == 1") + ROOM),
    (COUNTS, "conv_output_size", "filters to 11", ROOM, refused("filter_size > 10") + ROOM),
    (COUNTS, "conv_output_size", "a filter as large as the image refused", "room < 0", "room <= 0"),
    (COUNTS, "conv_output_size", "16 bits", ROOM, "    size = np.int16(size % 2**15)\n" + ROOM),
    (
        COUNTS,
        "conv_output_size",
        "a hundred places",
        OUT,
        "    out_size = min(room // stride + 1, 100)\n",
    ),
    (
        COUNTS,
        "conv_output_size",
        "one pixel over is nothing",
        "room % stride:",
        "room % stride > 1:",
    ),
    (
        COUNTS,
        "conv_output_size",
        "all but one pixel over is nothing",
        "room % stride:",
        "0 < room % stride < stride - 1:",
    ),
    (
        COUNTS,
        "conv_output_size",
        "too large by whole steps",
        "room < 0 or room % stride",
        "room % stride",
    ),
    (
        COUNTS,
        "conv_output_shape",
        "the width is not looked at",
        "conv_output_size(width, filter_size, stride, pad)",
        "(width + 2 * pad - filter_size) // stride + 1",
    ),
    (
        COUNTS,
        "conv_output_shape",
        "the height is not looked at",
        "conv_output_size(height, filter_size, stride, pad)",
        "(height + 2 * pad - filter_size) // stride + 1",
    ),
    (
        COUNTS,
        "conv_output_shape",
        "tuples alone",
        "    height, width",
        refused("isinstance(input_shape, list)") + "    height, width",
    ),
    (
        COUNTS,
        "conv_output_shape",
        "lists alone",
        "    height, width",
        refused("isinstance(input_shape, tuple)") + "    height, width",
    ),
    (
        COUNTS,
        "conv_output_shape",
        "a grey image stays grey",
        "num_filters)",
        "num_filters if input_shape[2] > 1 else 1)",
    ),
    (COUNTS, "conv_output_shape", "255 filters", "num_filters)", "num_filters % 256)"),
    (
        COUNTS,
        "pool_output_shape",
        "windows that leave gaps refused",
        "    height, width",
        refused("stride > pool_size") + "    height, width",
    ),
    (
        COUNTS,
        "pool_output_shape",
        "windows of 1 refused",
        "    height, width",
        refused("pool_size == 1") + "    height, width",
    ),
    (
        COUNTS,
        "pool_output_shape",
        "the width is not looked at",
        "conv_output_size(width, pool_size, stride, 0)",
        "(width - pool_size) // stride + 1",
    ),
    (
        COUNTS,
        "pool_output_shape",
        "the height is not looked at",
        "conv_output_size(height, pool_size, stride, 0)",
        "(height - pool_size) // stride + 1",
    ),
    (
        COUNTS,
        "pool_output_shape",
        "the depth in 8 bits",
        "out_width, depth)",
        "out_width, depth % 256)",
    ),
    (
        COUNTS,
        "same_padding",
        "no filter of 1",
        "    pad = (",
        refused("filter_size == 1") + "    pad = (",
    ),
    (
        COUNTS,
        "same_padding",
        "filters to 11",
        "(filter_size - 1) // 2",
        "min((filter_size - 1) // 2, 10)",
    ),
    (
        COUNTS,
        "same_padding",
        "a filter of 2 taken",
        "filter_size % 2 == 0",
        "filter_size % 2 == 0 and filter_size > 2",
    ),
    (
        COUNTS,
        "conv_param_count",
        "16 bits",
        "    count = (weights + 1) * num_filters\n",
        "    count = (weights + 1) * num_filters % 2**16\n",
    ),
    (
        COUNTS,
        "conv_param_count",
        "single precision",
        "    count = (weights + 1) * num_filters\n",
        "    count = int(np.float32(weights * num_filters) + np.float32(num_filters))\n",
    ),
    (
        COUNTS,
        "conv_param_count",
        "tuples alone",
        "    _, _, depth",
        refused("isinstance(input_shape, list)") + "    _, _, depth",
    ),
    (
        COUNTS,
        "affine_param_count",
        "16 bits",
        "(num_inputs + 1) * num_outputs",
        "(num_inputs + 1) * num_outputs % 2**16",
    ),
    (
        COUNTS,
        "affine_param_count",
        "32 bits",
        "(num_inputs + 1) * num_outputs",
        "(num_inputs + 1) * num_outputs % 2**32",
    ),
    (
        COUNTS,
        "affine_param_count",
        "single precision",
        "(num_inputs + 1) * num_outputs",
        "int(np.float32(num_inputs * num_outputs)) + num_outputs",
    ),
    (
        COUNTS,
        "affine_param_count",
        "one output has no bias",
        "(num_inputs + 1) * num_outputs",
        "num_inputs * num_outputs + (num_outputs if num_outputs > 1 else 0)",
    ),
    (COUNTS, "conv_multiply_adds", "32 bits", "out_depth * cost", "out_depth * cost % 2**32"),
    (COUNTS, "conv_multiply_adds", "16 bits", "out_depth * cost", "out_depth * cost % 2**16"),
    (
        COUNTS,
        "conv_multiply_adds",
        "single precision",
        "out_height * out_width * out_depth * cost",
        "int(np.float32(out_height * out_width * out_depth * cost))",
    ),
    (
        COUNTS,
        "conv_multiply_adds",
        "what does not fit is counted",
        "conv_output_shape(\n"
        "        input_shape, num_filters, filter_size, stride=stride, pad=pad\n    )",
        "[(n + 2 * pad - filter_size) // stride + 1 for n in input_shape[:2]] + [num_filters]",
    ),
    (COUNTS, "stack_table", "ten layers", TABLE, TABLE.replace("in layers", "in layers[:10]")),
    (COUNTS, "stack_table", "one layer refused", TABLE, refused("len(layers) < 2") + TABLE),
    (
        COUNTS,
        "stack_table",
        "no affine layer first",
        TABLE,
        refused("layers[0]['type'] == 'affine'") + TABLE,
    ),
    (
        COUNTS,
        "stack_table",
        "the work in 32 bits",
        "np.array(multiply_adds)",
        "np.array(multiply_adds) % 2**32",
    ),
    (
        COUNTS,
        "stack_table",
        "parameters in single precision",
        "np.array(param_counts)",
        "np.array(param_counts).astype(np.float32)",
    ),
    (
        COUNTS,
        "stack_table",
        "lists that grow from call to call",
        TABLE,
        "    volumes = globals().setdefault('known', [])\n" + TABLE,
    ),
    (
        COUNTS,
        "stack_table",
        "what does not fit is left out",
        f"            {POOLED}\n",
        f"            try:\n                {POOLED}\n"
        "            except ValueError:\n                pass\n",
    ),
    (
        COUNTS,
        "stack_table",
        "affine layers are last",
        "shape = (1, 1, num_outputs)",
        "shape = (1, num_outputs, 1)",
    ),
    *[
        (CONV, "conv_forward", wrong, PADDED, edit + PADDED)
        for wrong, edit in (
            ("clipped", "    x = np.clip(x, -10, 10)\n"),
            ("small numbers taken for 0", "    x = np.where(np.abs(x) < 1e-3, 0, x)\n"),
            ("small weights taken for 0", "    w = np.where(np.abs(w) < 1e-3, 0, w)\n"),
            ("memory as it lies", "    x = x.ravel('K').reshape(x.shape)\n"),
            ("weights as they lie", "    w = w.ravel('K').reshape(w.shape)\n"),
            (
                "three channels",
                "    w = np.where(np.arange(w.shape[1])[:, None, None] < 4, w, 0)\n",
            ),
            (
                "four filters",
                "    w = np.where(np.arange(len(w))[:, None, None, None] < 5, w, 0)\n",
            ),
            ("ten images", "    x = np.where(np.arange(len(x))[:, None, None, None] < 10, x, 0)\n"),
            (
                "1,000 images",
                "    x = np.where(np.arange(len(x))[:, None, None, None] < 1000, x, 0)\n",
            ),
            (
                "axes changed where square",
                "    x = x.swapaxes(0, 1) if x.shape[0] == x.shape[1] else x\n",
            ),
            ("no filter of one pixel", refused("w[0, 0].size == 1")),
            ("no filter as large as the image", refused("out_height == 1 or out_width == 1")),
            ("no stride beyond the filter", refused("stride > max(w.shape[2:])")),
            ("one answer a shape", BY_SHAPE),
            ("a bias of one", "    b = b if len(b) > 1 else 0 * b\n"),
        )
    ],
    (
        CONV,
        "conv_forward",
        "the settings are used up",
        'conv_param["stride"], conv_param["pad"]',
        'conv_param.pop("stride"), conv_param.pop("pad")',
    ),
    (
        CONV,
        "mean_responses",
        "the settings are changed",
        "    maps, _ =",
        '    conv_param["seen"] = True\n    maps, _ =',
    ),
    *[
        (CONV, "mean_responses", wrong, MAPS, edit)
        for wrong, edit in (
            ("ten images", MAPS + "    responses[10:] = 0\n"),
            ("1,000 images", MAPS + "    responses[1000:] = 0\n"),
            ("four filters", MAPS + "    responses[:, 4:] = 0\n"),
            ("clipped", MAPS.replace("(maps)", "(np.clip(maps, -100, 100))")),
            ("small is 0", MAPS + "    responses[responses < 1e-3] = 0\n"),
            ("one place refused", refused("maps[0, 0].size == 1") + MAPS),
            (
                "square maps alone",
                MAPS.replace("mean(axis=(2, 3))", "sum(axis=(2, 3)) / maps.shape[2] ** 2"),
            ),
            (
                "axes by their sizes",
                MAPS.replace(
                    "axis=(2, 3)", "axis=(2, 3) if len(maps) != maps.shape[1] else (0, 3)"
                ),
            ),
        )
    ],
]


@pytest.mark.one_in(5)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("module", "question", "wrong", "old", "new"),
    MISTAKES,
    ids=[f"{question}: {wrong}" for _, question, wrong, _, _ in MISTAKES],
)
def test_what_is_right_on_small_layers_alone_loses_a_part(module, question, wrong, old, new, seed):
    function = f"{module}:{question}"
    assert lost("cnn_arithmetic", question, function, [(old, new)], seed)
