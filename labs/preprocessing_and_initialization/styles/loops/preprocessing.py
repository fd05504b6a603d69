import math

import numpy as np


def column_mean(X, j):
    total = 0.0
    for i in range(len(X)):
        total += X[i, j]
    return total / len(X)


def zero_center(X_train, X):
    out = np.zeros((len(X), X.shape[1]))
    for j in range(X.shape[1]):
        mean = column_mean(X_train, j)
        for i in range(len(X)):
            out[i, j] = X[i, j] - mean
    return out


def normalize(X_train, X):
    out = np.zeros((len(X), X.shape[1]))
    for j in range(X.shape[1]):
        mean = column_mean(X_train, j)
        squares = 0.0
        for i in range(len(X_train)):
            squares += (X_train[i, j] - mean) ** 2
        std = math.sqrt(squares / len(X_train))
        for i in range(len(X)):
            out[i, j] = X[i, j] - mean
            if std >= 1e-6:
                out[i, j] /= std
    return out


def covariance(X):
    n, d = X.shape
    cov = np.zeros((d, d))
    means = [column_mean(X, j) for j in range(d)]
    for i in range(d):
        for j in range(d):
            for k in range(n):
                cov[i, j] += (X[k, i] - means[i]) * (X[k, j] - means[j])
            cov[i, j] /= n
    return cov


def pca(X_train, X):
    values, vectors = np.linalg.eigh(covariance(X_train))
    order = sorted(range(len(values)), key=lambda k: -values[k])
    centered = zero_center(X_train, X)
    out = np.zeros(centered.shape)
    for i in range(len(centered)):
        for place, k in enumerate(order):
            for j in range(len(values)):
                out[i, place] += centered[i, j] * vectors[j, k]
    return out


def whiten(X_train, X):
    train, out = pca(X_train, X_train), pca(X_train, X)
    variances = [sum(z * z for z in column) / len(column) for column in train.T]
    for k, variance in enumerate(variances):
        for i in range(len(out)):
            if variance < 1e-5 * max(variances):
                out[i, k] = 0.0
            else:
                out[i, k] = out[i, k] / math.sqrt(variance)
    return out


def subtract_mean_image(X_train, X):
    mean = np.zeros(X_train.shape[1:])
    for image in X_train:
        mean += image
    mean /= len(X_train)
    out = np.zeros(X.shape)
    for i, image in enumerate(X):
        out[i] = image - mean
    return out


def subtract_channel_mean(X_train, X):
    out = np.zeros(X.shape)
    for c in range(X.shape[1]):
        out[:, c] = X[:, c] - np.mean(X_train[:, c])
    return out


def feature_std_range(X):
    rows = [image.ravel() for image in X]
    smallest, largest = float("inf"), 0.0
    for j in range(len(rows[0])):
        numbers = [float(row[j]) for row in rows]
        mean = sum(numbers) / len(numbers)
        std = math.sqrt(sum((number - mean) ** 2 for number in numbers) / len(numbers))
        smallest, largest = min(smallest, std), max(largest, std)
    return smallest, largest
