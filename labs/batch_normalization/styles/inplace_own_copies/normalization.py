import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    D = x.shape[1]
    running_mean = np.array(bn_param.get("running_mean", np.zeros(D)))
    running_var = np.array(bn_param.get("running_var", np.zeros(D)))
    x_hat = x.copy()
    if mode == "train":
        mean = x_hat.mean(0)
        x_hat -= mean
        var = np.square(x_hat).mean(0)
        running_mean *= momentum
        running_mean += (1 - momentum) * mean
        running_var *= momentum
        running_var += (1 - momentum) * var
        bn_param.update(running_mean=running_mean, running_var=running_var)
    else:
        x_hat -= running_mean
        var = running_var
    std = var + eps
    np.sqrt(std, out=std)
    x_hat /= std
    out = x_hat.copy()
    out *= gamma
    out += beta
    return out, (x_hat, gamma.copy(), std)


def identity_parameters(x, eps=1e-5):
    x = x.copy()
    beta = x.mean(0)
    x -= beta
    x *= x
    gamma = x.mean(0)
    gamma += eps
    gamma **= 0.5
    return gamma, beta


def batchnorm_backward(dout, cache):
    x_hat, gamma, std = cache
    dbeta = dout.sum(0)
    dgamma = np.multiply(dout, x_hat).sum(0)
    dout *= gamma  # its own copy
    dout -= dout.mean(0)
    projection = np.multiply(dout, x_hat).mean(0)
    dout -= x_hat * projection
    dout /= std
    return dout, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, std = cache
    dbeta, dgamma = dout.sum(0), (x_hat * dout).sum(0)
    x_hat *= dgamma  # used up
    x_hat += dbeta
    x_hat /= -len(dout)
    x_hat += dout
    x_hat *= gamma
    x_hat /= std
    return x_hat, dgamma, dbeta


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    rows = np.stack([channel.ravel() for channel in x.transpose(1, 0, 2, 3)], axis=1)
    flat, cache = batchnorm_forward(rows, gamma, beta, bn_param)
    out = np.empty_like(x)
    for c in range(x.shape[1]):
        out[:, c] = flat[:, c].reshape(x.shape[0], *x.shape[2:])
    return out, cache


def spatial_batchnorm_backward(dout, cache):
    rows = np.stack([channel.ravel() for channel in dout.transpose(1, 0, 2, 3)], axis=1)
    flat, dgamma, dbeta = batchnorm_backward(rows, cache)
    for c in range(dout.shape[1]):
        dout[:, c] = flat[:, c].reshape(dout.shape[0], *dout.shape[2:])
    return dout, dgamma, dbeta
