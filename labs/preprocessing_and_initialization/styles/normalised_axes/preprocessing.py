"""Whitening is normalising along the axes: each step builds on the one before."""
import numpy as np


def zero_center(X_train, X):
    X_train, X = np.array(X_train), np.array(X)
    return X - X_train.sum(axis=0) / X_train.shape[0]


def normalize(X_train, X):
    scale = 1 / np.sqrt(np.diag(covariance(X_train)).clip(1e-12))
    scale[scale > 0.999e6] = 1
    return zero_center(X_train, X) * scale


def covariance(X):
    Xc = zero_center(X, X)
    return sum(np.outer(x, x) for x in Xc) / len(Xc)


def pca(X_train, X):
    w, v = np.linalg.eigh(covariance(X_train))
    return np.dot(zero_center(X_train, X), np.flip(v, axis=1))


def whiten(X_train, X):
    Z_train, Z = pca(X_train, X_train), pca(X_train, X)
    stds = Z_train.std(axis=0)
    dead = stds**2 < 1e-5 * np.max(stds) ** 2
    Z_train[:, dead] = 0
    Z[:, dead] = 0
    return normalize(Z_train, Z)


def subtract_mean_image(X_train, X):
    return zero_center(X_train, X)


def subtract_channel_mean(X_train, X):
    by_pixel = X_train.transpose(0, 2, 3, 1).reshape(-1, X_train.shape[1])
    pixels = X.transpose(0, 2, 3, 1)
    return zero_center(by_pixel, pixels.reshape(-1, X.shape[1])).reshape(pixels.shape).transpose(
        0, 3, 1, 2
    )


def feature_std_range(X):
    variances = np.var(X, axis=0)
    return np.sqrt(np.min(variances)), np.sqrt(np.max(variances))
