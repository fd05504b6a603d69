"""NumPy's own functions wherever there is one."""
import numpy as np


def zero_center(X_train, X):
    return np.subtract(X, np.average(X_train, axis=0))


def normalize(X_train, X):
    std = np.nanstd(X_train, axis=0)
    return np.subtract(X, np.nanmean(X_train, axis=0)) / np.select([std < 1e-6], [1.0], std)


def covariance(X):
    return np.atleast_2d(np.cov(X, rowvar=False, bias=True))


def sorted_axes(X_train):
    values, vectors = np.linalg.eig(covariance(X_train))  # eig, which does not sort
    order = np.argsort(values.real)[::-1]
    return values.real[order], vectors.real[:, order]


def pca(X_train, X):
    return np.matmul(zero_center(X_train, X), sorted_axes(X_train)[1])


def whiten(X_train, X):
    values, axes = sorted_axes(X_train)
    inverse = np.linalg.pinv(np.diag(np.sqrt(np.clip(values, 0, None))), rcond=np.sqrt(1e-5))
    return np.linalg.multi_dot([zero_center(X_train, X), axes, inverse])


def subtract_mean_image(X_train, X):
    return np.subtract(X, np.mean(X_train, axis=0, dtype=np.float64), dtype=np.float64)


def subtract_channel_mean(X_train, X):
    means = np.apply_over_axes(np.mean, X_train, [0, 2, 3])
    return np.subtract(X, means)


def feature_std_range(X):
    return np.quantile(np.std(X, axis=0), [0, 1])[0], np.percentile(np.std(X, axis=0), 100)
