import numpy as np


class Statistics:
    """Mean and variance of a minibatch."""

    def __init__(self, x):
        self.mean = np.mean(x, 0)
        self.var = np.mean(np.square(x - self.mean), 0)


class BatchNorm:
    """The layer as an object; the module's functions are its face."""

    def __init__(self, gamma, beta, settings):
        self.gamma, self.beta, self.settings = gamma, beta, settings
        self.eps = settings.get("eps", 1e-5)

    def __call__(self, x):
        if self.settings["mode"] == "train":
            found = Statistics(x)
            self.remember("running_mean", found.mean)
            self.remember("running_var", found.var)
            mean, var = found.mean, found.var
        else:
            zeros = np.zeros(x.shape[1])
            mean = self.settings.get("running_mean", zeros)
            var = self.settings.get("running_var", zeros)
        self.std = np.sqrt(var + self.eps)
        self.x_hat = (x - mean) / self.std
        return self.gamma * self.x_hat + self.beta

    def remember(self, name, value):
        kept = self.settings.get("momentum", 0.9)
        self.settings[name] = kept * self.settings.get(name, 0.0 * value) + (1.0 - kept) * value

    def back(self, dout):
        d = dout * self.gamma
        d = d - d.mean(0) - self.x_hat * (d * self.x_hat).mean(0)
        return d / self.std, (dout * self.x_hat).sum(0), dout.sum(0)


def batchnorm_forward(x, gamma, beta, bn_param):
    layer = BatchNorm(gamma, beta, bn_param)
    return layer(x), layer


def batchnorm_backward(dout, cache):
    return cache.back(dout)


batchnorm_backward_alt = batchnorm_backward


def identity_parameters(x, eps=1e-5):
    found = Statistics(x)
    return np.sqrt(found.var + eps), found.mean


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    layer = BatchNorm(gamma, beta, bn_param)
    out = layer(np.moveaxis(x, 1, -1).reshape(-1, x.shape[1]))
    layer.shape = x.shape
    return to_images(out, x.shape), layer


def spatial_batchnorm_backward(dout, cache):
    dx, dgamma, dbeta = cache.back(np.moveaxis(dout, 1, -1).reshape(-1, dout.shape[1]))
    return to_images(dx, dout.shape), dgamma, dbeta


def to_images(rows, shape):
    N, C, H, W = shape
    return np.moveaxis(rows.reshape(N, H, W, C), -1, 1)
