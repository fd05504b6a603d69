import numpy as np

from ..layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss
from ..normalization import batchnorm_backward, batchnorm_forward


class Layer:
    """One layer of the net: it looks its parameters up each time it is called."""

    def __init__(self, net, number, hidden):
        self.net, self.number, self.hidden = net, number, hidden

    def of(self, kind):
        return self.net.params[f"{kind}{self.number}"]

    @property
    def normalised(self):
        return self.hidden and self.net.normalization == "batchnorm"

    def forward(self, x):
        x, affine = affine_forward(x, self.of("W"), self.of("b"))
        norm = relu = None
        if self.normalised:
            bn_param = self.net.bn_params[self.number - 1]
            x, norm = batchnorm_forward(x, self.of("gamma"), self.of("beta"), bn_param)
        if self.hidden:
            x, relu = relu_forward(x)
        return x, (affine, norm, relu)

    def backward(self, dx, cache, grads):
        affine, norm, relu = cache
        if self.hidden:
            dx = relu_backward(dx, relu)
        if self.normalised:
            dx, dgamma, dbeta = batchnorm_backward(dx, norm)
            grads.update({f"gamma{self.number}": dgamma, f"beta{self.number}": dbeta})
        dx, dw, db = affine_backward(dx, affine)
        grads.update({f"W{self.number}": dw + self.net.reg * self.of("W"), f"b{self.number}": db})
        return dx


class FullyConnectedNet:
    def __init__(
        self,
        hidden_dims,
        input_dim=3072,
        num_classes=10,
        normalization=None,
        reg=0.0,
        weight_scale=1e-2,
    ):
        self.normalization, self.reg = normalization, reg
        self.num_layers = len(hidden_dims) + 1
        generator = np.random.default_rng(12)
        self.params = {}
        sizes = [input_dim] + list(hidden_dims) + [num_classes]
        for number, shape in enumerate(zip(sizes[:-1], sizes[1:]), 1):
            self.params[f"W{number}"] = generator.normal(scale=weight_scale, size=shape)
            self.params[f"b{number}"] = np.zeros(shape[1])
        if normalization:
            self.params.update({f"gamma{i}": np.ones(h) for i, h in enumerate(hidden_dims, 1)})
            self.params.update({f"beta{i}": np.zeros(h) for i, h in enumerate(hidden_dims, 1)})
        self.bn_params = [{"mode": "train"} for _ in hidden_dims] if normalization else []
        self.layers = [Layer(self, i + 1, i < len(hidden_dims)) for i in range(self.num_layers)]

    def loss(self, X, y=None):
        for bn_param in self.bn_params:
            bn_param["mode"] = "train" if y is not None else "test"
        layers = [Layer(self, i, i < self.num_layers) for i in range(1, self.num_layers + 1)]
        caches = []
        for layer in layers:
            X, cache = layer.forward(X)
            caches.append(cache)
        if y is None:
            return X
        loss, dx = softmax_loss(X, y)
        loss += 0.5 * self.reg * sum(float(np.vdot(l.of("W"), l.of("W"))) for l in layers)
        grads = {}
        for layer, cache in zip(reversed(layers), reversed(caches)):
            dx = layer.backward(dx, cache, grads)
        return loss, grads
