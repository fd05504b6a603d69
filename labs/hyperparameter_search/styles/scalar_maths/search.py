import math
import random
from itertools import product

import numpy as np


def log_uniform(low, high, size=None):
    one = lambda: math.exp(random.uniform(math.log(low), math.log(high)))
    if size is None:
        return one()
    return [one() for _ in range(size)]


def log_grid(low, high, num):
    step = (math.log10(high) - math.log10(low)) / (num - 1)
    return [math.pow(10, math.log10(low) + i * step) for i in range(num)]


def grid_search(evaluate, values):
    trials = []
    for row in product(*[values[name] for name in values]):
        settings = {name: v for name, v in zip(values, row)}
        trials.append([settings, evaluate(settings)])
    return trials


def random_search(evaluate, ranges, num_trials, draw):
    todo = [{k: float(draw(lo, hi, None)) for k, (lo, hi) in ranges.items()} for _ in range(num_trials)]
    return [[settings, evaluate(settings)] for settings in todo]


def best_trial(trials):
    numbers = [t for t in trials if not math.isnan(t[1])]
    if not numbers:
        return trials[0]
    return max(numbers, key=lambda t: t[1])


def at_boundary(value, low, high, margin=0.1):
    decades = math.log10(high / low)
    if math.log10(value / low) / decades < margin:
        return "low"
    elif math.log10(high / value) / decades < margin:
        return "high"
    else:
        return "inside"


def next_range(best, low, high):
    side = at_boundary(best, low, high)
    if side == "low":
        return [low / math.sqrt(high / low), high]
    if side == "high":
        return [low, high * math.sqrt(high / low)]
    r = math.exp(math.log(high / low) / 6)
    return [best / r, best * r]


def coarse_to_fine(search, ranges, epochs):
    stages = []
    for e in epochs:
        trials = search(dict(ranges), num_epochs=e)
        stages.append([dict(ranges), trials])
        settings, _ = best_trial(trials)
        ranges = {k: next_range(settings[k], r[0], r[1]) for k, r in ranges.items()}
    return stages


def greedy_search(evaluate, start, knobs):
    current = start.copy()
    trials = [[current, evaluate(current)]]
    for knob, values in knobs.items():
        for v in values:
            s = current.copy()
            s[knob] = v
            trials.append([s, evaluate(s)])
        current = best_trial(trials)[0].copy()
    return trials


def evaluate_once(evaluate, find_score, settings):
    known = find_score(settings)
    if known is None:
        known = evaluate(settings)
    return float(known)
