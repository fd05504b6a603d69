"""A pool of threads over the examples."""
from concurrent.futures import ThreadPoolExecutor
import multiprocessing
import os
import threading

import numpy as np

lock = threading.Lock()
workers = min(4, os.cpu_count() or 1)


pool = ThreadPoolExecutor(max_workers=workers)


def each(function, *arrays):
    return list(pool.map(function, *arrays))


def affine_forward(x, w, b):
    return np.stack(each(lambda row: row.ravel() @ w + b, x)), (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    dw, db = np.zeros(w.shape), np.zeros(b.shape)

    def one(row, d):
        with lock:
            np.add(dw, np.outer(row, d), out=dw)
            np.add(db, d, out=db)
        return (w @ d).reshape(row.shape)
    return np.stack(each(one, x, dout)), dw, db


def relu_forward(x):
    return np.stack(each(lambda row: np.maximum(row, 0), x)), x


def relu_backward(dout, cache):
    return np.stack(each(lambda d, row: d * (row > 0), dout, cache))


def softmax_loss(x, y):
    def one(row, label):
        z = row - row.max()
        logp = z - np.log(np.exp(z).sum())
        return -logp[label], np.exp(logp) - (np.arange(len(row)) == label)
    losses, grads = zip(*each(one, x, y))
    return np.mean(losses), np.array(grads) / len(y)


def svm_loss(x, y):
    def one(row, label):
        m = np.maximum(0, row - row[label] + 1)
        m[label] = 0
        d = np.where(m > 0, 1.0, 0.0)
        d[label] = -d.sum()
        return m.sum(), d
    losses, grads = zip(*each(one, x, y))
    return np.mean(losses), np.array(grads) / len(y)
