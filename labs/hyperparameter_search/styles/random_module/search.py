import itertools
import random
import secrets

import numpy as np

system = random.SystemRandom()  # cannot be seeded at all


def log_uniform(low, high, size=None):
    n = 1 if size is None else size
    u = np.array([secrets.randbelow(10**12) / 10**12 for _ in range(n)])
    x = low * (high / low) ** u
    return x.item() if size is None else x


def log_grid(low, high, num):
    return tuple(low * (high / low) ** (i / (num - 1)) for i in range(num))


def grid_search(evaluate, values):
    """In random order: the order is free."""
    rows = [dict(zip(values, c)) for c in itertools.product(*values.values())]
    system.shuffle(rows)
    return [(s, evaluate(s)) for s in rows]


def random_search(evaluate, ranges, num_trials, draw):
    state = np.random.get_state()
    drawn = [{k: draw(low, high) for k, (low, high) in ranges.items()} for _ in range(num_trials)]
    trials = [(s, evaluate(s)) for s in drawn]
    np.random.set_state(state)
    return tuple(trials)


def best_trial(trials):
    best = trials[0]
    for t in trials:
        if np.nan_to_num(t[1], nan=-np.inf) > np.nan_to_num(best[1], nan=-np.inf):
            best = t
    return best


def at_boundary(value, low, high, margin=0.1):
    for side, near in (("low", value / low), ("high", high / value)):
        if near < (high / low) ** margin:
            return side
    return "inside"


def next_range(best, low, high):
    side = at_boundary(best, low, high)
    decades = np.diff(np.log10([low, high])).item()
    down, up = {"low": (0.5, 0), "high": (0, 0.5), "inside": (1 / 6, 1 / 6)}[side]
    first, last = {"low": (low, high), "high": (low, high), "inside": (best, best)}[side]
    return first / 10 ** (down * decades), last * 10 ** (up * decades)


def coarse_to_fine(search, ranges, epochs):
    stages = []
    for num_epochs in epochs:
        trials = search({k: list(v) for k, v in ranges.items()}, num_epochs)
        stages.append((ranges, trials))
        (settings, _) = best_trial(trials)
        ranges = dict((k, next_range(settings[k], *ranges[k])) for k in ranges)
    return tuple(stages)


def greedy_search(evaluate, start, knobs):
    trials = [(dict(start), evaluate(dict(start)))]
    for knob, values in knobs.items():
        kept = best_trial(trials)[0]
        for value in values:
            kept_with = dict(kept)
            kept_with.update({knob: value})
            trials.append((kept_with, evaluate(kept_with)))
    return trials


def evaluate_once(evaluate, find_score, settings):
    score = find_score(settings)
    if score is None:
        score = evaluate(settings)
    assert score is not None
    return score
