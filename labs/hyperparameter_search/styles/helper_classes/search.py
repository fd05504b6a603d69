import itertools
from collections import namedtuple

import numpy as np

Trial = namedtuple("Trial", "settings score")


class LogAxis:
    """The range as an axis from 0 to 1."""

    def __init__(self, low, high):
        self.low, self.high = low, high

    def at(self, place):
        return self.low ** (1 - place) * self.high**place

    def place(self, value):
        return (np.log10(value) - np.log10(self.low)) / (np.log10(self.high) - np.log10(self.low))


class Search:
    def __init__(self, evaluate):
        self.evaluate = evaluate
        self.trials = []

    def run(self, settings):
        self.trials.append(Trial(settings, self.evaluate(settings)))

    @property
    def best(self):
        return best_trial(self.trials)


def log_uniform(low, high, size=None):
    return LogAxis(low, high).at(np.random.uniform(size=size))


def log_grid(low, high, num):
    return LogAxis(low, high).at(np.linspace(0, 1, num))


def grid_search(evaluate, values):
    search = Search(evaluate)
    for row in itertools.product(*values.values()):
        search.run(dict(zip(values, row)))
    return search.trials


def random_search(evaluate, ranges, num_trials, draw):
    search = Search(evaluate)
    table = np.array([draw(low, high, num_trials) for low, high in ranges.values()]).T
    for row in table:
        search.run(dict(zip(ranges, row.tolist())))
    return search.trials


def best_trial(trials):
    key = lambda trial: (not np.isnan(trial[1]), trial[1])
    return max(trials, key=key)


def at_boundary(value, low, high, margin=0.1):
    place = LogAxis(low, high).place(value)
    return "low" if place < margin else ("high" if 1 - place < margin else "inside")


def next_range(best, low, high):
    axis = LogAxis(low, high)
    side = at_boundary(best, low, high)
    if side == "inside":
        middle = axis.place(best)
        return axis.at(middle - 1 / 6), axis.at(middle + 1 / 6)
    return (axis.at(-0.5), high) if side == "low" else (low, axis.at(1.5))


class Stage(namedtuple("Stage", "ranges trials")):
    def finer(self):
        best = best_trial(self.trials)[0]
        return {knob: next_range(best[knob], *self.ranges[knob]) for knob in self.ranges}


def coarse_to_fine(search, ranges, epochs):
    stages = []
    for num_epochs in epochs:
        ranges = stages[-1].finer() if stages else dict(ranges)
        stages.append(Stage(ranges, search(ranges, num_epochs)))
    return stages


def greedy_search(evaluate, start, knobs):
    search = Search(evaluate)
    search.run(dict(start))
    for knob, values in knobs.items():
        base = search.best[0]
        for value in values:
            search.run({**base, knob: value})
    return search.trials


def evaluate_once(evaluate, find_score, settings):
    score = find_score(settings)
    return evaluate(settings) if score is None else score
