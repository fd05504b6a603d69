"""Compare what the code gave in one case with what was expected: findings.

The same comparison serves the notebook's `check` and the grader. A finding names the property
of the question it speaks of, whether it holds, and a message of four parts: what, where,
expected against got, next step.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..language import N_, Fact, Message, fact, joined, text_fact
from .compare import CLOSE, Rule, as_array
from .comparisons import compare, usual
from .comparisons.close import is_counted

NextStep = Callable[[str], Message]

SHAPES = N_("shapes")
UNCHANGED = N_("arguments unchanged")
PLAIN = (float, int, str)  # compared at once


@dataclass(frozen=True)
class Finding:
    """Whether one property of a question holds in one case.

    error   relative error of the values, where there is one
    message what was found, "" when it holds
    """

    property: str
    holds: bool
    message: Message = ""
    error: float | None = None


@dataclass(frozen=True)
class Output:
    """An array that one case gave, beside the expected one; `got` may be anything."""

    case: Message
    name: str
    got: object
    expected: np.ndarray


@dataclass(frozen=True)
class Expected:
    """What one case expects, and how to say it.

    tests     the property the case shows, None when each output is a property of its own
    outputs   name of each output to its expected value
    watched   name of each argument that must stay as it was, to its value before
    compare   name of an output to another comparison, e.g. {"kind": "normal", "std": 0.01}
    drawn     the settings of a case that is drawn, e.g. "n = 104, x float32"
    """

    case: Message
    tests: str | None
    outputs: Mapping[str, Any]
    watched: Mapping[str, Any]
    compare: Mapping[str, Rule]
    drawn: str = ""

    @property
    def named(self) -> Fact:
        """What the case is called, as a fact."""
        return self.case if isinstance(self.case, Fact) else text_fact(self.case)

    @property
    def words(self) -> Fact:
        """What the case is called, and what was drawn for it."""
        return joined(self.named, ": ", self.drawn) if self.drawn else self.named


def findings(
    function: str,
    expected: Expected,
    outputs: Mapping[str, Any],
    watched: Mapping[str, Any],
    next_step: NextStep,
) -> list[Finding]:
    """Compare one case's outputs with the expected ones; return a list of findings.

    function   the name to begin messages with
    next_step  maps the name of a property to the sentence that ends its messages
    """
    found = []
    for name, right in expected.outputs.items():
        rule = expected.compare.get(name, CLOSE)
        property_ = expected.tests or name
        if identical(outputs.get(name), right):
            computed = rule["kind"] == "close" and not usual(right) and not is_counted(right, rule)
            error = 0.0 if computed else None
            found += [Finding(property_, True, error=error), Finding(SHAPES, True)]
            continue
        what = fact("case.what", function=function, case=expected.words, name=name)
        problem, shape_problem, error = compare(what, outputs.get(name), right, rule)
        message = advised(problem, next_step, property_)
        found.append(Finding(property_, not problem, message, error))
        message = advised(shape_problem, next_step, SHAPES)
        found.append(Finding(SHAPES, not shape_problem, message))
    for name, before in expected.watched.items():
        kept = unchanged(watched.get(name), before)
        problem = ""
        if not kept:
            what = fact("case.what", function=function, case=expected.words, name=name)
            problem = fact("case.changed", what=what)
        found.append(Finding(UNCHANGED, kept, advised(problem, next_step, UNCHANGED)))
    return found


def unchanged(after: Any, before: Any) -> bool:
    """Whether an argument is as it was, and all that is in it."""
    if identical(after, before):
        return True
    if isinstance(before, (list, tuple)):
        same = isinstance(after, (list, tuple)) and len(after) == len(before)
        return same and all(map(unchanged, after, before))
    if isinstance(before, dict):
        same = isinstance(after, dict) and after.keys() == before.keys()
        return same and all(unchanged(after[key], before[key]) for key in before)
    if type(after) is type(before) and type(before) in PLAIN and after == before:
        return True
    numbers, right = as_array(after), as_array(before)
    if numbers is None or right is None:
        same = type(after) is type(before)
        return same and bool(np.array_equal(after, before) if is_array(after) else after == before)
    return np.array_equal(numbers, right, equal_nan=True)


def is_array(value: object) -> bool:
    """Whether a value is an array."""
    return isinstance(value, np.ndarray)


def identical(got: object, right: object) -> bool:
    """Whether two arrays are the same bit by bit, as most right answers are: seen at once."""
    if type(got) is not np.ndarray or type(right) is not np.ndarray:
        return False
    if got.dtype != right.dtype or got.shape != right.shape:
        return False
    return got.tobytes() == right.tobytes()


def wrong_outputs(expected: Expected, outputs: Mapping[str, Any]) -> list[Output]:
    """Return as Output each array or number of a case that is not as expected.

    All else and random draws are left out: there is no element to compare with another.
    """
    wrong = []
    for name, right in expected.outputs.items():
        rule = expected.compare.get(name, CLOSE)
        numbers = None if usual(right) else as_array(right)
        if numbers is None or rule["kind"] not in ("close", "exact"):
            continue
        if any(compare(name, outputs.get(name), right, rule)[:2]):
            wrong.append(Output(expected.case, name, outputs.get(name), numbers))
    return wrong


def advised(problem: Message, next_step: NextStep, property_: str) -> Message:
    """Return a message: the problem, if there is one, and the sentence that says what to do."""
    step = next_step(property_) if problem else ""
    return joined(problem, " ", step) if step else problem
