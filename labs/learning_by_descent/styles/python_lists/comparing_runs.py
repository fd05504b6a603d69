import statistics

import numpy as np


def make_folds(order, num_folds):
    order = [int(place) for place in order]
    size, extra = divmod(len(order), num_folds)
    folds, end = [], 0
    for fold in range(num_folds):
        start, end = end, end + size + (fold < extra)
        folds.append((order[:start] + order[end:], order[start:end]))
    return folds


def cross_validate(train_and_score, X, y, folds):
    scores = [0.0] * len(folds)
    for number, (train, val) in enumerate(folds):
        scores[number] = train_and_score(X[train], y[train], X[val], y[val])
    return np.array(scores)


def mean_and_spread(scores):
    numbers = [float(score) for score in scores]
    return statistics.fmean(numbers), statistics.stdev(numbers)


def compare_runs(first, second):
    first, second = [float(s) for s in first], [float(s) for s in second]
    difference = statistics.fmean(second) - statistics.fmean(first)
    error = (
        statistics.variance(first) / len(first) + statistics.variance(second) / len(second)
    ) ** 0.5
    if -2 * error <= difference <= 2 * error:
        return (difference, error, "cannot tell")
    return (difference, error, ["first", "second"][difference > 0])
