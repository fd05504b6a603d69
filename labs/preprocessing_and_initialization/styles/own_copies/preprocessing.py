"""Works in place, on copies of its own."""
import numpy as np


def zero_center(X_train, X):
    X = X.astype(float, copy=True)
    X -= np.mean(X_train, axis=0)
    return X


def normalize(X_train, X):
    X, X_train = X.copy(), X_train.copy()
    mean = np.mean(X_train, axis=0)
    X_train -= mean
    X -= mean
    std = np.sqrt(np.mean(np.square(X_train, out=X_train), axis=0))
    std += std < 1e-6
    X /= std
    return X


def covariance(X):
    X = X.copy()
    X -= X.mean(axis=0, keepdims=True)
    cov = X.T.dot(X)
    cov /= len(X)
    return cov


def pca(X_train, X):
    U, S, _ = np.linalg.svd(covariance(X_train), hermitian=True)
    X = X.copy()
    X -= X_train.mean(axis=0)
    return X.dot(U)


def whiten(X_train, X):
    U, S, _ = np.linalg.svd(covariance(X_train), hermitian=True)
    Xrot = zero_center(X_train, X)
    Xrot = Xrot.dot(U)
    for k in range(len(S)):
        if S[k] < 1e-5 * S[0]:
            Xrot[:, k] *= 0
        else:
            Xrot[:, k] /= S[k] ** 0.5
    return Xrot


def subtract_mean_image(X_train, X):
    out = X.astype(np.float64)
    out -= np.mean(X_train, axis=0)
    return out


def subtract_channel_mean(X_train, X):
    out = X.astype("float64")
    for c in range(out.shape[1]):
        out[:, c, :, :] -= X_train[:, c, :, :].mean()
    return out


def feature_std_range(X):
    stds = np.std(X, axis=0).flatten()
    stds.sort()
    return stds[0], stds[-1]
