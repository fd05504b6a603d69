"""Right in part, one number at a time: what the wrong ones have in common, and where they stand."""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial

import numpy as np

from autograder.grading.explaining.change import Change
from autograder.grading.explaining.pairs import Pair
from autograder.grading.explaining.parts import agreeing
from autograder.results import Diagnosis
from autograder.student.language import fact

NUMBERS = 3
CASES = 3
MOST_INPUTS = 12
CHANCE = 1e6  # one in so many


def in_part(pair: Pair) -> Iterator[Change]:
    """Propose what the wrong numbers have in common."""
    got, right = pair.got, pair.right
    if got.shape == right.shape and np.all(np.isfinite(got)):
        if right.size > 1:
            yield some("some_zero", "in_part.some_zero", lambda p: np.zeros_like(p.right))
            yield some("some_signs", "in_part.some_signs", lambda p: -p.right)
            yield some(
                "not_zero", "in_part.not_zero", lambda p: np.where(p.right == 0, p.got, p.right)
            )
            yield from fitted(pair)
            if right.ndim:
                for words, name, step in (
                    ("in_part.shifted", "shifted", 1),
                    ("in_part.shifted_back", "shifted", -1),
                ):
                    yield Change(f"relation.{name}", words, partial(shifted, step))
        else:
            for id, words, by in (
                ("one_more", "in_part.one_more", 1),
                ("one_less", "in_part.one_less", -1),
            ):
                apply = partial(where_wrong, partial(plus, by))
                yield Change(f"relation.{id}", words, apply, listed=True)
            told = {"value": f"{float(got.ravel()[0]):.6g}"}
            yield Change("relation.where_wrong", "in_part.always", constant(got), told, listed=True)
        yield from with_inputs(pair)
    elif got.ndim and got.ndim == right.ndim and got.shape[1:] == right.shape[1:]:
        yield Change("relation.gaps", "in_part.gaps", gaps, proof=lambda p: p.got.size)
        yield Change("relation.filled", "in_part.filled", filled, proof=lambda p: p.right.size)


def some(name: str, words: str, makes: Callable[[Pair], np.ndarray]) -> Change:
    """Return the change of the numbers that are wrong, and of those alone."""

    def apply(pair: Pair) -> np.ndarray | None:
        if pair.is_right or pair.got.shape != pair.right.shape:
            return None
        return np.where(agreeing(pair), pair.right, makes(pair))

    return Change(f"relation.{name}", words, apply)


def fitted(pair: Pair) -> Iterator[Change]:
    """Propose one factor, or one constant, for all numbers that are wrong."""
    wrong = ~agreeing(pair)
    if not wrong.any() or wrong.all():
        return
    largest = int(np.argmax(np.where(wrong, np.abs(pair.right), -1)))
    right, got = float(pair.right.flat[largest]), float(pair.got.flat[largest])
    if right and got:
        factor = got / right
        told = {"factor": f"{factor:.6g}"}
        yield some_fitted("factor_in_part", "in_part.some_times", told, lambda p: p.right * factor)
    told = {"constant": f"{got - right:.6g}"}
    yield some_fitted(
        "constant_in_part", "in_part.some_plus", told, lambda p: p.right + (got - right)
    )


def some_fitted(
    name: str, words: str, told: dict[str, str], makes: Callable[[Pair], np.ndarray]
) -> Change:
    """Return the same, of which one number was taken from what came."""
    plain = some(name, words, makes)
    return Change(plain.id, words, plain.apply, told, fitted=lambda p: 1)


def shifted(step: int, pair: Pair) -> np.ndarray | None:
    """Return the entries one place on, with what came at the end that is left over."""
    if pair.is_right or not pair.right.ndim or len(pair.right) < 2:
        return None
    made = np.roll(pair.right, step, axis=0)
    free = 0 if step > 0 else -1
    if pair.got.shape == made.shape:
        made[free] = pair.got[free]
    return made


def where_wrong(makes: Callable[[Pair], np.ndarray], pair: Pair) -> np.ndarray | None:
    return None if pair.is_right else makes(pair)


def plus(number: int, pair: Pair) -> np.ndarray:
    return np.asarray(pair.right + number)


def constant(value: np.ndarray) -> Callable[[Pair], np.ndarray | None]:
    return lambda pair: None if pair.is_right else value


def gaps(pair: Pair) -> np.ndarray | None:
    """Return what came, if it is some of the right entries in their order."""
    if pair.is_right or len(pair.got) >= len(pair.right) or not len(pair.got):
        return None
    return pair.got if is_part(pair.got, pair.right, pair.tolerance) else None


def filled(pair: Pair) -> np.ndarray | None:
    """Return what came, if all right entries are among it in their order."""
    if pair.is_right or len(pair.got) <= len(pair.right) or not len(pair.right):
        return None
    return pair.got if is_part(pair.right, pair.got, pair.tolerance) else None


def is_part(some: np.ndarray, whole: np.ndarray, tolerance: float) -> bool:
    """Whether entries come among others in the same order."""
    if some.shape[1:] != whole.shape[1:]:
        return False
    scale, place = max(float(np.abs(whole).max(initial=0)), 1e-300), 0
    for entry in some:
        while (
            place < len(whole) and np.abs(whole[place] - entry).max(initial=0) > tolerance * scale
        ):
            place += 1
        if place == len(whole):
            return False
        place += 1
    return True


def with_inputs(pair: Pair) -> Iterator[Change]:
    """Propose an input that the right answer is multiplied with, divided by, or added to."""
    for key, (of, _array) in [*pair.material.arrays.items()][:MOST_INPUTS]:
        if not of:
            continue
        for id, words, makes in (
            ("times_input", "in_part.times_input", np.multiply),
            ("over_input", "in_part.over_input", np.divide),
            ("plus_input", "in_part.plus_input", np.add),
            ("minus_input", "in_part.minus_input", np.subtract),
        ):
            apply = partial(by_input, key, makes)
            yield Change(f"relation.{id}", words, apply, {"of": of})


def by_input(key: Hashable, makes, pair: Pair) -> np.ndarray | None:  # type: ignore[no-untyped-def]
    """Return the right answer and an input of its shape as one."""
    _of, array = pair.material.arrays.get(key, ("", None))
    if array is None or array.dtype.kind not in "fiu" or array.shape != pair.right.shape:
        return None
    made: np.ndarray = makes(pair.right, array)
    return made if np.all(np.isfinite(made)) else None


def where(pairs: Sequence[Pair], name: str) -> Diagnosis | None:
    """Return the numbers of an input at which an output is wrong, if they are a range."""
    failing = [pair for pair in pairs if not pair.is_right]
    if not failing or any(p.got.shape != p.right.shape for p in pairs):
        return None
    for key, (of, array) in failing[0].material.arrays.items():
        if not of or array.shape != failing[0].right.shape or not array.ndim:
            continue
        at_wrong, at_right = [], []
        for pair in pairs:
            _of, values = pair.material.arrays.get(key, ("", None))
            if values is None or values.shape != pair.right.shape:
                break
            agree = np.ones(values.shape, bool) if pair.is_right else agreeing(pair)
            at_wrong.append(values[~agree].ravel())
            at_right.append(values[agree].ravel())
        else:
            told = ranged(np.concatenate(at_wrong), np.concatenate(at_right))
            if told:
                words, low, high = told
                return Diagnosis(
                    "relation.range", fact(words, name=name, of=of, low=low, high=high)
                )
    return None


def ranged(wrong: np.ndarray, right: np.ndarray) -> tuple[str, str, str] | None:
    """Return in words which range tells wrong places from right ones, None if there is none."""
    count = len(wrong) + len(right)
    if min(len(wrong), len(right)) < NUMBERS or math.comb(count, len(wrong)) < CHANCE * count:
        return None
    low, high = float(wrong.min()), float(wrong.max())
    below, above = right[right < low], right[right > high]
    if len(below) + len(above) == len(right):
        start = between(float(below.max()), low) if len(below) else ""
        end = between(high, float(above.min())) if len(above) else ""
        return (
            ("in_part.between" if start and end else "in_part.below" if end else "in_part.above"),
            start,
            end,
        )
    low, high = float(right.min()), float(right.max())
    below, above = wrong[wrong < low], wrong[wrong > high]
    if len(below) + len(above) == len(wrong) and len(below) and len(above):
        return (
            "in_part.outside",
            between(float(below.max()), low),
            between(high, float(above.min())),
        )
    return None


def between(low: float, high: float) -> str:
    """Return the plainest number from one to another."""
    for plain in (0.0, 1.0, -1.0):
        if low <= plain <= high:
            return f"{plain:g}"
    for digits in range(1, 7):
        middle = float(f"{(low + high) / 2:.{digits}g}")
        if low <= middle <= high:
            return f"{middle:g}"
    return f"{(low + high) / 2:.6g}"
