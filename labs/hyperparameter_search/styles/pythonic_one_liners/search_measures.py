import numpy as np

distinct_values = lambda trials, knob: len({s[knob] for s, _ in trials})
best_so_far = lambda trials: [np.nanmax([s for _, s in trials[: i + 1]]) for i in range(len(trials))]


def stopping_iteration(loss_history, should_stop):
    return min(
        (n for n in iter_until(should_stop, loss_history)), default=len(loss_history)
    )


def iter_until(should_stop, losses):
    for n in range(1, len(losses) + 1):
        if should_stop(losses[:n]):
            yield n
            return
