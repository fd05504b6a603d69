"""Right for another argument: x where w is meant, one mode where the other is asked for, no bias.

The reference answers the same calls with one argument changed, or two exchanged. What it gives
then is what code gives that takes the argument so.
"""

import copy
import itertools
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from autograder.grading.explaining.change import Apply, Change
from autograder.grading.explaining.pairs import Material, Pair, Part
from autograder.student.checking.compare import as_array
from autograder.student.checking.program import run

MOST_EXCHANGED = 10
MOST_INPUTS = 10

Value = Any
Other = Callable[[Value], Value]


def arguments(pair: Pair) -> Iterator[Change]:
    """Propose arguments that were exchanged, changed or not looked at."""
    named = first_of_each_name(pair.material)
    arrays = {name: v.shape for name, v in named.items() if isinstance(v, np.ndarray) and v.ndim}
    alike = [two for two in itertools.combinations(arrays, 2) if arrays[two[0]] == arrays[two[1]]]
    for one, other in alike[:MOST_EXCHANGED]:
        told: dict[str, str] = {"one": one, "other": other}
        swap = partial(exchanged, one, other)
        yield Change("relation.arguments_exchanged", "argument.exchanged", swap, told, listed=True)
    for name, value in settings(pair):
        told = {"argument": name, "value": repr(value)}
        apply = answering(name, partial(constant, value))
        yield Change("relation.setting_ignored", "argument.other_setting", apply, told, listed=True)
    for name, value in [*named.items()][:MOST_INPUTS]:
        for id, words, taken_for in others(value):
            told = {"argument": name}
            apply = answering(name, taken_for)
            yield Change(f"relation.argument_{id}", words, apply, told, listed=True)


def first_of_each_name(material: Material) -> dict[str, Value]:
    """Return the inputs that have a name, each as it was first handed over."""
    found: dict[str, Value] = {}
    for name, value in material.inputs.values():
        if name:
            found.setdefault(name, value)
    return found


def constant(value: Value, _before: Value) -> Value:
    return value


def settings(pair: Pair) -> Iterator[tuple[str, Value]]:
    """Yield the settings that are texts or truths, with another value they have in some case."""
    known: dict[str, set[Value]] = {}
    oracle, question = pair.material.oracle, pair.material.question
    for case in oracle.cases[question.id]:
        for name, value in Material(oracle, question, case).inputs.values():
            if name and type(value) in (str, bool):
                known.setdefault(name, set()).add(value)
    for name, value in first_of_each_name(pair.material).items():
        if type(value) in (str, bool):
            for other in sorted(known[name] - {value}, key=repr):
                yield name, other


def others(value: Value) -> Iterator[tuple[str, str, Other]]:
    """Yield what an argument may have been taken for."""
    array = as_array(value)
    if array is None or isinstance(value, bool) or array.dtype.kind == "c":
        return
    if array.ndim and np.asarray(value).dtype.kind in "iub":  # labels, indices
        return
    yield from (
        ("ignored", "argument.ignored", lambda v: v * 0),
        ("ones", "argument.ones", lambda v: v * 0 + 1),
        ("sign", "argument.sign", lambda v: -v),
        ("doubled", "argument.doubled", lambda v: v * 2),
        ("halved", "argument.halved", lambda v: v / 2),
        ("squared", "argument.squared", lambda v: v * v),
        ("rest", "argument.rest", lambda v: 1 - v),
    )
    if array.ndim == 0:
        if value:
            yield "inverse", "argument.inverse", lambda v: 1 / v
        return
    yield "absolute", "argument.absolute", np.abs
    yield "whole", "argument.whole", np.trunc
    if np.all(array >= 0):
        yield "root", "argument.root", np.sqrt
    if array.ndim == 2 and array.shape[0] == array.shape[1]:
        yield "transposed", "argument.turned", lambda v: v.T.copy()
    if array.ndim == 3:
        yield "reordered", "argument.other_order", lambda v: v.transpose(0, 2, 1).reshape(v.shape)
    if array.ndim == 4:
        for axes in itertools.permutations((1, 2, 3)):
            yield "reordered", "argument.other_order", partial(reordered, axes)


def reordered(axes: tuple[int, ...], value: np.ndarray) -> np.ndarray | None:
    """Return the numbers of each example in the order of other axes, in the shape they have."""
    if value.ndim != 4:
        return value
    return np.asarray(value.transpose(0, *axes).reshape(value.shape))


def answering(name: str, other: Other) -> Apply:
    """Return the change to what the reference answers with another value of an argument."""

    def apply(pair: Pair) -> np.ndarray | None:
        values: dict[Hashable, Value] = {}
        for key, (of, value) in pair.material.inputs.items():
            if of == name:
                try:
                    values[key] = other(value)
                except (TypeError, ValueError):  # in this case it is of another kind
                    return None
        return with_arguments(pair, values) if values else pair.right

    return apply


def exchanged(one: str, other: str, pair: Pair) -> np.ndarray | None:
    """Return what the reference answers with two arguments exchanged."""
    inputs = pair.material.inputs
    ones = [key for key, (of, _) in inputs.items() if of == one]
    others = [key for key, (of, _) in inputs.items() if of == other]
    values: dict[Hashable, Value] = {}
    for first, second in zip(ones, others):
        values |= {first: inputs[second][1], second: inputs[first][1]}
    return with_arguments(pair, values) if values else pair.right


def with_arguments(pair: Pair, values: Mapping[Hashable, Value]) -> np.ndarray | None:
    """Return what the reference answers with other arguments, None if it does not take them."""
    program = dict(pair.case.program)
    program["steps"] = [copy.copy(step) for step in program["steps"]]
    for key, value in values.items():
        set_operand(program, key, value)
    package = pair.material.oracle.reference
    try:
        outputs, _ = run(program, package.import_module)
    except Exception:
        return None
    made: np.ndarray | None = as_array(outputs[pair.name])
    return made


def set_operand(program: Mapping[str, Any], key: Any, value: Value) -> None:
    """Put another value in a place of a program: a step's, or an operand's of a call."""
    if isinstance(key, Part):
        set_operand(program, key.place, {**value_at(program, key.place), key.key: value})
        return
    if isinstance(key, int):
        program["steps"][key]["value"] = value
        return
    number, place = key
    step = program["steps"][number]
    kind = "kwargs" if isinstance(place, str) else "args"
    step[kind] = copy.copy(step[kind])
    step[kind][place] = {"value": value}


def value_at(program: Mapping[str, Any], key: Any) -> Value:
    """Return the value in a place of a program."""
    if isinstance(key, int):
        return program["steps"][key]["value"]
    number, place = key
    return program["steps"][number]["kwargs" if isinstance(place, str) else "args"][place]["value"]
