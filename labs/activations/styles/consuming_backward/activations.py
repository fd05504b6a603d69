"""Each backward function works in dout and in the cache, which it is free to use up."""

import numpy as np


def sigmoid_forward(x):
    out = np.exp(-np.abs(x))
    out = np.where(x >= 0, 1, out) / (1 + out)
    return out, out.copy()


def sigmoid_backward(dout, cache):
    dout *= cache
    cache -= 1
    cache *= -1
    dout *= cache
    return dout


def tanh_forward(x):
    out = np.tanh(x)
    return out, out.copy()


def tanh_backward(dout, cache):
    cache *= cache
    dout -= dout * cache
    return dout


def leaky_relu_forward(x, alpha=0.01):
    out = x.copy()
    out[out < 0] *= alpha
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    dout[x < 0] *= alpha
    return dout


def prelu_forward(x, alpha):
    out = x.copy()
    rows, columns = np.nonzero(x < 0)
    out[rows, columns] *= alpha[columns]
    return out, (x.copy(), alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    rows, columns = np.nonzero(x < 0)
    dalpha = np.zeros(alpha.shape)
    np.add.at(dalpha, columns, dout[rows, columns] * x[rows, columns])
    dout[rows, columns] *= alpha[columns]
    return dout, dalpha


def elu_forward(x, alpha=1.0):
    out = x.copy()
    np.exp(x, out=out, where=x < 0)
    out[x < 0] -= 1
    out[x < 0] *= alpha
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    below = x < 0
    out[below] += alpha
    dout[below] *= out[below]
    return dout


def maxout_forward(x, W1, b1, W2, b2):
    out = x @ W1
    out += b1
    other = x @ W2
    other += b2
    first_wins = out > other
    np.copyto(out, other, where=~first_wins)
    return out, (x, W1, W2, first_wins)


def maxout_backward(dout, cache):
    x, W1, W2, first_wins = cache
    first = dout * first_wins
    dout -= first
    dx = first @ W1.T
    dx += dout @ W2.T
    return dx, x.T @ first, first.sum(axis=0), x.T @ dout, dout.sum(axis=0)
