import numpy as np


def log_uniform(low, high, size=None):
    a = np.log10(low)
    b = np.log10(high)
    if size is None:
        return 10 ** (a + (b - a) * np.random.rand())
    samples = np.zeros(size)
    for i in range(size):
        samples[i] = 10 ** (a + (b - a) * np.random.rand())
    return samples


def log_grid(low, high, num):
    values = []
    factor = (high / low) ** (1.0 / (num - 1))
    v = low
    for i in range(num):
        values.append(v)
        v = v * factor
    return np.array(values)


def grid_search(evaluate, values):
    knobs = list(values)
    counts = [len(values[k]) for k in knobs]
    total = 1
    for c in counts:
        total = total * c
    trials = []
    for number in range(total):
        rest = number
        settings = {}
        for k, c in zip(knobs, counts):
            settings[k] = values[k][rest % c]
            rest = rest // c
        trials.append((settings, evaluate(settings)))
    return trials


def random_search(evaluate, ranges, num_trials, draw):
    all_settings = []
    for i in range(num_trials):
        settings = {}
        for knob in ranges:
            low = ranges[knob][0]
            high = ranges[knob][1]
            settings[knob] = draw(low, high)
        all_settings.append(settings)
    trials = []
    for settings in all_settings:
        score = evaluate(settings)
        trials.append((settings, score))
    return trials


def best_trial(trials):
    best = trials[0]
    for trial in trials[1:]:
        if np.isnan(best[1]) and not np.isnan(trial[1]):
            best = trial
        if trial[1] > best[1]:
            best = trial
    return best


def at_boundary(value, low, high, margin=0.1):
    length = np.log10(high) - np.log10(low)
    from_low = np.log10(value) - np.log10(low)
    from_high = np.log10(high) - np.log10(value)
    if from_low < margin * length:
        return "low"
    if from_high < margin * length:
        return "high"
    return "inside"


def next_range(best, low, high):
    side = at_boundary(best, low, high)
    decades = np.log10(high / low)
    if side == "low":
        return 10 ** (np.log10(low) - decades / 2), high
    if side == "high":
        return low, 10 ** (np.log10(high) + decades / 2)
    middle = np.log10(best)
    return 10 ** (middle - decades / 6), 10 ** (middle + decades / 6)


def coarse_to_fine(search, ranges, epochs):
    stages = []
    now = dict(ranges)
    for i in range(len(epochs)):
        trials = search(now, epochs[i])
        stages.append((now, trials))
        best = best_trial(trials)
        new = {}
        for knob in now:
            new[knob] = next_range(best[0][knob], now[knob][0], now[knob][1])
        now = new
    return stages


def greedy_search(evaluate, start, knobs):
    best = dict(start)
    best_score = evaluate(best)
    trials = [(dict(best), best_score)]
    for knob in knobs:
        for value in knobs[knob]:
            settings = dict(best)
            settings[knob] = value
            score = evaluate(settings)
            trials.append((settings, score))
        for settings, score in trials:
            if score > best_score or (np.isnan(best_score) and not np.isnan(score)):
                best = settings
                best_score = score
    return trials


def evaluate_once(evaluate, find_score, settings):
    score = find_score(settings)
    if score is not None:
        return score
    return evaluate(settings)
