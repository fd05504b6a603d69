"""Plain data: what can be sent, kept, copied and compared; and the one way through it.

Plain are None, truth values, whole numbers of any size, floats, complex numbers, texts and bytes;
arrays of numbers or texts, and structured ones; and lists, tuples, dictionaries and sets of plain
data. All else stays where it was made, and an `Opaque` that names its type stands for it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from . import adapters

Plain = Any  # plain data: types cannot tell lists of lists of … from the rest
Made = TypeVar("Made")

CONTAINERS = (list, tuple, dict, set, frozenset)
NUMBERS = "biufc"  # kinds of arrays
MAX_ITEMS = 10_000  # of one container
MAX_NESTED = 30  # containers in containers
MAX_ARRAY_BYTES = 4 * 2**20
MAX_TEXT = 20_000  # characters, or bytes
MAX_BITS = 2**17  # of a whole number
TOO_LARGE = "int too large"  # the name of the type of a whole number of more bits


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that is not plain data."""

    type_name: str


def fold(
    value: object,
    leaf: Callable[[Any], Made],
    join: Callable[[Any, list[Any]], Made],
    enters: Callable[[Any, int], bool] = lambda value, depth: True,
    depth: int = 0,
) -> Made:
    """Go through plain data from the inside out; return what is made of it.

    leaf    leaf(value) is made of what is no container
    join    join(container, parts) of a container, given what was made of its items; of a
            dictionary, of each (key, item)
    enters  enters(container, depth): whether to look into it; else it is a leaf
    """
    if not isinstance(value, CONTAINERS) or not enters(value, depth):
        return leaf(value)
    if isinstance(value, dict):
        pairs = [
            (fold(key, leaf, join, enters, depth + 1), fold(item, leaf, join, enters, depth + 1))
            for key, item in value.items()
        ]
        return join(value, pairs)
    return join(value, [fold(item, leaf, join, enters, depth + 1) for item in value])


def rebuilt(container: Plain, parts: Iterable[Any]) -> Plain:
    """Return a container of the same kind with other items."""
    return next(kind for kind in CONTAINERS if isinstance(container, kind))(parts)


def plain(value: object) -> Plain:
    """Return a value as plain data, with an Opaque in place of everything else."""
    return fold(value, plain_leaf, rebuilt, is_small)


def without_numpy_scalars(value: Plain) -> Plain:
    """Return plain data with Python's own numbers and texts in place of NumPy's."""
    return fold(value, lambda leaf: leaf.item() if isinstance(leaf, np.generic) else leaf, rebuilt)


def is_small(container: Collection[object], depth: int) -> bool:
    """Whether a container is looked into."""
    return depth < MAX_NESTED and len(container) <= MAX_ITEMS


def plain_leaf(value: object) -> Plain:
    """Return a value that is not looked into as plain data."""
    if value is None or type(value) in (bool, float, complex):
        return value
    if type(value) is int:
        return value if value.bit_length() <= MAX_BITS else Opaque(TOO_LARGE)
    if isinstance(value, str):  # NumPy's texts, too
        return text(str.__str__(value))
    if type(value) is bytes:
        return value[:MAX_TEXT]
    if isinstance(value, (np.ndarray, np.generic)):
        return plain_array(np.asarray(value))
    if isinstance(value, CONTAINERS):
        size = f"of {len(value)} items" if len(value) > MAX_ITEMS else "nested too deeply"
        return Opaque(f"{type(value).__name__[:50]} {size}")
    try:
        return plain(adapters.as_plain(value))
    except Exception:  # whatever a library, or what only looks like its own, may raise
        return Opaque(text(type(value).__name__[:100]))


def plain_array(array: np.ndarray) -> np.ndarray | Opaque:
    """Return an array if it is plain data."""
    if not all(kind in NUMBERS + "U" for kind in kinds_of(array.dtype)):
        return Opaque(f"array of {array.dtype}"[:100])
    if array.nbytes > MAX_ARRAY_BYTES:
        return Opaque(f"far too large array, of shape {array.shape}"[:100])
    return array


def kinds_of(dtype: np.dtype[Any]) -> list[str]:
    """Return the kinds of an array's elements; of a structured one those of its fields."""
    if dtype.names is None:
        return [dtype.kind]
    return [kind for name in dtype.names for kind in kinds_of(dtype[name].base)]


def text(value: str, limit: int = MAX_TEXT) -> str:
    """Return text that can be sent: cut, and with "?" for half surrogates."""
    return value[:limit].encode("utf-8", "replace").decode("utf-8")


def fresh(value: Plain) -> Plain:
    """Return a copy that a call may use up; arrays writable, in the same memory layout."""
    return fold(value, fresh_leaf, rebuilt)


def fresh_leaf(value: Plain) -> Plain:
    """Return a copy of what is no container."""
    return value.copy(order="K") if isinstance(value, np.ndarray) else value


def first_opaque(value: Plain, path: str = "") -> tuple[str, Opaque] | None:
    """Return (where, the Opaque) of the first in plain data, None where there is none.

    Where is spelled as in code: `[2]["weights"]`.
    """
    if isinstance(value, Opaque):
        return path, value
    if not isinstance(value, CONTAINERS):
        return None
    if isinstance(value, (set, frozenset)):
        items = [(f"{path}{{…}}", item) for item in value]
    else:
        places = value.items() if isinstance(value, dict) else enumerate(value)
        items = [(f"{path}[{key!r}]", item) for key, item in places]
    return next(filter(None, (first_opaque(item, where) for where, item in items)), None)
