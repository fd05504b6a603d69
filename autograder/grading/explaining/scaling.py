"""The right numbers times, plus or put into something: factors, constants, functions, rounding."""

import math
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial

import numpy as np

from autograder.grading.explaining.change import Apply, Change
from autograder.grading.explaining.pairs import Pair
from autograder.student.language import N_, _

FACTOR = N_("{name} is {factor} times what it should be, in every case. Where does that come from?")
SIGN = N_("{name} has the wrong sign throughout.")
ZERO = N_("{name} is 0 throughout. Is what was computed ever put into it?")
TIMES = N_(
    "{name} is too large by {size}. Is a division by it missing, or a sum where a mean is asked "
    "for?"
)
OVER = N_("{name} is too small by {size}. Is there a division too many, or a mean for a sum?")
TIMES_ROOT = N_("{name} is too large by the root of {size}. Where should that root come in?")
OVER_ROOT = N_("{name} is too small by the root of {size}. Where should that root come in?")
TIMES_TWICE = N_("{name} is too large by the square of {size}.")
OVER_TWICE = N_("{name} is divided by {size} twice. Which of the two divisions is asked for?")
LESS_ONE = N_(
    "{name} is made with one less than {size} where that itself is asked for, or the other way "
    "round. By how many is a mean divided?"
)
SIZE_OF = N_("the length of axis {axis} of {of}")
SIZE = N_("the length of axis {axis} of an argument")
COUNT = N_("the number {of}")
COUNT_GIVEN = N_("a number that was handed over")
PER_ROW = N_(
    "Each row of {name} is right but for a factor of its own. What are rows multiplied with or "
    "divided by?"
)
PER_COLUMN = N_(
    "Each column of {name} is right but for a factor of its own. What are columns multiplied with "
    "or divided by?"
)
SHIFTED = N_("{name} is right but for a constant that is added. What is added, or not taken away?")
SHIFTED_ROWS = N_(
    "Each row of {name} is right but for a constant that is added. What is added to rows, or not "
    "taken away?"
)
SHIFTED_COLUMNS = N_(
    "Each column of {name} is right but for a constant that is added. What is added to columns, or "
    "not taken away?"
)
ONE_MORE = N_("{name} is one too many, in every case. Where does counting start, and end?")
ONE_LESS = N_("{name} is one too few, in every case. Where does counting start, and end?")
CUT = N_("{name} has lost its fractions: whole numbers are kept somewhere. Of which type is it?")
ROUNDED = N_("{name} is rounded to {digits} decimals. Where is it rounded, and is that asked for?")
HALF = N_("{name} is computed in half precision: it has three digits. Of which type is it?")
BITS = N_("{name} is counted in {kind}, which is too small for it: where does that type come from?")
SINGLE = N_("{name} is counted in single precision, which has no room for so large a number.")
ABSOLUTE = N_("{name} has lost the minus signs of its numbers.")
NOT_NEGATIVE = N_("What should be negative in {name} is 0.")
NOT_POSITIVE = N_("What should be positive in {name} is 0.")
CLIPPED = N_("{name} is cut off at {limit}. Which operation limits it?")
SQUARED = N_("{name} is the square of what it should be.")
ROOT = N_("{name} is the square root of what it should be.")
LOGARITHM = N_("{name} is the logarithm of what it should be.")
POWER_OF_E = N_("{name} is the exponential of what it should be: a logarithm is missing.")
INVERSE = N_("{name} is one over what it should be.")
REST = N_("{name} is one minus what it should be: the other share is counted.")
SOFTMAX = N_("{name} is made into probabilities, which sum to 1. Is that asked for here?")
PERCENT = N_("{name} is a hundred times what it should be: a share is asked for, not percent.")
OTHER_BASE = N_("{name} is a logarithm to another base than the one asked for.")

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
            yield Change("relation.one_more", ONE_MORE, lambda p: p.right + 1, listed=True)
            yield Change("relation.one_less", ONE_LESS, lambda p: p.right - 1, listed=True)
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
        yield Change("relation.sign", SIGN, lambda p: -p.right, listed=True)
    if ratio == 0 and not pair.got.any():
        yield Change("relation.zero", ZERO, lambda p: np.zeros_like(p.right), listed=True)
        return
    near = [known for known in FACTORS if abs(ratio / known - 1) < pair.tolerance]
    if abs(ratio / 100 - 1) < pair.tolerance:
        yield Change("relation.percent", PERCENT, partial(times, 100.0), listed=True)
    for base in BASES:
        if abs(ratio / base - 1) < pair.tolerance:
            yield Change("relation.base", OTHER_BASE, partial(times, base), listed=True)
    yield from size_factors(pair, ratio)
    factor, words = (near[0], FACTORS[near[0]]) if near else (ratio, f"{ratio:.6g}")
    told = {"factor": words}
    yield Change("relation.factor", FACTOR, partial(times, factor), told, listed=bool(near))


def size_factors(pair: Pair, ratio: float) -> Iterator[Change]:
    """Propose the sizes of the inputs that a factor may be."""
    for key, (of, axis, size) in [*pair.material.sizes.items()][:MOST_SIZES]:
        if axis < 0:
            words, fields = (COUNT if of else COUNT_GIVEN), {"of": of}
        else:
            words, fields = (SIZE_OF if of else SIZE), {"of": of, "axis": str(axis)}
        told = {"size": partial(worded, words, fields)}
        if size == 1:
            continue
        if abs(ratio / size - 1) < pair.tolerance:
            yield Change("relation.times_size", TIMES, by_size(key, 1), told, listed=True)
        for id, words, power in (
            ("over_size", OVER, -1),
            ("times_root_of_size", TIMES_ROOT, 0.5),
            ("over_root_of_size", OVER_ROOT, -0.5),
            ("over_size_twice", OVER_TWICE, -2),
            ("times_size_twice", TIMES_TWICE, 2),
        ):
            if abs(ratio / float(size) ** power - 1) < pair.tolerance:
                yield Change(f"relation.{id}", words, by_size(key, power), told, listed=True)
        for power in (1, -1, 0.5, -0.5) if size > 1 else ():
            if abs(ratio / (size / (size - 1)) ** power - 1) < pair.tolerance:
                less_one = by_size(key, power, one_less=True)
                yield Change("relation.one_less_than_size", LESS_ONE, less_one, told, listed=True)


def times(factor: float, pair: Pair) -> np.ndarray:
    return np.asarray(pair.right * factor)


def worded(words: str, fields: Mapping[str, str]) -> str:
    """Return a part of a sentence in the language that is spoken."""
    return _(words).format(**fields)


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
    yield Change("relation.constant_added", SHIFTED, moved(None), fitted=lambda p: 1)
    if pair.right.ndim != 2 or min(pair.right.shape) < 2:
        return
    for axis, times, plus in ((1, PER_ROW, SHIFTED_ROWS), (0, PER_COLUMN, SHIFTED_COLUMNS)):
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
        ("squared", SQUARED, np.square),
        ("root", ROOT, np.sqrt),
        ("logarithm", LOGARITHM, np.log),
        ("exponential", POWER_OF_E, np.exp),
        ("inverse", INVERSE, np.reciprocal),
        ("rest", REST, lambda right: 1 - right),
        ("absolute", ABSOLUTE, np.abs),
        ("not_negative", NOT_NEGATIVE, lambda right: np.maximum(right, 0)),
        ("not_positive", NOT_POSITIVE, lambda right: np.minimum(right, 0)),
        ("softmax", SOFTMAX, softmax),
        ("whole", CUT, np.trunc),
        ("half_precision", HALF, lambda right: right.astype(np.float16).astype(float)),
    ):
        yield Change(f"relation.{name}", words, partial(applied, function), listed=True)


def softmax(right: np.ndarray) -> np.ndarray:
    """Return the exponentials, each row's divided by their sum."""
    if not right.ndim:
        return np.full((), np.nan)
    exps = np.exp(right - right.max(axis=-1, keepdims=True))
    made: np.ndarray = exps / exps.sum(axis=-1, keepdims=True)
    return made


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
                "relation.too_few_bits", BITS, partial(wrapped, bits, turn), told, listed=True
            )
    yield Change("relation.single_precision", SINGLE, single, listed=True)
    for digits in range(5):
        rounded = np.round(pair.right, digits)
        if not np.array_equal(rounded, pair.right) and pair.same(rounded):
            told = {"digits": str(digits)}
            rounding = partial(decimals, digits)
            yield Change("relation.rounded", ROUNDED, rounding, told, listed=True)
    lowest, highest = float(pair.got.min()), float(pair.got.max())
    for low, high, limit in ((lowest, np.inf, lowest), (-np.inf, highest, highest)):
        told = {"limit": f"{limit:.6g}"}
        yield Change("relation.clipped", CLIPPED, partial(clipped, low, high), told)


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
