import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get("running_var", np.zeros(D, dtype=x.dtype))
    if mode == "train":
        mean = np.einsum("nd->d", x) / N
        c = x - mean
        var = np.einsum("nd,nd->d", c, c) / N
    else:
        mean, var = running_mean, running_var
    istd = (var + eps) ** -0.5
    x_hat = np.einsum("nd,d->nd", x - mean, istd)
    out = np.einsum("d,nd->nd", gamma, x_hat) + beta[None]
    if mode == "train":
        bn_param["running_mean"] = running_mean + (1 - momentum) * (mean - running_mean)
        bn_param["running_var"] = running_var + (1 - momentum) * (var - running_var)
    return out, (x_hat, gamma, 1 / istd)


def identity_parameters(x, eps=1e-5):
    beta = np.einsum("nd->d", x) / len(x)
    c = x - beta
    return np.sqrt(np.einsum("nd,nd->d", c, c) / len(x) + eps), beta


def batchnorm_backward(dout, cache):
    x_hat, gamma, std = cache
    N = len(dout)
    dbeta = np.einsum("nd->d", dout)
    dgamma = np.einsum("nd,nd->d", dout, x_hat)
    dx_hat = np.einsum("nd,d->nd", dout, gamma)
    dvar = np.einsum("nd,nd,d->d", dx_hat, x_hat, -0.5 / std**2)
    dmean = -np.einsum("nd,d->d", dx_hat, 1 / std)
    dx = dx_hat / std + np.einsum("d,nd,d->nd", dvar, x_hat, 2 * std / N) + dmean / N
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, std = cache
    dbeta = np.einsum("nd->d", dout)
    dgamma = np.einsum("nd,nd->d", dout, x_hat)
    inner = dout - dbeta / len(dout) - np.einsum("nd,d->nd", x_hat, dgamma) / len(dout)
    return np.einsum("d,nd->nd", gamma / std, inner), dgamma, dbeta


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    out, cache = batchnorm_forward(
        np.einsum("nchw->nhwc", x).reshape(N * H * W, C), gamma, beta, bn_param
    )
    return np.einsum("nhwc->nchw", out.reshape(N, H, W, C)), cache


def spatial_batchnorm_backward(dout, cache):
    N, C, H, W = dout.shape
    dx, dgamma, dbeta = batchnorm_backward(np.einsum("nchw->nhwc", dout).reshape(-1, C), cache)
    return np.einsum("nhwc->nchw", dx.reshape(N, H, W, C)), dgamma, dbeta
