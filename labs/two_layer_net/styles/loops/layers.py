"""Pure Python loops over every index; not one vectorised line."""
import numpy as np
from math import exp, log


def affine_forward(x, w, b):
    N = x.shape[0]
    flat = x.reshape(N, -1)
    D, M = w.shape
    out = np.zeros((N, M))
    for i in range(N):
        for j in range(M):
            s = 0.0
            for k in range(D):
                s += flat[i, k] * w[k, j]
            out[i, j] = s + b[j]
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    N, M = dout.shape
    flat = x.reshape(N, -1)
    D = flat.shape[1]
    dx, dw, db = np.zeros((N, D)), np.zeros((D, M)), np.zeros(M)
    for i in range(N):
        for j in range(M):
            db[j] += dout[i, j]
            for k in range(D):
                dx[i, k] += dout[i, j] * w[k, j]
                dw[k, j] += flat[i, k] * dout[i, j]
    return dx.reshape(x.shape), dw, db


def relu_forward(x):
    out = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        if x[index] > 0:
            out[index] = x[index]
    return out, x


def relu_backward(dout, cache):
    dx = np.zeros(dout.shape)
    for index in np.ndindex(*dout.shape):
        if cache[index] > 0:
            dx[index] = dout[index]
    return dx


def softmax_loss(x, y):
    N, C = x.shape
    loss, dx = 0.0, np.zeros((N, C))
    for i in range(N):
        top = max(x[i])
        total = 0.0
        for j in range(C):
            total += exp(x[i, j] - top)
        loss += log(total) - (x[i, y[i]] - top)
        for j in range(C):
            dx[i, j] = exp(x[i, j] - top) / total
            if j == y[i]:
                dx[i, j] -= 1
            dx[i, j] /= N
    return loss / N, dx


def svm_loss(x, y):
    N, C = x.shape
    loss, dx = 0.0, np.zeros((N, C))
    for i in range(N):
        for j in range(C):
            if j == y[i]:
                continue
            margin = x[i, j] - x[i, y[i]] + 1
            if margin > 0:
                loss += margin
                dx[i, j] += 1
                dx[i, y[i]] -= 1
    return loss / N, dx / N
