"""The right numbers, in another order or another shape."""

import itertools
from collections.abc import Iterator
from functools import partial

import numpy as np

from autograder.grading.explaining.change import Apply, Change
from autograder.grading.explaining.pairs import Pair, same_numbers

MOST_AXES = 4


def arrangements(pair: Pair) -> Iterator[Change]:
    """Propose other orders and shapes of the right answer that give what came."""
    got, right = pair.got, pair.right
    if got.size != right.size:
        return
    if got.shape != right.shape and pair.same(right.reshape(got.shape)):
        yield other_shape(pair)
    if right.size < 2:
        return
    for axes in itertools.permutations(range(right.ndim) if right.ndim <= MOST_AXES else ()):
        if axes != tuple(range(right.ndim)):
            yield from exchanged(pair, axes)
    for axis in range(right.ndim):
        yield Change("relation.reversed", "arrangement.reversed", partial(flipped, axis))
    if same_numbers(np.sort(got, axis=None), np.sort(right, axis=None), pair.tolerance):
        yield Change("relation.reordered", "arrangement.reordered", reordered)


def other_shape(pair: Pair) -> Change:
    """Return the change of shape that leaves the numbers in their order."""
    got, right = pair.got.shape, pair.right.shape
    plain = tuple(size for size in got if size > 1) == tuple(size for size in right if size > 1)
    if plain and len(got) != len(right):
        words = (
            ("axis_kept", "arrangement.axis_kept")
            if len(got) > len(right)
            else ("axis_lost", "arrangement.axis_lost")
        )
    elif len(got) == 1:
        words = ("flattened", "arrangement.flattened")
    elif got == right[::-1]:
        words = ("transposed", "arrangement.transposed")
    else:
        words = ("other_shape", "arrangement.other_shape")

    def apply(pair: Pair) -> np.ndarray | None:
        if pair.is_right or pair.got.size != pair.right.size:
            return None
        return pair.right.reshape(pair.got.shape)

    return Change(f"relation.{words[0]}", words[1], apply, certain=True)


def exchanged(pair: Pair, axes: tuple[int, ...]) -> Iterator[Change]:
    """Propose axes that changed places, and a reshape in place of that, as the shape is."""
    transposed, is_plain = pair.right.transpose(axes), pair.right.ndim == 2
    if transposed.shape == pair.got.shape:
        words = (
            ("transposed", "arrangement.transposed")
            if is_plain
            else ("axes_exchanged", "arrangement.axes")
        )
        apply = same_axes(lambda p: p.right.transpose(axes), len(axes))
        yield Change(f"relation.{words[0]}", words[1], apply)
    if pair.got.shape == pair.right.shape:
        apply = same_axes(lambda p: p.right.transpose(axes).reshape(p.right.shape), len(axes))
        yield Change("relation.reshaped", "arrangement.reshaped", apply)


def same_axes(apply: Apply, axes: int) -> Apply:
    """Leave out cases whose arrays have another number of axes."""
    return lambda pair: apply(pair) if pair.right.ndim == axes else None


def flipped(axis: int, pair: Pair) -> np.ndarray | None:
    return np.flip(pair.right, axis) if axis < pair.right.ndim else None


def reordered(pair: Pair) -> np.ndarray | None:
    """Return what came, if it holds the right numbers."""
    got, right = pair.got, pair.right
    if got.shape != right.shape:
        return None
    same = same_numbers(np.sort(got, axis=None), np.sort(right, axis=None), pair.tolerance)
    return got if same else None
