"""Lists, tuples, dictionaries, and structured arrays and arrays of texts: part by part.

What is said of a part names its place as code would: `[2]["weights"]`. Numbers inside are compared
by the question's rule; whole numbers are exact, as everywhere.

A tuple for a list, or a list for a tuple, has the right values in another form: that is told, and
costs only what a question gives for "shapes".
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from ...language import Fact, Message, fact, joined
from ..compare import Rule
from ..plain_data import CONTAINERS, Plain, kinds_of
from . import Compared, unsuited
from . import compare as compare_part
from .wording import not_comparable, shown

SEQUENCES: tuple[type[Any], ...] = (list, tuple)


def compare(what: Message, got: Any, right: Plain, rule: Rule) -> Compared:
    """Compare part by part, as far as the first that differs; see the package."""
    if isinstance(right, np.ndarray):
        return compare_arrays(what, got, right, rule)
    if isinstance(right, dict):
        if not isinstance(got, dict):
            return not_comparable(what, got, "dict"), "", None
        for words, keys in (
            ("nested.lacks_key", right.keys() - got),
            ("nested.has_key_too", got.keys() - right),
        ):
            if keys:
                key = next(key for key in (*right, *got) if key in keys)
                return fact(words, what=what, key=shown(key)), "", None
        return compare_parts(what, got, right, [*right], rule)
    if not isinstance(got, SEQUENCES):
        return not_comparable(what, got, type(right).__name__), "", None
    if len(got) != len(right):
        found = fact("output.has_entries", what=what, got=len(got), expected=len(right))
        return found, "", None
    problem, form, error = compare_parts(what, got, right, range(len(right)), rule)
    if not form and isinstance(got, list) != isinstance(right, list):
        kinds = {"kind": type(got).__name__, "expected": type(right).__name__}
        form = fact("output.of_type", what=what, **kinds)
    return problem, "" if problem else form, error


def compare_parts(
    what: Message, got: Any, right: Plain, keys: Iterable[Any], rule: Rule
) -> Compared:
    """Compare the items of two containers that have the same keys."""
    form: Message = ""
    errors: list[float] = []
    for key in keys:
        where = within(what, place(key))
        problem, form_problem, error = compare_part(where, got[key], right[key], rule)
        if problem:
            return problem, "", error
        form = form or form_problem
        errors += [] if error is None else [error]
    return "", form, max(errors, default=None)


def within(what: Message, place: str) -> Fact:
    """Return the name of a part of what has a name: a space stands before the first place."""
    if isinstance(what, Fact) and what.parts:
        return joined(*what.parts, place)
    return joined(what, " ", place)


def place(key: object) -> str:
    """Return the place of a part as code has it."""
    if isinstance(key, str) and len(key) < 40:
        if key.isprintable() and not {*key} & {'"', "\\"}:
            return f'["{key}"]'
    return f"[{shown(key)}]"


def compare_arrays(what: Message, got: object, right: np.ndarray, rule: Rule) -> Compared:
    """Compare arrays of texts, or field by field."""
    fields = right.dtype.names
    if not isinstance(got, np.ndarray) or (got.dtype.names is None) != (fields is None):
        return (
            not_comparable(what, got, fact("nested.texts" if fields is None else "nested.fields")),
            "",
            None,
        )
    if got.shape != right.shape:
        problem = fact("output.has_shape", what=what, got=got.shape, expected=right.shape)
        return problem, "", None
    if fields is None:
        return compare_part(what, got.tolist(), right.tolist(), rule)
    ours, theirs = ({name: a[name] for name in a.dtype.names or ()} for a in (right, got))
    return compare_part(what, theirs, ours, rule)


def suits(right: Plain, rule: Rule) -> str:
    """Return what is wrong with an expected value, "" if nothing is."""
    if isinstance(right, np.ndarray):
        known = all(kind in "biufcU" for kind in kinds_of(right.dtype))
        return "" if known else f"it is an array of {right.dtype}"
    if not isinstance(right, CONTAINERS):
        return "it is no list, tuple or dictionary"
    if rule["kind"] == "normal":
        return "random draws are compared in arrays only"
    parts = right.values() if isinstance(right, dict) else right
    return next(filter(None, (unsuited(part, rule) for part in parts)), "")
