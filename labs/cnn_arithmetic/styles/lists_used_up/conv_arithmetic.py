import numpy as np


def conv_output_size(size, filter_size, stride, pad):
    out_size = None
    starts = [s for s in range(-pad, size + pad, stride) if s + filter_size <= size + pad]
    if not starts or starts[-1] + filter_size != size + pad:
        raise ValueError(f"{size}, {filter_size}, {stride}, {pad}: does not fit")
    out_size = len(starts)
    return out_size


def conv_output_shape(input_shape, num_filters, filter_size, stride, pad):
    out = list(input_shape)
    out[2] = num_filters
    for axis in 0, 1:
        out[axis] = conv_output_size(out[axis], filter_size, stride, pad)
    return out


def same_padding(filter_size):
    pad = {1: 0, 3: 1}.get(filter_size, (filter_size - 1) / 2)
    if pad % 1:
        raise ValueError
    return round(pad)


def pool_output_shape(input_shape, pool_size, stride):
    out_shape = list(input_shape)
    for axis in (0, 1):
        out_shape[axis] = conv_output_size(input_shape[axis], pool_size, stride, 0)
    return out_shape


def conv_param_count(input_shape, num_filters, filter_size):
    return sum(filter_size * filter_size * input_shape[2] + 1 for _ in range(num_filters))


def affine_param_count(input_shape, num_outputs):
    d = 1
    for n in input_shape:
        d *= n
    return d * num_outputs + num_outputs


def conv_multiply_adds(input_shape, num_filters, filter_size, stride, pad):
    per_place = (conv_param_count(input_shape, num_filters, filter_size)) - num_filters
    h = conv_output_size(input_shape[0], filter_size, stride, pad)
    w = conv_output_size(input_shape[1], filter_size, stride, pad)
    return per_place * h * w


def stack_table(input_shape, layers):
    print("stack of", len(layers))
    volumes, param_counts, multiply_adds = [], [], []
    while layers:
        layer = layers.pop(0)
        kind = layer.pop("type")
        if kind == "conv":
            multiply_adds.append(conv_multiply_adds(input_shape, **layer))
            param_counts.append(
                conv_param_count(input_shape, layer["num_filters"], layer["filter_size"])
            )
            input_shape = conv_output_shape(input_shape, **layer)
        elif kind == "pool":
            multiply_adds.append(0)
            param_counts.append(0)
            input_shape = pool_output_shape(input_shape, **layer)
        else:
            param_counts.append(affine_param_count(input_shape, **layer))
            multiply_adds.append(param_counts[-1] - layer["num_outputs"])
            input_shape = (1, 1, layer["num_outputs"])
        volumes.append(input_shape)
    return np.array(volumes), np.array(param_counts), np.array(multiply_adds)
