"""Linear algebra with np.matrix, as older courses teach it."""
import numpy as np


def zero_center(X_train, X):
    ones = np.matrix(np.ones((len(X), 1)))
    return np.matrix(X) - ones * (np.matrix(np.ones((1, len(X_train)))) * X_train / len(X_train))


def normalize(X_train, X):
    std = np.asarray(np.matrix(X_train).std(axis=0)).ravel()
    return zero_center(X_train, X) * np.matrix(np.diag([1 / s if s > 1e-6 else 1.0 for s in std]))


def covariance(X):
    C = zero_center(X, X)
    return C.T * C / len(X)


def pca(X_train, X):
    _, V = np.linalg.eigh(covariance(X_train))
    return zero_center(X_train, X) * np.matrix(V)[:, ::-1]


def whiten(X_train, X):
    values, V = np.linalg.eigh(covariance(X_train))
    inverse = [1 / np.sqrt(v) if v > 1e-5 * values.max() else 0.0 for v in values]
    return zero_center(X_train, X) * np.matrix(V)[:, ::-1] * np.matrix(np.diag(inverse[::-1]))


def subtract_mean_image(X_train, X):
    return np.asarray(zero_center(X_train.reshape(len(X_train), -1), X.reshape(len(X), -1))).reshape(
        X.shape
    )


def subtract_channel_mean(X_train, X):
    out = X * 1.0
    for c in range(X.shape[1]):
        out[:, c] -= np.matrix(X_train[:, c].reshape(len(X_train), -1)).mean()
    return out


def feature_std_range(X):
    stds = np.matrix(X.reshape(len(X), -1)).std(axis=0)
    return stds.min(), stds.max()
