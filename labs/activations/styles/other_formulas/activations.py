"""The same functions by other formulas of mathematics."""

import numpy as np


def sigmoid_forward(x):
    out = 0.5 * (1 + np.tanh(0.5 * x))
    return out, x


def sigmoid_backward(dout, cache):
    return dout * 0.25 * (1 - np.tanh(0.5 * cache) ** 2)


def tanh_forward(x):
    sigmoid = np.exp(-np.logaddexp(0, -2 * x))
    return 2 * sigmoid - 1, x


def tanh_backward(dout, cache):
    return dout / np.cosh(np.clip(cache, -300, 300)) ** 2


def leaky_relu_forward(x, alpha=0.01):
    return 0.5 * (1 + alpha) * x + 0.5 * (1 - alpha) * np.abs(x), (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    return dout * (0.5 * (1 + alpha) + 0.5 * (1 - alpha) * np.sign(x))


def prelu_forward(x, alpha):
    return x + (alpha - 1) * np.minimum(x, 0), (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    return dout * alpha ** (x < 0), -np.sum(dout * np.maximum(-x, 0), axis=0)


def elu_forward(x, alpha=1.0):
    out = np.maximum(x, 0) + alpha * np.expm1(np.minimum(x, 0))
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    return dout * np.where(x < 0, alpha * np.exp(-np.abs(x)), 1)


def maxout_forward(x, W1, b1, W2, b2):
    first, second = x.dot(W1) + b1, x.dot(W2) + b2
    return 0.5 * (first + second + np.abs(first - second)), (x, W1, b1, W2, b2)


def maxout_backward(dout, cache):
    x, W1, b1, W2, b2 = cache
    half = 0.5 * np.sign(x.dot(W1 - W2) + (b1 - b2))
    d1, d2 = dout * (0.5 + half), dout * (0.5 - half)
    return d1.dot(W1.T) + d2.dot(W2.T), x.T.dot(d1), d1.sum(0), x.T.dot(d2), d2.sum(0)
