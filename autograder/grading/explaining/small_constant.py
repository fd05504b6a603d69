"""log(p + ε): a small constant inside a logarithm, worked out from the numbers that came."""

import math
from collections.abc import Iterator

import numpy as np

from autograder.grading.explaining.change import Change
from autograder.grading.explaining.pairs import Pair

LEAST, MOST = 1e-300, 0.5
NEAR_POWER = 1e-3
STEPS = 200


def small_constants(pair: Pair) -> Iterator[Change]:
    """Propose a constant that was added to a probability inside a logarithm.

    What came is a mean of -log(p + ε), or -log(p + ε) itself.
    """
    if pair.got.size != 1 or pair.is_right or not np.isfinite(pair.got).all():
        return
    surprises = surprises_of(pair)
    if surprises is None:
        return
    found = constant_of(surprises, float(pair.got.ravel()[0]))
    if found is None:
        return
    power = 10.0 ** round(math.log10(found))
    round_number = abs(found / power - 1) < NEAR_POWER
    constant = power if round_number else found

    def apply(pair: Pair) -> np.ndarray | None:
        logs = surprises_of(pair)
        return None if logs is None else np.full(pair.got.shape, mean_with(logs, constant))

    told = {"constant": f"{constant:.3g}"}
    yield Change(
        "relation.constant_in_logarithm", "constant.inside", apply, told, certain=round_number
    )


def surprises_of(pair: Pair) -> np.ndarray | None:
    """Return the -log p whose mean the right answer is, among what the reference holds."""
    labels = [a.astype(int) for _, a in pair.material.arrays.values() if is_labels(a)]
    for value in pair.material.intermediates:
        for rows in labels:
            if value.ndim == 2 and len(value) == len(rows) and rows.max() < value.shape[1]:
                chosen = value[np.arange(len(rows)), rows]
                for logs in (-chosen, chosen):
                    if is_mean(logs, pair):
                        return np.asarray(logs)
        if value.ndim == 1:
            for logs in (-value, value):
                if is_mean(logs, pair):
                    return logs
    return None


def is_labels(array: np.ndarray) -> bool:
    return (
        array.ndim == 1
        and array.size > 0
        and bool(np.all(array == np.round(array)))
        and array.min() >= 0
    )


def is_mean(logs: np.ndarray, pair: Pair) -> bool:
    """Whether the right answer is the mean of these, each of which -log p can be."""
    right = float(pair.right.ravel()[0])
    return bool(logs.min() >= -1e-9) and abs(float(logs.mean()) - right) <= 1e-9 * max(right, 1e-9)


def mean_with(logs: np.ndarray, constant: float) -> float:
    """Return the mean of -log(p + constant), of -log p."""
    return float(-np.mean(np.log(np.exp(-logs) + constant)))


def constant_of(logs: np.ndarray, mean: float) -> float | None:
    """Return the constant with which the mean is this one, None where no constant does that."""
    low, high = math.log(LEAST), math.log(MOST)
    if not mean_with(logs, MOST) < mean < mean_with(logs, LEAST):
        return None
    for _step in range(STEPS):
        middle = (low + high) / 2
        if mean_with(logs, math.exp(middle)) > mean:
            low = middle
        else:
            high = middle
    return math.exp(high)
