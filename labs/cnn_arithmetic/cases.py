"""What several topics of the lab on convolutional layers share: properties, and layers."""

from autograder.domain import between, hidden

STRIDES = "strides"
PADDING = "zero padding"
RANGE = "all that the docstring allows"
FITS = "geometry that does not fit"

REFUSE = "Raise a ValueError: a size with a fraction, or below 1, is no size."
UNCHANGED_NEXT_STEP = "The shape of the input is the caller's: work on numbers of your own."
COUNT_NEXT_STEP = "Try a layer of one pixel or one filter, and one of millions of numbers."

TEN = hidden(between(11, 15), public=11)
PLACES = [1, between(2, 9), between(101, 120)]
FILTERS = [1, between(2, 5), between(11, 15)]
STEPS = [1, between(2, 3), between(17, 40)]  # the last one beyond every filter
PADS = [0, between(1, 3), between(16, 20)]  # the last one wider than every filter
EXACT = {"kind": "exact"}


def pixels(places, filter_size, stride, pad):
    """Return the size of an input in which a filter has so many places; 0 or less if none has."""
    return (places - 1) * stride + filter_size - 2 * pad


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
