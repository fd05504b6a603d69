import numpy as np


def means(X):
    return np.einsum("nd->d", X) / len(X)


def zero_center(X_train, X):
    return X - means(X_train)


def normalize(X_train, X):
    centered = zero_center(X_train, X_train)
    std = np.sqrt(np.einsum("nd,nd->d", centered, centered) / len(X_train))
    return np.divide(zero_center(X_train, X), std, out=zero_center(X_train, X), where=std > 1e-6)


def covariance(X):
    return np.einsum("ni,nj->ij", X - means(X), X - means(X)) / len(X)


def pca(X_train, X):
    _, axes = np.linalg.eigh(covariance(X_train))
    return np.einsum("nd,dk->nk", zero_center(X_train, X), axes)[:, ::-1]


def whiten(X_train, X):
    values, axes = np.linalg.eigh(covariance(X_train))
    scale = np.zeros_like(values)
    steep = values > 1e-5 * values.max()
    scale[steep] = values[steep] ** -0.5
    return np.einsum("nd,dk,k->nk", zero_center(X_train, X), axes, scale)[:, ::-1]


def subtract_mean_image(X_train, X):
    return X - np.einsum("nchw->chw", X_train.astype(float)) / len(X_train)


def subtract_channel_mean(X_train, X):
    n, c, h, w = X_train.shape
    mean = np.einsum("nchw->c", X_train.astype(np.float64)) / (n * h * w)
    return X - mean[None, :, None, None]


def feature_std_range(X):
    rows = X.reshape(len(X), -1).astype(float)
    centered = rows - np.einsum("nd->d", rows) / len(rows)
    std = np.sqrt(np.einsum("nd,nd->d", centered, centered) / len(rows))
    return np.min(std), np.max(std)
