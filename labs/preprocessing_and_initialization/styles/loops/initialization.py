import math
import random

import numpy as np


def constant(fan_in, fan_out, value=0.01):
    w = np.zeros((fan_in, fan_out))
    for i in range(fan_in):
        for j in range(fan_out):
            w[i, j] = value
    return w


def count_distinct_units(w):
    count = 0
    for j in range(w.shape[1]):
        is_new = True
        for k in range(j):
            same = True
            for i in range(w.shape[0]):
                if abs(w[i, j] - w[i, k]) > 1e-6:
                    same = False
            if same:
                is_new = False
        if is_new:
            count += 1
    return count


def draw(fan_in, fan_out, std):
    return np.array([[random.gauss(0, std) for _ in range(fan_out)] for _ in range(fan_in)])


def small_random(fan_in, fan_out, std=0.01):
    return draw(fan_in, fan_out, std)


def xavier(fan_in, fan_out):
    return draw(fan_in, fan_out, math.sqrt(1 / fan_in))


def he(fan_in, fan_out):
    return draw(fan_in, fan_out, math.sqrt(2 / fan_in))


def act(z, activation):
    if activation == "tanh":
        return math.tanh(z)
    return z if z > 0 else 0.0


def layer_outputs(x, weights, activation):
    outputs = []
    for l in range(len(weights)):
        w = weights[l]
        h = x if l == 0 else outputs[l - 1]
        out = np.zeros((h.shape[0], w.shape[1]))
        for n in range(h.shape[0]):
            for j in range(w.shape[1]):
                z = 0.0
                for i in range(w.shape[0]):
                    z += h[n, i] * w[i, j]
                out[n, j] = act(z, activation)
        outputs.append(out)
    return outputs


def mean_and_std(array):
    numbers = [float(number) for number in array.ravel()]
    mean = sum(numbers) / len(numbers)
    return mean, math.sqrt(sum((number - mean) ** 2 for number in numbers) / len(numbers))


def activation_statistics(x, weights, activation):
    means, stds = np.zeros(len(weights)), np.zeros(len(weights))
    for l, out in enumerate(layer_outputs(x, weights, activation)):
        means[l], stds[l] = mean_and_std(out)
    return means, stds


def layer_gradients(dout, x, weights, activation):
    outputs = layer_outputs(x, weights, activation)
    dxs, dws = [None] * len(weights), [None] * len(weights)
    for l in range(len(weights) - 1, -1, -1):
        w, h = weights[l], x if l == 0 else outputs[l - 1]
        dx, dw = np.zeros(h.shape), np.zeros(w.shape)
        for n in range(h.shape[0]):
            for j in range(w.shape[1]):
                out = outputs[l][n, j]
                dz = dout[n, j] * ((1 - out * out) if activation == "tanh" else float(out > 0))
                for i in range(w.shape[0]):
                    dx[n, i] += dz * w[i, j]
                    dw[i, j] += dz * h[n, i]
        dxs[l], dws[l], dout = dx, dw, dx
    return dxs, dws


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)
    dx_stds = np.array([mean_and_std(dx)[1] for dx in dxs])
    dw_stds = np.array([mean_and_std(dw)[1] for dw in dws])
    return dx_stds, dw_stds
