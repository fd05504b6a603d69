"""The net made of sandwich layers, as the course's own layer_utils has them."""

import numpy as np

from ..layers import *
from ..normalization import *


def affine_bn_relu_forward(x, w, b, gamma, beta, bn_param):
    a, fc_cache = affine_forward(x, w, b)
    n, bn_cache = batchnorm_forward(a, gamma, beta, bn_param)
    out, relu_cache = relu_forward(n)
    return out, (fc_cache, bn_cache, relu_cache)


def affine_bn_relu_backward(dout, cache):
    fc_cache, bn_cache, relu_cache = cache
    dn = relu_backward(dout, relu_cache)
    da, dgamma, dbeta = batchnorm_backward(dn, bn_cache)
    dx, dw, db = affine_backward(da, fc_cache)
    return dx, dw, db, dgamma, dbeta


def affine_relu_forward(x, w, b):
    a, fc_cache = affine_forward(x, w, b)
    out, relu_cache = relu_forward(a)
    return out, (fc_cache, relu_cache)


def affine_relu_backward(dout, cache):
    fc_cache, relu_cache = cache
    return affine_backward(relu_backward(dout, relu_cache), fc_cache)


class FullyConnectedNet(object):
    def __init__(self, hidden_dims, input_dim=3 * 32 * 32, num_classes=10, dropout_keep_ratio=1,
                 normalization=None, reg=0.0, weight_scale=1e-2, dtype=np.float64, seed=None):
        self.normalization = normalization
        self.use_dropout = dropout_keep_ratio != 1
        self.reg = reg
        self.num_layers = 1 + len(hidden_dims)
        self.dtype = dtype
        self.params = {}
        dims = np.hstack((input_dim, hidden_dims, num_classes))
        for i in range(self.num_layers):
            self.params["W%d" % (i + 1)] = np.random.normal(0, weight_scale, (dims[i], dims[i + 1]))
            self.params["b%d" % (i + 1)] = np.zeros(dims[i + 1])
        if self.normalization in ("batchnorm", "layernorm"):
            for i in range(self.num_layers - 1):
                self.params["gamma%d" % (i + 1)] = np.ones(dims[i + 1])
                self.params["beta%d" % (i + 1)] = np.zeros(dims[i + 1])
        self.bn_params = []
        if self.normalization == "batchnorm":
            self.bn_params = [{"mode": "train"} for i in range(self.num_layers - 1)]
        for k, v in self.params.items():
            self.params[k] = v.astype(dtype)

    def loss(self, X, y=None):
        X = X.astype(self.dtype)
        mode = "test" if y is None else "train"
        if self.normalization == "batchnorm":
            for bn_param in self.bn_params:
                bn_param["mode"] = mode
        p = self.params
        caches = []
        out = X
        for i in range(1, self.num_layers):
            w, b = p["W%d" % i], p["b%d" % i]
            if self.normalization == "batchnorm":
                out, cache = affine_bn_relu_forward(
                    out, w, b, p["gamma%d" % i], p["beta%d" % i], self.bn_params[i - 1])
            else:
                out, cache = affine_relu_forward(out, w, b)
            caches.append(cache)
        L = self.num_layers
        scores, cache = affine_forward(out, p["W%d" % L], p["b%d" % L])
        caches.append(cache)
        if mode == "test":
            return scores
        loss, dout = softmax_loss(scores, y)
        loss += 0.5 * self.reg * np.sum([np.sum(p["W%d" % (i + 1)] ** 2) for i in range(L)])
        grads = {}
        dout, grads["W%d" % L], grads["b%d" % L] = affine_backward(dout, caches.pop())
        for i in list(range(1, L))[::-1]:
            if self.normalization == "batchnorm":
                dout, dw, db, dgamma, dbeta = affine_bn_relu_backward(dout, caches.pop())
                grads["gamma%d" % i], grads["beta%d" % i] = dgamma, dbeta
            else:
                dout, dw, db = affine_relu_backward(dout, caches.pop())
            grads["W%d" % i], grads["b%d" % i] = dw, db
        for k in p:
            if k.startswith("W"):
                grads[k] += self.reg * p[k]
        return loss, grads
