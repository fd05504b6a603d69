"""What comparisons find of outputs of any kind. `what` names one."""

from ...language import Fact, Message, fact
from ..plain_data import MAX_BITS, TOO_LARGE, Opaque
from . import kind_of

SHOWN = 60  # characters of a value


def not_comparable(what: Message, got: object, expected: object) -> Fact:
    """Return what is found of something of another type than expected."""
    if isinstance(got, Opaque) and got.type_name == TOO_LARGE:
        return fact("output.too_large", what=what, bits=MAX_BITS, expected=expected)
    if got is None:
        return fact("output.is", what=what, got="None", expected=expected)
    return fact("output.of_type", what=what, kind=kind_of(got), expected=expected)


def shown(value: object) -> str:
    """Return a value as Python spells it; of a long one its beginning and its end."""
    if type(value) is int and value.bit_length() > 10_000:  # Python spells no such number
        return f"{'-' * (value < 0)}10**{value.bit_length() * 0.30103:.0f}…"
    words = repr(value)
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 20]} … {words[-17:]}"
