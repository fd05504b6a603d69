"""The cache is an object with slots that knows how to go backward and cannot be copied."""
import numpy as np


class Affine:
    __slots__ = ('x', 'w', 'b')

    def __init__(self, x, w, b):
        self.x, self.w, self.b = x, w, b

    def __copy__(self):
        raise TypeError('do not copy me')

    __deepcopy__ = __reduce__ = __copy__

    def forward(self):
        return self.x.reshape(len(self.x), -1).dot(self.w) + self.b

    def backward(self, dout):
        dx = dout.dot(self.w.T).reshape(self.x.shape)
        return dx, self.x.reshape(len(self.x), -1).T.dot(dout), dout.sum(axis=0)


class Relu:
    def __init__(self, x):
        self.out = np.clip(x, 0, None)

    def backward(self, dout):
        return dout * (self.out > 0)


def affine_forward(x, w, b):
    layer = Affine(x, w, b)
    return layer.forward(), layer


def affine_backward(dout, cache):
    return cache.backward(dout)


def relu_forward(x):
    layer = Relu(x)
    return layer.out, layer


def relu_backward(dout, cache):
    return cache.backward(dout)


class Loss:
    def __init__(self, x, y):
        self.x, self.y, self.n = x, y, x.shape[0]

    def at_labels(self, a):
        return a[np.arange(self.n), self.y]


class Softmax(Loss):
    def __call__(self):
        z = self.x - self.x.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        d = np.exp(logp)
        d[np.arange(self.n), self.y] -= 1
        return -self.at_labels(logp).mean(), d / self.n


class Svm(Loss):
    def __call__(self):
        m = (self.x - self.at_labels(self.x)[:, None] + 1).clip(min=0)
        m[np.arange(self.n), self.y] = 0
        d = (m > 0).astype(float)
        d[np.arange(self.n), self.y] = -d.sum(axis=1)
        return m.sum() / self.n, d / self.n


def softmax_loss(x, y):
    return Softmax(x, y)()


def svm_loss(x, y):
    return Svm(x, y)()
