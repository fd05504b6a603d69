"""The cache holds flattened x and its shape; ReLU keeps its output instead of its input."""
import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    shape = x.shape
    x = np.reshape(x, (N, -1))
    out = np.matmul(x, w) + np.tile(b, (N, 1))
    return out, (x, w, b, shape)


def affine_backward(dout, cache):
    x, w, b, shape = cache
    dx = np.matmul(dout, w.T).reshape(shape)
    dw = np.matmul(np.transpose(x), dout)
    db = np.ones(dout.shape[0]).dot(dout)
    return dx, dw, db


def relu_forward(x):
    out = (np.abs(x) + x) / 2
    return out, out


def relu_backward(dout, out):
    dx = np.array(dout, copy=True)
    dx[out <= 0] = 0
    return dx


def softmax_loss(x, y):
    num_train = x.shape[0]
    f = x.copy()
    f -= np.matrix.max(np.asmatrix(f), axis=1).A
    sum_f = np.sum(np.exp(f), axis=1, keepdims=True)
    p = np.exp(f) / sum_f
    loss = np.sum(-f[np.arange(num_train), y] + np.log(sum_f).ravel()) / num_train
    ind = np.zeros_like(p)
    ind[np.arange(num_train), y] = 1
    return loss, (p - ind) / num_train


def svm_loss(x, y):
    N = x.shape[0]
    correct_class_scores = x[np.arange(N), y]
    margins = np.maximum(0, x - correct_class_scores[:, np.newaxis] + 1.0)
    loss = (np.sum(margins) - N) / N  # each right class pays 1
    num_pos = np.sum(margins > 0, axis=1) - 1
    dx = np.zeros_like(x)
    dx[margins > 0] = 1
    dx[np.arange(N), y] -= num_pos + 1
    return loss, dx / N
