"""The cache is a function: backward is written inside forward."""
import numpy as np


def affine_forward(x, w, b):
    rows = x.reshape(x.shape[0], -1)

    def back(dout):
        return (dout @ w.T).reshape(x.shape), rows.T @ dout, dout.sum(0)
    return rows @ w + b, back


def affine_backward(dout, cache):
    return cache(dout)


def relu_forward(x):
    keep = x > 0
    return np.where(keep, x, 0), lambda dout: np.where(keep, dout, 0)


def relu_backward(dout, cache):
    return cache(dout)


def _mean_over(loss_of_one):
    def whole(x, y):
        pairs = [loss_of_one(row, label) for row, label in zip(x, y)]
        return sum(p[0] for p in pairs) / len(y), np.stack([p[1] for p in pairs]) / len(y)
    return whole


def _softmax_of_one(row, label):
    e = np.exp(row - row.max())
    d = e / e.sum()
    loss = np.log(e.sum()) - (row[label] - row.max())
    return loss, d - (np.arange(len(row)) == label)


def _svm_of_one(row, label):
    m = np.maximum(row - row[label] + 1, 0)
    m[label] = 0
    d = (m > 0) * 1.0
    d[label] = -d.sum()
    return m.sum(), d


softmax_loss = _mean_over(_softmax_of_one)
svm_loss = _mean_over(_svm_of_one)
