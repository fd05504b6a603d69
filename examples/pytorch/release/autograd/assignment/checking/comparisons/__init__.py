"""How outputs are compared: a file each, called like the "kind" of a question's rule.

    {"kind": "close"}    numbers and arrays within rounding: the usual rule
    {"kind": "exact"}    numbers that are counted: one too many is wrong, however large they are
    {"kind": "normal"}   random draws of a "std"
    {"kind": "set"}      members, in whatever order, of a list as well
    {"kind": "text"}     texts, bytes and None: equal or not
    {"kind": "nested"}   lists, tuples, dictionaries and structured arrays, part by part

The first three speak of numbers. Where something else is expected, or numbers inside of it, its
type tells how: a rule need not be given.

Each file has `compare(what, got, right, rule)`, which returns (problem with the values, problem
with the form, relative error): the problems are sentences that begin with `what`, "" where there
is none, and the error is None where nothing was computed; and `suits(right, rule)`, which says
what is wrong with an expected value that it cannot be used for, "" where nothing is. Values are
plain data (`plain_data.py`); what came may be of any type, and `Opaque` where it is not plain.

A course adds a comparison as a file of its folder `comparisons/`: it is imported as part of this
package, and goes out with the release.
"""

import importlib
from functools import lru_cache
from types import ModuleType

import numpy as np

from ...language import Message
from ..compare import Rule
from ..plain_data import CONTAINERS, NUMBERS, Opaque, Plain

# Problem with the values, problem with the form, relative error.
Compared = tuple[Message, Message, "float | None"]

OF_NUMBERS = ("close", "exact", "normal")
SETS = (set, frozenset)  # named here, because the module of that name takes its place later


def compare(what: Message, got: object, right: Plain, rule: Rule) -> Compared:
    """Compare one output with what is expected, by the rule; see the top of this file."""
    found: Compared = comparison(right, rule).compare(what, got, right, rule)
    return found


def unsuited(right: Plain, rule: Rule) -> str:
    """Return why a value cannot be what is expected of an output, "" if it can."""
    try:
        found: str = comparison(right, rule).suits(right, rule)
    except ModuleNotFoundError:
        return f"there is no comparison {rule['kind']!r}"
    return found


def comparison(right: Plain, rule: Rule) -> ModuleType:
    """Return the module that compares with an expected value."""
    kind = rule["kind"]
    return named(usual(right) or kind if kind in OF_NUMBERS else kind)


def usual(right: Plain) -> str:
    """Return the name of the comparison that the type of an expected value asks for, "" for
    numbers, whose comparison the rule names."""
    if right is None or isinstance(right, (str, bytes)):
        return "text"
    if isinstance(right, SETS):
        return "set"
    if isinstance(right, CONTAINERS):
        return "nested"
    if isinstance(right, np.ndarray) and right.dtype.kind not in NUMBERS:
        return "nested"
    return ""


@lru_cache(100)
def named(kind: str) -> ModuleType:
    """Return the module of a comparison. Raises ModuleNotFoundError."""
    return importlib.import_module(f".{kind}", __name__)


def kind_of(value: object) -> str:
    """Return the name of a value's type, of one that another process keeps as well."""
    return value.type_name if isinstance(value, Opaque) else type(value).__name__
