"""One-hot matrices instead of fancy indexing, masks multiplied."""
import numpy as np


def one_hot(y, C):
    return (y[:, np.newaxis] == np.arange(C)[np.newaxis, :]).astype(np.float64)


def affine_forward(x, w, b):
    X = np.hstack([x.reshape(x.shape[0], -1), np.ones((x.shape[0], 1))])  # bias trick
    W = np.vstack([w, b])
    return X.dot(W), (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    X = np.hstack([x.reshape(x.shape[0], -1), np.ones((x.shape[0], 1))])
    dW = X.T.dot(dout)
    return dout.dot(w.T).reshape(x.shape), dW[:-1], dW[-1]


def relu_forward(x):
    mask = np.array(x > 0, dtype=np.int8)
    return mask * x, mask


def relu_backward(dout, mask):
    return mask * dout


def softmax_loss(x, y):
    Y = one_hot(y, x.shape[1])
    x = x - x.max(axis=1, keepdims=True)
    P = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    loss = -(Y * (x - np.log(np.exp(x).sum(axis=1, keepdims=True)))).sum() / len(y)
    return loss, (P - Y) / len(y)


def svm_loss(x, y):
    Y = one_hot(y, x.shape[1])
    margins = (x - (x * Y).sum(axis=1, keepdims=True) + 1) * (1 - Y)
    on = (margins > 0) * 1
    return (margins * on).sum() / len(y), (on - Y * on.sum(axis=1, keepdims=True)) / len(y)
