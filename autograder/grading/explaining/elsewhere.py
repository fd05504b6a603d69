"""Numbers that belong elsewhere: an input, another result, a step on the way, an earlier call."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from autograder.grading.explaining.change import Change
from autograder.grading.explaining.pairs import Pair, base_of

MOST_INPUTS = 12
CASES = 3
LARGE = 100  # whole numbers above that tell something


def strangers(pair: Pair, others: Mapping[str, Sequence[Pair]]) -> Iterator[Change]:
    """Propose what else the numbers are.

    others  the pairs of every output of the question, in the order of its cases
    """
    yield from inputs(pair)
    for name in others:
        if name != base_of(pair.name):
            told = {"other": name}
            apply = partial(right_of, name)
            yield Change("relation.other_output", "elsewhere.other", apply, told, listed=True)
    if pair.right.size == 1:
        yield from places(pair)
    pairs = others[base_of(pair.name)]
    if len(pairs) >= CASES and all(p.got.shape == pair.got.shape for p in pairs):
        same = all(np.array_equal(p.got, pair.got, equal_nan=True) for p in pairs)
        distinct = {p.right.tobytes() for p in pairs}
        if same and len(distinct) >= CASES:
            yield Change(
                "relation.always_the_same", "elsewhere.always", constant(pair.got), certain=True
            )
    yield Change(
        "relation.earlier_call", "elsewhere.other_call", partial(earlier, pairs), listed=True
    )


def places(pair: Pair) -> Iterator[Change]:
    """Propose an input of which what came is a place, and the right answer what stands there."""
    for key, (of, array) in pair.material.arrays.items():
        if array.ndim == 1 and of:
            apply = partial(place_in, key)
            yield Change(
                "relation.place_for_value", "elsewhere.place", apply, {"of": of}, listed=True
            )


def place_in(key: Hashable, pair: Pair) -> np.ndarray | None:
    """Return the place that came, if the right answer stands there."""
    _, array = pair.material.arrays.get(key, ("", None))
    place = float(pair.got.ravel()[0])
    if pair.is_right or array is None or place != int(place) or not 0 <= place < len(array):
        return None
    return pair.got if array[int(place)] == pair.right.ravel()[0] else None


def constant(value: np.ndarray):  # type: ignore[no-untyped-def]
    """Return a change to one answer, that may be right in some case."""
    return lambda pair: None if pair.is_right else value


def inputs(pair: Pair) -> Iterator[Change]:
    """Propose the inputs that the numbers may be, as they are or with the other sign."""
    for key, (of, array) in [*pair.material.arrays.items()][:MOST_INPUTS]:
        if array.size == pair.got.size:
            words = "elsewhere.input" if of else "elsewhere.an_input"
            yield Change("relation.input", words, partial(input_at, key, 1), {"of": of})
            words = "elsewhere.inputs_sign" if of else "elsewhere.an_input"
            yield Change("relation.input_negated", words, partial(input_at, key, -1), {"of": of})


def input_at(key: Hashable, sign: int, pair: Pair) -> np.ndarray | None:
    """Return an input of a case, in the shape of what came."""
    _, array = pair.material.arrays.get(key, ("", None))
    return shaped(None if array is None else sign * array, pair)


def right_of(name: str, pair: Pair) -> np.ndarray | None:
    """Return the right value of another output of a case."""
    call = pair.name.removeprefix(base_of(pair.name))
    value = pair.case.expected.outputs.get(name + call)
    array = None if value is None or isinstance(value, str) else np.asarray(value, float)
    if array is not None and array.size == 1 and not (pair.is_right or telling(array)):
        return None
    return shaped(array, pair)


def shaped(array: np.ndarray | None, pair: Pair) -> np.ndarray | None:
    """Return an array in the shape of what came, None if it is of another size."""
    if array is None or array.size != pair.got.size:
        return None
    return array.reshape(pair.got.shape)


def earlier(pairs: Sequence[Pair], pair: Pair) -> np.ndarray | None:
    """Return the right answer of a case before, if that is what came."""
    if pair.is_right:
        return None
    place = next((i for i, each in enumerate(pairs) if each is pair), len(pairs))
    for other in pairs[:place]:
        if pair.same(other.right) and telling(other.right):
            return other.right
    return None


def telling(array: np.ndarray) -> bool:
    """Whether an answer is so much its own that another call hardly gives it by chance."""
    return bool(np.any((array != np.round(array)) | (np.abs(array) > LARGE)))


def intermediates(pair: Pair) -> Iterator[Change]:
    """Propose the steps on the way that the numbers may be."""
    for place, value in enumerate(pair.material.intermediates):
        if pair.same(value) and not (value.size == 1 and is_handed_over(value, pair)):
            words = "elsewhere.intermediate"
            yield Change("relation.intermediate", words, partial(step_like, place), listed=True)


def is_handed_over(value: np.ndarray, pair: Pair) -> bool:
    """Whether a number is one of those that the code was given."""
    return any(np.isin(value, array).any() for _of, array in pair.material.arrays.values())


def step_like(_place: int, pair: Pair) -> np.ndarray | None:
    """Return a step on the way that came as the answer."""
    if pair.is_right:
        return None
    return next((v for v in pair.material.intermediates if pair.same(v)), None)
