import numpy as np

from .conv_arithmetic import Axis


class Filter:
    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias

    def __call__(self, window):
        return float(np.vdot(self.weights, window)) + self.bias


class Cache:
    pass


def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    rows = Axis(x.shape[2], pad).places(w.shape[2], stride)
    columns = Axis(x.shape[3], pad).places(w.shape[3], stride)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    filters = [Filter(*pair) for pair in zip(w, b)]
    out = np.array(
        [
            [
                [
                    [
                        f(image[:, i : i + w.shape[2], j : j + w.shape[3]].copy())
                        for j in range(0, columns * stride, stride)
                    ]
                    for i in range(0, rows * stride, stride)
                ]
                for f in filters
            ]
            for image in padded
        ]
    )
    cache = Cache()
    cache.filters = filters
    return out, cache


def mean_responses(x, w, b, conv_param):
    maps = conv_forward(x, w, b, conv_param)[0]
    return np.array([[np.mean([abs(v) for v in m.flat]) for m in image] for image in maps])
