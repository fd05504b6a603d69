"""Draws in many ways; the rest by mapping and accumulating."""
import functools
import itertools
import math
import random

import numpy as np

rng = np.random.default_rng()


def constant(fan_in, fan_out, value=0.01):
    return np.array([[value] * fan_out] * fan_in)


def count_distinct_units(w):
    return len({tuple(np.round(unit, 6) + 0.0) for unit in w.T})


def small_random(fan_in, fan_out, std=0.01):
    return rng.normal(0.0, std, size=(fan_in, fan_out))


def xavier(fan_in, fan_out):
    """Box and Muller."""
    u, v = np.random.RandomState().uniform(1e-12, 1, (2, fan_in, fan_out))
    return np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v) / math.sqrt(fan_in)


def he(fan_in, fan_out):
    """One unit after the other, as columns, the standard library's generator."""
    units = [[random.gauss(0, math.sqrt(2 / fan_in)) for _ in range(fan_in)] for _ in range(fan_out)]
    return np.array(units).T


def layer_outputs(x, weights, activation):
    f = {"tanh": np.tanh, "relu": functools.partial(np.maximum, 0)}[activation]
    return list(itertools.accumulate(weights, lambda h, w: f(h @ w), initial=x))[1:]


def activation_statistics(x, weights, activation):
    outputs = layer_outputs(x, weights, activation)
    return np.array(list(map(np.mean, outputs))), np.array(list(map(np.std, outputs)))


def layer_gradients(dout, x, weights, activation):
    values = [x, *layer_outputs(x, weights, activation)]

    def back(gradients, layer):
        d = gradients[0][0] if gradients else dout
        out = values[layer + 1]
        dz = d * (1 - np.power(out, 2) if activation == "tanh" else np.heaviside(out, 0))
        return [(dz @ weights[layer].T, values[layer].T @ dz), *gradients]

    gradients = functools.reduce(back, range(len(weights) - 1, -1, -1), [])
    return [dx for dx, _ in gradients], [dw for _, dw in gradients]


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)
    return np.array(list(map(np.std, dxs))), np.array(list(map(np.std, dws)))
