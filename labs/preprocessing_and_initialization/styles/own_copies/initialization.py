"""Works in place, on arrays of its own."""
import numpy as np


def constant(fan_in, fan_out, value=0.01):
    w = np.zeros([fan_in, fan_out])
    w[:] = value
    return w


def count_distinct_units(w):
    w = w.T.copy()
    count = 0
    while len(w):
        w = w[np.abs(w - w[0]).max(axis=1) > 1e-6]
        count += 1
    return count


def small_random(fan_in, fan_out, std=0.01):
    w = np.random.standard_normal((fan_in, fan_out))
    w *= std
    return w


def xavier(fan_in, fan_out):
    w = np.random.standard_normal((fan_in, fan_out))
    w /= fan_in**0.5
    return w


def he(fan_in, fan_out):
    w = xavier(fan_in, fan_out)
    w *= 2**0.5
    return w


def layer_outputs(x, weights, activation):
    Hs = {}
    for i in range(len(weights)):
        X = x if i == 0 else Hs[i - 1]
        H = np.dot(X, weights[i])
        if activation == "tanh":
            np.tanh(H, out=H)
        else:
            H[H < 0] = 0
        Hs[i] = H
    return list(Hs.values())


def activation_statistics(x, weights, activation):
    Hs = layer_outputs(x, weights, activation)
    layer_means = np.empty(len(Hs))
    layer_stds = np.empty(len(Hs))
    for i, H in enumerate(Hs):
        layer_means[i] = np.mean(H)
        layer_stds[i] = np.std(H)
    return layer_means, layer_stds


def layer_gradients(dout, x, weights, activation):
    Hs = [x] + layer_outputs(x, weights, activation)
    dxs, dws, dout = [None for _ in weights], [None for _ in weights], dout.copy()
    for i in range(len(weights))[::-1]:
        if activation == "tanh":
            dout *= 1 - Hs[i + 1] ** 2  # our own
        else:
            dout[Hs[i + 1] == 0] = 0
        dws[i] = Hs[i].T.dot(dout)
        dxs[i] = dout.dot(weights[i].T)
        dout = dxs[i].copy()
    return dxs, dws


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)
    dx_stds, dw_stds = np.zeros(len(dxs)), np.zeros(len(dws))
    for i in range(len(weights)):
        dx_stds[i], dw_stds[i] = dxs[i].std(), dws[i].std()
    return dx_stds, dw_stds
