"""All arithmetic in float32, results too."""
import numpy as np

f = np.float32


def affine_forward(x, w, b):
    return x.reshape(x.shape[0], -1).astype(f).dot(w.astype(f)) + b.astype(f), (x, w, b)


def affine_backward(dout, cache):
    x, w, b = (a.astype(f) for a in cache)
    dout = dout.astype(f)
    return (dout.dot(w.T).reshape(x.shape), x.reshape(len(x), -1).T.dot(dout), dout.sum(0))


def relu_forward(x):
    return np.maximum(x.astype(f), 0), x.astype(f)


def relu_backward(dout, cache):
    return np.where(cache > 0, dout.astype(f), f(0))


def softmax_loss(x, y):
    x = x.astype(f)
    n = x.shape[0]
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    loss = -np.sum(np.log(p[np.arange(n), y])) / f(n)
    dx = p.copy()
    dx[np.arange(n), y] -= 1
    return loss, dx / f(n)


def svm_loss(x, y):
    x = x.astype(f)
    n = x.shape[0]
    m = np.maximum(0, x - x[np.arange(n), y].reshape(-1, 1) + f(1))
    m[np.arange(n), y] = 0
    g = (m > 0).astype(f)
    g[np.arange(n), y] = -g.sum(1)
    return m.sum() / f(n), g / f(n)
