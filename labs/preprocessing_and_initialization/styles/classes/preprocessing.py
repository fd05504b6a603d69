"""A transformer object for each step, as scikit-learn has them."""
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Scaler:
    with_std: bool = True
    mean: np.ndarray = field(default=None, repr=False)
    scale: np.ndarray = field(default=None, repr=False)

    def fit(self, X):
        self.mean = X.mean(axis=0)
        self.scale = X.std(axis=0) if self.with_std else np.ones(X.shape[1:])
        self.scale[self.scale < 1e-6] = 1.0
        return self

    def transform(self, X):
        return (X - self.mean) / self.scale


class PCA:
    def __init__(self, whiten=False):
        self.whiten = whiten

    def fit(self, X):
        self.center = Scaler(with_std=False).fit(X)
        variances, vectors = np.linalg.eigh(covariance(X))
        order = np.argsort(variances)[::-1]
        self.variances, self.components = variances[order], vectors.T[order]
        return self

    def transform(self, X):
        Z = self.center.transform(X) @ self.components.T
        if self.whiten:
            flat = self.variances < 1e-5 * self.variances[0]
            Z = np.where(flat, 0.0, Z / np.sqrt(np.where(flat, 1.0, self.variances)))
        return Z


def zero_center(X_train, X):
    return Scaler(with_std=False).fit(X_train).transform(X)


def normalize(X_train, X):
    return Scaler().fit(X_train).transform(X)


def covariance(X):
    centered = Scaler(with_std=False).fit(X).transform(X)
    return np.mean([np.outer(row, row) for row in centered], axis=0)


def pca(X_train, X):
    return PCA().fit(X_train).transform(X)


def whiten(X_train, X):
    return PCA(whiten=True).fit(X_train).transform(X)


def subtract_mean_image(X_train, X):
    return Scaler(with_std=False).fit(X_train).transform(X)


def subtract_channel_mean(X_train, X):
    return np.stack([X[:, c] - X_train[:, c].mean() for c in range(X.shape[1])], axis=1)


def feature_std_range(X):
    class Range:
        def __init__(self, stds):
            self.smallest, self.largest = np.amin(stds), np.amax(stds)

        def __iter__(self):
            return iter((self.smallest, self.largest))

    return Range(X.std(axis=0))
