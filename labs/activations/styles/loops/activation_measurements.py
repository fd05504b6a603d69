import time

import numpy as np


def saturated_share(forward, backward, x, threshold=0.01):
    out, cache = forward(x)
    slopes = backward(np.ones(x.shape), cache)
    count = 0
    total = 0
    for s in slopes.flatten():
        total += 1
        if s < threshold:
            count += 1
    return count / total


def slope_product(forward, backward, x, depth):
    h = x.copy()
    slopes = []
    for i in range(depth):
        out, cache = forward(h)
        slopes.append(backward(np.ones(h.shape), cache))
        h = out
    product = np.ones(x.shape)
    for s in slopes:
        product = product * s
    return product


def one_sign_share(dw):
    D, H = dw.shape
    same = 0
    for h in range(H):
        plus = minus = 0
        for d in range(D):
            if dw[d, h] > 0:
                plus += 1
            if dw[d, h] < 0:
                minus += 1
        if plus == D or minus == D:
            same += 1
    return same / H


def sgd_path(w, x, y, learning_rate, steps):
    path = np.zeros((steps + 1, len(w)))
    for d in range(len(w)):
        path[0, d] = w[d]
    for t in range(steps):
        i = t % len(y)
        answer = 0.0
        for d in range(len(w)):
            answer += path[t, d] * x[i, d]
        for d in range(len(w)):
            path[t + 1, d] = path[t, d] - learning_rate * (answer - y[i]) * x[i, d]
    return path


def seconds_per_element(function, x, repeats=5, clock=time.perf_counter):
    best = None
    for i in range(repeats):
        before = clock()
        function(x)
        after = clock()
        if best is None or after - before < best:
            best = after - before
    elements = 1
    for n in x.shape:
        elements *= n
    return best / elements


def dead_share(out):
    N, H = out.shape
    dead = 0
    for h in range(H):
        alive = False
        for n in range(N):
            if out[n, h] > 0:
                alive = True
                break
        if not alive:
            dead += 1
    return dead / H


def layer_means(forward, x, weights):
    means = []
    for l in range(len(weights)):
        x = forward(np.dot(x, weights[l]))[0]
        total = 0.0
        for v in x.ravel():
            total += v
        means.append(total / x.size)
    return np.array(means)


def steps_to_reach(loss_history, level):
    t = 0
    for loss in loss_history:
        if loss <= level:
            return t
        t += 1
    return -1
