import time
from functools import reduce
from itertools import accumulate, cycle, islice

import numpy as np


def saturated_share(forward, backward, x, threshold=0.01):
    def slope_at(value):
        point = np.array([value])
        return backward(np.ones(1), forward(point)[1])[0]

    return np.average([slope_at(value) < threshold for value in x.ravel()])


def slope_product(forward, backward, x, depth):
    pairs = list(islice(accumulate(cycle([x]), lambda pair, _: forward(pair[0]), initial=(x, None)),
                        1, depth + 1))
    return reduce(lambda grad, pair: backward(grad, pair[1]), reversed(pairs), np.ones(x.shape))


def one_sign_share(dw):
    return sum({*np.sign(unit)} in ({1}, {-1}) for unit in dw.T) / dw.shape[1]


def sgd_path(w, x, y, learning_rate, steps):
    pairs = islice(cycle(zip(x, y)), steps)
    return np.array([*
        accumulate(pairs, lambda w, p: w - learning_rate * (w @ p[0] - p[1]) * p[0], initial=w)
    ])


def seconds_per_element(function, x, repeats=5, clock=time.perf_counter):
    def timed():
        begin = clock()
        function(x)
        return clock() - begin

    return sorted(timed() for _ in range(repeats))[0] / len(x.ravel())


def dead_share(out):
    return sum(not any(unit) for unit in out.T) / len(out.T)


def layer_means(forward, x, weights):
    return np.fromiter((
        float(np.mean(out)) for out in
        list(accumulate(weights, lambda h, w: forward(h @ w)[0], initial=x))[1:]
    ), float)


def steps_to_reach(loss_history, level):
    reached = [t for t, loss in enumerate(loss_history) if not loss > level]
    return min(reached) if reached else -1
