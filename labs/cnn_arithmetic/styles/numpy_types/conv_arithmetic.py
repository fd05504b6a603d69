import numpy as np


def conv_output_size(size, filter_size, stride, pad):
    out = np.float64(size - filter_size + 2 * pad) / stride + 1
    if out < 1 or out != np.floor(out):
        raise ValueError("Geometry does not fit")
    return np.int64(out)


def conv_output_shape(input_shape, num_filters, filter_size, stride, pad):
    sizes = [conv_output_size(n, filter_size, stride, pad) for n in np.array(input_shape)[:2]]
    return tuple(np.append(sizes, num_filters))


def same_padding(filter_size):
    if np.mod(filter_size, 2) != 1:
        raise ValueError("even")
    return np.floor_divide(filter_size, 2)


def pool_output_shape(input_shape, pool_size, stride):
    H, W, D = np.array(input_shape)
    return (
        conv_output_size(H, pool_size, stride, 0),
        conv_output_size(W, pool_size, stride, 0),
        D,
    )


def conv_param_count(input_shape, num_filters, filter_size):
    w = np.zeros((num_filters, input_shape[2], filter_size, filter_size))
    b = np.zeros(num_filters)
    return w.size + b.size


def affine_param_count(input_shape, num_outputs):
    return np.prod(input_shape) * num_outputs + num_outputs


def conv_multiply_adds(input_shape, num_filters, filter_size, stride, pad):
    return np.prod(
        conv_output_shape(input_shape, num_filters, filter_size, stride, pad)
        + (filter_size, filter_size, input_shape[2])
    )


def stack_table(input_shape, layers):
    volumes = np.zeros((len(layers), 3), dtype=int)
    param_counts = np.zeros(len(layers))
    multiply_adds = np.zeros(len(layers))
    before = np.array(input_shape)
    for i, layer in enumerate(layers):
        if layer["type"] == "conv":
            p = [layer[k] for k in ("num_filters", "filter_size", "stride", "pad")]
            param_counts[i] = conv_param_count(before, *p[:2])
            multiply_adds[i] = conv_multiply_adds(before, *p)
            volumes[i] = conv_output_shape(before, *p)
        elif layer["type"] == "pool":
            volumes[i] = pool_output_shape(before, layer["pool_size"], layer["stride"])
        else:
            volumes[i] = 1, 1, layer["num_outputs"]
            param_counts[i] = affine_param_count(before, layer["num_outputs"])
            multiply_adds[i] = param_counts[i] - layer["num_outputs"]
        before = volumes[i]
    return volumes, param_counts, multiply_adds
