"""Backward consumes what it is given: dout and the cache are overwritten."""
import numpy as np


def affine_forward(x, w, b):
    return x.reshape(x.shape[0], -1).dot(w) + b, [x.copy(), w.copy(), b]


def affine_backward(dout, cache):
    x, w, b = cache
    dw = x.reshape(len(x), -1).T.dot(dout)
    db = dout.sum(0)
    x[...] = dout.dot(w.T).reshape(x.shape)
    w.fill(np.nan)
    dout *= 0
    del cache[:]
    return x, dw, db


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    dx, x = dout, cache
    dx[x <= 0] = 0
    x[x <= 0] = 0
    x[x > 0] = 1
    return dx


def softmax_loss(x, y):
    probs = np.exp(x - np.max(x, axis=1, keepdims=True))
    probs /= np.sum(probs, axis=1, keepdims=True)
    N = x.shape[0]
    loss = -np.sum(np.log(probs[np.arange(N), y])) / N
    dx = probs.copy()
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx


def svm_loss(x, y):
    N = x.shape[0]
    margins = np.maximum(0, x - x[np.arange(N), y][:, np.newaxis] + 1.0)
    margins[np.arange(N), y] = 0
    loss = np.sum(margins) / N
    num_pos = np.sum(margins > 0, axis=1)
    dx = np.zeros_like(x)
    dx[margins > 0] = 1
    dx[np.arange(N), y] -= num_pos
    dx /= N
    return loss, dx
