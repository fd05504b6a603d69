"""Guards against overflow in other ways: clipping, masks, switching warnings off knowingly."""

import numpy as np


def sigmoid_forward(x):
    out = 1 / (1 + np.exp(-np.clip(x, -500, 500)))
    return out, out


def sigmoid_backward(dout, cache):
    return np.multiply(dout, np.multiply(cache, np.subtract(1, cache)))


def tanh_forward(x):
    z = np.clip(x, -300, 300)
    plus, minus = np.exp(z), np.exp(-z)
    out = (plus - minus) / (plus + minus)
    return out, out


def tanh_backward(dout, cache):
    return dout * (1 + cache) * (1 - cache)


def leaky_relu_forward(x, alpha=0.01):
    return np.select([x > 0, x <= 0], [x, alpha * x]), (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    return np.select([x > 0, x <= 0], [dout, alpha * dout])


def prelu_forward(x, alpha):
    return (x > 0) * x + (x <= 0) * (alpha[np.newaxis, :] * x), (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    dx = (x > 0) * dout + (x <= 0) * (alpha.reshape(1, -1) * dout)
    return dx, np.array([np.dot(dout[:, h], np.minimum(x[:, h], 0)) for h in range(len(alpha))])


def elu_forward(x, alpha=1.0):
    with np.errstate(over="ignore"):
        out = np.where(x > 0, x, alpha * (np.exp(x) - 1))
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    slope = np.ones(x.shape)
    np.exp(x, out=slope, where=x < 0)
    return dout * np.where(x < 0, alpha * slope, slope)


def maxout_forward(x, W1, b1, W2, b2):
    first = np.matmul(x, W1) + b1[np.newaxis, :]
    second = np.matmul(x, W2) + b2[np.newaxis, :]
    return np.fmax(first, second), (x, W1, b1, W2, b2)


def maxout_backward(dout, cache):
    x, W1, b1, W2, b2 = cache
    first_wins = np.greater(np.matmul(x, W1) + b1, np.matmul(x, W2) + b2)
    first = np.where(first_wins, dout, 0)
    second = np.where(first_wins, 0, dout)
    dx = np.matmul(first, W1.transpose()) + np.matmul(second, W2.transpose())
    return (
        dx,
        np.matmul(x.transpose(), first),
        np.ones(len(x)) @ first,
        np.matmul(x.transpose(), second),
        np.ones(len(x)) @ second,
    )
