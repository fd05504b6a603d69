import numpy as np


def distinct_values(trials, knob):
    seen = []
    for settings, score in trials:
        if settings[knob] not in seen:
            seen.append(settings[knob])
    return len(seen)


def best_so_far(trials):
    out = np.zeros(len(trials))
    best = trials[0][1]
    for i in range(len(trials)):
        if trials[i][1] > best:
            best = trials[i][1]
        out[i] = best
    return out


def stopping_iteration(loss_history, should_stop):
    n = 0
    so_far = []
    for loss in loss_history:
        so_far.append(loss)
        n += 1
        if should_stop(np.array(so_far)):
            return n
    return n
