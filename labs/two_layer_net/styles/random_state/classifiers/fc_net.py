"""A RandomState of the class's own, Box and Muller's transform by hand for the second layer."""
import numpy as np
from assignment.layers import *
from assignment.layer_utils import *


class TwoLayerNet:
    def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        self.reg = reg
        state = np.random.RandomState(231)
        u, v = 1 - state.rand(hidden_dim, num_classes), state.rand(hidden_dim, num_classes)
        self.params = {
            'W1': state.randn(input_dim * hidden_dim).reshape(input_dim, hidden_dim) * weight_scale,
            'b1': np.zeros(hidden_dim),
            'W2': np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v) * weight_scale,
            'b2': np.zeros(num_classes),
        }

    def loss(self, X, y=None):
        locals().update(self.params)
        p = self.params
        hidden, cache = affine_relu_forward(X, p['W1'], p['b1'])
        scores, top = affine_forward(hidden, p['W2'], p['b2'])
        if y is None:
            return scores
        loss, d = softmax_loss(scores, y)
        weights = [k for k in p if k[0] == 'W']
        loss += 0.5 * self.reg * np.sum([np.sum(p[k] * p[k]) for k in weights])
        grads = {}
        d, grads['W2'], grads['b2'] = affine_backward(d, top)
        d, grads['W1'], grads['b1'] = affine_relu_backward(d, cache)
        for k in weights:
            grads[k] += self.reg * p[k]
        return loss, grads
