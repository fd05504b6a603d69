import math
from fractions import Fraction

import numpy as np


def conv_output_size(size, filter_size, stride, pad):
    steps, rest = divmod(size + pad + pad - filter_size, stride)
    if rest != 0 or steps < 0:
        raise ValueError(
            "conv_output_size: (%d + 2*%d - %d) / %d is no size" % (size, pad, filter_size, stride)
        )
    return 1 + steps


def conv_output_shape(input_shape, num_filters, filter_size, stride, pad):
    H, W = (conv_output_size(s, filter_size, stride, pad) for s in input_shape[:2])
    return H, W, num_filters


def same_padding(filter_size):
    pad = Fraction(filter_size - 1, 2)
    if pad.denominator != 1:
        raise ValueError(f"{pad} zeros on each side?")
    return int(pad)


def pool_output_shape(input_shape, pool_size, stride):
    H1, W1, D1 = input_shape
    H2 = (H1 - pool_size) / stride + 1
    W2 = (W1 - pool_size) / stride + 1
    if not (H2.is_integer() and W2.is_integer()) or min(H2, W2) < 1:
        raise ValueError("pool does not fit")
    return int(H2), int(W2), D1


def conv_param_count(input_shape, num_filters, filter_size):
    return int(math.pow(filter_size, 2)) * input_shape[-1] * num_filters + num_filters


def affine_param_count(input_shape, num_outputs):
    return math.prod(input_shape) * num_outputs + num_outputs


def conv_multiply_adds(input_shape, num_filters, filter_size, stride, pad):
    places = math.prod(conv_output_shape(input_shape, num_filters, filter_size, stride, pad)[:2])
    return (conv_param_count(input_shape, num_filters, filter_size) - num_filters) * places


def stack_table(input_shape, layers):
    rows = []
    shape = tuple(input_shape)
    for layer in layers:
        options = dict(layer)
        kind = options.pop("type")
        if kind == "conv":
            K, F = options["num_filters"], options["filter_size"]
            new = conv_output_shape(shape, **options)
            rows.append((new, conv_param_count(shape, K, F), conv_multiply_adds(shape, **options)))
        elif kind == "pool":
            new = pool_output_shape(shape, **options)
            rows.append((new, 0, 0))
        elif kind == "affine":
            K = options["num_outputs"]
            new = (1, 1, K)
            rows.append((new, affine_param_count(shape, K), math.prod(shape) * K))
        else:
            raise NotImplementedError(kind)
        shape = new
    volumes, params, work = zip(*rows)
    return np.array(volumes), np.array(params), np.array(work)
