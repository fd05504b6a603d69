import numpy as np


def conv_output_size(size, filter_size, stride, pad):
    if pad:
        return conv_output_size(size + 2 * pad, filter_size, stride, 0)
    if size == filter_size:
        return 1
    if size < filter_size:
        raise ValueError("left over")
    return 1 + conv_output_size(size - stride, filter_size, stride, 0)


def conv_output_shape(input_shape, num_filters, filter_size, stride, pad):
    return (
        *[conv_output_size(s, filter_size, stride, pad) for s in input_shape[:-1]],
        num_filters,
    )


def same_padding(filter_size):
    if filter_size < 1:
        raise ValueError("even")
    return 0 if filter_size == 1 else 1 + same_padding(filter_size - 2)


def pool_output_shape(input_shape, pool_size, stride):
    *sizes, depth = input_shape
    return (*(conv_output_size(s, pool_size, stride, 0) for s in sizes), depth)


def conv_param_count(input_shape, num_filters, filter_size):
    return affine_param_count((filter_size, filter_size, input_shape[2]), num_filters)


def affine_param_count(input_shape, num_outputs):
    if not len(input_shape):
        return num_outputs * 2
    first, *rest = input_shape
    return first * (affine_param_count(rest, num_outputs) - num_outputs) + num_outputs


def conv_multiply_adds(input_shape, num_filters, filter_size, stride, pad):
    h, w, k = conv_output_shape(input_shape, num_filters, filter_size, stride, pad)
    return h * w * (conv_param_count(input_shape, num_filters, filter_size) - k)


def rows(shape, layers):
    if not layers:
        return []
    layer = layers[0]
    if layer["type"] == "conv":
        k, f, s, p = (layer[n] for n in ["num_filters", "filter_size", "stride", "pad"])
        row = conv_output_shape(shape, k, f, s, p)
        row = (row, conv_param_count(shape, k, f), conv_multiply_adds(shape, k, f, s, p))
    elif layer["type"] == "pool":
        row = (pool_output_shape(shape, layer["pool_size"], layer["stride"]), 0, 0)
    else:
        k = layer["num_outputs"]
        n = affine_param_count(shape, k)
        row = ((1, 1, k), n, n - k)
    return [row, *rows(row[0], layers[1:])]


def stack_table(input_shape, layers):
    table = rows(input_shape, layers)
    return tuple(np.array([row[i] for row in table]) for i in range(3))
