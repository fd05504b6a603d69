"""Loss curves drawn for hidden cases, each clear of every border.

The shapes are those of recorded runs. All costs are shares of the first one until `scaled` gives
them units. The noise is made of differences, so that the average of any stretch of a curve is
almost what it would be without noise: whichever stretches a solution averages, it sees the same.
"""

from collections.abc import Callable, Sequence

import numpy as np

from autograder.lab import Case

Shape = Callable[[Case, np.ndarray], np.ndarray]

NOISE = 0.04  # the largest share by which a single cost is off


def curve(case: Case, kind: str) -> np.ndarray:
    """Return a curve of case.steps costs whose diagnosis is clear.

    kind  a key of SHAPES, or "short" for five costs that explode
    """
    if kind == "short":
        return scaled(case, [1.0, 40.0, 6e4, 1e9, np.inf])
    time = np.arange(case.steps) / case.steps
    shares = SHAPES[kind](case, time)
    wobble = np.diff(case.random.uniform(-NOISE / 2, NOISE / 2, case.steps + 1))
    wobble[0] = 0.0
    return scaled(case, shares * (1 + wobble))


def scaled(case: Case, shares: Sequence[float] | np.ndarray) -> np.ndarray:
    """Return costs in the units of the case, with six digits."""
    first = getattr(case, "first", None) or case.random.uniform(1.5, 4.0)
    return np.array([float(f"{first * share:.6g}") for share in shares])


def falling(case: Case, time: np.ndarray) -> np.ndarray:
    """Fall from the start, and level off."""
    floor, pace = case.random.uniform(0.2, 0.6), case.random.uniform(0.05, 0.12)
    shares: np.ndarray = floor + (1 - floor) * np.exp(-time / pace)
    return shares


def early_bump(case: Case, time: np.ndarray) -> np.ndarray:
    """Climb well above the first cost within the first steps, then fall like a good curve."""
    shares: np.ndarray = falling(case, time) + 0.8 * (time > 0) * (time < 0.04)
    return shares


def early_bump_only(case: Case, time: np.ndarray) -> np.ndarray:
    """Climb well above the first cost within the first steps, then hardly fall at all."""
    shares: np.ndarray = flat(case, time) + 0.8 * (time > 0) * (time < 0.04)
    return shares


def flat(case: Case, time: np.ndarray) -> np.ndarray:
    """Hardly fall at all."""
    shares: np.ndarray = 1 - case.random.uniform(0.0, 0.02) * time
    return shares


def late(case: Case, time: np.ndarray) -> np.ndarray:
    """Stay flat for a good while, and fall then."""
    begin = case.random.uniform(0.45, 0.55)
    shares: np.ndarray = np.where(time < begin, 1.0, falling(case, np.maximum(time - begin, 0)))
    return shares


def jumping(case: Case, time: np.ndarray) -> np.ndarray:
    """Fall a little, and jump up now and then."""
    level = 0.8 + 0.2 * np.exp(-time / 0.05)
    shares: np.ndarray = level + jumps(case, time, 0.2, 0.95)
    return shares


def dead(case: Case, time: np.ndarray) -> np.ndarray:
    """Jump, and lie flat at the first cost ever after."""
    shares: np.ndarray = 1 + jumps(case, time, 0.2, 0.6)
    return shares


def rising(case: Case, time: np.ndarray) -> np.ndarray:
    """Creep upwards."""
    shares: np.ndarray = 1 + case.random.uniform(0.6, 1.2) * time
    return shares


def jumps(case: Case, time: np.ndarray, begin: float, end: float) -> np.ndarray:
    """Return single jumps at a few random steps between two times."""
    inside = np.flatnonzero((time > begin) & (time < end))
    chosen = case.random.choice(inside, 5, replace=False)
    heights = np.zeros(len(time))
    heights[chosen] = case.random.uniform(0.7, 1.3, 5)
    return heights


def diverged(case: Case, time: np.ndarray) -> np.ndarray:
    """Fall a little, then grow without bounds."""
    begin = case.random.uniform(0.2, 0.6)
    shares: np.ndarray = 0.9 + np.exp(np.minimum(60 * np.maximum(time - begin, 0), 40)) - 1
    return shares


def one_explosion(case: Case, time: np.ndarray) -> np.ndarray:
    """Explode for a few steps, and fall again as if nothing had been."""
    begin = case.random.uniform(0.2, 0.5)
    shares: np.ndarray = falling(case, time) + 5.0 * ((time > begin) & (time < begin + 0.03))
    return shares


def ending_in(value: float) -> Shape:
    """Return a shape that falls like a good curve until every cost is a value that is no number."""

    def shape(case: Case, time: np.ndarray) -> np.ndarray:
        return np.where(time < case.random.uniform(0.3, 0.7), falling(case, time), value)

    return shape


SHAPES: dict[str, Shape] = {
    "good": falling,
    "early bump": early_bump,
    "early bump, then flat": early_bump_only,
    "flat": flat,
    "late": late,
    "jumping": jumping,
    "jumping, then dead": dead,
    "rising": rising,
    "diverged": diverged,
    "one explosion": one_explosion,
    "nan": ending_in(np.nan),
    "inf": ending_in(np.inf),
}
