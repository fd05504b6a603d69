"""Caches and results are namedtuples."""
from collections import namedtuple

import numpy as np

AffineCache = namedtuple('AffineCache', 'x w b')
ReluCache = namedtuple('ReluCache', ['x'])
Result = namedtuple('Result', 'out cache')
Gradients = namedtuple('Gradients', 'dx dw db')
Loss = namedtuple('Loss', 'value gradient')


def affine_forward(x, w, b):
    return Result(np.dot(x.reshape(x.shape[0], -1), w) + b, AffineCache(x=x, w=w, b=b))


def affine_backward(dout, cache):
    rows = cache.x.reshape(cache.x.shape[0], -1)
    return Gradients(np.dot(dout, cache.w.T).reshape(cache.x.shape), np.dot(rows.T, dout),
                     dout.sum(axis=0))


def relu_forward(x):
    return Result(np.maximum(0, x), ReluCache(x))


def relu_backward(dout, cache):
    return dout * np.heaviside(cache.x, 0)


def softmax_loss(x, y):
    n = len(y)
    z = x - x.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss = -(z[np.arange(n), y] - np.log(np.exp(z).sum(axis=1))).mean()
    p[np.arange(n), y] -= 1
    return Loss(value=loss, gradient=p / n)


def svm_loss(x, y):
    n = len(y)
    m = np.maximum(0, x - x[np.arange(n), y, None] + 1)
    m[np.arange(n), y] = 0
    g = np.sign(m)
    g[np.arange(n), y] -= g.sum(axis=1)
    return Loss(m.sum() / n, g / n)
