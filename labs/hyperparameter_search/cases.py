"""What several topics of the lab on hyperparameter search share: properties, ranges, settings."""

import numpy as np

from autograder.domain import between as any_from
from autograder.domain import hidden

KNOBS = ["learning_rate", "reg"]
RATES, STRENGTHS = (1e-6, 1e-3), (1e-5, 1e1)  # the ranges of the landscapes
DIVERGED = "runs that diverged"
NEGATIVE = "scores below 0"

RANGE = "all that the docstring allows"
RANGE_NEXT_STEP = (
    "Which numbers of trials, knobs or values, or which scores, does your code assume?"
)
ENDS_NEXT_STEP = "Which ranges, or which places in them, does your code assume?"
UNCHANGED_NEXT_STEP = "What the caller handed over must stay as it was: whose object is changed?"

TEN = hidden(any_from(11, 13), public=11)
ENDS = [(1e-9, 1.0), (1, 1000), (2.0, 2.5)]  # ranges wide and narrow, and in whole numbers

# What outputs are compared as, in the words of the docstrings.
TRIALS = {"kind": "close", "form": "a list of tuples (settings, score) with every knob"}
STAGES = {"kind": "close", "form": "a list of tuples (ranges, trials)"}

ONE_EACH = "A trial is a tuple (settings, score): does every trial have a dictionary of its own?"


def between(case, low, high, count):
    """Return `count` different numbers between low and high, log-uniform, to three digits."""
    numbers = []
    while len(numbers) < count:
        number = float(f"{10 ** case.random.uniform(np.log10(low), np.log10(high)):.3g}")
        if number not in numbers:
            numbers.append(number)
    return numbers


def settings_of(case, count):
    """Return a list of settings drawn in the ranges of the landscapes."""
    rows = zip(between(case, *RATES, count), between(case, *STRENGTHS, count))
    return [dict(zip(KNOBS, row)) for row in rows]


def trials_of(code, case):
    """Return trials with scores as the case wants them, the best one neither first nor last."""
    scores = case.random.permutation(np.linspace(0.1, 0.5, case.num)).round(3).tolist()
    nan_at = getattr(case, "nan_at", [])
    inner = [place for place in range(1, case.num - 1) if place not in nan_at]
    place, best = inner[case.random.randint(len(inner))], scores.index(max(scores))
    scores[best], scores[place] = scores[place], scores[best]
    if getattr(case, "tie", False):
        scores[-1] = max(scores)
    scores = [score + getattr(case, "shift", 0.0) for score in scores]
    return watched(code, code.rehearsal.scored(settings_of(case, case.num), scores, nan_at), nan_at)


def watched(code, trials, nan_at):
    """Return trials that the code must leave as they are; nan, which is not JSON, is not kept."""
    if not nan_at:
        code.watch_made(trials=trials)
    return trials


def drawn_trials(code, case):
    """Return trials of a domain's case: scores `scale` apart, the best of them `top`.

    Some are nan, as `nans` says; with `tie` several have the best score. The best is not the first,
    and of many it is the last.
    """
    count = case.num
    order = case.random.permutation(count)
    if count > 10:
        order = np.append(order[order < count - 1], count - 1)
    scores = np.round((order - (count - 1)) * case.scale + case.top, 9)
    places = {
        "none": [],
        "first": [0],
        "last": [count - 1],
        "all but the first": [*range(1, count)],
        "all": [*range(count)],
    }
    nan_at = places[case.nans]
    first, *others = [place for place in range(count) if place not in nan_at] or [0]
    if others and scores[first] == case.top:
        scores[[first, others[-1]]] = scores[[others[-1], first]]
    for place in case.random.permutation(others)[: 2 if case.tie else 0]:
        scores[place] = case.top
    trials = code.rehearsal.scored(settings_of(case, count), scores.tolist(), nan_at)
    return watched(code, trials, nan_at)
