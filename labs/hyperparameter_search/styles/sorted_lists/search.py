import itertools

import numpy as np


def log_uniform(low, high, size=None):
    return 2.0 ** np.random.uniform(np.log2(low), np.log2(high), size)


def log_grid(low, high, num):
    return low * np.power(high / low, np.arange(num) / (num - 1))


def grid_search(evaluate, values):
    """Backwards, last knob first: the order is free."""
    names = sorted(values, reverse=True)
    trials = []
    for row in itertools.product(*(sorted(values[n], reverse=True) for n in names)):
        s = dict(zip(names, row))
        trials.append((s, evaluate(s)))
    return trials


def random_search(evaluate, ranges, num_trials, draw):
    """All draws of the last knob first; evaluated in the order of the learning rate."""
    cols = {}
    for knob in reversed(list(ranges)):
        cols[knob] = draw(ranges[knob][0], ranges[knob][1], num_trials)
    order = np.argsort(cols[list(ranges)[0]])
    return [(s, evaluate(s)) for s in ({k: cols[k][i] for k in cols} for i in order)]


def best_trial(trials):
    place = sorted(range(len(trials)), key=lambda i: (-np.inf if np.isnan(trials[i][1]) else trials[i][1], -i))[-1]
    return trials[place]


def at_boundary(value, low, high, margin=0.1):
    inner_low, inner_high = low * (high / low) ** margin, high / (high / low) ** margin
    side = ["low", "inside", "high"][int(value >= inner_low) + int(value > inner_high)]
    return side


def next_range(best, low, high):
    s = (high / low) ** 0.5
    side = at_boundary(best, low, high)
    new = {"low": [low / s, high], "high": [low, high * s], "inside": [best / s ** (1 / 3), best * s ** (1 / 3)]}
    return np.array(new[side])


def coarse_to_fine(search, ranges, epochs):
    history = [{k: tuple(v) for k, v in ranges.items()}]
    runs = []
    for n in epochs:
        runs.append(search(history[-1], n))
        top = best_trial(runs[-1])[0]
        history.append({k: tuple(next_range(top[k], *v)) for k, v in history[-1].items()})
    return list(zip(history, runs))


def greedy_search(evaluate, start, knobs):
    tried, scores = [dict(start)], [evaluate(dict(start))]
    for knob, values in knobs.items():
        base = tried[int(np.argmax(np.where(np.isnan(scores), -np.inf, scores)))]
        new = [dict(base, **{knob: v}) for v in values]
        scores += [evaluate(s) for s in new]
        tried += new
    return list(zip(tried, scores))


def evaluate_once(evaluate, find_score, settings):
    score = find_score(dict(settings))
    if score is None:
        return evaluate(dict(settings))
    return score
