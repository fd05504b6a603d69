"""Names that NumPy took away later: a solution written and checked on NumPy 1.26 or before."""
import numpy as np


def affine_forward(x, w, b):
    return x.reshape(x.shape[0], np.product(x.shape[1:])).dot(w) + b, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = np.row_stack([row.ravel() for row in x])
    return dout.dot(w.T).reshape(x.shape), rows.T.dot(dout), dout.sum(axis=0)


def relu_forward(x):
    return np.clip(x, 0, np.Inf), x


def relu_backward(dout, cache):
    return dout * (cache > 0).astype(np.float_)


def softmax_loss(x, y):
    z = x - np.amax(x, 1)[:, None]
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    if np.sometrue(p == np.NaN) or not np.alltrue(p >= 0):
        raise ValueError
    d = p.astype(np.float)
    d[np.arange(len(y)), y] -= 1
    return -np.log(p[np.arange(len(y)), y]).mean(), d / np.float_(len(y))


def svm_loss(x, y):
    m = x - x[np.arange(len(y)), y].reshape(-1, 1) + 1
    m[np.arange(len(y)), y] = np.NINF
    on = (m > 0).astype(np.int)
    d = on.astype(np.float64)
    d[np.arange(len(y)), y] = -on.sum(1)
    return np.where(on.astype(np.bool), m, 0).sum() / len(y), d / len(y)
