"""What several topics of the lab on convolutional layers share: properties, and layers."""

STRIDES = "strides"
PADDING = "zero padding"


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
