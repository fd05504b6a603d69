"""Numbers that are counted: one too many is wrong, however large they are."""

import numpy as np

from ...language import Message, fact, text_fact
from ..compare import Rule, as_array
from ..plain_data import NUMBERS, Plain
from . import Compared, close
from .wording import not_comparable, shown

ROUNDING = 1e-6  # by which a count may be off that was computed, and not asked to be exact
MOST_COUNTED = 2**53  # by a float


def compare(what: Message, got: object, right: Plain, rule: Rule) -> Compared:
    """Compare a number or an array; see the package."""
    return close.compare(what, got, right, rule)


def compare_whole(what: Message, got: object, right: int, rule: Rule) -> Compared:
    """Compare with a whole number of any size."""
    number = only_number(got)
    if number is None:
        array = as_array(got)
        if array is not None:
            return fact("output.has_shape", what=what, got=array.shape, expected=()), "", None
        form = rule.get("form")
        return (
            not_comparable(what, got, text_fact(form) if form else fact("close.a_number")),
            "",
            None,
        )
    rounding = ROUNDING if isinstance(number, float) and rule["kind"] == "close" else 0
    if number == right or (abs(number) < MOST_COUNTED and abs(number - right) < rounding):
        shape = np.shape(got) if isinstance(got, np.ndarray) else ()
        problem = fact("output.has_shape", what=what, got=shape, expected=()) if shape else ""
        return "", problem, None
    return fact("output.is", what=what, got=shown(number), expected=shown(right)), "", np.inf


def only_number(got: object) -> int | float | None:
    """Return a number as one of Python's, of an array of one element as well; else None."""
    if isinstance(got, (np.ndarray, np.generic)) and got.size == 1 and got.dtype.kind in NUMBERS:
        got = got.item()
    if isinstance(got, complex) and got.imag == 0:
        got = got.real
    return int(got) if isinstance(got, bool) else got if isinstance(got, (int, float)) else None


def suits(right: Plain, rule: Rule) -> str:
    """Return what is wrong with an expected value, "" if nothing is."""
    return close.suits(right, rule)
