import numpy as np


def conv_output_size(size, filter_size, stride, pad):
    places = 0
    start = -pad
    while start + filter_size < size + pad:
        places += 1
        start += stride
    if start + filter_size != size + pad:
        raise ValueError("does not fit")
    return places + 1


def conv_output_shape(input_shape, num_filters, filter_size, stride, pad):
    sizes = []
    for axis in range(2):
        sizes.append(conv_output_size(input_shape[axis], filter_size, stride, pad))
    sizes.append(num_filters)
    return sizes


def same_padding(filter_size):
    for pad in range(filter_size):
        if 100 + 2 * pad - filter_size + 1 == 100:
            return pad
    raise ValueError("no padding for a filter of %d" % filter_size)


def pool_output_shape(input_shape, pool_size, stride):
    return conv_output_shape(input_shape, input_shape[2], pool_size, stride, 0)


def conv_param_count(input_shape, num_filters, filter_size):
    count = 0
    for f in range(num_filters):
        for c in range(input_shape[2]):
            for i in range(filter_size):
                count += filter_size
        count += 1
    return count


def affine_param_count(input_shape, num_outputs):
    count = 0
    for i in range(input_shape[0]):
        for j in range(input_shape[1]):
            count += input_shape[2] * num_outputs
    return count + num_outputs


def conv_multiply_adds(input_shape, num_filters, filter_size, stride, pad):
    out = conv_output_shape(input_shape, num_filters, filter_size, stride, pad)
    count = 0
    for i in range(out[0]):
        for j in range(out[1]):
            for k in range(out[2]):
                count += filter_size * filter_size * input_shape[2]
    return count


def stack_table(input_shape, layers):
    volumes, params, work = [], [], []
    current = list(input_shape)
    for i in range(len(layers)):
        L = layers[i]
        if L["type"] == "conv":
            params += [conv_param_count(current, L["num_filters"], L["filter_size"])]
            work += [
                conv_multiply_adds(
                    current, L["num_filters"], L["filter_size"], L["stride"], L["pad"]
                )
            ]
            current = conv_output_shape(
                current, L["num_filters"], L["filter_size"], L["stride"], L["pad"]
            )
        if L["type"] == "pool":
            params += [0]
            work += [0]
            current = pool_output_shape(current, L["pool_size"], L["stride"])
        if L["type"] == "affine":
            params += [affine_param_count(current, L["num_outputs"])]
            work += [current[0] * current[1] * current[2] * L["num_outputs"]]
            current = [1, 1, L["num_outputs"]]
        volumes += [current]
    return np.array(volumes), np.array(params), np.array(work)
