import numpy as np


def _others(order, val):
    return order[~np.isin(order, val)]


def make_folds(order, num_folds):
    sizes = np.full(num_folds, len(order) // num_folds)
    sizes[: len(order) % num_folds] += 1
    ends = np.cumsum(sizes)
    starts = ends - sizes
    folds = []
    for a, b in zip(starts, ends):
        val = order[a:b]
        folds.append((_others(order, val), val))
    return folds


def _score_of(train_and_score, X, y, fold):
    train_mask = np.zeros(len(X), dtype=bool)
    train_mask[fold[0]] = True
    # in the order of the fold, as the places are listed
    return train_and_score(X[fold[0]], y[fold[0]], X[fold[1]], y[fold[1]])


def cross_validate(train_and_score, X, y, folds):
    return list(map(lambda fold: _score_of(train_and_score, X, y, fold), folds))


def _variance(scores):
    scores = np.array(scores)
    return ((scores - scores.mean()) ** 2).sum() / (scores.size - 1)


def mean_and_spread(scores):
    return np.average(scores), np.sqrt(_variance(scores))


def compare_runs(first, second):
    difference = np.mean(second) - np.mean(first)
    error = np.sqrt(_variance(first) / np.size(first) + _variance(second) / np.size(second))
    ratio = difference / error
    verdict = np.select([ratio > 2, ratio < -2], ["second", "first"], "cannot tell")
    return difference, error, str(verdict)
