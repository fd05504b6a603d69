"""Views of every kind: stride tricks, transposes, broadcasts, read-only results, reversed slices."""
import numpy as np
from numpy.lib.stride_tricks import as_strided


def affine_forward(x, w, b):
    rows = np.ascontiguousarray(x).view()
    rows.shape = (x.shape[0], -1)
    out = (w.T @ rows.T).T + np.broadcast_to(b, (x.shape[0], w.shape[1]))
    out.flags.writeable = False
    return out, (x, rows.T, w.T)


def affine_backward(dout, cache):
    x, rows_T, w_T = cache
    dx = (dout @ w_T).reshape(x.shape)
    ones = as_strided(np.ones(1), shape=(1, len(dout)), strides=(0, 0))
    return dx, rows_T @ dout, np.squeeze(ones @ dout, axis=0)


def relu_forward(x):
    return np.maximum(x, 0)[::1], x[...]


def relu_backward(dout, cache):
    return (dout[::-1] * (cache > 0)[::-1])[::-1]


def softmax_loss(x, y):
    s = x.T
    s = s - s.max(axis=0)
    e = np.exp(s)
    loss = (np.log(e.sum(axis=0)) - s[y, np.arange(s.shape[1])]).sum() / s.shape[1]
    d = e / e.sum(axis=0)
    d[y, np.arange(s.shape[1])] -= 1
    return loss, d.T / s.shape[1]


def svm_loss(x, y):
    s = x.T
    m = s - s[y, np.arange(s.shape[1])] + 1
    m = np.where(m > 0, m, 0)
    m[y, np.arange(s.shape[1])] = 0
    d = np.array(m > 0, dtype=float)
    d[y, np.arange(s.shape[1])] = -np.count_nonzero(m, axis=0)
    return m.sum() / s.shape[1], d.T / s.shape[1]
