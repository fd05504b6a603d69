"""A general net that TwoLayerNet inherits from, with properties, __slots__-free mixins and super."""
import abc

import numpy as np
from .. import layers as L
from ..layer_utils import affine_relu_forward as block, affine_relu_backward as unblock


class Model(abc.ABC):
    def __init__(self, reg):
        self._params = {}
        self.reg = reg

    @property
    def params(self):
        return self._params

    @params.setter
    def params(self, value):
        self._params = value

    @abc.abstractmethod
    def forward(self, X): ...

    def penalty(self):
        return 0.5 * self.reg * sum(np.sum(v ** 2) for k, v in self.params.items() if v.ndim == 2)


class FullyConnectedNet(Model):
    def __init__(self, hidden_dims, input_dim, num_classes, weight_scale, reg):
        super().__init__(reg)
        self.num_layers = 1 + len(hidden_dims)
        sizes = [input_dim, *hidden_dims, num_classes]
        for i, (n, m) in enumerate(zip(sizes, sizes[1:]), start=1):
            self.params['W' + str(i)] = weight_scale * np.random.randn(n, m)
            self.params['b' + str(i)] = np.zeros(m)

    def forward(self, X):
        self.caches = {}
        for i in range(1, self.num_layers):
            X, self.caches[i] = block(X, self.params[f'W{i}'], self.params[f'b{i}'])
        i = self.num_layers
        X, self.caches[i] = L.affine_forward(X, self.params[f'W{i}'], self.params[f'b{i}'])
        return X

    def backward(self, dout):
        grads = {}
        i = self.num_layers
        dout, grads[f'W{i}'], grads[f'b{i}'] = L.affine_backward(dout, self.caches.pop(i))
        for i in reversed(range(1, self.num_layers)):
            dout, grads[f'W{i}'], grads[f'b{i}'] = unblock(dout, self.caches.pop(i))
        return {k: g + self.reg * self.params[k] if k.startswith('W') else g for k, g in grads.items()}

    def loss(self, X, y=None):
        mode = 'test' if y is None else 'train'
        scores = self.forward(X)
        if mode == 'test':
            return scores
        loss, dscores = L.softmax_loss(scores, y)
        return loss + self.penalty(), self.backward(dscores)


class TwoLayerNet(FullyConnectedNet):
    def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        FullyConnectedNet.__init__(self, [hidden_dim], input_dim, num_classes, weight_scale, reg)
