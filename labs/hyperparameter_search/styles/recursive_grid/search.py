"""Recursion wherever it fits."""

import numpy as np


def log_uniform(low, high, size=None):
    return low * (high / low) ** np.random.random_sample(size)


def log_grid(low, high, num):
    if num == 2:
        return np.array([low, high])
    factor = (high / low) ** (1 / (num - 1))
    return np.append(low, log_grid(low * factor, high, num - 1))


def grid_search(evaluate, values):
    def settings_from(knobs):
        if not knobs:
            yield {}
            return
        first, *others = knobs
        for value in values[first]:
            for rest in settings_from(others):
                yield {first: value, **rest}

    return [(settings, evaluate(settings)) for settings in settings_from(list(values))]


def random_search(evaluate, ranges, num_trials, draw):
    def drawn(count):
        if count == 0:
            return []
        return drawn(count - 1) + [{knob: draw(*ends) for knob, ends in ranges.items()}]

    return [(settings, evaluate(settings)) for settings in drawn(num_trials)]


def best_trial(trials):
    if len(trials) == 1:
        return trials[0]
    rest = best_trial(trials[1:])
    first = trials[0]
    return rest if first[1] != first[1] or rest[1] > first[1] else first


def at_boundary(value, low, high, margin=0.1):
    edge = (high / low) ** margin
    if value < low * edge:
        return "low"
    return "high" if value * edge > high else "inside"


def next_range(best, low, high):
    ratio = high / low
    return {
        "low": lambda: (low / np.sqrt(ratio), high),
        "high": lambda: (low, high * np.sqrt(ratio)),
        "inside": lambda: (best / ratio ** (1 / 6), best * ratio ** (1 / 6)),
    }[at_boundary(best, low, high)]()


def coarse_to_fine(search, ranges, epochs):
    if not epochs:
        return []
    trials = search(ranges, epochs[0])
    best = best_trial(trials)[0]
    finer = {k: next_range(best[k], low, high) for k, (low, high) in ranges.items()}
    return [(ranges, trials)] + coarse_to_fine(search, finer, epochs[1:])


def greedy_search(evaluate, start, knobs):
    def turn(trials, left):
        if not left:
            return trials
        (knob, values), *others = left
        best = best_trial(trials)[0]
        new = [{**best, knob: value} for value in values]
        return turn(trials + [(s, evaluate(s)) for s in new], others)

    return turn([({**start}, evaluate({**start}))], list(knobs.items()))


def evaluate_once(evaluate, find_score, settings):
    score = find_score(settings)
    return score if score is not None else evaluate(settings)
