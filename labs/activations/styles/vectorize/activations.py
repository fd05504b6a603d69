import math

import numpy as np

sigmoid = np.vectorize(lambda v: 1 / (1 + math.exp(-v)) if v > -700 else 0.0, otypes=[float])
leak = np.vectorize(lambda v, a: v if v > 0 else a * v, otypes=[float])
slope_of_leak = np.vectorize(lambda v, a: 1.0 if v > 0 else a, otypes=[float])
elu = np.vectorize(lambda v, a: v if v > 0 else a * math.expm1(v), otypes=[float])
slope_of_elu = np.vectorize(lambda v, a: 1.0 if v > 0 else a * math.exp(v), otypes=[float])


def sigmoid_forward(x):
    return sigmoid(x), sigmoid(x)


def sigmoid_backward(dout, cache):
    return dout * cache * (1 - cache)


def tanh_forward(x):
    return np.vectorize(math.tanh)(x), x


def tanh_backward(dout, cache):
    return dout * (1 - np.vectorize(math.tanh)(cache) ** 2)


def leaky_relu_forward(x, alpha=0.01):
    return leak(x, alpha), (x, alpha)


def leaky_relu_backward(dout, cache):
    return dout * slope_of_leak(*cache)


def prelu_forward(x, alpha):
    return leak(x, alpha), (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    dalpha = np.diag(dout.T @ np.where(x < 0, x, 0))
    return dout * slope_of_leak(x, alpha), dalpha


def elu_forward(x, alpha=1.0):
    return elu(x, alpha), (x, alpha)


def elu_backward(dout, cache):
    x, alpha = cache[0], cache[-1]
    return dout * slope_of_elu(x, alpha)


def maxout_forward(x, W1, b1, W2, b2):
    return np.vectorize(max)(x @ W1 + b1, x @ W2 + b2), (x, W1, b1, W2, b2)


def maxout_backward(dout, cache):
    x, W1, b1, W2, b2 = cache
    wins = np.vectorize(lambda a, b: a > b)(x @ W1 + b1, x @ W2 + b2)
    both = np.concatenate([dout * wins, dout * (1 - wins)], axis=1)
    W = np.concatenate([W1, W2], axis=1)
    dW, db = x.T @ both, both.sum(axis=0)
    H = W1.shape[1]
    return both @ W.T, dW[:, :H], db[:H], dW[:, H:], db[H:]
