import numpy as np

from ..layers import *
from ..normalization import *


class FullyConnectedNet(object):
    def __init__(self, hidden_dims, input_dim=3 * 32 * 32, num_classes=10,
                 normalization=None, reg=0.0, weight_scale=1e-2):
        self.normalization = normalization
        self.reg = reg
        self.num_layers = 1 + len(hidden_dims)
        self.params = {}
        previous = input_dim
        for i, size in enumerate(list(hidden_dims) + [num_classes]):
            w = np.zeros((previous, size))
            for row in range(previous):
                for column in range(size):
                    w[row, column] = np.random.normal(0.0, weight_scale)
            self.params['W' + str(i + 1)] = w
            self.params['b' + str(i + 1)] = np.array([0.0] * size)
            if normalization is not None and i < len(hidden_dims):
                self.params['gamma' + str(i + 1)] = np.array([1.0] * size)
                self.params['beta' + str(i + 1)] = np.array([0.0] * size)
            previous = size
        self.bn_params = []
        if self.normalization == 'batchnorm':
            self.bn_params = [{'mode': 'train'} for i in range(self.num_layers - 1)]

    def loss(self, X, y=None):
        mode = 'test' if y is None else 'train'
        for bn_param in self.bn_params:
            bn_param['mode'] = mode
        h = X
        caches = {}
        i = 1
        while i < self.num_layers:
            n = str(i)
            h, caches['fc' + n] = affine_forward(h, self.params['W' + n], self.params['b' + n])
            if self.normalization == 'batchnorm':
                h, caches['bn' + n] = batchnorm_forward(
                    h, self.params['gamma' + n], self.params['beta' + n], self.bn_params[i - 1])
            h, caches['relu' + n] = relu_forward(h)
            i += 1
        n = str(self.num_layers)
        scores, caches['fc' + n] = affine_forward(h, self.params['W' + n], self.params['b' + n])
        if mode == 'test':
            return scores
        grads = {}
        loss, dh = softmax_loss(scores, y)
        for i in range(1, self.num_layers + 1):
            loss += 0.5 * self.reg * (self.params['W' + str(i)] ** 2).sum()
        i = self.num_layers
        while i > 0:
            n = str(i)
            if i < self.num_layers:
                dh = relu_backward(dh, caches['relu' + n])
                if self.normalization == 'batchnorm':
                    dh, grads['gamma' + n], grads['beta' + n] = batchnorm_backward(dh, caches['bn' + n])
            dh, grads['W' + n], grads['b' + n] = affine_backward(dh, caches['fc' + n])
            grads['W' + n] += self.reg * self.params['W' + n]
            i -= 1
        return loss, grads
