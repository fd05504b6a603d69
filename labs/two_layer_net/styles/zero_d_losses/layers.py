"""Losses are 0-d arrays, np.float64 and np.longdouble; gradients are Fortran-ordered views."""
import numpy as np


def affine_forward(x, w, b):
    return np.asfortranarray(x.reshape(x.shape[0], -1) @ w + b), (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = x.reshape(x.shape[0], -1)
    dx = (w @ dout.T).T.reshape(x.shape)
    return dx, (dout.T @ rows).T, (dout.T @ np.ones((len(x), 1)))[:, 0]


def relu_forward(x):
    return np.asfortranarray(np.maximum(x, 0)), x


def relu_backward(dout, cache):
    twice = np.zeros((2,) + dout.shape)
    twice[1] = dout * (cache > 0)
    return twice[::-1][0]


def softmax_loss(x, y):
    n = np.int32(x.shape[0])
    z = np.longdouble(x - x.max(1, keepdims=True))
    logp = z - np.log(np.sum(np.exp(z), 1, keepdims=True))
    loss = np.array(-np.take_along_axis(logp, y[:, None], 1).mean())
    d = np.exp(logp)
    d[np.arange(n), y] -= 1
    return loss, d / n


def svm_loss(x, y):
    n = np.float64(x.shape[0])
    m = np.maximum(0, x - np.take_along_axis(x, y[:, None], 1) + 1)
    np.put_along_axis(m, y[:, None], 0, 1)
    d = (m > 0) / 1.0
    np.put_along_axis(d, y[:, None], -d.sum(1, keepdims=True), 1)
    return np.float64(m.sum() / n)[...], np.array(d.T, order='F').T / n
