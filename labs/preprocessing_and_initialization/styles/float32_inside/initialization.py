"""Everything in single precision."""
import numpy as np


def constant(fan_in, fan_out, value=0.01):
    return np.full((fan_in, fan_out), value, dtype=np.float32)


def count_distinct_units(w):
    w = w.astype(np.float32)
    return np.unique(np.round(w, 6), axis=1).shape[1]


def small_random(fan_in, fan_out, std=0.01):
    return (std * np.random.randn(fan_in, fan_out)).astype(np.float32)


def xavier(fan_in, fan_out):
    return small_random(fan_in, fan_out, 1 / np.sqrt(fan_in))


def he(fan_in, fan_out):
    return small_random(fan_in, fan_out, np.sqrt(2.0 / fan_in))


def layer_outputs(x, weights, activation):
    h, outputs = x.astype(np.float32), []
    for w in weights:
        z = h @ w.astype(np.float32)
        h = np.tanh(z) if activation == "tanh" else np.where(z > 0, z, np.float32(0))
        outputs.append(h)
    return outputs


def activation_statistics(x, weights, activation):
    outputs = layer_outputs(x, weights, activation)
    return (
        np.array([out.mean() for out in outputs], dtype=np.float32),
        np.array([out.std() for out in outputs], dtype=np.float32),
    )


def layer_gradients(dout, x, weights, activation):
    values = [x.astype(np.float32), *layer_outputs(x, weights, activation)]
    d, dxs, dws = dout.astype(np.float32), [], []
    for l in reversed(range(len(weights))):
        out = values[l + 1]
        d = d * (1 - out**2 if activation == "tanh" else (out > 0).astype(np.float32))
        dws.insert(0, values[l].T @ d)
        d = d @ weights[l].astype(np.float32).T
        dxs.insert(0, d)
    return dxs, dws


def gradient_statistics(dout, x, weights, activation):
    dxs, dws = layer_gradients(dout, x, weights, activation)
    return np.array([a.std() for a in dxs]), np.array([a.std() for a in dws])
