"""Recording: a check runs once against the reference and leaves a program and its answers.

The check function is given a `code` object that stands for the package. What it calls is
really called, on the reference, and written down as a step at the same time. So the check
reads like ordinary code (`dx, dw, db = code.layers.affine_backward(dout, cache)`), and what
remains of it is plain data that can run anywhere else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from assignment.checking.program import Machine
from autograder.lab import Case, Question

ImportModule = Callable[[str], ModuleType]


@dataclass(frozen=True)
class Recording:
    """What one case became: the program, what the reference answers, what it leaves behind."""

    case: Case
    program: dict[str, Any]
    expected: dict[str, Any]
    watched: dict[str, Any]


def record(question: Question, case: Case, seed: int, reference: ImportModule) -> Recording:
    """Run a question's check on one case against the reference and record it.

    Raises whatever the check raises: an error here is the author's.
    """
    assert question.check is not None
    number = case.reseed(seed)
    np.random.seed(number)
    recorder = Recorder(Machine(reference))
    with np.errstate(all="ignore"):
        outputs = question.check(Code(recorder), case)
    if "error" in outputs:
        raise ValueError(f"{question.id}: an output cannot be called error; exceptions are.")
    refs = {name: recorder.ref_of(output) for name, output in outputs.items()}
    expected = {name: recorder.machine.follow(ref) for name, ref in refs.items()}
    watched = {name: recorder.machine.follow(ref) for name, ref in recorder.watched.items()}
    program = {
        "steps": recorder.steps,
        "outputs": refs,
        "watched": recorder.watched,
        "seed": number,
    }
    return Recording(case, program, expected, watched)


class Recorder:
    """The steps so far, and the machine that has run them."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.steps: list[dict[str, Any]] = []
        self.watched: dict[str, list[Any]] = {}

    def step(self, step: dict[str, Any]) -> "Recorded":
        self.machine.execute(step)
        self.steps.append(step)
        return Recorded(self, [len(self.steps) - 1])

    def operand(self, value: Any) -> dict[str, Any]:
        return {"ref": self.ref_of(value)} if isinstance(value, Recorded) else {"value": value}

    def ref_of(self, value: Any) -> list[Any]:
        if not isinstance(value, Recorded):
            raise TypeError(f"a check returns what the code under test made, not {value!r}")
        ref: list[Any] = object.__getattribute__(value, "_ref")
        return ref


class Code:
    """The package, as a check sees it: `code.layers.affine_forward(x, w, b)`."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def __getattr__(self, name: str) -> "Recorded":
        return Recorded(self._recorder, [name])

    def raises(self, function: "Recorded", *args: Any, **kwargs: Any) -> "Recorded":
        """Call a function that should refuse; return the name of its error as an output, a text."""
        return self._recorder.step(
            {
                "do": "raises",
                "what": self._recorder.ref_of(function),
                "args": [self._recorder.operand(arg) for arg in args],
                "kwargs": {name: self._recorder.operand(arg) for name, arg in kwargs.items()},
            }
        )

    def watch(self, **arrays: np.ndarray) -> "list[Recorded]":
        """Hand over arguments that the code must leave as they are; they are looked at after."""
        handles = []
        for name, array in arrays.items():
            handle = self._recorder.step({"do": "value", "value": array})
            self._recorder.watched[name] = self._recorder.ref_of(handle)
            handles.append(handle)
        return handles

    def watch_made(self, **made: "Recorded") -> None:
        """Look after the calls at what the code made: it must be as the reference leaves it."""
        for name, recorded in made.items():
            self._recorder.watched[name] = self._recorder.ref_of(recorded)


class Recorded:
    """Something in the package, or made by it. Using it adds steps to the recording."""

    _recorder: Recorder
    _ref: list[Any]

    def __init__(self, recorder: Recorder, ref: list[Any]) -> None:
        object.__setattr__(self, "_recorder", recorder)
        object.__setattr__(self, "_ref", ref)

    def _part(self, part: dict[str, Any]) -> list[Any]:
        ref: list[Any] = [*self._ref, part]
        return ref

    def __getattr__(self, name: str) -> "Recorded":
        if name.startswith("__"):
            raise AttributeError(name)
        value = self._recorder.machine.follow(self._ref)
        if isinstance(value, ModuleType) and not hasattr(value, name):
            return Recorded(self._recorder, [f"{self._ref[0]}.{name}"])
        if isinstance(getattr(value, name), ModuleType):
            return Recorded(self._recorder, [f"{self._ref[0]}.{name}"])
        return Recorded(self._recorder, self._part({"attr": name}))

    def __getitem__(self, key: Any) -> "Recorded":
        return Recorded(self._recorder, self._part({"item": key}))

    def __setattr__(self, name: str, value: Any) -> None:
        self._set({"attr": name}, value)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._set({"item": key}, value)

    def _set(self, part: dict[str, Any], value: Any) -> None:
        to = self._recorder.operand(value)
        self._recorder.step({"do": "set", "where": self._part(part), "to": to})

    def __call__(self, *args: Any, **kwargs: Any) -> "Recorded":
        operand = self._recorder.operand
        called: Recorded = self._recorder.step(
            {
                "do": "call",
                "what": self._ref,
                "args": [operand(arg) for arg in args],
                "kwargs": {name: operand(arg) for name, arg in kwargs.items()},
                "unpack": None,
            }
        )
        return called

    def __iter__(self) -> Iterator["Recorded"]:
        """Unpack a result; every version of the code must return as many values."""
        value: Any = self._recorder.machine.follow(self._ref)
        if len(self._ref) == 1 and isinstance(self._ref[0], int):
            self._recorder.steps[self._ref[0]]["unpack"] = len(value)
        return iter([self[index] for index in range(len(value))])
