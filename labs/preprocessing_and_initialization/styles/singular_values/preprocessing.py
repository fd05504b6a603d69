"""Principal axes by the singular value decomposition of the data; no covariance matrix needed."""
import numpy as np


def zero_center(X_train, X):
    mu = np.mean(X_train, 0)
    return X - mu


def normalize(X_train, X):
    sigma = np.std(X_train, 0)
    sigma = np.array([s if s > 1e-6 else 1.0 for s in sigma])
    return zero_center(X_train, X) / sigma


def covariance(X):
    _, s, vt = np.linalg.svd(zero_center(X, X), full_matrices=False)
    return (vt.T * s**2) @ vt / X.shape[0]


def decompose(X_train):
    d = X_train.shape[1]
    _, s, vt = np.linalg.svd(zero_center(X_train, X_train), full_matrices=True)
    s = np.concatenate([s, np.zeros(max(0, d - len(s)))])[:d]
    return s / np.sqrt(len(X_train)), vt.T


def pca(X_train, X):
    return zero_center(X_train, X) @ decompose(X_train)[1]


def whiten(X_train, X):
    stds, axes = decompose(X_train)
    inverse = np.where(stds > np.sqrt(1e-5) * stds[0], 1 / np.maximum(stds, 1e-300), 0.0)
    return zero_center(X_train, X) @ axes * inverse


def subtract_mean_image(X_train, X):
    shape = X.shape
    flat = zero_center(X_train.reshape(len(X_train), -1), X.reshape(len(X), -1))
    return flat.reshape(shape)


def subtract_channel_mean(X_train, X):
    means = np.moveaxis(X_train, 1, -1).reshape(-1, X_train.shape[1]).mean(0)
    return np.moveaxis(np.moveaxis(X, 1, -1) - means, -1, 1)


def feature_std_range(X):
    stds = sorted(np.std(X, axis=0).ravel())
    return stds[0], stds[-1]
