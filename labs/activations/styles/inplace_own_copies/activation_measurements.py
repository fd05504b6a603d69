import time

import numpy as np


def saturated_share(forward, backward, x, threshold=0.01):
    grad = np.full_like(x, 1.0)
    out, cache = forward(x)
    grad = backward(grad, cache)
    grad -= threshold
    return np.sum(np.signbit(grad)) / grad.size


def slope_product(forward, backward, x, depth):
    h = np.array(x)
    stack = []
    for _ in range(depth):
        new, cache = forward(h.copy())
        stack.insert(0, cache)
        h[...] = new
    grad = h
    grad.fill(1)
    for cache in stack:
        grad[...] = backward(grad.copy(), cache)
    return grad


def one_sign_share(dw):
    dw = dw.copy()
    dw *= np.sign(dw[0])
    dw.sort(axis=0)
    return np.mean(dw[0] > 0)


def sgd_path(w, x, y, learning_rate, steps):
    w = w.copy()
    path = np.tile(w, (steps + 1, 1))
    for step in range(1, steps + 1):
        example = (step - 1) % x.shape[0]
        w -= learning_rate * (w @ x[example] - y[example]) * x[example]
        path[step] = w
    return path


def seconds_per_element(function, x, repeats=5, clock=time.perf_counter):
    fastest = float("inf")
    while repeats > 0:
        elapsed = -clock()
        function(x)
        elapsed += clock()
        fastest = min(fastest, elapsed)
        repeats -= 1
    fastest /= x.size
    return fastest


def dead_share(out):
    peak = out.max(axis=0)
    peak[peak > 0] = -1
    return np.mean(peak + 1)


def layer_means(forward, x, weights):
    means = np.empty((len(weights),))
    x = x.copy()
    for layer in range(means.size):
        x[...] = forward(x @ weights[layer])[0]
        means[layer] = x.sum() / x.size
    return means


def steps_to_reach(loss_history, level):
    step = 0
    while step < len(loss_history) and loss_history[step] > level:
        step += 1
    return step if step < len(loss_history) else -1
