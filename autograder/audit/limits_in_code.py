"""Limits of code that is right on a part of the domain only: each wraps a right function.

A limit takes the function and returns one that is wrong beyond it: it clips, leaves out what comes
after the first few, takes the memory to lie in C order, remembers an answer, shares a buffer.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Function = Callable[..., Any]
Limit = Callable[[Function], Function]
Change = Callable[[Any], Any]


def of_argument(name: str, change: Change) -> Limit:
    """Change an argument before the call, where it is given."""

    def limit(function: Function) -> Function:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def limited(*args: Any, **kwargs: Any) -> Any:
            bound = signature.bind(*args, **kwargs)
            if name in bound.arguments:
                bound.arguments[name] = change(bound.arguments[name])
            return function(*bound.args, **bound.kwargs)

        return limited

    return limit


def of_result(change: Change) -> Limit:
    """Change each array and each number that comes back; caches stay as they are."""

    def limit(function: Function) -> Function:
        @functools.wraps(function)
        def limited(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            if function.__name__ == "__init__":
                args[0].params.update(changed(args[0].params, change))
            return changed(result, change)

        return limited

    return limit


def changed(result: Any, change: Change) -> Any:
    """Return a result with its arrays and numbers changed: of a tuple, what it holds itself."""
    if isinstance(result, dict):
        return {key: changed(value, change) for key, value in result.items()}
    if isinstance(result, list):
        return [changed(value, change) for value in result]
    if isinstance(result, tuple):
        return tuple(
            value if isinstance(value, tuple) else changed(value, change) for value in result
        )
    return change(result)


def where_one(name: str, axis: int) -> Limit:
    """Be wrong where an argument has one of something."""

    def limit(function: Function) -> Function:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def limited(*args: Any, **kwargs: Any) -> Any:
            given = signature.bind(*args, **kwargs).arguments.get(name)
            shape = np.shape(given) if isinstance(given, (np.ndarray, list, tuple)) else ()
            result = function(*args, **kwargs)
            if len(shape) > axis and shape[axis] == 1:
                result = changed(result, far_off)
            return result

        return limited

    return limit


def remembered(function: Function) -> Function:
    """Give the first answer again whenever the arguments have shapes that were there before."""
    answers: dict[Any, Any] = {}

    @functools.wraps(function)
    def limited(*args: Any, **kwargs: Any) -> Any:
        key = described((args, kwargs))
        if key not in answers:
            answers[key] = function(*args, **kwargs)
        return answers[key]

    return limited


def described(value: Any) -> Any:
    """Return what a value looks like from afar: the shape of an array, the name of a function or of
    an object's type, and all else as it is."""
    if isinstance(value, np.ndarray):
        return value.shape
    if isinstance(value, dict):
        return tuple((key, described(part)) for key, part in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(described(part) for part in value)
    plain = isinstance(value, (str, int, float, bool, type(None)))
    return value if plain else getattr(value, "__name__", type(value).__name__)


def first_cache(function: Function) -> Function:
    """Give the cache of the first call again, where it is of the same shapes."""
    caches: dict[Any, Any] = {}

    @functools.wraps(function)
    def limited(*args: Any, **kwargs: Any) -> Any:
        out, cache = function(*args, **kwargs)
        return out, caches.setdefault(described(cache), cache)

    return limited


def one_cache(function: Function) -> Function:
    """Fill one cache again and again, which all callers hold: it is the latest call's."""
    caches: dict[Any, Any] = {}

    @functools.wraps(function)
    def limited(*args: Any, **kwargs: Any) -> Any:
        out, cache = function(*args, **kwargs)
        return out, refilled(caches.setdefault(described(cache), cache), cache)

    return limited


def refilled(old: Any, new: Any) -> Any:
    """Write the arrays of one value into those of another of the same shapes; return that."""
    if isinstance(old, np.ndarray) and old.flags.writeable:
        old[...] = new
        return old
    if isinstance(old, tuple):
        return tuple(refilled(*pair) for pair in zip(old, new, strict=True))
    return new


def one_buffer(function: Function) -> Function:
    """Return the same array for every result of a shape and a type."""
    buffers: dict[Any, np.ndarray] = {}

    def written(value: Any) -> Any:
        if not isinstance(value, np.ndarray):
            return value
        buffer = buffers.setdefault((value.shape, value.dtype), value.copy())
        buffer[...] = value
        return buffer

    return of_result(written)(function)


def into_argument(name: str) -> Limit:
    """Write a result into an argument of its shape, and return that."""

    def limit(function: Function) -> Function:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def limited(*args: Any, **kwargs: Any) -> Any:
            target = signature.bind(*args, **kwargs).arguments.get(name)
            free: list[Any] = [target]

            def written(value: Any) -> Any:
                if not (free and fits(value, free[0])):
                    return value
                place = free.pop()
                place[...] = value
                return place

            return changed(function(*args, **kwargs), written)

        return limited

    return limit


def fits(value: Any, place: Any) -> bool:
    """Whether a result can be written into an argument."""
    arrays = isinstance(value, np.ndarray) and isinstance(place, np.ndarray)
    return arrays and (value.shape, value.dtype) == (place.shape, place.dtype)


def used_up(name: str) -> Limit:
    """Leave an argument changed: an array spoilt, a list shorter, a dictionary with one entry more."""

    def limit(function: Function) -> Function:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def limited(*args: Any, **kwargs: Any) -> Any:
            given = signature.bind(*args, **kwargs).arguments.get(name)
            result = function(*args, **kwargs)
            if isinstance(given, np.ndarray):
                given *= 2
            elif isinstance(given, list):
                given[-1:] = []
            elif isinstance(given, dict):
                given["another"] = 1
            return result

        return limited

    return limit


def fixed_seed(function: Function) -> Function:
    """Draw the same numbers in every call."""

    @functools.wraps(function)
    def limited(*args: Any, **kwargs: Any) -> Any:
        np.random.seed(0)
        return function(*args, **kwargs)

    return limited


# ------------------------------------------------------------------- changes of a value


def of_floats(change: Callable[[Any], Any]) -> Change:
    """Return a change of floating-point arrays and numbers; all else stays as it is."""

    def only(value: Any) -> Any:
        array = isinstance(value, np.ndarray) and value.dtype.kind == "f"
        return change(value) if array or isinstance(value, (float, np.floating)) else value

    return only


def of_arrays(change: Callable[[np.ndarray], np.ndarray]) -> Change:
    """Return a change of arrays; all else stays as it is."""
    return lambda value: change(value) if isinstance(value, np.ndarray) else value


def of_counts(change: Callable[[Any], Any]) -> Change:
    """Return a change of whole numbers; all else stays as it is."""

    def only(value: Any) -> Any:
        whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
        return change(value) if whole else value

    return only


def far_off(value: Any) -> Any:
    """Return another number, or array of numbers, whatever it was."""
    number = isinstance(value, (int, float, np.number, np.ndarray))
    return 2 * value + 1 if number and not isinstance(value, bool) else value


def clipped(most: float) -> Change:
    """Numbers at most so far from 0."""
    return of_floats(lambda value: np.clip(value, -most, most))


def positive(value: Any) -> Any:
    """Numbers without their signs."""
    return of_floats(np.abs)(value)


def without_small(least: float) -> Change:
    """Numbers nearer to 0 than so much are 0."""
    return of_floats(lambda value: value * (np.abs(value) >= least))


def only_first(count: int, axis: int = 0) -> Change:
    """Arrays that are 0 behind the first so many along an axis; of lists only so many."""

    def change(value: Any) -> Any:
        if isinstance(value, list) and axis == 0:
            return value[:count]
        if not isinstance(value, np.ndarray) or value.ndim <= axis or value.shape[axis] <= count:
            return value
        value = value.copy()
        np.moveaxis(value, axis, 0)[count:] = 0
        return value

    return change


def without_left_over(chunk: int) -> Change:
    """Arrays that are 0 behind the last full chunk of rows."""

    def change(value: Any) -> Any:
        rows = len(value) if isinstance(value, np.ndarray) and value.ndim else 0
        return only_first(rows - rows % chunk)(value) if rows > chunk else value

    return change


def turned_square(value: Any) -> Any:
    """Square matrices the other way round."""
    square = isinstance(value, np.ndarray) and value.ndim == 2 and len({*value.shape}) == 1
    return value.T if square else value


def in_memory_order(value: Any) -> Any:
    """Arrays read as they lie in memory."""
    return of_arrays(lambda array: array.ravel("K").reshape(array.shape))(value)


def two_axes(value: Any) -> Any:
    """Arrays of two axes only. Raises ValueError."""
    if isinstance(value, np.ndarray) and value.ndim != 2:
        raise ValueError("not a matrix")
    return value


def of_bits(bits: int) -> Change:
    """Whole numbers of so many bits, signed."""
    half = 2 ** (bits - 1)
    return of_counts(lambda value: (int(value) + half) % (2 * half) - half)


def at_most(most: float) -> Change:
    """Numbers that are not arrays, at most so large."""

    def change(value: Any) -> Any:
        number = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
        return min(value, type(value)(most)) if number else value

    return change


def instead_of(number: float, other: float) -> Change:
    """One number for another, as where 0 counts as "not given"."""

    def change(value: Any) -> Any:
        number_ = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
        return type(value)(other) if number_ and value == number else value

    return change


def fewer_layers(most: int) -> Change:
    """Lists and tuples of at most so many, the last ones left out; dictionaries too."""

    def change(value: Any) -> Any:
        if isinstance(value, Mapping):
            return dict([*value.items()][:most])
        return value[:most] if isinstance(value, (list, tuple)) else value

    return change
