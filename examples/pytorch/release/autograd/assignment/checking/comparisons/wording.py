"""What comparisons say of an output. `what` names it."""

from ...language import N_, _
from . import kind_of

SHOWN = 60  # characters of a value

IS = N_("{what} is {got}, expected {expected}.")
OF_TYPE = N_("{what} is of type {kind}, expected {expected}.")
HAS_SHAPE = N_("{what} has shape {got}, expected {expected}.")
HAS_ENTRIES = N_("{what} has {got} entries, expected {expected}.")


def not_comparable(what, got, expected):
    """Return the sentence on something of another type than expected."""
    if got is None:
        return _(IS).format(what=what, got="None", expected=expected)
    return _(OF_TYPE).format(what=what, kind=kind_of(got), expected=expected)


def shown(value):
    """Return a value as Python spells it; of a long one its beginning and its end."""
    if type(value) is int and value.bit_length() > 10_000:  # Python spells no such number
        return f"{'-' * (value < 0)}10**{value.bit_length() * 0.30103:.0f}…"
    words = repr(value)
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 20]} … {words[-17:]}"
