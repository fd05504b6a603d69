"""Recording: a check runs once against the reference and leaves a program and its answers.

The check function is given a `code` object that stands for the package. What it calls is
really called, on the reference, and written down as a step at the same time. So the check
reads like ordinary code (`dx, dw, db = code.layers.affine_backward(dout, cache)`), and what
remains of it is plain data that can run anywhere else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from autograder.author_errors import AuthorError, place_of
from autograder.lab import Case, Checked
from autograder.student.checking.compare import CLOSE
from autograder.student.checking.comparisons import unsuited
from autograder.student.checking.plain_data import first_opaque, plain, without_numpy_scalars
from autograder.student.checking.program import Machine

ImportModule = Callable[[str], ModuleType]
PYTHONS_OWN = {"builtins": "builtins", "_operator": "operator", "itertools": "itertools"}


@dataclass(frozen=True)
class Recording:
    """What one case became: the program, what the reference answers, what it leaves behind.

    drawn    what was drawn of its settings, in words
    compare  rules of comparison of this case alone, by output
    """

    case: Case
    program: dict[str, Any]
    expected: dict[str, Any]
    watched: dict[str, Any]
    drawn: str
    compare: dict[str, Any]


def record(question: Checked, case: Case, seed: int, reference: ImportModule) -> Recording:
    """Run a question's check on one case against the reference and record it.

    Raises whatever the check raises: an error here is the author's.
    """
    number = case.reseed(seed)
    np.random.seed(number)
    calls = getattr(case, "calls", 1)
    recordings = [
        record_once(question, case, number, Recorder(Machine(reference), turn, calls))
        for turn in range(calls)
    ]
    return recordings[0] if len(recordings) == 1 else in_turns(recordings, question.compare)


def record_once(question: Checked, case: Case, number: int, recorder: "Recorder") -> Recording:
    """Record a check with the next random numbers of its case."""
    with np.errstate(all="ignore"):
        outputs = question.check(Code(recorder), case)
    if "error" in outputs:
        raise ValueError(f"{question.id}: an output cannot be called error; exceptions are.")
    refs = {name: recorder.ref_of(output) for name, output in outputs.items()}
    rules = {**question.compare, **case.compare}
    made = {name: recorder.machine.follow(ref) for name, ref in refs.items()}
    try:
        expected = {name: answer(name, made[name], rules.get(name, CLOSE)) for name in made}
    except NotComparable as error:
        raise AuthorError(f"{place_of(question.check)}: {question.id}: {error}") from None
    watched = {
        name: plain(without_numpy_scalars(recorder.machine.follow(ref)))
        for name, ref in recorder.watched.items()
    }
    program = {
        "steps": recorder.steps,
        "outputs": refs,
        "watched": recorder.watched,
        "seed": number,
    }
    return Recording(case, program, expected, watched, case.drawn, dict(case.compare))


class NotComparable(Exception):
    """An output that the reference gives can be compared with nothing; the message says why."""


def answer(name: str, value: Any, rule: Mapping[str, Any]) -> Any:
    """Return what the reference answers as plain data. Raises NotComparable."""
    made = plain(without_numpy_scalars(value))
    found = first_opaque(made)
    if found:
        where, opaque = found
        inside = f", in {name}{where}," if where else ""
        raise NotComparable(
            f"the output {name!r} cannot be compared: it is{inside} of type {opaque.type_name}, "
            "which is not plain data. Return what it holds instead, or what its methods say."
        )
    reason = unsuited(made, rule)
    if reason:
        raise NotComparable(
            f"the output {name!r} cannot be compared by {dict(rule)}: {reason}. Give it another "
            "rule in compare=."
        )
    return made


def in_turns(recordings: list[Recording], compare: Mapping[str, Any]) -> Recording:
    """Return several recordings of a case as one, whose steps take turns.

    The outputs of the second are called "dx (call 2)", and so on, and are compared as those of the
    first are: `compare` are the question's rules.
    """
    steps = [recording.program["steps"] for recording in recordings]
    merged = Recording(
        recordings[0].case,
        {
            "steps": [step for turn in zip(*steps, strict=True) for step in turn],
            "outputs": {},
            "watched": {},
            "seed": recordings[0].program["seed"],
        },
        expected={},
        watched={},
        drawn=recordings[0].drawn,
        compare={},
    )
    for number, recording in enumerate(recordings, 1):
        call = f" (call {number})" if number > 1 else ""
        for to, names in (
            (merged.program["outputs"], recording.program["outputs"]),
            (merged.program["watched"], recording.program["watched"]),
            (merged.expected, recording.expected),
            (merged.watched, recording.watched),
            (merged.compare, {**(compare if call else {}), **recording.compare}),
        ):
            to.update({f"{name}{call}": value for name, value in names.items()})
    return merged


class Recorder:
    """The steps so far, and the machine that has run them.

    Of recordings that will take turns, each fills its own registers: `turn`, `turn + turns`, …
    """

    def __init__(self, machine: Machine, turn: int = 0, turns: int = 1) -> None:
        self.machine = machine
        self.machine.registers += [None] * turn
        self.turn = turn
        self.turns = turns
        self.steps: list[dict[str, Any]] = []
        self.watched: dict[str, list[Any]] = {}

    def step(self, step: dict[str, Any]) -> "Recorded":
        self.machine.execute(step)
        self.machine.registers += [None] * (self.turns - 1)
        self.steps.append(step)
        return Recorded(self, [self.turn + self.turns * (len(self.steps) - 1)])

    def call(
        self, do: str, what: list[Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> "Recorded":
        """Make the step of a call."""
        return self.step(
            {
                "do": do,
                "what": what,
                "args": [self.operand(arg) for arg in args],
                "kwargs": {name: self.operand(arg) for name, arg in kwargs.items()},
                "unpack": None,
            }
        )

    def step_of(self, register: int) -> dict[str, Any]:
        """Return the step that fills a register."""
        return self.steps[(register - self.turn) // self.turns]

    def operand(self, value: Any) -> dict[str, Any]:
        """Return an argument as data; of an array, how it lies in memory as well."""
        if isinstance(value, Recorded):
            return {"ref": self.ref_of(value)}
        if isinstance(value, np.ndarray) and not value.flags.c_contiguous:
            strides = [stride // value.itemsize for stride in value.strides]
            return {"value": np.ascontiguousarray(value), "strides": strides}
        value = without_numpy_scalars(value)
        found = first_opaque(plain(value))
        if found:
            where, opaque = found
            raise TypeError(
                f"an argument{f', at {where},' if where else ''} is of type {opaque.type_name}: a "
                "check hands over plain data, or what the code under test made"
            )
        return {"value": value}

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
        return self._recorder.call("raises", self._recorder.ref_of(function), args, kwargs)

    def apply(self, function: Callable[..., Any] | str, *args: Any) -> "Recorded":
        """Return what a function makes of results that is no part of the package.

        function  one of Python's own, built in or of `operator` and `itertools`:
                  `code.apply(len, stack)`; or the name of one in a library that the lab names:
                  `code.apply("torch:tensor", x)`
        """
        name = function if isinstance(function, str) else name_of(function)
        operands = [self._recorder.operand(arg) for arg in args]
        return self._recorder.step({"do": "apply", "function": name, "args": operands})

    def shared(self, *made: "Recorded") -> "Recorded":
        """Return whether any two of several results or arguments are one, or share memory."""
        return self._relation("shared", made)

    def equal(self, *made: "Recorded") -> "Recorded":
        """Return whether any two of several arrays hold the same numbers."""
        return self._relation("equal", made)

    def _relation(self, kind: str, made: "tuple[Recorded, ...]") -> "Recorded":
        refs = [self._recorder.ref_of(each) for each in made]
        return self._recorder.step({"do": kind, "what": refs})

    def overwrite(self, made: "Recorded", values: Any) -> None:
        """Put other values in an array, a list or a dictionary, as a caller may who reuses it."""
        to = self._recorder.operand(values)
        self._recorder.step({"do": "overwrite", "what": self._recorder.ref_of(made), "to": to})

    def value(self, value: Any) -> "Recorded":
        """Hand over an argument that several calls use, or that is overwritten later."""
        return self._recorder.step({"do": "value", **self._recorder.operand(value)})

    def watch(self, **arguments: Any) -> "list[Recorded]":
        """Hand over arguments that the code must leave as they are; they are looked at after.

        Arrays, and lists and dictionaries with all that is in them.
        """
        handles = []
        for name, argument in arguments.items():
            handle = self.value(argument)
            self._recorder.watched[name] = self._recorder.ref_of(handle)
            handles.append(handle)
        return handles

    def watch_made(self, **made: "Recorded") -> None:
        """Look after the calls at what the code made: it must be as the reference leaves it."""
        for name, recorded in made.items():
            self._recorder.watched[name] = self._recorder.ref_of(recorded)


def name_of(function: Callable[..., Any]) -> str:
    """Return the name of one of Python's own functions, "module:name"."""
    module = PYTHONS_OWN.get(getattr(function, "__module__", ""))
    if module is None:
        raise TypeError(
            f"a check applies functions of Python's own, not {function!r}; one of a library is "
            'named as a text, "library:function"'
        )
    return f"{module}:{function.__name__}"


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
        return self._recorder.call("call", self._ref, args, kwargs)

    def __iter__(self) -> Iterator["Recorded"]:
        """Unpack a result; every version of the code must return as many values."""
        value: Any = self._recorder.machine.follow(self._ref)
        if len(self._ref) == 1 and isinstance(self._ref[0], int):
            self._recorder.step_of(self._ref[0])["unpack"] = len(value)
        return iter([self[index] for index in range(len(value))])
