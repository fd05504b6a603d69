import math

import numpy as np


def make_folds(order, num_folds):
    n = len(order)
    folds = []
    start = 0
    for k in range(num_folds):
        size = n // num_folds
        if k < n % num_folds:
            size += 1
        val, train = [], []
        for i in range(n):
            if start <= i < start + size:
                val.append(order[i])
            else:
                train.append(order[i])
        folds.append((np.array(train), np.array(val)))
        start += size
    return folds


def cross_validate(train_and_score, X, y, folds):
    scores = []
    for i in range(len(folds)):
        train_idx = folds[i][0]
        val_idx = folds[i][1]
        score = train_and_score(X[train_idx], y[train_idx], X[val_idx], y[val_idx])
        scores.append(score)
    return scores


def mean_and_spread(scores):
    total = 0.0
    for s in scores:
        total += s
    mean = total / len(scores)
    squares = 0.0
    for s in scores:
        squares += (s - mean) ** 2
    return mean, math.sqrt(squares / (len(scores) - 1))


def compare_runs(first, second):
    m1, s1 = mean_and_spread(first)
    m2, s2 = mean_and_spread(second)
    diff = m2 - m1
    err = math.sqrt(s1 * s1 / len(first) + s2 * s2 / len(second))
    if diff > 2 * err:
        return diff, err, "second"
    elif diff < -2 * err:
        return diff, err, "first"
    else:
        return diff, err, "cannot tell"
