"""np.matrix inside and, for dx and dw, outside."""
import numpy as np


def affine_forward(x, w, b):
    out = np.matrix(x.reshape(len(x), -1)) * np.matrix(w) + b
    return np.asarray(out), (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    d = np.matrix(dout)
    dx = np.asarray(d * np.matrix(w).T).reshape(x.shape)
    dw = np.matrix(x.reshape(len(x), -1)).T * d
    return dx, dw, d.sum(axis=0).A1


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return np.multiply(dout, cache > 0)


def softmax_loss(x, y):
    m = np.asmatrix(x)
    e = np.exp(m - m.max(axis=1))
    p = e / e.sum(axis=1)
    n = len(y)
    z = m - m.max(axis=1) - np.log(e.sum(axis=1))
    loss = -z[np.arange(n), y].mean()
    p[np.arange(n), y] -= 1
    return loss, p / n


def svm_loss(x, y):
    n = len(y)
    m = np.asmatrix(x)
    margins = np.maximum(0, m - m[np.arange(n), y].T + 1)
    margins[np.arange(n), y] = 0
    g = (margins > 0).astype(float)
    g[np.arange(n), y] = -g.sum(axis=1).T
    return margins.sum() / n, g / n
