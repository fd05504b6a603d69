# -*- coding: utf-8 -*-
"""Python 2 habits that still run: futures, xrange, object as a base, % formatting."""
from __future__ import absolute_import, division, print_function, unicode_literals
from builtins import range
from builtins import object
from past.builtins import xrange
from six.moves import zip, cPickle as pickle
import numpy as np


class Shape(object):
    def __init__(self, x):
        super(Shape, self).__init__()
        self.shape = x.shape


def affine_forward(x, w, b):
    N = x.shape[0]
    D = 1
    for i in xrange(1, len(x.shape)):
        D *= x.shape[i]
    out = x.reshape(N, D).dot(w) + b
    print("affine: %d x %d" % (N, D))
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T).reshape(Shape(x).shape)
    dw = np.zeros(w.shape)
    for i in xrange(x.shape[0]):
        dw += np.outer(x[i].ravel(), dout[i])
    db = reduce_(dout)
    return dx, dw, db


def reduce_(dout):
    from functools import reduce
    return reduce(lambda a, b: a + b, [row for row in dout])


def relu_forward(x):
    return np.maximum(0, x), x


def relu_backward(dout, cache):
    dx = np.array(dout, copy=True)
    dx[cache <= 0] = 0
    return dx


def softmax_loss(x, y):
    loss = 0.0
    dx = np.zeros_like(x)
    num_train = x.shape[0]
    for i in xrange(num_train):
        scores = x[i] - np.max(x[i])
        total = np.sum(np.exp(scores))
        loss += -scores[y[i]] + np.log(total)
        for j in xrange(x.shape[1]):
            dx[i, j] += (np.exp(scores[j]) / total - (j == y[i])) / num_train
    return loss / num_train, dx


def svm_loss(x, y):
    loss = 0.0
    dx = np.zeros_like(x)
    for i, (row, label) in enumerate(zip(x, y)):
        for j in range(len(row)):
            margin = row[j] - row[label] + 1
            if j != label and margin > 0:
                loss += margin
                dx[i, j] += 1
                dx[i, label] -= 1
    return loss / len(y), dx / len(y)
