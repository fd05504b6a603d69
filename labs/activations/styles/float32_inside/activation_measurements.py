import time

import numpy as np

f32 = np.float32


def saturated_share(forward, backward, x, threshold=0.01):
    out, cache = forward(x.astype(f32))
    slope = backward(np.ones(x.shape, f32), cache)
    return f32(np.count_nonzero(slope < threshold)) / f32(slope.size)


def slope_product(forward, backward, x, depth):
    h, caches = x.astype(f32), []
    for _ in range(depth):
        h, cache = forward(h)
        caches.append(cache)
    grad = np.ones(x.shape, f32)
    while caches:
        grad = backward(grad, caches.pop()).astype(f32)
    return grad


def one_sign_share(dw):
    signs = np.sign(dw.astype(f32))
    return np.mean(np.abs(signs.sum(axis=0)) == dw.shape[0], dtype=f32)


def sgd_path(w, x, y, learning_rate, steps):
    w, x, y = w.astype(f32), x.astype(f32), y.astype(f32)
    path = np.empty((steps + 1, w.size), f32)
    path[0] = w
    for step in range(steps):
        i = step % x.shape[0]
        grad = (x[i].dot(path[step]) - y[i]) * x[i]
        path[step + 1] = path[step] - f32(learning_rate) * grad
    return path


def seconds_per_element(function, x, repeats=5, clock=time.perf_counter):
    times = np.empty(repeats)
    for i in range(repeats):
        t = clock()
        function(x)
        times[i] = clock() - t
    return f32(times.min() / x.size)


def dead_share(out):
    return f32(np.mean(out.astype(f32).max(axis=0) == 0))


def layer_means(forward, x, weights):
    means = np.zeros(len(weights), f32)
    h = x.astype(f32)
    for i, w in enumerate(weights):
        h = forward(h @ w.astype(f32))[0].astype(f32)
        means[i] = h.mean(dtype=f32)
    return means


def steps_to_reach(loss_history, level):
    below = np.asarray(loss_history, f32) <= level
    return np.int32(below.argmax()) if below.any() else -1
