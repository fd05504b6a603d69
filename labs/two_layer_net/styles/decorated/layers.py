"""Decorators: timing, logging, shape checks, a jit that does nothing, one without functools.wraps."""
import functools
import logging
import time

import numpy as np

log = logging.getLogger(__name__)
spent = {}


def timed(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        start = time.time()
        try:
            return f(*args, **kwargs)
        finally:
            spent[f.__name__] = spent.get(f.__name__, 0) + time.time() - start
            log.warning('%s took %.6f s', f.__name__, time.time() - start)
    return inner


def traced(f):
    def inner(*args, **kwargs):
        print('->', f.__name__, [getattr(a, 'shape', a) for a in args])
        return f(*args, **kwargs)
    return inner


def jit(*args, **options):
    if args and callable(args[0]):
        return args[0]
    return lambda f: f


@timed
@jit(nopython=True, cache=True)
def affine_forward(x, w, b):
    return x.reshape(len(x), -1).dot(w) + b, (x, w, b)


@traced
@jit
def affine_backward(dout, cache):
    x, w, b = cache
    return dout.dot(w.T).reshape(x.shape), x.reshape(len(x), -1).T.dot(dout), dout.sum(axis=0)


@timed
@traced
def relu_forward(x):
    return np.maximum(x, 0), x


@jit()
def relu_backward(dout, cache):
    return dout * (cache > 0)


@timed
def softmax_loss(x, y):
    p = np.exp(x - x.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(len(y)), y]).mean()
    p[np.arange(len(y)), y] -= 1
    return loss, p / len(y)


@traced
def svm_loss(x, y):
    m = np.maximum(0, x - x[np.arange(len(y)), y][:, None] + 1)
    m[np.arange(len(y)), y] = 0
    d = (m > 0).astype(float)
    d[np.arange(len(y)), y] -= d.sum(1)
    return m.sum() / len(y), d / len(y)
