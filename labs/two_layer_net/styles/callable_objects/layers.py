"""The functions are instances of classes with __call__, partials and bound methods."""
import functools

import numpy as np


class AffineForward:
    calls = 0

    def __call__(self, x, w, b):
        type(self).calls += 1
        return x.reshape(len(x), -1) @ w + b, (x, w, b)


class Layers:
    def relu_forward(self, x):
        return np.maximum(x, 0), x

    def relu_backward(self, dout, cache):
        return dout * (cache > 0)

    @staticmethod
    def affine_backward(dout, cache):
        x, w, b = cache
        return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(0)

    @classmethod
    def loss(cls, kind, x, y):
        return getattr(cls, kind)(x, y)

    @staticmethod
    def softmax(x, y):
        z = x - x.max(1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(1, keepdims=True))
        return -logp[np.arange(len(y)), y].mean(), (np.exp(logp) - np.eye(x.shape[1])[y]) / len(y)

    @staticmethod
    def svm(x, y):
        m = np.maximum(0, x - x[np.arange(len(y)), y][:, None] + 1)
        m[np.arange(len(y)), y] = 0
        d = (m > 0) * 1.0
        d[np.arange(len(y)), y] = -d.sum(1)
        return m.sum() / len(y), d / len(y)


layers = Layers()
affine_forward = AffineForward()
affine_backward = layers.affine_backward
relu_forward = layers.relu_forward
relu_backward = layers.relu_backward
softmax_loss = functools.partial(Layers.loss, 'softmax')
svm_loss = functools.partial(Layers.loss, 'svm')
