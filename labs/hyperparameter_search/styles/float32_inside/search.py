import itertools

import numpy as np

f = np.float32


def log_uniform(low, high, size=None):
    u = np.random.uniform(0, 1, size)
    u = f(u) if size is None else u.astype(f)
    return f(low) * (f(high) / f(low)) ** u


def log_grid(low, high, num):
    return np.geomspace(low, high, num).astype(f)


def grid_search(evaluate, values):
    trials = []
    for combination in itertools.product(*values.values()):
        settings = {k: f(v) for k, v in zip(values, combination)}
        trials.append((settings, f(evaluate(settings))))
    return trials


def random_search(evaluate, ranges, num_trials, draw):
    columns = {k: np.asarray(draw(low, high, num_trials), dtype=f) for k, (low, high) in ranges.items()}
    trials = []
    for i in range(num_trials):
        settings = {k: columns[k][i] for k in ranges}
        trials.append((settings, f(evaluate(settings))))
    return trials


def best_trial(trials):
    scores = np.array([s for _, s in trials], f)
    return trials[0] if np.isnan(scores).all() else trials[np.nanargmax(scores)]


def at_boundary(value, low, high, margin=0.1):
    place = np.log(f(value) / f(low)) / np.log(f(high) / f(low))
    if place < margin:
        return "low"
    return "high" if place > 1 - margin else "inside"


def next_range(best, low, high):
    ratio = f(high) / f(low)
    side = at_boundary(best, low, high)
    if side == "low":
        return f(low) / np.sqrt(ratio), f(high)
    if side == "high":
        return f(low), f(high) * np.sqrt(ratio)
    return f(best) / ratio ** f(1 / 6), f(best) * ratio ** f(1 / 6)


def coarse_to_fine(search, ranges, epochs):
    stages = []
    for n in epochs:
        trials = search(ranges, n)
        stages.append((ranges, trials))
        best, _ = best_trial(trials)
        ranges = {knob: next_range(best[knob], *ends) for knob, ends in ranges.items()}
    return stages


def greedy_search(evaluate, start, knobs):
    trials = [(dict(start), f(evaluate(start)))]
    for knob, values in knobs.items():
        best, _ = best_trial(trials)
        for value in values:
            settings = {**best, knob: value}
            trials.append((settings, f(evaluate(settings))))
    return trials


def evaluate_once(evaluate, find_score, settings):
    score = find_score(settings)
    return f(evaluate(settings) if score is None else score)
