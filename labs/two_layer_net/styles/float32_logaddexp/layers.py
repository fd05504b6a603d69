"""float32 scores and their log-sum-exp without a shift: the least exact way that is still right."""
import numpy as np


def affine_forward(x, w, b):
    return (x.reshape(len(x), -1).astype('f') @ w.astype('f') + b.astype('f')), (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    d = dout.astype('f')
    return (d @ w.astype('f').T).reshape(x.shape), x.reshape(len(x), -1).astype('f').T @ d, d.sum(0)


def relu_forward(x):
    return np.maximum(np.float32(0), x.astype('f')), x


def relu_backward(dout, cache):
    return dout.astype('f') * (cache > 0)


def softmax_loss(x, y):
    x = np.asarray(x, np.float32)
    logp = x - np.logaddexp.reduce(x, axis=1, keepdims=True)
    dx = np.exp(logp)
    dx[np.arange(len(y)), y] -= 1
    return -logp[np.arange(len(y)), y].mean(), dx / np.float32(len(y))


def svm_loss(x, y):
    x = np.asarray(x, np.float32)
    loss, dx = np.float32(0), np.zeros_like(x)
    for i in range(len(y)):
        for j in range(x.shape[1]):
            margin = x[i, j] - x[i, y[i]] + np.float32(1)
            if j != y[i] and margin > 0:
                loss += margin / np.float32(len(y))
                dx[i, j] += np.float32(1 / len(y))
                dx[i, y[i]] -= np.float32(1 / len(y))
    return loss, dx
