"""Right in part: some rows or columns, all but what is not finite, one of what should be summed."""

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from autograder.grading.explaining.change import Apply, Change
from autograder.grading.explaining.pairs import Pair, same_numbers

NUMBERS = 3
Place = slice | tuple[object, ...]


def parts(pair: Pair) -> Iterator[Change]:
    """Propose which part of what came is right."""
    got, right = pair.got, pair.right
    if got.shape == right.shape:
        if not np.all(np.isfinite(got)):
            yield Change(
                "relation.not_finite", "parts.not_finite", right_where_finite, certain=True
            )
        elif right.ndim:
            yield from rows(pair)
            if right.ndim > 1:
                yield from columns(pair)
            yield Change("relation.last_for_all", "parts.last_for_all", last_for_all, listed=True)
    elif got.size != right.size:
        yield from lengths(pair)
        yield Change("relation.corner", "parts.corner", corner, proof=size_of)
        yield from reductions(pair)


def right_where_finite(pair: Pair) -> np.ndarray | None:
    """Return the right answer with what is not finite in its place."""
    if pair.got.shape != pair.right.shape or np.all(np.isfinite(pair.got)):
        return None
    return np.where(np.isfinite(pair.got), pair.right, pair.got)


def agreeing(pair: Pair) -> np.ndarray:
    """Return which numbers of an answer are right."""
    scale = max(float(np.abs(pair.right).max(initial=0)), 1e-300)
    agree: np.ndarray = np.abs(pair.got - pair.right) <= pair.tolerance * scale
    return agree


def rows(pair: Pair) -> Iterator[Change]:
    """Propose how many rows are right, counted from one end."""
    right_rows = np.asarray(agreeing(pair).reshape(len(pair.right), -1).all(axis=1))
    wrong = np.flatnonzero(~right_rows)
    if not 0 < len(wrong) < len(right_rows):
        return
    first, last, count = int(wrong[0]), int(wrong[-1]), len(right_rows)
    if len(wrong) == 1 and pair.right.ndim == 1 and count > NUMBERS and 0 < first < count - 1:
        told = {"index": str(first)}
        yield kept_change("relation.all_but_one", "parts.but_one", slice(first, first + 1), told)
    if last == count - 1 and first > 0:
        told = {"count": str(first)}
        words = "parts.first" if first > 1 else "parts.first_alone"
        yield kept_change("relation.first_only", words, slice(first, None), told)
        told = {"count": str(count - first)}
        yield kept_change(
            "relation.all_but_last", "parts.but_last", slice(first - count, None), told
        )
    if first == 0 and last < count - 1:
        told = {"count": str(last + 1)}
        yield kept_change("relation.all_but_first", "parts.but_first", slice(0, last + 1), told)


def columns(pair: Pair) -> Iterator[Change]:
    """Propose the one column that is wrong."""
    agree = agreeing(pair)
    wrong = np.flatnonzero(~agree.reshape(-1, agree.shape[-1]).all(axis=0))
    if len(wrong) != 1 or agree.shape[-1] == 1:
        return
    index = int(wrong[0])
    if index == agree.shape[-1] - 1:
        last = (..., slice(-1, None))
        yield kept_change("relation.all_but_last_column", "parts.but_last_column", last, {})
    told = {"index": str(index)}
    column = (..., slice(index, index + 1))
    yield kept_change("relation.all_but_a_column", "parts.but_column", column, told)


def kept(place: Place) -> Apply:
    """Return the right answer but in a place, where what came stays. At least some is right."""

    def apply(pair: Pair) -> np.ndarray | None:
        if pair.got.shape != pair.right.shape or not pair.right.ndim:
            return None
        made, there = pair.right.copy(), pair.right[place]  # type: ignore[index]
        if there.size == made.size and max(there.shape) > 1 and not pair.is_right:
            return None  # nothing is left to be right
        made[place] = pair.got[place]  # type: ignore[index]
        return made

    return apply


def kept_change(id: str, words: str, place: Place, fields: Mapping[str, str]) -> Change:
    """Return the change that leaves what came in a place; what is right beside it proves it."""

    def proof(pair: Pair) -> int:
        return pair.right.size - pair.right[place].size  # type: ignore[index]

    return Change(id, words, kept(place), fields, proof=proof)


def last_for_all(pair: Pair) -> np.ndarray | None:
    """Return the last row of the right answer in place of each."""
    if not pair.right.ndim or len(pair.right) < 2:
        return None if pair.is_right else pair.right
    return np.broadcast_to(pair.right[-1], pair.right.shape)


def lengths(pair: Pair) -> Iterator[Change]:
    """Propose entries that are missing, or too many, at one end."""
    got, right = pair.got, pair.right
    if not got.ndim or got.ndim != right.ndim or got.shape[1:] != right.shape[1:]:
        return
    more = len(got) - len(right)
    told = {"count": str(abs(more))}
    for name, words, start in (
        ("too_many_at_end", "parts.more", False),
        ("too_many_at_start", "parts.more_first", True),
        ("missing_at_end", "parts.fewer", False),
        ("missing_at_start", "parts.fewer_first", True),
    ):
        if name.startswith("missing") == (more < 0):
            yield Change(
                f"relation.{name}", words, partial(longer, more, start), told, proof=size_of
            )


def corner(pair: Pair) -> np.ndarray | None:
    """Return the first part of the right answer along every axis, of the size of what came."""
    got, right = pair.got, pair.right
    if pair.is_right or got.ndim != right.ndim or not got.size:
        return None
    if any(came > wanted for came, wanted in zip(got.shape, right.shape, strict=True)):
        return None
    return np.asarray(right[tuple(map(slice, got.shape))])


def size_of(pair: Pair) -> int:
    return min(pair.got.size, pair.right.size)


def longer(more: int, at_start: bool, pair: Pair) -> np.ndarray | None:
    """Return the right answer with so many entries more, as they came, or fewer."""
    got, right = pair.got, pair.right
    if pair.is_right or not got.ndim or got.shape[1:] != right.shape[1:]:
        return None
    if len(got) - len(right) != more:
        return None
    if more < 0:
        return right[-more:] if at_start else right[:more]
    return np.concatenate([got[:more], right] if at_start else [right, got[-more:]])


def reductions(pair: Pair) -> Iterator[Change]:
    """Propose a sum or mean over an axis that is missing, or one too many."""
    got, right = pair.got, pair.right
    for axis in range(got.ndim):
        for name, words, reduce in (
            ("summed", "parts.not_summed", np.sum),
            ("averaged", "parts.not_averaged", np.mean),
        ):
            reduced = reduce(got, axis=axis)
            if reduced.shape == right.shape and same_numbers(reduced, right, pair.tolerance):
                told, apply = {"axis": str(axis)}, partial(unreduced, reduce, axis)
                yield Change(f"relation.not_{name}", words, apply, told, certain=right.size > 1)
    for axis in range(right.ndim):
        for name, words, reduce in (
            ("summed", "parts.summed", np.sum),
            ("averaged", "parts.averaged", np.mean),
        ):
            told, apply = {"axis": str(axis)}, partial(reduced_over, reduce, axis)
            yield Change(f"relation.{name}", words, apply, told, listed=True)
    if got.ndim and got.size > right.size:
        yield Change("relation.spread_out", "parts.spread_out", spread_out)


def unreduced(reduce, axis: int, pair: Pair) -> np.ndarray | None:  # type: ignore[no-untyped-def]
    """Return what came, if the right answer is made of it."""
    if pair.is_right or axis >= pair.got.ndim:
        return None
    made = reduce(pair.got, axis=axis)
    fits = made.shape == pair.right.shape and same_numbers(made, pair.right, pair.tolerance)
    return pair.got if fits else None


def reduced_over(reduce, axis: int, pair: Pair) -> np.ndarray | None:  # type: ignore[no-untyped-def]
    if axis >= pair.right.ndim:
        return None
    made = np.asarray(reduce(pair.right, axis=axis))
    return made if made.shape == pair.got.shape else np.asarray(made.reshape(made.shape))


def spread_out(pair: Pair) -> np.ndarray | None:
    """Return the right answer repeated to the shape of what came."""
    try:
        return np.broadcast_to(pair.right, pair.got.shape)
    except ValueError:
        return None
