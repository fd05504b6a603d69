"""The right numbers times, plus or put into something: factors, constants, functions, rounding."""

import math
from collections.abc import Callable, Hashable, Iterator
from functools import partial

import numpy as np

from autograder.grading.explaining.change import Apply, Change
from autograder.grading.explaining.pairs import Pair
from autograder.student.language import fact

# Factors that single numbers may show.
FACTORS = {
    sign * power: f"{'-' if sign < 0 else ''}{words}"
    for sign in (1, -1)
    for power, words in (
        (2, "2"), (3, "3"), (4, "4"), (8, "8"), (10, "10"), (100, "100"), (1000, "1000"),
        (1024, "1024"), (1 / 2, "1/2"), (1 / 3, "1/3"), (1 / 4, "1/4"), (1 / 8, "1/8"),
        (1 / 10, "1/10"), (1 / 100, "1/100"), (1 / 1000, "1/1000"), (1 / 1024, "1/1024"),
        (math.sqrt(2), "√2"), (math.sqrt(1 / 2), "1/√2"),
    )
}  # fmt: skip
BASES = (math.log(10), 1 / math.log(10), math.log(2), 1 / math.log(2))
MOST_SIZES = 40


def scalings(pair: Pair) -> Iterator[Change]:
    """Propose what may have been done to the numbers of the right answer."""
    if pair.got.shape != pair.right.shape or not np.all(np.isfinite(pair.got)):
        return
    yield from factors(pair)
    if pair.right.size == 1:
        if pair.right == np.round(pair.right):
            yield Change(
                "relation.one_more", "scaling.one_more", lambda p: p.right + 1, listed=True
            )
            yield Change(
                "relation.one_less", "scaling.one_less", lambda p: p.right - 1, listed=True
            )
    else:
        yield from fitted(pair)
    yield from functions()
    yield from limits(pair)


def factors(pair: Pair) -> Iterator[Change]:
    """Propose one factor for all of a case: a constant, or a size."""
    largest = int(np.argmax(np.abs(pair.right)))
    if not pair.right.flat[largest]:
        return
    ratio = float(pair.got.flat[largest] / pair.right.flat[largest])
    if abs(ratio + 1) < pair.tolerance:
        yield Change("relation.sign", "scaling.sign", lambda p: -p.right, listed=True)
    if ratio == 0 and not pair.got.any():
        yield Change("relation.zero", "scaling.zero", lambda p: np.zeros_like(p.right), listed=True)
        return
    near = [known for known in FACTORS if abs(ratio / known - 1) < pair.tolerance]
    if abs(ratio / 100 - 1) < pair.tolerance:
        yield Change("relation.percent", "scaling.percent", partial(times, 100.0), listed=True)
    for base in BASES:
        if abs(ratio / base - 1) < pair.tolerance:
            yield Change("relation.base", "scaling.other_base", partial(times, base), listed=True)
    yield from size_factors(pair, ratio)
    factor, words = (near[0], FACTORS[near[0]]) if near else (ratio, f"{ratio:.6g}")
    told = {"factor": words}
    yield Change(
        "relation.factor", "scaling.factor", partial(times, factor), told, listed=bool(near)
    )


def size_factors(pair: Pair, ratio: float) -> Iterator[Change]:
    """Propose the sizes of the inputs that a factor may be."""
    for key, (of, axis, size) in [*pair.material.sizes.items()][:MOST_SIZES]:
        if axis < 0:
            words, fields = ("scaling.count" if of else "scaling.count_given"), {"of": of}
        else:
            words, fields = (
                ("scaling.size_of" if of else "scaling.size"),
                {"of": of, "axis": str(axis)},
            )
        told = {"size": fact(words, **fields)}
        if size == 1:
            continue
        if abs(ratio / size - 1) < pair.tolerance:
            yield Change("relation.times_size", "scaling.times", by_size(key, 1), told, listed=True)
        for id, words, power in (
            ("over_size", "scaling.over", -1),
            ("times_root_of_size", "scaling.times_root", 0.5),
            ("over_root_of_size", "scaling.over_root", -0.5),
            ("over_size_twice", "scaling.over_twice", -2),
            ("times_size_twice", "scaling.times_twice", 2),
        ):
            if abs(ratio / float(size) ** power - 1) < pair.tolerance:
                yield Change(f"relation.{id}", words, by_size(key, power), told, listed=True)
        for power in (1, -1, 0.5, -0.5) if size > 1 else ():
            if abs(ratio / (size / (size - 1)) ** power - 1) < pair.tolerance:
                less_one = by_size(key, power, one_less=True)
                yield Change(
                    "relation.one_less_than_size", "scaling.less_one", less_one, told, listed=True
                )


def times(factor: float, pair: Pair) -> np.ndarray:
    return np.asarray(pair.right * factor)


def by_size(key: Hashable, power: float, one_less: bool = False) -> Apply:
    """Return the change by a factor that is a size of the inputs."""

    def apply(pair: Pair) -> np.ndarray | None:
        size = pair.material.sizes.get(key)
        if not size:
            return pair.right
        factor = np.float64(size[2])
        if one_less:
            factor = factor / (factor - 1)
        return pair.right * factor**power

    return apply


def fitted(pair: Pair) -> Iterator[Change]:
    """Propose factors and constants that are worked out from what came."""
    yield Change("relation.constant_added", "scaling.shifted", moved(None), fitted=lambda p: 1)
    if pair.right.ndim != 2 or min(pair.right.shape) < 2:
        return
    for axis, times, plus in (
        (1, "scaling.per_row", "scaling.shifted_rows"),
        (0, "scaling.per_column", "scaling.shifted_columns"),
    ):
        name = ("columns", "rows")[axis]
        count = partial(length_without, axis)
        yield Change(f"relation.constant_added_to_{name}", plus, moved(axis), fitted=count)
        yield Change(f"relation.factor_of_{name}", times, scaled(axis), fitted=count)


def length_without(axis: int, pair: Pair) -> int:
    """Return how many rows or columns a matrix has."""
    return pair.right.size // pair.right.shape[axis] if axis < pair.right.ndim else 0


def moved(axis: int | None) -> Apply:
    """Return the change by a constant, one for all or one for each row or column."""

    def apply(pair: Pair) -> np.ndarray | None:
        if pair.got.shape != pair.right.shape or (axis is not None and pair.right.ndim != 2):
            return None
        made: np.ndarray = pair.right + np.mean(pair.got - pair.right, axis=axis, keepdims=True)
        return made

    return apply


def scaled(axis: int) -> Apply:
    """Return the change by a factor for each row or column."""

    def apply(pair: Pair) -> np.ndarray | None:
        got, right = pair.got, pair.right
        if got.shape != right.shape or right.ndim != 2:
            return None
        squares = np.sum(right * right, axis=axis, keepdims=True)
        found = np.sum(got * right, axis=axis, keepdims=True) / np.where(squares > 0, squares, 1)
        made: np.ndarray = right * found
        return made

    return apply


def functions() -> Iterator[Change]:
    """Propose what may have been left out at the end, or done once too often."""
    for name, words, function in (
        ("squared", "scaling.squared", np.square),
        ("root", "scaling.root", np.sqrt),
        ("logarithm", "scaling.logarithm", np.log),
        ("exponential", "scaling.power_of_e", np.exp),
        ("inverse", "scaling.inverse", np.reciprocal),
        ("rest", "scaling.rest", lambda right: 1 - right),
        ("absolute", "scaling.absolute", np.abs),
        ("not_negative", "scaling.not_negative", lambda right: np.maximum(right, 0)),
        ("not_positive", "scaling.not_positive", lambda right: np.minimum(right, 0)),
        ("softmax", "scaling.softmax", softmax),
        ("cumulated", "scaling.cumulated", cumulated),
        ("whole", "scaling.cut", np.trunc),
        ("half_precision", "scaling.half", lambda right: right.astype(np.float16).astype(float)),
    ):
        yield Change(f"relation.{name}", words, partial(applied, function), listed=True)


def softmax(right: np.ndarray) -> np.ndarray:
    """Return the exponentials, each row's divided by their sum."""
    if not right.ndim:
        return np.full((), np.nan)
    exps = np.exp(right - right.max(axis=-1, keepdims=True))
    made: np.ndarray = exps / exps.sum(axis=-1, keepdims=True)
    return made


def cumulated(right: np.ndarray) -> np.ndarray:
    """Return the sums of the entries so far."""
    return np.cumsum(right, axis=0) if right.ndim else np.full((), np.nan)


def applied(function: Callable[[np.ndarray], np.ndarray], pair: Pair) -> np.ndarray | None:
    """Return a function of the right answer, None where it has none."""
    made = function(pair.right)
    return made if np.all(np.isfinite(made)) else None


def limits(pair: Pair) -> Iterator[Change]:
    """Propose where numbers may have been cut off or rounded."""
    for bits in (8, 16, 32):
        for kind, turn in (("int", 2 ** (bits - 1)), ("uint", 0)):
            told = {"kind": f"{kind}{bits}"}
            yield Change(
                "relation.too_few_bits",
                "scaling.bits",
                partial(wrapped, bits, turn),
                told,
                listed=True,
            )
    yield Change("relation.single_precision", "scaling.single", single, listed=True)
    for digits in range(5):
        rounded = np.round(pair.right, digits)
        if not np.array_equal(rounded, pair.right) and pair.same(rounded):
            told = {"digits": str(digits)}
            rounding = partial(decimals, digits)
            yield Change("relation.rounded", "scaling.rounded", rounding, told, listed=True)
    lowest, highest = float(pair.got.min()), float(pair.got.max())
    for low, high, limit in ((lowest, np.inf, lowest), (-np.inf, highest, highest)):
        told = {"limit": f"{limit:.6g}"}
        yield Change("relation.clipped", "scaling.clipped", partial(clipped, low, high), told)


def wrapped(bits: int, turn: int, pair: Pair) -> np.ndarray | None:
    """Return whole numbers as so many bits hold them."""
    right = pair.right
    if not np.array_equal(right, np.round(right)):
        return None
    return np.asarray(np.mod(right + turn, 2.0**bits) - turn)


def single(pair: Pair) -> np.ndarray | None:
    """Return whole numbers as single precision holds them."""
    right = pair.right
    whole = np.array_equal(right, np.round(right))
    return right.astype(np.float32).astype(np.float64) if whole else None


def decimals(digits: int, pair: Pair) -> np.ndarray:
    return np.asarray(np.round(pair.right, digits))


def clipped(low: float, high: float, pair: Pair) -> np.ndarray:
    return np.asarray(np.clip(pair.right, low, high))
