import numpy as np
from itertools import accumulate


def distinct_values(trials, knob):
    return np.unique([s[knob] for s, _ in trials]).size


def best_so_far(trials):
    return list(accumulate((score for _, score in trials), lambda a, b: b if b > a else a))


def stopping_iteration(loss_history, should_stop):
    stops = (n for n in range(1, len(loss_history) + 1) if should_stop(loss_history[:n]))
    return next(stops, len(loss_history))
