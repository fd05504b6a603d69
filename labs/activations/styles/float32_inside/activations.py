"""Everything in single precision, as for a GPU."""

import numpy as np

f32 = np.float32


def sigmoid_forward(x):
    x = x.astype(f32)
    e = np.exp(-np.abs(x))
    out = np.where(x >= 0, f32(1), e) / (f32(1) + e)
    return out, out


def sigmoid_backward(dout, cache):
    out = cache.astype(f32)
    return dout.astype(f32) * out * (1 - out)


def tanh_forward(x):
    out = np.tanh(x.astype(f32))
    return out, out


def tanh_backward(dout, cache):
    out = cache.astype(f32)
    return dout.astype(f32) * (1 - out * out)


def leaky_relu_forward(x, alpha=0.01):
    x32 = x.astype(f32)
    out = np.maximum(x32, f32(alpha) * x32)
    return out, (x32, f32(alpha))


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    dx = dout.astype(f32)
    dx[x < 0] *= f32(alpha)
    return dx


def prelu_forward(x, alpha):
    x32, a32 = x.astype(f32), alpha.astype(f32)
    out = np.maximum(x32, 0) + a32 * np.minimum(x32, 0)
    return out, (x32, a32)


def prelu_backward(dout, cache):
    x, alpha = cache
    d = dout.astype(f32)
    dx = np.where(x > 0, d, alpha.astype(f32) * d)
    dalpha = (d * np.minimum(x, 0)).sum(axis=0, dtype=f32)
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    x32 = x.astype(f32)
    out = np.maximum(x32, 0) + f32(alpha) * np.expm1(np.minimum(x32, 0))
    return out, (x32, out, f32(alpha))


def elu_backward(dout, cache):
    x, out, alpha = cache
    slope = np.where(x > 0, f32(1), f32(alpha) * np.exp(np.minimum(x, 0).astype(f32)))
    return dout.astype(f32) * slope


def maxout_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (array.astype(f32) for array in (x, W1, b1, W2, b2))
    out = np.maximum(x @ W1 + b1, x @ W2 + b2)
    return out, (x, W1, b1, W2, b2)


def maxout_backward(dout, cache):
    x, W1, b1, W2, b2 = (array.astype(f32) for array in cache)
    wins = (x @ W1 + b1) > (x @ W2 + b2)
    d1, d2 = np.where(wins, dout, 0).astype(f32), np.where(wins, 0, dout).astype(f32)
    return d1 @ W1.T + d2 @ W2.T, x.T @ d1, d1.sum(0), x.T @ d2, d2.sum(0)
