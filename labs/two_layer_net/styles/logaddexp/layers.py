"""Softmax by logaddexp.reduce, without a shift by hand; as stable as any."""
import numpy as np


def affine_forward(x, w, b):
    return np.dot(x.reshape(x.shape[0], -1), w) + b[None, :], (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    return (np.dot(dout, w.T).reshape(x.shape), np.dot(x.reshape(len(x), -1).T, dout),
            np.sum(dout, 0))


def relu_forward(x):
    return np.fmax(x, 0), x


def relu_backward(dout, cache):
    return dout * (np.sign(cache) + 1) / 2


def softmax_loss(x, y):
    n = x.shape[0]
    logp = x - np.logaddexp.reduce(x, axis=1, keepdims=True)
    dx = np.exp(logp)
    dx[np.arange(n), y] -= 1
    return -np.mean(logp[np.arange(n), y]), dx / n


def svm_loss(x, y):
    n = x.shape[0]
    others = np.arange(x.shape[1]) != y[:, None]
    margins = (x - np.choose(y, x.T)[:, None] + 1)
    counts = others & (margins > 0)
    dx = counts.astype(x.dtype)
    dx[~others] = -counts.sum(1)
    return margins[counts].sum() / n, dx / n
