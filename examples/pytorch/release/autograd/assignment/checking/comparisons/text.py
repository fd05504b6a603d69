"""What is equal or not, and no more is to be said of it: texts, bytes, None."""

from typing import Any

from ...language import Message, fact
from ..compare import Rule
from ..plain_data import Plain
from . import Compared
from .wording import not_comparable, shown

TEXT_SHOWN = 60  # characters of a text that is an answer


def compare(what: Message, got: Any, right: Plain, rule: Rule) -> Compared:
    """Compare a text, bytes or None; see the package."""
    if type(got) is not type(right):
        return not_comparable(what, got, shown(right)), "", None
    if got == right:
        return "", "", None
    return fact("output.is", what=what, got=repr(got[:TEXT_SHOWN]), expected=repr(right)), "", None


def suits(right: Plain, rule: Rule) -> str:
    """Return what is wrong with an expected value, "" if nothing is."""
    return "" if right is None or isinstance(right, (str, bytes)) else "it is no text"
