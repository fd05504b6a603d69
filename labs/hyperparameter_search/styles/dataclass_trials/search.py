from dataclasses import astuple, dataclass, field
from functools import reduce

import numpy as np
from numpy.random import RandomState


@dataclass
class Range:
    low: float
    high: float
    random: RandomState = field(default_factory=RandomState)

    def draw(self, size):
        """Inverse of the cumulative distribution."""
        return np.exp(np.log(self.low) + self.random.rand(*([] if size is None else [size])) * self.length)

    @property
    def length(self):
        return np.log(self.high / self.low)


@dataclass
class Trial:
    settings: dict
    score: float


def log_uniform(low, high, size=None):
    return Range(low, high).draw(size)


def log_grid(low, high, num):
    return np.exp(np.linspace(np.log(low), np.log(high), num))


def grid_search(evaluate, values):
    combos = reduce(
        lambda rows, knob: [{**row, knob: v} for row in rows for v in values[knob]], values, [{}]
    )
    trials = [Trial(c, evaluate(c)) for c in combos]
    return [(t.settings, t.score) for t in trials]


def random_search(evaluate, ranges, num_trials, draw):
    picks = {k: list(draw(*r, num_trials)) for k, r in ranges.items()}
    rows = [{k: picks[k].pop(0) for k in ranges} for _ in range(num_trials)]
    return [(row, evaluate(row)) for row in rows]


def best_trial(trials):
    order = sorted(trials, key=lambda t: (t[1] != t[1], -t[1] if t[1] == t[1] else 0))
    return order[0]


def at_boundary(value, low, high, margin=0.1):
    r = Range(low, high)
    if Range(low, value).length < margin * r.length:
        return "low"
    if Range(value, high).length < margin * r.length:
        return "high"
    return "inside"


def next_range(best, low, high):
    half = Range(low, high).length / 2
    where = at_boundary(best, low, high)
    new = Range(best * np.exp(-half / 3), best * np.exp(half / 3))
    if where == "low":
        new = Range(low * np.exp(-half), high)
    if where == "high":
        new = Range(low, high * np.exp(half))
    return new.low, new.high


def coarse_to_fine(search, ranges, epochs):
    def stage(stages, n):
        if stages:
            last, trials = stages[-1]
            top = best_trial(trials)[0]
            here = {k: next_range(top[k], *last[k]) for k in last}
        else:
            here = ranges
        return [*stages, (here, search(here, n))]

    return reduce(stage, epochs, [])


def greedy_search(evaluate, start, knobs):
    def trial(settings):
        return (settings, evaluate(settings))

    def turn(trials, item):
        knob, values = item
        base = best_trial(trials)[0]
        return trials + [trial({**base, knob: v}) for v in values]

    return reduce(turn, knobs.items(), [trial({**start})])


def evaluate_once(evaluate, find_score, settings):
    logged = find_score(settings)
    return {True: lambda: evaluate(settings), False: lambda: logged}[logged is None]()
