"""Recursion instead of loops: over examples, classes and halves of a sum."""
import sys

import numpy as np

sys.setrecursionlimit(20000)


def total(values):
    n = len(values)
    return values[0] if n == 1 else total(values[:n // 2]) + total(values[n // 2:])


def affine_forward(x, w, b):
    def rows(i):
        if i == len(x):
            return np.empty((0, w.shape[1]))
        return np.vstack([(x[i].ravel() @ w + b)[None], rows(i + 1)])
    return rows(0), (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    if len(x) > 1:
        h = len(x) // 2
        one = affine_backward(dout[:h], (x[:h], w, b))
        two = affine_backward(dout[h:], (x[h:], w, b))
        return np.concatenate([one[0], two[0]]), one[1] + two[1], one[2] + two[2]
    return (w @ dout[0]).reshape(x.shape), np.outer(x[0], dout[0]), dout[0].copy()


def relu_forward(x):
    if np.ndim(x) == 0:
        return (x if x > 0 else 0.0), x
    return np.array([relu_forward(part)[0] for part in x]), x


def relu_backward(dout, cache):
    if np.ndim(dout) == 0:
        return dout if cache > 0 else 0.0
    return np.array([relu_backward(d, c) for d, c in zip(dout, cache)])


def softmax_loss(x, y):
    if len(y) > 1:
        h = len(y) // 2
        (l1, d1), (l2, d2) = softmax_loss(x[:h], y[:h]), softmax_loss(x[h:], y[h:])
        a, c = h / len(y), (len(y) - h) / len(y)
        return a * l1 + c * l2, np.vstack([a * d1, c * d2])
    z = x[0] - max(x[0])
    logp = z - np.log(total(np.exp(z)))
    d = np.exp(logp)
    d[y[0]] -= 1
    return -logp[y[0]], d[None]


def svm_loss(x, y):
    def pay(i, j):
        if j == x.shape[1]:
            return 0.0
        margin = x[i, j] - x[i, y[i]] + 1
        if j == y[i] or margin <= 0:
            return pay(i, j + 1)
        d[i, j] += 1
        d[i, y[i]] -= 1
        return margin + pay(i, j + 1)
    d = np.zeros(x.shape)
    loss = total([pay(i, 0) for i in range(len(y))])
    return loss / len(y), d / len(y)
