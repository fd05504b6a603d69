"""What several topics of the lab on hyperparameter search share: properties, ranges, settings."""

import numpy as np

KNOBS = ["learning_rate", "reg"]
RATES, STRENGTHS = (1e-6, 1e-3), (1e-5, 1e1)  # the ranges of the landscapes
DIVERGED = "runs that diverged"
NEGATIVE = "scores below 0"

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
    return code.rehearsal.scored(settings_of(case, case.num), scores, nan_at)
