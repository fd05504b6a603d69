"""A net whose weights and arithmetic are float32."""
import numpy as np
from ..layers import *
from ..layer_utils import *


class TwoLayerNet(object):
    def __init__(self, input_dim=3*32*32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        self.reg = np.float32(reg)
        self.params = {
            'W1': (weight_scale * np.random.randn(input_dim, hidden_dim)).astype('float32'),
            'b1': np.zeros(hidden_dim, dtype='f4'),
            'W2': (weight_scale * np.random.randn(hidden_dim, num_classes)).astype('float32'),
            'b2': np.zeros(num_classes, 'f4'),
        }

    def loss(self, X, y=None):
        p = {k: v.astype(np.float32) for k, v in self.params.items()}
        X = X.astype(np.float32)
        h, c1 = affine_relu_forward(X, p['W1'], p['b1'])
        scores, c2 = affine_forward(h, p['W2'], p['b2'])
        if y is None:
            return scores
        loss, d = softmax_loss(scores, y)
        loss += np.float32(0.5) * self.reg * sum(np.sum(p[k] ** 2, dtype='f4') for k in ('W1', 'W2'))
        g = {}
        d, g['W2'], g['b2'] = affine_backward(d, c2)
        _, g['W1'], g['b1'] = affine_relu_backward(d, c1)
        g['W1'] += self.reg * p['W1']
        g['W2'] += self.reg * p['W2']
        return loss, g
