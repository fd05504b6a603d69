import math


def distinct_values(trials, knob):
    return len(dict.fromkeys(t[0][knob] for t in trials))


def best_so_far(trials):
    best = -math.inf
    out = []
    for _, score in trials:
        if not math.isnan(score):
            best = max(best, score)
        out.append(best)
    return out


def stopping_iteration(loss_history, should_stop):
    n = 1
    while n < len(loss_history) and not should_stop(loss_history[:n]):
        n += 1
    return n
