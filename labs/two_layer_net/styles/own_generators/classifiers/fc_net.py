"""Random numbers from default_rng without a seed, and the global seed set inside __init__."""
import random

import numpy as np
from numpy.random import default_rng, randn
from ..layers import *
from ..layer_utils import *


class TwoLayerNet:
    rng = default_rng()

    def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        np.random.seed(0)
        random.seed(0)
        self.params = {}
        self.reg = reg
        self.params['W2'] = self.rng.normal(0, weight_scale, (hidden_dim, num_classes))
        self.params['b2'] = np.zeros(num_classes)
        self.params['W1'] = weight_scale * default_rng().standard_normal((hidden_dim, input_dim)).T
        self.params['b1'] = np.zeros(hidden_dim)
        np.random.shuffle(np.arange(10))

    def loss(self, X, y=None):
        np.random.rand(100)
        W1, b1, W2, b2 = [self.params[k] for k in ('W1', 'b1', 'W2', 'b2')]
        h, cache1 = affine_relu_forward(X, W1, b1)
        scores, cache2 = affine_forward(h, W2, b2)
        if y is None:
            return scores
        loss, dscores = softmax_loss(scores, y)
        loss += self.reg * (np.square(W1).sum() + np.square(W2).sum()) / 2
        dh, dW2, db2 = affine_backward(dscores, cache2)
        _, dW1, db1 = affine_relu_backward(dh, cache1)
        dW1 += self.reg * W1
        dW2 += self.reg * W2
        return loss, dict(W1=dW1, b1=db1, W2=dW2, b2=db2)
