"""Imports inside methods, nested functions, generators, a params class of its own, logsumexp by hand."""


class Params(dict):
    """A dictionary whose entries are attributes too."""
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


def make(*shape, scale):
    import numpy
    return scale * numpy.random.normal(size=shape)


class TwoLayerNet:
    """Keeps what it needs of the forward pass on itself."""

    def __init__(self, input_dim=3072, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        import numpy as np
        self.params = Params(W1=make(input_dim, hidden_dim, scale=weight_scale),
                             W2=make(hidden_dim, num_classes, scale=weight_scale))
        self.params.b1, self.params.b2 = map(np.zeros, (hidden_dim, num_classes))
        self.reg = reg

    def __call__(self, X):
        from ..layers import affine_forward, relu_forward
        p = self.params
        self.a, self.c1 = affine_forward(X, p.W1, p.b1)
        self.h, self.c2 = relu_forward(self.a)
        self.s, self.c3 = affine_forward(self.h, p.W2, p.b2)
        return self.s

    def loss(self, X, y=None):
        from ..layers import softmax_loss, relu_backward, affine_backward
        scores = self(X)
        if y is None:
            return scores
        p, reg = self.params, self.reg

        def penalties():
            for name in 'W1', 'W2':
                yield reg * (p[name] ** 2).sum() / 2

        def backward(d):
            dh, dW2, db2 = affine_backward(d, self.c3)
            dx, dW1, db1 = affine_backward(relu_backward(dh, self.c2), self.c1)
            return Params(W1=dW1 + reg * p.W1, W2=dW2 + reg * p.W2, b1=db1, b2=db2)

        data, d = softmax_loss(scores, y)
        return data + sum(penalties()), backward(d)
