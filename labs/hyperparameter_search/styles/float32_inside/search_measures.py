import numpy as np


def distinct_values(trials, knob):
    return np.int32(len(set(np.float32(s[knob]) for s, _ in trials)))


def best_so_far(trials):
    return np.fmax.accumulate(np.array([s for _, s in trials], np.float32))


def stopping_iteration(loss_history, should_stop):
    losses = loss_history.astype(np.float32)
    for n in range(1, len(losses) + 1):
        if should_stop(losses[:n]):
            return np.int64(n)
    return np.int64(len(losses))
