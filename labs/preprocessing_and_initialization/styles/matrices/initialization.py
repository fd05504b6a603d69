"""Linear algebra with np.matrix, as older courses teach it."""
import numpy as np


def constant(fan_in, fan_out, value=0.01):
    return np.matrix(np.ones((fan_in, fan_out))) * value


def count_distinct_units(w):
    units = np.matrix(w).T
    kept = []
    for unit in units:
        if not kept or min(np.abs(unit - other).max() for other in kept) > 1e-6:
            kept.append(unit)
    return np.int64(len(kept))


def small_random(fan_in, fan_out, std=0.01):
    return np.matrix(np.random.randn(fan_in, fan_out)) * std


def xavier(fan_in, fan_out):
    return np.matrix(np.random.randn(fan_in, fan_out)) * np.sqrt(1 / fan_in)


def he(fan_in, fan_out):
    return np.matrix(np.random.randn(fan_in, fan_out)) * np.sqrt(2 / fan_in)


def layer_outputs(x, weights, activation):
    h, outputs = np.matrix(x), []
    for w in weights:
        z = h * w
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        outputs.append(h)
    return outputs


def activation_statistics(x, weights, activation):
    outputs = layer_outputs(x, weights, activation)
    return np.array([h.mean() for h in outputs]), np.array([h.std() for h in outputs])


def layer_gradients(dout, x, weights, activation):
    values = [np.matrix(x), *layer_outputs(x, weights, activation)]
    dxs, dws, d = [], [], np.matrix(dout)
    for i in range(len(weights) - 1, -1, -1):
        out = values[i + 1]
        slope = 1 - np.square(out) if activation == "tanh" else np.sign(out)
        dz = np.multiply(d, slope)
        dws.insert(0, values[i].T * dz)
        d = dz * np.matrix(weights[i]).T
        dxs.insert(0, d)
    return dxs, dws


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)
    return np.array([d.std() for d in dxs]), np.array([d.std() for d in dws])
