"""Reads the data behind `check`: whatever is said of many cases, they say once."""

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

Data = dict[str, Any]  # what is released of a question, or of a lab

# What one key tells of, in a JSON object that has no other; a dictionary like that is "pairs".
TAGS = ("tuple", "set", "frozenset", "pairs", "float", "int", "complex", "bytes", "texts", "fields")
DTYPES = {"|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8"}
# What is left out of a case.
USUAL = {
    **{"name": "", "drawn": "", "tests": None, "watched": {}, "compare": {}},
    **{"right": {}, "wrong": {}, "shown": [], "all_known": True},
}
WHOLE = {".": "attr", "[]": "item"}  # parts of a ref


def read(text: str) -> dict[str, Any]:
    """Return the data of a lab from their JSON, written out in full."""
    document = json.loads(text, object_hook=as_python)
    hints, pieces = [*document["hints"].items()], document["pieces"]
    questions = [in_full(question, hints, pieces) for question in document["questions"]]
    return {**document, "questions": questions}


def as_python(item: dict[str, Any]) -> Any:
    """Return a JSON object, or what it stands for."""
    kind = next(iter(item), "")
    if len(item) == 1 and kind in WHOLE:
        return {WHOLE[kind]: item[kind]}
    if len(item) == 1 and kind in TAGS:
        return untagged(kind, item[kind])
    if kind in DTYPES and item.keys() <= {kind, "over", "shape"}:
        return array_of(item[kind], kind, item.get("over", 0), item.get("shape"))
    return item


def untagged(kind: str, content: Any) -> Any:
    """Return what a tag and its content stand for."""
    if kind == "pairs":
        return dict(content)
    if kind == "int":
        return int(content, 16)
    if kind == "bytes":
        return bytes.fromhex(content)
    if kind == "complex":
        real, imaginary = content
        return real + 1j * imaginary
    if kind == "texts":
        shape, texts = content
        return np.array(texts, dtype=str).reshape(shape)
    if kind == "fields":
        return structured(*content)
    return {"tuple": tuple, "set": set, "frozenset": frozenset, "float": float}[kind](content)


def structured(shape: Sequence[int], fields: Sequence[tuple[str, np.ndarray]]) -> np.ndarray:
    """Return a structured array from its shape and [name, array] of each field."""
    kinds = [(name, part.dtype, part.shape[len(shape) :]) for name, part in fields]
    array = np.empty(shape, kinds)
    for name, part in fields:
        array[name] = part
    return array


def array_of(numbers: Any, dtype: str, over: int, shape: Sequence[int] | None) -> np.ndarray:
    """Return an array from its spelling.

    Inputs:
    - numbers: nested lists
    - over: the power of ten they are divided by, exactly: thousandths are whole numbers over 3
    - shape: where the lists do not tell it, None where they do: one number stands for all, or there
      is none
    """
    array = np.array(numbers, "float64" if over else dtype)
    if over:
        array = (array / 10**over).astype(dtype)
    if shape is None:
        return array
    return np.full(shape, array) if array.size == 1 else array.reshape(shape)


def in_full(question: Data, hints: Sequence[tuple[str, str]], pieces: Sequence[Any]) -> Data:
    """Return the data of a question, its mistakes by name and its cases whole.

    hints   (mistake, hint) of all in the lab
    pieces  the steps and the refs of all its programs
    """
    if "cases" not in question:
        return question
    own = dict(hints[place] for place in question["hints"])
    ids, cases = [*own], []
    for case in question["cases"]:
        case = {**USUAL, "name": case.get("tests"), **case}
        place, seed, *values = case["program"]
        form = question["forms"][place]
        steps = filled([pieces[place] for place in form["steps"]], values)
        wrong = {ids[int(place)]: marks_of(change) for place, change in case["wrong"].items()}
        wrong |= {ids[place]: None for place in case["shown"]}
        refs = {
            kind: {name: pieces[place] for name, place in form[kind].items()}
            for kind in ("outputs", "watched")
        }
        program = {"steps": steps, **refs, "seed": seed}
        cases.append({**case, "program": program, "wrong": wrong})
    worth = dict(zip(ids, question["worth"]))
    return {**question, "hints": own, "worth": worth, "cases": cases}


def marks_of(change: Mapping[str, Any]) -> dict[str, Any]:
    """Return the marks of what a mistake changes; a list is of the shape of the right answer."""
    return {
        name: {"sums": mark} if isinstance(mark, list) else mark for name, mark in change.items()
    }


def filled(steps: Sequence[dict[str, Any]], values: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the steps of a program with its constants in their places."""
    steps, rest = [copy.deepcopy(step) for step in steps], iter(values)
    for step in steps:
        for operand, key in constants(step):
            operand[key] = next(rest)
    return steps


def constants(step: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Return the places of the constants in a step of a program, in their order: (operand, key)."""
    operands = [step, step.get("to", {}), *step.get("args", ()), *step.get("kwargs", {}).values()]
    return [
        (operand, key) for operand in operands for key in ("value", "strides") if key in operand
    ]
