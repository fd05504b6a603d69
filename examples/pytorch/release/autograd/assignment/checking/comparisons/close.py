"""Numbers and arrays, within rounding; the tolerances stand in `compare.py`.

Arrays are compared apart from their shapes: db of shape (1, M) holds the right numbers. A list is
no array, though it may hold the same numbers: it has no shape, and `2 * dx` is another thing.
A whole number of Python's is counted, and compared exactly; truth may be told by 0 and 1.
"""

import numpy as np

from ...language import Message, fact, joined, text_fact
from ..compare import TOLERANCE, Rule, as_array, error_of, errors_of, worst_place
from ..plain_data import Plain
from . import Compared, exact
from .wording import not_comparable


def compare(what: Message, got: object, right: Plain, rule: Rule) -> Compared:
    """Compare a number or an array; see the package. What is counted and right has no error."""
    if type(right) is int:
        return exact.compare_whole(what, got, right, rule)
    truth = isinstance(right, (bool, np.bool_))
    counted = is_counted(right, rule)
    right = as_array(right)
    if truth and as_array(got) is None:
        return not_comparable(what, got, fact("close.a_truth")), "", None
    array, problem, shape_problem = matched(what, got, right, rule)
    if problem or array is None:
        return problem, shape_problem, None
    error = error_of(array, right, rule)
    if error <= TOLERANCE:
        return "", shape_problem, None if counted else error
    if shape_problem:  # the shape is the first thing to look at
        return shape_problem, "", None
    index, is_there, should_be = worst_place(array, right, rule)
    if truth:
        told = str(bool(is_there)) if is_there in (0, 1) else f"{is_there:.6g}"
        return fact("output.is", what=what, got=told, expected=bool(should_be)), "", error
    if rule["kind"] == "exact":
        there = f" [{', '.join(map(str, index))}]" if index else ""
        numbers = {"got": f"{is_there:.17g}", "expected": f"{should_be:.17g}"}
        return fact("output.is", what=joined(what, there) if there else what, **numbers), "", error
    if array.size == 1:
        if index:
            what = joined(what, f" [{', '.join(map(str, index))}]")
        return fact("close.number_is", what=what, got=is_there, expected=should_be), "", error
    wrong = int(np.sum(errors_of(array, right, rule) > TOLERANCE))
    problem = fact(
        "close.element_is",
        what=what,
        index=", ".join(map(str, index)),
        got=is_there,
        expected=should_be,
        wrong=wrong,
        size=array.size,
    )
    return problem, "", error


def matched(
    what: Message, got: object, right: np.ndarray, rule: Rule
) -> tuple[np.ndarray | None, Message, Message]:
    """Return (what came as an array, problem, problem with its shape): None or a problem where it
    cannot be compared element by element with the expected array."""
    form = rule.get("form")
    array = as_array(got)
    if array is None:
        kind = (
            fact("close.a_number") if right.ndim == 0 else fact("close.an_array", shape=right.shape)
        )
        return None, not_comparable(what, got, text_fact(form) if form else kind), ""
    shape_problem: Message = ""
    if array.shape != right.shape:
        shape_problem = fact("output.has_shape", what=what, got=array.shape, expected=right.shape)
    if array.size != right.size:
        if form and array.ndim == right.ndim and len(array) != len(right):
            shape_problem = fact(
                "output.has_entries", what=what, got=len(array), expected=len(right)
            )
        return None, shape_problem, ""
    return array, "", shape_problem


def is_counted(right: Plain, rule: Rule) -> bool:
    """Whether an expected number or array is counted rather than computed: right, or not."""
    return rule["kind"] == "exact" or np.asarray(right).dtype.kind in "biu"


def suits(right: Plain, rule: Rule) -> str:
    """Return what is wrong with an expected value, "" if nothing is."""
    return "" if type(right) is int or as_array(right) is not None else "it is no number or array"
