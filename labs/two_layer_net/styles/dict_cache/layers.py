"""Caches are dictionaries with names of the student's own."""
import numpy as np


def affine_forward(x, w, b):
    cache = {}
    cache['input'] = x
    cache['flat'] = x.reshape(x.shape[0], np.prod(x.shape[1:]))
    cache['weights'] = w
    return cache['flat'].dot(w) + b, cache


def affine_backward(dout, cache):
    dx = dout.dot(cache['weights'].T).reshape(*cache['input'].shape)
    return dx, cache['flat'].T.dot(dout), np.sum(dout, axis=0)


def relu_forward(x):
    return x * (x > 0), dict(mask=x > 0)


def relu_backward(dout, cache):
    return dout * cache['mask']


def softmax_loss(x, y):
    s = {'n': x.shape[0]}
    s['z'] = x - np.amax(x, axis=1).reshape(-1, 1)
    s['lse'] = np.log(np.sum(np.exp(s['z']), axis=1))
    s['loss'] = np.mean(s['lse'] - s['z'][range(s['n']), y])
    s['dx'] = np.exp(s['z'] - s['lse'].reshape(-1, 1))
    s['dx'][range(s['n']), y] -= 1
    return s['loss'], s['dx'] / s['n']


def svm_loss(x, y):
    s = {'n': x.shape[0]}
    s['m'] = (x.T - x[range(s['n']), y] + 1).T
    s['m'][range(s['n']), y] = 0
    s['on'] = s['m'] > 0
    s['dx'] = s['on'].astype(float)
    s['dx'][range(s['n']), y] = -np.sum(s['on'], axis=1)
    return np.sum(s['m'][s['on']]) / s['n'], s['dx'] / s['n']
