import math

import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param['mode']
    eps = bn_param.get('eps', 1e-5)
    momentum = bn_param.get('momentum', 0.9)
    N, D = x.shape
    running_mean = bn_param.get('running_mean', np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get('running_var', np.zeros(D, dtype=x.dtype))
    means, variances = [], []
    for d in range(D):
        if mode == 'test':
            means.append(running_mean[d])
            variances.append(running_var[d])
            continue
        total = 0.0
        for n in range(N):
            total += x[n, d]
        mu = total / N
        square = 0.0
        for n in range(N):
            square += (x[n, d] - mu) ** 2
        means.append(mu)
        variances.append(square / N)
    out = np.zeros((N, D))
    x_hat = np.zeros((N, D))
    std = np.zeros(D)
    for d in range(D):
        std[d] = math.sqrt(variances[d] + eps)
        for n in range(N):
            x_hat[n, d] = (x[n, d] - means[d]) / std[d]
            out[n, d] = gamma[d] * x_hat[n, d] + beta[d]
    if mode == 'train':
        new_mean, new_var = np.zeros(D), np.zeros(D)
        for d in range(D):
            new_mean[d] = momentum * running_mean[d] + (1 - momentum) * means[d]
            new_var[d] = momentum * running_var[d] + (1 - momentum) * variances[d]
        bn_param['running_mean'] = new_mean
        bn_param['running_var'] = new_var
    return out, (x_hat, gamma, std)


def identity_parameters(x, eps=1e-5):
    gamma, beta = [], []
    for column in x.T:
        mu = sum(column) / len(column)
        gamma.append(math.sqrt(sum((c - mu) ** 2 for c in column) / len(column) + eps))
        beta.append(mu)
    return np.array(gamma), np.array(beta)


def batchnorm_backward(dout, cache):
    x_hat, gamma, std = cache
    N, D = dout.shape
    dx = np.zeros((N, D))
    dgamma = np.zeros(D)
    dbeta = np.zeros(D)
    for d in range(D):
        for n in range(N):
            dbeta[d] += dout[n, d]
            dgamma[d] += dout[n, d] * x_hat[n, d]
        dvar = 0.0
        dmu = 0.0
        for n in range(N):
            dxh = dout[n, d] * gamma[d]
            dvar += dxh * x_hat[n, d] * std[d] * -0.5 * std[d] ** -3
            dmu -= dxh / std[d]
        for n in range(N):
            dxh = dout[n, d] * gamma[d]
            dx[n, d] = dxh / std[d] + dvar * 2 * x_hat[n, d] * std[d] / N + dmu / N
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    x_hat, gamma, std = cache
    N, D = dout.shape
    dx = np.zeros((N, D))
    dgamma, dbeta = np.zeros(D), np.zeros(D)
    for d in range(D):
        dbeta[d] = sum(dout[:, d])
        dgamma[d] = sum(dout[:, d] * x_hat[:, d])
        for n in range(N):
            dx[n, d] = gamma[d] / std[d] * (dout[n, d] - dbeta[d] / N - x_hat[n, d] * dgamma[d] / N)
    return dx, dgamma, dbeta


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    table = np.zeros((N * H * W, C))
    row = 0
    for n in range(N):
        for h in range(H):
            for w in range(W):
                for c in range(C):
                    table[row, c] = x[n, c, h, w]
                row += 1
    result, inner = batchnorm_forward(table, gamma, beta, bn_param)
    out = np.zeros(x.shape)
    row = 0
    for n in range(N):
        for h in range(H):
            for w in range(W):
                out[n, :, h, w] = result[row]
                row += 1
    return out, inner


def spatial_batchnorm_backward(dout, cache):
    N, C, H, W = dout.shape
    rows = [dout[n, :, h, w] for n in range(N) for h in range(H) for w in range(W)]
    table, dgamma, dbeta = batchnorm_backward(np.array(rows), cache)
    dx = np.zeros(dout.shape)
    places = [(n, h, w) for n in range(N) for h in range(H) for w in range(W)]
    for (n, h, w), row in zip(places, table):
        dx[n, :, h, w] = row
    return dx, dgamma, dbeta
