import math

import numpy as np


def sigmoid_forward(x):
    out = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        v = float(x[index])
        if v >= 0:
            out[index] = 1 / (1 + math.exp(-v))
        else:
            out[index] = math.exp(v) / (1 + math.exp(v))
    cache = out
    return out, cache


def sigmoid_backward(dout, cache):
    dx = np.zeros(cache.shape)
    for index in np.ndindex(*cache.shape):
        s = cache[index]
        dx[index] = s * (1 - s) * dout[index]
    return dx


def tanh_forward(x):
    out = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        out[index] = math.tanh(x[index])
    return out, out


def tanh_backward(dout, cache):
    dx = np.zeros(cache.shape)
    for index in np.ndindex(*cache.shape):
        dx[index] = dout[index] - dout[index] * cache[index] * cache[index]
    return dx


def leaky_relu_forward(x, alpha=0.01):
    out = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        if x[index] >= 0:
            out[index] = x[index]
        else:
            out[index] = alpha * x[index]
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    dx = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        if x[index] >= 0:
            dx[index] = dout[index]
        else:
            dx[index] = alpha * dout[index]
    return dx


def prelu_forward(x, alpha):
    N, H = x.shape
    out = np.zeros((N, H))
    for n in range(N):
        for h in range(H):
            out[n, h] = x[n, h] if x[n, h] > 0 else alpha[h] * x[n, h]
    return out, (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    N, H = x.shape
    dx = np.zeros((N, H))
    dalpha = np.zeros(H)
    for n in range(N):
        for h in range(H):
            if x[n, h] > 0:
                dx[n, h] = dout[n, h]
            else:
                dx[n, h] = alpha[h] * dout[n, h]
                dalpha[h] += x[n, h] * dout[n, h]
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    out = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        v = float(x[index])
        out[index] = v if v > 0 else alpha * (math.exp(v) - 1)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        if x[index] > 0:
            dx[index] = dout[index]
        else:
            dx[index] = alpha * math.exp(x[index]) * dout[index]
    return dx


def maxout_forward(x, W1, b1, W2, b2):
    N, D = x.shape
    H = len(b1)
    out = np.zeros((N, H))
    for n in range(N):
        for h in range(H):
            a = b1[h]
            c = b2[h]
            for d in range(D):
                a += x[n, d] * W1[d, h]
                c += x[n, d] * W2[d, h]
            out[n, h] = max(a, c)
    return out, (x, W1, b1, W2, b2)


def maxout_backward(dout, cache):
    x, W1, b1, W2, b2 = cache
    dx, dW1, db1 = np.zeros_like(x), np.zeros_like(W1), np.zeros_like(b1)
    dW2, db2 = np.zeros_like(W2), np.zeros_like(b2)
    for n in range(x.shape[0]):
        for h in range(W1.shape[1]):
            if x[n].dot(W1[:, h]) + b1[h] >= x[n].dot(W2[:, h]) + b2[h]:
                W, dW, db = W1, dW1, db1
            else:
                W, dW, db = W2, dW2, db2
            db[h] += dout[n, h]
            for d in range(x.shape[1]):
                dW[d, h] += x[n, d] * dout[n, h]
                dx[n, d] += W[d, h] * dout[n, h]
    return dx, dW1, db1, dW2, db2
