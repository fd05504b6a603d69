from collections import namedtuple

import numpy as np


class DoesNotFit(ValueError):
    """My own error."""


Volume = namedtuple("Volume", "height width depth")


class Axis:
    def __init__(self, size, pad=0):
        self.length = size + 2 * pad

    def places(self, filter_size, stride):
        steps = (self.length - filter_size) / stride
        if steps < 0 or steps != int(steps):
            raise DoesNotFit(f"{steps} steps")
        return int(steps) + 1


def conv_output_size(size, filter_size, stride, pad):
    return Axis(size, pad).places(filter_size, stride)


def conv_output_shape(input_shape, num_filters, filter_size, stride, pad):
    v = Volume(*input_shape)
    return Volume(
        Axis(v.height, pad).places(filter_size, stride),
        Axis(v.width, pad).places(filter_size, stride),
        num_filters,
    )


def same_padding(filter_size):
    half, rest = filter_size // 2, filter_size % 2
    if not rest:
        raise DoesNotFit("even filter")
    return half


def pool_output_shape(input_shape, pool_size, stride):
    v = Volume(*input_shape)
    return conv_output_shape(v, num_filters=v.depth, filter_size=pool_size, stride=stride, pad=0)


class Layer:
    def __init__(self, weights_each, outputs):
        self.weights_each = weights_each
        self.outputs = outputs

    @property
    def count(self):
        return self.outputs * (self.weights_each + 1)


def conv_param_count(input_shape, num_filters, filter_size):
    return Layer(filter_size**2 * Volume(*input_shape).depth, num_filters).count


def affine_param_count(input_shape, num_outputs):
    v = Volume(*input_shape)
    return Layer(v.height * v.width * v.depth, num_outputs).count


def conv_multiply_adds(input_shape, num_filters, filter_size, stride, pad):
    out = conv_output_shape(input_shape, num_filters, filter_size, stride, pad)
    return out.height * out.width * out.depth * filter_size**2 * Volume(*input_shape).depth


def stack_table(input_shape, layers):
    def conv(shape, num_filters, filter_size, stride, pad):
        return (
            conv_output_shape(shape, num_filters, filter_size, stride, pad),
            conv_param_count(shape, num_filters, filter_size),
            conv_multiply_adds(shape, num_filters, filter_size, stride, pad),
        )

    def pool(shape, pool_size, stride):
        return pool_output_shape(shape, pool_size, stride), 0, 0

    def affine(shape, num_outputs):
        count = affine_param_count(shape, num_outputs)
        return Volume(1, 1, num_outputs), count, count - num_outputs

    kinds = {"conv": conv, "pool": pool, "affine": affine}
    shapes, params, work = [Volume(*input_shape)], [], []
    for layer in layers:
        rest = {k: v for k, v in layer.items() if k != "type"}
        shape, p, m = kinds[layer["type"]](shapes[-1], **rest)
        shapes.append(shape)
        params.append(p)
        work.append(m)
    return np.array(shapes[1:]), np.array(params), np.array(work)
