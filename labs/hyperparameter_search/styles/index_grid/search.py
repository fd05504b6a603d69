import numpy as np


def log_uniform(low, high, size=None):
    # rejection sampling: the density is 1 / x
    def one():
        while True:
            x = low * (high / low) ** np.random.rand()
            if low <= x <= high:
                return x

    return one() if size is None else np.array([one() for _ in range(int(size))])


def log_grid(low, high, num):
    grid = np.empty(num)
    grid[0], grid[-1] = low, high
    for i in range(1, num - 1):
        grid[i] = low ** ((num - 1 - i) / (num - 1)) * high ** (i / (num - 1))
    return grid


def grid_search(evaluate, values):
    knobs = tuple(values)
    shape = tuple(len(values[k]) for k in knobs)
    trials = []
    for index in np.ndindex(*shape):
        settings = {k: values[k][i] for k, i in zip(knobs, index)}
        trials.append((settings, evaluate(settings)))
    return trials


def random_search(evaluate, ranges, num_trials, draw):
    queue = []
    while len(queue) < num_trials:
        queue.append({k: draw(*ranges[k]) for k in ranges})
    trials = []
    while queue:
        settings = queue.pop()
        trials.append((settings, evaluate(settings)))
    return trials


def best_trial(trials):
    scores = np.ma.masked_invalid([t[1] for t in trials])
    return trials[int(np.ma.argmax(scores))]


def at_boundary(value, low, high, margin=0.1):
    side = "inside"
    if np.emath.logn(high / low, value / low) < margin:
        side = "low"
    if np.emath.logn(high / low, high / value) < margin:
        side = "high"
    return side


def next_range(best, low, high):
    side = at_boundary(best, low, high)
    new_low, new_high = best / np.cbrt(np.sqrt(high / low)), best * np.cbrt(np.sqrt(high / low))
    if side != "inside":
        new_low = low / np.sqrt(high / low) if side == "low" else low
        new_high = high * np.sqrt(high / low) if side == "high" else high
    return new_low, new_high


def coarse_to_fine(search, ranges, epochs):
    stages = [None] * len(epochs)
    for i, n in enumerate(epochs):
        if i > 0:
            before, trials = stages[i - 1]
            best = best_trial(trials)[0]
            ranges = {}
            for knob in before:
                ranges[knob] = next_range(best[knob], before[knob][0], before[knob][1])
        stages[i] = (ranges, search(ranges, n))
    return stages


def greedy_search(evaluate, start, knobs):
    trials = []

    def run(settings):
        trials.append((settings, evaluate(settings)))

    run({**start})
    for knob in knobs:
        base = best_trial(trials)[0]
        for value in knobs[knob]:
            run({**base, **{knob: value}})
    return trials


def evaluate_once(evaluate, find_score, settings):
    try:
        return 0.0 + find_score(settings)
    except TypeError:
        return evaluate(settings)
