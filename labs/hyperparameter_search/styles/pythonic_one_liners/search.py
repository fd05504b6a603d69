from itertools import product, starmap

import numpy as np

log_uniform = lambda low, high, size=None: np.exp(np.random.uniform(*np.log([low, high]), size))
log_grid = lambda low, high, num: np.geomspace(low, high, num)
run = lambda evaluate, rows: [(row, evaluate(row)) for row in rows]
grid_search = lambda evaluate, values: run(
    evaluate, [dict(zip(values, row)) for row in product(*values.values())]
)
random_search = lambda evaluate, ranges, num_trials, draw: run(
    evaluate,
    [dict(zip(ranges, row)) for row in zip(*(draw(*r, num_trials) for r in ranges.values()))],
)
best_trial = lambda trials: max(trials, key=lambda t: -np.inf if t[1] != t[1] else t[1])


def at_boundary(value, low, high, margin=0.1):
    return ("low", "inside", "high")[
        np.searchsorted([margin, 1 - margin], np.log(value / low) / np.log(high / low))
    ]


def next_range(best, low, high):
    r = high / low
    return dict(low=(low / r**0.5, high), high=(low, high * r**0.5)).get(
        at_boundary(best, low, high), (best / r ** (1 / 6), best * r ** (1 / 6))
    )


def coarse_to_fine(search, ranges, epochs, stages=()):
    for e in epochs:
        stages += ((ranges, search(ranges, e)),)
        top = best_trial(stages[-1][1])[0]
        ranges = {k: next_range(top[k], *r) for k, r in ranges.items()}
    return list(stages)


def greedy_search(evaluate, start, knobs):
    trials = run(evaluate, [{**start}])
    for k, vs in knobs.items():
        top = best_trial(trials)[0]
        trials += run(evaluate, [top | {k: v} for v in vs])
    return trials


def evaluate_once(evaluate, find_score, settings):
    return evaluate(settings) if (score := find_score(settings)) is None else score
