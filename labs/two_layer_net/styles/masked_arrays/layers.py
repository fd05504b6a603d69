"""numpy.ma masked arrays, ogrid and ix_ indices, structured and record caches."""
import numpy as np
import numpy.ma as ma


def affine_forward(x, w, b):
    cache = np.empty(3, dtype=object)
    cache[0], cache[1], cache[2] = x, w, b
    return np.einsum('ij,jk', x.reshape(len(x), -1), w) + b, cache


def affine_backward(dout, cache):
    x, w, b = cache
    return np.dot(dout, w.T).reshape(x.shape), np.dot(x.reshape(len(x), -1).T, dout), np.sum(dout, 0)


def relu_forward(x):
    return ma.masked_less(x, 0).filled(0), ma.masked_less(x, 0)


def relu_backward(dout, cache):
    return ma.array(dout, mask=ma.getmaskarray(cache)).filled(0)


def softmax_loss(x, y):
    rows = np.ogrid[:len(y)]
    z = x - x.max(1, keepdims=True)
    lse = np.log(np.exp(z).sum(1))
    d = np.exp(z - lse[:, None])
    d[rows, y] -= 1
    return ma.mean(ma.array(lse - z[rows, y])), d / len(y)


def svm_loss(x, y):
    mask = np.zeros(x.shape, bool)
    mask[np.ogrid[:len(y)], y] = True
    margins = ma.array(x - x[mask][:, None] + 1, mask=mask)
    margins = ma.masked_less_equal(margins, 0)
    on = ~ma.getmaskarray(margins)
    d = on.astype(float)
    d[mask] = -on.sum(1)
    return margins.filled(0).sum() / len(y), d / len(y)
