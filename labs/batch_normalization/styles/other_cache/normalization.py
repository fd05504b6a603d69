import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get("running_var", np.zeros(D, dtype=x.dtype))
    if mode == "test":
        scale = gamma / np.sqrt(running_var + eps)
        return x * scale + (beta - running_mean * scale), None
    # the graph of the blog post, step by step
    mu = 1.0 / N * np.sum(x, axis=0)
    xmu = x - mu
    sq = xmu**2
    var = 1.0 / N * np.sum(sq, axis=0)
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar
    gammax = gamma * xhat
    out = gammax + beta
    bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mu
    bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    return out, {"all": (xhat, gamma, xmu, ivar, sqrtvar, var, eps)}


def identity_parameters(x, eps=1e-5):
    mu = 1.0 / len(x) * np.sum(x, axis=0)
    return ((1.0 / len(x) * np.sum((x - mu) ** 2, axis=0)) + eps) ** 0.5, mu


def batchnorm_backward(dout, cache):
    xhat, gamma, xmu, ivar, sqrtvar, var, eps = cache["all"]
    N, D = dout.shape
    dbeta = np.sum(dout, axis=0)
    dgammax = dout
    dgamma = np.sum(dgammax * xhat, axis=0)
    dxhat = dgammax * gamma
    divar = np.sum(dxhat * xmu, axis=0)
    dxmu1 = dxhat * ivar
    dsqrtvar = -1.0 / (sqrtvar**2) * divar
    dvar = 0.5 * 1.0 / np.sqrt(var + eps) * dsqrtvar
    dsq = 1.0 / N * np.ones((N, D)) * dvar
    dxmu2 = 2 * xmu * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -1 * np.sum(dxmu1 + dxmu2, axis=0)
    dx2 = 1.0 / N * np.ones((N, D)) * dmu
    return dx1 + dx2, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    xhat, gamma, xmu, ivar, sqrtvar, var, eps = cache["all"]
    N = dout.shape[0]
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(xhat * dout, axis=0)
    dx = (
        (1.0 / N) * gamma * (var + eps) ** (-1.0 / 2.0)
        * (N * dout - np.sum(dout, axis=0) - xmu * (var + eps) ** (-1.0) * np.sum(dout * xmu, axis=0))
    )  # fmt: skip
    return dx, dgamma, dbeta


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    flat = np.swapaxes(np.swapaxes(x, 1, 2), 2, 3).reshape(-1, C)
    out, cache = batchnorm_forward(flat, gamma, beta, bn_param)
    out = np.swapaxes(np.swapaxes(out.reshape(N, H, W, C), 2, 3), 1, 2)
    return out, [x.shape, cache]


def spatial_batchnorm_backward(dout, cache):
    (N, C, H, W), inner = cache
    dflat = np.swapaxes(np.swapaxes(dout, 1, 2), 2, 3).reshape(-1, C)
    dx, dgamma, dbeta = batchnorm_backward(dflat, inner)
    return np.swapaxes(np.swapaxes(dx.reshape(N, H, W, C), 2, 3), 1, 2), dgamma, dbeta
