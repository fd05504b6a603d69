"""What came of a question's outputs beside what was expected, and what the cases were made of."""

import inspect
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import FrameType
from typing import Any

import numpy as np

from autograder.grading.answers import Answer
from autograder.isolate.inside.package import Package
from autograder.lab import Checked
from autograder.oracle import REFERENCE, Oracle, Prepared
from autograder.student.checking.compare import CLOSE, TOLERANCE, as_array
from autograder.student.checking.comparisons import compare
from autograder.student.checking.program import run

EXACT = 1e-6  # of the largest number: as near as two ways of computing one number in float64 come
MOST_NUMBERS = 100_000  # of an array that is looked into
CALL = " (call "  # ends the name of an output of a second call
MOST_KEPT = 60  # intermediate values of a case


class Material:
    """What a question's case was made of, and what the reference makes on the way."""

    def __init__(self, oracle: Oracle, question: Checked, case: Prepared) -> None:
        self.oracle = oracle
        self.question = question
        self.case = case

    @cached_property
    def inputs(self) -> dict[Hashable, tuple[str, Any]]:
        """The values handed over, by their place in the program, each with its name or ""."""
        program = self.case.program
        watched = {
            ref[0]: base_of(name) for name, ref in program["watched"].items() if len(ref) == 1
        }
        names = self._parameters
        found: dict[Hashable, tuple[str, Any]] = {}
        for i, step in enumerate(program["steps"]):
            if step["do"] == "value":
                found[i] = (watched.get(i, ""), step["value"])
            elif step["do"] in ("call", "raises"):
                own = step["what"][-1] == {"attr": self.question.name.rpartition(".")[2]}
                for place, operand in enumerate(step["args"]):
                    name = names[place] if own and place < len(names) else ""
                    add_operand(found, (i, place), name, operand)
                for name, operand in step["kwargs"].items():
                    add_operand(found, (i, name), name, operand)
        return {**found, **parts_of(found)}

    @property
    def _parameters(self) -> list[str]:
        target: Any = self.oracle.reference.import_module(self.question.module)
        for part in self.question.name.split("."):
            target = getattr(target, part)
        names = [*inspect.signature(target).parameters]
        return names[1:] if "." in self.question.name else names

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The texts and truths among the inputs, by name."""
        return {
            name: value
            for name, value in self.inputs.values()
            if name and type(value) in (str, bool)
        }

    @cached_property
    def arrays(self) -> dict[Hashable, tuple[str, np.ndarray]]:
        """The arrays of numbers among the inputs."""
        arrays = ((key, name, numbers_of(value)) for key, (name, value) in self.inputs.items())
        return {
            key: (name, array) for key, name, array in arrays if array is not None and array.ndim
        }

    @cached_property
    def sizes(self) -> dict[Hashable, tuple[str, int, int]]:
        """The sizes of the inputs, by place: (name, axis, size), the axis -1 for a number."""
        found: dict[Hashable, tuple[str, int, int]] = {}
        for key, (name, value) in self.inputs.items():
            if type(value) is int and value > 0:
                found[key, -1] = (name, -1, value)
            elif isinstance(value, np.ndarray):
                for axis, size in enumerate(value.shape):
                    if size:
                        found[key, axis] = (name, axis, size)
        return found

    @cached_property
    def intermediates(self) -> list[np.ndarray]:
        """The numbers the reference holds while it answers, in the order they come up."""
        return traced(self.oracle.reference, self.case.program)


def parts_of(inputs: Mapping[Hashable, tuple[str, Any]]) -> dict[Hashable, tuple[str, Any]]:
    """Return what the dictionaries among the inputs hold, by the dictionary's place and the key."""
    return {
        Part(place, key): (key, value)
        for place, (_, held) in inputs.items()
        if isinstance(held, dict)
        for key, value in held.items()
        if isinstance(key, str)
    }


@dataclass(frozen=True)
class Part:
    """The place of a value in a dictionary that is handed over."""

    place: Hashable
    key: str


def add_operand(
    found: dict[Hashable, tuple[str, Any]], key: Hashable, name: str, operand: Mapping[str, Any]
) -> None:
    """Add an operand of a call to the inputs; one that is handed over already gets its name."""
    if "value" in operand:
        found[key] = (name, operand["value"])
        return
    place = operand["ref"][0]
    if len(operand["ref"]) == 1 and place in found and name:
        found[place] = (name, found[place][1])


def traced(package: Package, program: Mapping[str, Any]) -> list[np.ndarray]:
    """Return the distinct arrays and numbers that are local to the reference while it runs."""
    found: dict[Hashable, np.ndarray] = {}

    def look(frame: FrameType, event: str, arg: Any) -> Callable[..., Any] | None:
        if not frame.f_code.co_filename.startswith(f"{REFERENCE}/"):
            return None
        for value in frame.f_locals.values():
            if isinstance(value, (float, np.floating, np.ndarray)) and len(found) < MOST_KEPT:
                array = as_array(value)
                if array is not None and 0 < array.size <= MOST_NUMBERS:
                    key = (array.shape, array.tobytes())
                    if key not in found:
                        found[key] = array.copy()
        return look

    before = sys.gettrace()
    try:
        sys.settrace(look)
        run(program, package.import_module)
    finally:
        sys.settrace(before)
    return [*found.values()]


@dataclass(frozen=True)
class Pair:
    """One output of one case: what came, what was expected, and whether that is right.

    tolerance  how far from each other two ways of computing the same may come
    """

    name: str
    got: np.ndarray
    right: np.ndarray
    is_right: bool
    tolerance: float
    material: Material

    @property
    def case(self) -> Prepared:
        return self.material.case

    def same(self, expected: np.ndarray | None) -> bool:
        """Whether what came is this, in shape and numbers."""
        return (
            expected is not None
            and self.got.shape == expected.shape
            and same_numbers(self.got, expected, self.tolerance)
        )

    def same_draw(self) -> bool:
        """Whether what came is right but for its shape, where it is drawn at random."""
        expected = self.case.expected
        rule = expected.compare.get(self.name, CLOSE)
        return not compare(self.name, self.got, expected.outputs[self.name], rule)[0]


def same_numbers(got: np.ndarray, expected: np.ndarray, tolerance: float = EXACT) -> bool:
    """Whether two arrays of one size hold the same numbers, those that are not finite too."""
    got, expected = got.ravel(), expected.ravel()
    if got.size == 0:
        return True
    finite = np.isfinite(expected)
    with np.errstate(all="ignore"):
        scale = max(np.abs(expected[finite]).max(initial=0.0), 1e-300)
        near = np.abs(got - expected) <= tolerance * scale
        same = near | (got == expected) | (np.isnan(got) & np.isnan(expected))
    return bool(same.all())


def numbers_of(value: Any) -> np.ndarray | None:
    """Return real numbers as an array, also those of a list or tuple; None of all else."""
    if isinstance(value, (list, tuple)) and value and all(type(v) in (int, float) for v in value):
        return np.asarray(value, dtype=np.float64)
    array: np.ndarray | None = as_array(value)
    return None if array is None or array.dtype.kind == "c" else array


def base_of(name: str) -> str:
    """Return the name of an output, of whichever call it is."""
    return name.partition(CALL)[0]


def pairs_of(materials: Sequence[Material], answers: Sequence[Any], base: str) -> Iterator[Pair]:
    """Yield one output's pair of each call, in the order of the cases that came to numbers."""
    for material, answer in zip(materials, answers, strict=True):
        expected = material.case.expected
        names = [name for name in expected.outputs if base_of(name) == base]
        for name in names if isinstance(answer, Answer) else ():
            yield from pair_of(material, answer, name)


def pair_of(material: Material, answer: Answer, name: str) -> Iterator[Pair]:
    """Yield the pair of one output, if both are numbers and not too many."""
    expected = material.case.expected
    value, right = answer.outputs.get(name), expected.outputs[name]
    got, wanted = numbers_of(value), numbers_of(right)
    if got is None or wanted is None or max(got.size, wanted.size) > MOST_NUMBERS:
        return
    rule = expected.compare.get(name, CLOSE)
    problems = compare(name, value, right, rule)[:2]
    single = any(
        getattr(each, "dtype", None) == np.float32
        for each in (value, *(v for _, v in material.inputs.values()))
    )
    tolerance = TOLERANCE if single else EXACT
    yield Pair(name, got, wanted, not any(problems), tolerance, material)
