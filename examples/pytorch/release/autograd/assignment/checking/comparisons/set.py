"""Members, in whatever order: of a set, or of a list whose order is left open.

In a list, what stands there twice is there twice. Members are the same where Python holds them for
equal; computed numbers, where as many are over on both sides, within rounding.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np

from ...language import Message, fact
from ..compare import CLOSE, Rule, same_values
from ..plain_data import Opaque, Plain, fold
from . import Compared
from .wording import not_comparable, shown

SEQUENCES, SETS = (list, tuple), (set, frozenset)


def compare(what: Message, got: object, right: Plain, rule: Rule) -> Compared:
    """Compare what a set or a list holds; see the package."""
    if not isinstance(got, SEQUENCES + SETS):
        return not_comparable(what, got, words_of(right)), "", None
    problem: Message = ""
    if isinstance(got, SETS) != isinstance(right, SETS):
        problem = fact(
            "output.of_type", what=what, kind=type(got).__name__, expected=words_of(right)
        )
    theirs, ours = counted(got), counted(right)
    lacking, too_many = ours - theirs, theirs - ours
    if not lacking and not too_many:
        return "", problem, None
    if same_numbers(too_many, lacking):
        return "", problem, None
    first, words = next(iter(lacking or too_many)), "set.lacks" if lacking else "set.holds_too"
    members = {key_of(member): member for member in (*got, *right)}
    return fact(words, what=what, member=shown(members[first])), "", None


def words_of(right: object) -> str:
    """Return what kind of container is expected."""
    return type(right).__name__


def counted(members: Iterable[object]) -> Counter[Hashable]:
    """Return how often each member is there."""
    return Counter(map(key_of, members))


def key_of(member: object) -> Hashable:
    """Return what tells a member from others, as a key of a dictionary."""
    return fold(member, leaf_key, container_key)


def leaf_key(value: Any) -> Hashable:
    """Return the key of what is no container."""
    if isinstance(value, (np.ndarray, np.generic)):
        return ("array", value.shape, tuple(value.ravel().tolist()))
    return ("opaque", value.type_name) if isinstance(value, Opaque) else value


def container_key(container: object, parts: Sequence[Hashable]) -> Hashable:
    """Return the key of a container from those of its parts."""
    if isinstance(container, SEQUENCES):
        return ("sequence", *parts)
    return ("dict" if isinstance(container, dict) else "set", frozenset(parts))


def same_numbers(one: Counter[Hashable], other: Counter[Hashable]) -> bool:
    """Whether two counters hold floats, as many of them, and the same within rounding."""
    first, second = sorted_numbers(one), sorted_numbers(other)
    if first is None or second is None:
        return False
    return same_values(np.array(first, np.float64), np.array(second, np.float64), CLOSE)


def sorted_numbers(counter: Counter[Hashable]) -> list[float] | None:
    """Return what a counter holds in order, None if it is not numbers."""
    members = [*counter.elements()]
    numbers = [member for member in members if isinstance(member, (int, float))]
    computed = any(isinstance(member, float) for member in numbers)
    return sorted(numbers) if computed and len(numbers) == len(members) else None


def suits(right: Plain, rule: Rule) -> str:
    """Return what is wrong with an expected value, "" if nothing is."""
    return "" if isinstance(right, SEQUENCES + SETS) else "it is no set or list"
