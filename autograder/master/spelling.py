"""How the data behind the notebook's `check` are spelled: as JSON, short, the same everywhere.

Whatever is said of many cases is said once, and no more of a mistake than tells it: the numbers of
one output in one case, and else what it changes. `assignment/checking/spelling.py` reads it.
"""

import copy
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.student.checking.compare import CLOSE
from autograder.student.checking.plain_data import fold
from autograder.student.checking.spelling import DTYPES, TAGS, USUAL, WHOLE, constants

PARTS = {whole: short for short, whole in WHOLE.items()}
CASES_TOLD = 3  # in which mistakes that look the same are told
DIGITS = 9  # of inputs, which stay what they are
MOST_DIGITAL = (
    10**100
)  # whole numbers of more digits are spelt in hexadecimal: Python limits others
DECIMALS = 16  # powers of ten are exact far beyond
# Where a value is a short decimal, rounding may stand on the edge, and the last bit would decide.
NUDGE = 1 + 3.1e-11


def shortened(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a lab in short: hints, and steps of programs, that several questions have
    are there once."""
    hints: dict[str, str] = {}
    for question in document["questions"]:
        hints.update(question.get("hints", {}))
    pieces: dict[str, Any] = {}
    questions = [short(question, [*hints], pieces) for question in document["questions"]]
    return {**document, "hints": hints, "pieces": [*pieces.values()], "questions": questions}


def short(
    question: Mapping[str, Any], known: Sequence[str], pieces: dict[str, Any]
) -> dict[str, Any]:
    """Return the data of a question in short.

    known   the mistakes of the lab: a question names the places of its own, and these are the names
            of its answers' marks
    pieces  the steps and the refs of all programs so far; those of the question are added

    Programs that differ in their constants alone are one form. Of right answers, what is not random
    is told by what is expected.
    """
    if "cases" not in question:
        return dict(question)
    ids = [*question["hints"]]
    forms: dict[str, Any] = {}
    tell = Telling()
    cases = []
    for case in question["cases"]:
        form, values = split(case["program"])
        form["steps"] = [place_in(pieces, step) for step in form["steps"]]
        for kind in ("outputs", "watched"):
            form[kind] = {name: place_in(pieces, ref) for name, ref in form[kind].items()}
        told, shown = tell(case["wrong"], case["right"])
        compare = {**question["compare"], **case["compare"]}
        short_case = {
            **case,
            "name": "" if case["name"] == case["tests"] else case["name"],
            "program": [place_in(forms, form), case["program"]["seed"], *values],
            "right": {
                name: mark
                for name, mark in case["right"].items()
                if compare.get(name, CLOSE)["kind"] == "normal"
            },
            "wrong": {str(ids.index(id)): marks for id, marks in told.items()},
            "shown": [ids.index(id) for id in shown],
        }
        cases.append({key: value for key, value in short_case.items() if value != USUAL.get(key)})
    return {
        **question,
        "hints": [known.index(id) for id in ids],
        "worth": [question["worth"][id] for id in ids],
        "forms": [*forms.values()],
        "cases": cases,
    }


class Telling:
    """Tells of each mistake as many marks, from case to case, as tell it from the others."""

    def __init__(self) -> None:
        self.told: dict[str, list[dict[str, Any]]] = {}

    def __call__(
        self, wrong: Mapping[str, Any], right: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[str]]:
        """Return the marks of mistakes that are told by what they change in an answer, and the
        mistakes of which it is said only that they change something."""
        alike = [id for id in wrong if self.needs_more(id)]
        marks = {id: short_marks(wrong[id], right) for id in alike}
        for id in alike:
            self.told.setdefault(id, []).append(marks[id])
        return marks, [id for id in wrong if id not in marks]

    def needs_more(self, id: str) -> bool:
        """Whether a mistake has not been told, or as another has."""
        told = self.told.get(id, [])
        return not told or (len(told) < CASES_TOLD and list(self.told.values()).count(told) > 1)


def place_in(known: dict[str, Any], item: Any) -> int:
    """Return the place of an item among those known by their text, which tells the order of
    keywords too; it is added to them if it is not there."""
    text = compact(item)
    known.setdefault(text, item)
    return [*known].index(text)


def short_marks(marks: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fingerprints of what a mistake changes in an answer, in short.

    Without the shape, where that is the right one's; and None after the first that has numbers.
    """
    short: dict[str, Any] = {}
    for name, mark in marks.items():
        same = "shape" in mark and mark["shape"] == right.get(name, {}).get("shape")
        if any(isinstance(each, list) for each in short.values()):
            short[name] = None
        else:
            short[name] = mark["sums"] if same else mark
    return short


def split(program: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Return a program without its constants, and these in their order."""
    form = copy.deepcopy({key: part for key, part in program.items() if key != "seed"})
    values = []
    for step in form["steps"]:
        for operand, key in constants(step):
            values.append(operand[key])
            operand[key] = None
    return form, values


def spelt(value: Any, digits: int = DIGITS) -> Any:
    """Return plain data as JSON data: what JSON has no word for under one of TAGS, and arrays as
    what `array_of` takes.
    """
    return fold(value, lambda leaf: spelt_leaf(leaf, digits), spelt_container)


def spelt_leaf(value: Any, digits: int) -> Any:
    """Return what is no container as JSON data."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        if not math.isfinite(value):  # JSON has no such numbers
            return {"float": str(value)}
        return float(f"{value * NUDGE:.{digits}g}") + 0.0
    if isinstance(value, complex):
        return {"complex": [spelt_leaf(value.real, digits), spelt_leaf(value.imag, digits)]}
    if isinstance(value, np.ndarray):
        return spelt_array(value, digits)
    if isinstance(value, int) and abs(value) >= MOST_DIGITAL:
        return {"int": hex(value)}
    return {"bytes": value.hex()} if isinstance(value, bytes) else value


def spelt_container(container: Any, parts: list[Any]) -> Any:
    """Return a container as JSON data, given its parts as such."""
    if isinstance(container, dict):
        names = PARTS if len(container) == 1 else {}
        if any(not isinstance(key, str) for key in container) or is_like_a_tag(container):
            return {"pairs": [list(pair) for pair in parts]}
        return {names.get(key, key): item for key, item in parts}
    if isinstance(container, list):
        return parts
    if isinstance(container, tuple):
        return {"tuple": parts}
    kind = "set" if isinstance(container, set) else "frozenset"
    return {kind: sorted(parts, key=compact)}


def is_like_a_tag(container: Mapping[str, Any]) -> bool:
    """Whether a dictionary would be read as what it is not."""
    first = next(iter(container), "")
    return first in DTYPES or (len(container) == 1 and first in (*TAGS, *WHOLE))


def spelt_array(value: np.ndarray, digits: int) -> dict[str, Any]:
    """Return an array as JSON data."""
    if value.dtype.names is not None:
        fields = [[name, spelt_array(value[name], digits)] for name in value.dtype.names]
        return {"fields": [list(value.shape), fields]}
    if value.dtype.kind == "U":
        return {"texts": [list(value.shape), value.ravel().tolist()]}
    if value.dtype.kind == "c":
        return {"complex": [spelt_array(value.real, digits), spelt_array(value.imag, digits)]}
    return numbers_spelt(value, digits)


def numbers_spelt(value: np.ndarray, digits: int) -> dict[str, Any]:
    """Return an array as JSON data in its shortest spelling, which `array_of` reads.

    An array of equal numbers has one of them. Short decimals are whole numbers over a power of ten.
    """
    kind = value.dtype.newbyteorder("<").str
    same = value.size > 1 and bool(np.all(value == value.flat[0]))
    told = {"shape": list(value.shape)} if same or not value.size else {}
    if value.dtype == np.float32:  # 0.1 has few decimals there, and many as the float64 it is
        value = value.astype(str).astype(np.float64)
    items = spelt(value.flat[0] if same else value.tolist(), digits)
    spelled = {kind: items, **told}
    power = decimals([*leaves(items)])
    if power is None:
        return spelled
    whole = {kind: times(items, 10**power), **({"over": power} if power else {}), **told}
    return min(spelled, whole, key=lambda spelling: len(compact(spelling)))


def leaves(items: Any) -> Iterator[Any]:
    """Yield what nested lists hold."""
    if not isinstance(items, list):
        yield items
        return
    for item in items:
        yield from leaves(item)


def decimals(numbers: Sequence[Any]) -> int | None:
    """Return how many decimals numbers have, so that whole ones over that power of ten are exactly
    they; None where there is no such."""
    if not all(isinstance(number, float) for number in numbers):  # bool, int, nan
        return None
    for power in range(DECIMALS):
        if all(round(number * 10**power) / 10**power == number for number in numbers):
            return power
    return None


def times(items: Any, over: int) -> Any:
    """Return nested lists of numbers, each the nearest whole one to so many times itself."""
    if isinstance(items, list):
        return [times(item, over) for item in items]
    return round(items * over)


def compact(value: Any) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
