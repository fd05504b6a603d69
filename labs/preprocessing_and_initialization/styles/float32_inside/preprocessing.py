"""Everything in single precision."""
import numpy as np


def f(X):
    return np.asarray(X, dtype=np.float32)


def zero_center(X_train, X):
    return f(X) - f(X_train).mean(axis=0)


def normalize(X_train, X):
    std = f(X_train).std(axis=0)
    std[std < 1e-6] = 1
    return zero_center(X_train, X) / std


def covariance(X):
    centered = zero_center(X, X)
    return np.dot(centered.T, centered) / np.float32(len(X))


def pca(X_train, X):
    _, axes = np.linalg.eigh(covariance(X_train))
    return np.dot(zero_center(X_train, X), np.fliplr(axes))


def whiten(X_train, X):
    variances, axes = np.linalg.eigh(covariance(X_train))
    variances, axes = variances[::-1], axes[:, ::-1]
    out = np.dot(zero_center(X_train, X), axes)
    flat = variances < 1e-5 * variances.max()
    out[:, flat] = 0
    out[:, ~flat] /= np.sqrt(variances[~flat])
    return out


def subtract_mean_image(X_train, X):
    return f(X) - f(X_train).mean(axis=0)


def subtract_channel_mean(X_train, X):
    mean = f(X_train).mean(axis=(0, 2, 3))
    return f(X) - mean.reshape(1, -1, 1, 1)


def feature_std_range(X):
    stds = f(X).std(axis=0).ravel()
    return stds.min(), stds.max()
