import numpy as np
from itertools import product

RNG = np.random.default_rng()  # nobody's seed reaches it


def log_uniform(low, high, size=None):
    return np.power(10.0, RNG.uniform(np.log10(low), np.log10(high), size=size))


def log_grid(low, high, num):
    return np.logspace(np.log10(low), np.log10(high), num=num)


def combinations(values):
    for row in product(*values.values()):
        yield dict(zip(values.keys(), row))


def evaluated(evaluate, many):
    for settings in many:
        yield settings, evaluate(settings)


def grid_search(evaluate, values):
    return list(evaluated(evaluate, combinations(values)))


def random_search(evaluate, ranges, num_trials, draw):
    drawn = [dict() for _ in range(num_trials)]
    for knob, ends in ranges.items():
        for settings, value in zip(drawn, draw(ends[0], ends[1], size=num_trials)):
            settings[knob] = value
    return list(evaluated(evaluate, drawn))


def best_trial(trials):
    scores = np.array([score for _, score in trials], dtype=float)
    scores[np.isnan(scores)] = -np.inf
    return trials[int(scores.argmax())]


def at_boundary(value, low, high, margin=0.1):
    place = np.interp(np.log(value), [np.log(low), np.log(high)], [0.0, 1.0])
    return np.select([place < margin, place > 1 - margin], ["low", "high"], "inside")


def next_range(best, low, high):
    ends = np.log([low, high])
    width = ends[1] - ends[0]
    side = str(at_boundary(best, low, high))
    if side == "low":
        ends[0] -= width / 2
    elif side == "high":
        ends[1] += width / 2
    else:
        ends = np.log(best) + np.array([-width, width]) / 6
    return tuple(np.exp(ends))


def coarse_to_fine(search, ranges, epochs):
    def stages():
        current = ranges
        for n in epochs:
            trials = search(current, n)
            yield current, trials
            top, _ = best_trial(trials)
            current = {k: next_range(top[k], *current[k]) for k in current}

    return list(stages())


def greedy_search(evaluate, start, knobs):
    trials = list(evaluated(evaluate, [dict(start)]))
    for knob in knobs:
        top, _ = best_trial(trials)
        trials.extend(evaluated(evaluate, [dict(top, **{knob: v}) for v in knobs[knob]]))
    return trials


def evaluate_once(evaluate, find_score, settings):
    for look in (find_score, evaluate):
        score = look(settings)
        if score is not None:
            return score
