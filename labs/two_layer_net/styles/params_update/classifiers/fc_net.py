"""Parameters set through update, weights kept in lists besides, extra attributes, OrderedDict."""
from collections import OrderedDict, defaultdict

import numpy as np
from ..layers import *
from ..layer_utils import *


class TwoLayerNet:
    def __init__(self, input_dim=3072, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        self.params = OrderedDict()
        self.reg = reg
        self.dims = (input_dim, hidden_dim, num_classes)
        self.weights = [np.random.normal(loc=0.0, scale=weight_scale, size=self.dims[i:i + 2])
                        for i in range(2)]
        self.biases = [np.zeros((n,)) for n in self.dims[1:]]
        self.params.update(W1=self.weights[0], W2=self.weights[1])
        self.params.update({'b1': self.biases[0], 'b2': self.biases[1]})
        self.bn_params, self.dropout_param, self.history = [], {}, defaultdict(list)

    def loss(self, X, y=None):
        self.W = [self.params['W1'], self.params['W2']]
        self.b = [self.params['b1'], self.params['b2']]
        out, caches = X, []
        for i in range(2):
            out, cache = affine_forward(out, self.W[i], self.b[i])
            caches.append(cache)
            if i == 0:
                out, cache = relu_forward(out)
                caches.append(cache)
        if y is None:
            return out
        loss, dout = softmax_loss(out, y)
        grads = OrderedDict()
        dout, grads['W2'], grads['b2'] = affine_backward(dout, caches.pop())
        dout = relu_backward(dout, caches.pop())
        dout, grads['W1'], grads['b1'] = affine_backward(dout, caches.pop())
        for W, name in zip(self.W, ('W1', 'W2')):
            loss += .5 * self.reg * np.linalg.norm(W) ** 2
            grads[name] += self.reg * W
        self.history['loss'].append(loss)
        grads['X'] = dout
        return loss, grads
