"""When two outputs of numbers are the same: the one place where tolerances are set and justified.

Values. A right answer may be computed in another order, with loops, or in float32. Outputs agree
when no element differs by more than TOLERANCE times the largest expected element. The least exact
right answer is a softmax in float32 whose logarithm of a sum stays at a score near 1000, where
float32 numbers lie 2**-14 apart: four roundings by half of that, doubled where a gradient is
compared with its largest element, are 2**-12. All else was measured to stay below 2e-5. The
smallest mistake worth finding (a factor, a sign, a missing term) changes an output by far more.

The largest element is what a sum may be made of, wherever it stands. Where a question knows better,
its rule says so: {"kind": "close", "relative_to": "row"} where each example is made of its own
numbers, "element" where each element is; "floor" is the least size of what they are made of,
"ceiling" the largest, where outputs come close to a limit and what is left to it counts.
{"kind": "exact"} is for numbers that are counted: one too many is wrong, however large they are.
"form" says in a student's words what an output is that a check has made a table of, or a sample.

Shapes are compared apart from values: db of shape (1, M) holds the right numbers.

The sums are worked out in the kit's docs/decisions/tolerances.md.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

Rule = Mapping[str, Any]  # how an output is compared: {"kind": …, …}

TOLERANCE = 2.5e-4  # 2**-12 and a little
ZERO = 1e-7  # what counts as 0 where everything expected is 0
CLOSE: Rule = {"kind": "close"}  # the usual rule


def as_array(value: object) -> np.ndarray | None:
    """Return a number or array as float64 (complex stays complex), or None if it is neither."""
    if isinstance(value, (bool, int, float, complex, np.generic, np.ndarray)):
        array = np.asarray(value)
        if array.dtype.kind == "c":
            return array.astype(np.complex128, copy=False)
        return array.astype(np.float64, copy=False) if array.dtype.kind in "biuf" else None
    return None


def same_values(got: np.ndarray, expected: np.ndarray, rule: Rule = CLOSE) -> bool:
    """Whether two arrays hold the same numbers in the same order, whatever their shapes."""
    return got.size == expected.size and error_of(got, expected, rule) <= TOLERANCE


def size_of(expected: np.ndarray, rule: Rule) -> float | np.ndarray:
    """Return how large the numbers are that each element of an array is made of.

    A number, or an array that fits the expected one; see the top of the file.
    """
    if rule["kind"] == "exact":
        return np.finfo(np.float64).tiny
    floor: float = rule.get("floor", ZERO / TOLERANCE)
    relative_to = rule.get("relative_to", "array")
    ceiling: float = rule.get("ceiling", np.inf)
    sizes = np.where(np.isfinite(expected), np.abs(expected), 0.0)
    if relative_to == "array" or expected.ndim == 0:
        return min(max(float(sizes.max()), floor), ceiling)
    if relative_to == "row":
        sizes = sizes.max(axis=tuple(range(1, sizes.ndim)), keepdims=True)
    clipped: np.ndarray = np.clip(sizes, floor, ceiling)
    return clipped


def errors_of(got: np.ndarray, expected: np.ndarray, rule: Rule) -> np.ndarray:
    """Return the difference of each element, relative to what it is made of, and infinity where
    one is finite and the other is not, in the shape of `expected`; shapes may differ, sizes may
    not."""
    with np.errstate(all="ignore"):
        got = got.reshape(expected.shape)
        same = (got == expected) | (np.isnan(got) & np.isnan(expected))
        errors = np.where(same, 0, np.abs(got - expected) / size_of(expected, rule))
    return np.where(np.isfinite(errors), errors, np.inf)


def error_of(got: np.ndarray, expected: np.ndarray, rule: Rule) -> float:
    """Return the largest of `errors_of`."""
    return float(errors_of(got, expected, rule).max()) if expected.size else 0.0


def worst_place(
    got: np.ndarray, expected: np.ndarray, rule: Rule
) -> tuple[tuple[int, ...], Any, Any]:
    """Return (index, got there, expected there) of the largest error, for a message."""
    flat = int(np.argmax(errors_of(got, expected, rule)))
    index = tuple(int(i) for i in np.unravel_index(flat, expected.shape))
    return index, got.ravel()[flat].item(), expected.ravel()[flat].item()
