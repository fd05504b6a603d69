import time

import numpy as np


def saturated_share(forward, backward, x, threshold=0.01):
    slope = backward(1.0, forward(x)[1])
    return np.count_nonzero(np.abs(slope) < threshold) / np.size(slope)


def slope_product(forward, backward, x, depth):
    if depth == 0:
        return np.ones_like(x)
    out, cache = forward(x)
    return backward(slope_product(forward, backward, out, depth - 1), cache)


def one_sign_share(dw):
    same = np.isclose(np.abs(dw).sum(axis=0), np.abs(dw.sum(axis=0)), rtol=1e-12, atol=0)
    return float((same & (dw != 0).all(axis=0)).mean())


def sgd_path(w, x, y, learning_rate, steps):
    path = [w]
    for t in range(steps):
        i = divmod(t, len(x))[1]
        # w - rate * (w.x - y) x, as a matrix that acts on w
        shrink = np.eye(len(w)) - learning_rate * np.outer(x[i], x[i])
        path.append(shrink @ path[-1] + learning_rate * y[i] * x[i])
    return np.vstack(path)


def seconds_per_element(function, x, repeats=5, clock=time.perf_counter):
    function(x)  # warm up
    stamps = []
    for _ in range(repeats):
        stamps.append(clock())
        function(x)
        stamps.append(clock())
    return np.diff(stamps)[::2].min() / x.size


def dead_share(out):
    return np.count_nonzero(out.sum(axis=0) == 0) / out.shape[1]


def layer_means(forward, x, weights):
    if len(weights) == 0:
        return np.array([])
    out = forward(x @ weights[0])[0]
    return np.append(out.mean(), layer_means(forward, out, weights[1:]))


def steps_to_reach(loss_history, level):
    return next((t for t, loss in enumerate(loss_history) if loss <= level), -1)
