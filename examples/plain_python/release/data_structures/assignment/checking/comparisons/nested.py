"""Lists, tuples, dictionaries, and structured arrays and arrays of texts: part by part.

What is said of a part names its place as code would: `[2]["weights"]`. Numbers inside are compared
by the question's rule; whole numbers are exact, as everywhere.

A tuple for a list, or a list for a tuple, has the right values in another form: that is told, and
costs only what a question gives for "shapes".
"""

import numpy as np

from ...language import Fact, fact, joined
from ..plain_data import CONTAINERS, kinds_of
from . import compare as compare_part
from . import unsuited
from .wording import not_comparable, shown

SEQUENCES = (list, tuple)


def compare(what, got, right, rule):
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
        words = fact("output.has_entries", what=what, got=len(got), expected=len(right))
        return words, "", None
    problem, form, error = compare_parts(what, got, right, range(len(right)), rule)
    if not form and isinstance(got, list) != isinstance(right, list):
        kinds = {"kind": type(got).__name__, "expected": type(right).__name__}
        form = fact("output.of_type", what=what, **kinds)
    return problem, "" if problem else form, error


def compare_parts(what, got, right, keys, rule):
    """Compare the items of two containers that have the same keys."""
    form, errors = "", []
    for key in keys:
        where = within(what, place(key))
        problem, form_problem, error = compare_part(where, got[key], right[key], rule)
        if problem:
            return problem, "", error
        form = form or form_problem
        errors += [] if error is None else [error]
    return "", form, max(errors, default=None)


def within(what, place):
    """Return the name of a part of what has a name: a space stands before the first place."""
    if isinstance(what, Fact) and what.parts:
        return joined(*what.parts, place)
    return joined(what, " ", place)


def place(key):
    """Return the place of a part as code has it."""
    plainly = isinstance(key, str) and not {*key} & {'"', "\\"} and key.isprintable()
    return f'["{key}"]' if plainly and len(key) < 40 else f"[{shown(key)}]"


def compare_arrays(what, got, right, rule):
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
    parts = [
        array.tolist() if fields is None else {name: array[name] for name in array.dtype.names}
        for array in (got, right)
    ]
    return compare_part(what, *parts, rule)


def suits(right, rule):
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
