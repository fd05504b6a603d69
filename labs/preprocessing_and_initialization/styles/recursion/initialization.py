"""Calls itself with the rest of the layers; forward and back in one go."""
import numpy as np


def constant(fan_in, fan_out, value=0.01):
    return np.broadcast_to(float(value), (fan_in, fan_out)).copy()


def count_distinct_units(w):
    if w.shape[1] == 0:
        return 0
    others = [j for j in range(w.shape[1]) if np.max(np.abs(w[:, j] - w[:, 0])) > 1e-6]
    return 1 + count_distinct_units(w[:, others])


def small_random(fan_in, fan_out, std=0.01):
    return np.column_stack([std * np.random.randn(fan_in) for _ in range(fan_out)])


def xavier(fan_in, fan_out):
    return small_random(fan_in, fan_out, std=(1 / fan_in) ** 0.5)


def he(fan_in, fan_out):
    return small_random(fan_in, fan_out, std=(2 / fan_in) ** 0.5)


def f(z, activation):
    return np.tanh(z) if activation == "tanh" else z * (z > 0)


def layer_outputs(x, weights, activation):
    if len(weights) == 0:
        return []
    out = f(x @ weights[0], activation)
    return [out] + layer_outputs(out, weights[1:], activation)


def activation_statistics(x, weights, activation):
    if len(weights) == 0:
        return np.array([]), np.array([])
    out = f(x @ weights[0], activation)
    means, stds = activation_statistics(out, weights[1:], activation)
    return np.append(out.mean(), means), np.append(out.std(), stds)


def layer_gradients(dout, x, weights, activation):
    if len(weights) == 0:
        return [], []
    z = x @ weights[0]
    out = f(z, activation)
    dxs, dws = layer_gradients(dout, out, weights[1:], activation)
    above = dxs[0] if dxs else dout
    dz = above * (1 / np.cosh(z) ** 2 if activation == "tanh" else z > 0)
    return [dz @ weights[0].T] + dxs, [x.T @ dz] + dws


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)

    def stds(arrays):
        return np.append(arrays[0].std(), stds(arrays[1:])) if arrays else np.array([])

    return stds(dxs), stds(dws)
