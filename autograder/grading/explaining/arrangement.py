"""The right numbers, in another order or another shape."""

import itertools
from collections.abc import Iterator
from functools import partial

import numpy as np

from autograder.grading.explaining.change import Apply, Change
from autograder.grading.explaining.pairs import Pair, same_numbers
from autograder.student.language import N_

AXIS_KEPT = N_(
    "{name} holds the right numbers with an axis of length 1 too many. Which operation kept it, "
    "and is it asked for?"
)
AXIS_LOST = N_(
    "{name} holds the right numbers and lacks an axis of length 1. Which operation dropped it?"
)
FLATTENED = N_("{name} holds the right numbers in one row. Which shape should it have at the end?")
TRANSPOSED = N_("{name} is transposed: rows and columns are exchanged. In which order is it made?")
RESHAPED = N_(
    "{name} holds the right numbers in the wrong order: a reshape reads them row by row and "
    "exchanges no axes. Which axes should change places?"
)
OTHER_SHAPE = N_("{name} holds the right numbers in another shape. Compare it with the docstring.")
REVERSED = N_("{name} holds the right numbers in reverse order along an axis.")
AXES = N_("{name} holds the right numbers, and its axes are in another order.")
REORDERED = N_("{name} holds the right numbers, in another order. What decides about their places?")
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
        yield Change("relation.reversed", REVERSED, partial(flipped, axis))
    if same_numbers(np.sort(got, axis=None), np.sort(right, axis=None), pair.tolerance):
        yield Change("relation.reordered", REORDERED, reordered)


def other_shape(pair: Pair) -> Change:
    """Return the change of shape that leaves the numbers in their order."""
    got, right = pair.got.shape, pair.right.shape
    plain = tuple(size for size in got if size > 1) == tuple(size for size in right if size > 1)
    if plain and len(got) != len(right):
        words = ("axis_kept", AXIS_KEPT) if len(got) > len(right) else ("axis_lost", AXIS_LOST)
    elif len(got) == 1:
        words = ("flattened", FLATTENED)
    elif got == right[::-1]:
        words = ("transposed", TRANSPOSED)
    else:
        words = ("other_shape", OTHER_SHAPE)

    def apply(pair: Pair) -> np.ndarray | None:
        if pair.is_right or pair.got.size != pair.right.size:
            return None
        return pair.right.reshape(pair.got.shape)

    return Change(f"relation.{words[0]}", words[1], apply, certain=True)


def exchanged(pair: Pair, axes: tuple[int, ...]) -> Iterator[Change]:
    """Propose axes that changed places, and a reshape in place of that, as the shape is."""
    transposed, is_plain = pair.right.transpose(axes), pair.right.ndim == 2
    if transposed.shape == pair.got.shape:
        words = ("transposed", TRANSPOSED) if is_plain else ("axes_exchanged", AXES)
        apply = same_axes(lambda p: p.right.transpose(axes), len(axes))
        yield Change(f"relation.{words[0]}", words[1], apply)
    if pair.got.shape == pair.right.shape:
        apply = same_axes(lambda p: p.right.transpose(axes).reshape(p.right.shape), len(axes))
        yield Change("relation.reshaped", RESHAPED, apply)


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
