"""Compare what the code gave in one case with what was expected: findings, and their words.

The same comparison serves the notebook's `check` and the grader. A finding names the property
of the question it speaks of, whether it holds, and a message of four parts: what, where,
expected against got, next step.
"""

from dataclasses import dataclass

import numpy as np

from ..language import N_, _
from .compare import CLOSE, TOLERANCE, as_array, error_of, errors_of, normal_problem, worst_place

SHAPES = N_("shapes")
UNCHANGED = N_("arguments unchanged")
PLAIN = (float, int, str)  # compared at once
TEXT_SHOWN = 60  # characters of a text that is an answer

# What is said of an output. `what` names it, in the form of WHAT.
WHAT = N_("{function} ({case}): {name}")
IS = N_("{what} is {got}, expected {expected}.")
OF_TYPE = N_("{what} is of type {kind}, expected {expected}.")
NUMBER_IS = N_("{what} is {got:.6g}, expected {expected:.6g}.")
ELEMENT_IS = N_(
    "{what} [{index}] is {got:.6g}, expected {expected:.6g} ({wrong} of {size} elements differ)."
)
HAS_SHAPE = N_("{what} has shape {got}, expected {expected}.")
HAS_ENTRIES = N_("{what} has {got} entries, expected {expected}.")
IN_FORM = N_("{what} ({form})")
CHANGED = N_("{what} was changed by the call; it must be left as it was.")
A_NUMBER = N_("a number")
AN_ARRAY = N_("an array of shape {shape}")


@dataclass(frozen=True)
class Finding:
    """Whether one property of a question holds in one case.

    error   relative error of the values, where there is one
    message "" when it holds
    """

    property: str
    holds: bool
    message: str = ""
    error: float | None = None


@dataclass(frozen=True)
class Output:
    """An array that one case gave, beside the expected one; `got` may be anything."""

    case: str
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

    case: str
    tests: str | None
    outputs: dict
    watched: dict
    compare: dict
    drawn: str = ""

    @property
    def words(self):
        """The case as a student reads it."""
        return f"{_(self.case)}: {self.drawn}" if self.drawn else _(self.case)


def findings(function, expected, outputs, watched, next_step):
    """Compare one case's outputs with the expected ones; return a list of findings.

    function   the name to begin messages with
    next_step  maps the name of a property to the sentence that ends its messages
    """
    found = []
    for name, right in expected.outputs.items():
        rule = expected.compare.get(name, CLOSE)
        property_ = expected.tests or name
        if identical(outputs.get(name), right):
            error = None if rule["kind"] == "normal" or is_counted(right, rule) else 0.0
            found += [Finding(property_, True, error=error), Finding(SHAPES, True)]
            continue
        what = _(WHAT).format(function=function, case=expected.words, name=name)
        problem, shape_problem, error = compare(what, outputs.get(name), right, rule)
        message = advised(problem, next_step, property_)
        found.append(Finding(property_, not problem, message, error))
        message = advised(shape_problem, next_step, SHAPES)
        found.append(Finding(SHAPES, not shape_problem, message))
    for name, before in expected.watched.items():
        kept = unchanged(watched.get(name), before)
        problem = ""
        if not kept:
            what = _(WHAT).format(function=function, case=expected.words, name=name)
            problem = _(CHANGED).format(what=what)
        found.append(Finding(UNCHANGED, kept, advised(problem, next_step, UNCHANGED)))
    return found


def unchanged(after, before):
    """Whether an argument is as it was: an array, or a list or dictionary of them."""
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
        return type(after) is type(before) and after == before
    return np.array_equal(numbers, right, equal_nan=True)


def is_counted(right, rule):
    """Whether an expected number or array is counted rather than computed: right, or not."""
    return rule["kind"] == "exact" or np.asarray(right).dtype.kind in "biu"


def identical(got, right):
    """Whether two arrays are the same bit by bit, as most right answers are: seen at once."""
    if type(got) is not np.ndarray or type(right) is not np.ndarray:
        return False
    if got.dtype != right.dtype or got.shape != right.shape:
        return False
    return got.tobytes() == right.tobytes()


def wrong_outputs(expected, outputs):
    """Return as Output each array or number of a case that is not as expected.

    Texts and random draws are left out: there is no element to compare with another.
    """
    wrong = []
    for name, right in expected.outputs.items():
        rule = expected.compare.get(name, CLOSE)
        if isinstance(right, str) or rule["kind"] == "normal":
            continue
        if any(compare(name, outputs.get(name), right, rule)[:2]):
            wrong.append(Output(expected.case, name, outputs.get(name), as_array(right)))
    return wrong


def advised(problem, next_step, property_):
    """Return a message: the problem, if there is one, and the sentence that says what to do."""
    return f"{problem} {next_step(property_)}".strip() if problem else ""


def compare(what, got, right, rule):
    """Compare one output; `what` is how messages name it.

    Returns (problem with the values, problem with the shape, relative error); a problem is a
    sentence, "" where there is none. What is counted and right has no relative error.
    """
    if isinstance(right, str):
        if isinstance(got, str):
            if got == right:
                return "", "", None
            shown = repr(got[:TEXT_SHOWN])
            return _(IS).format(what=what, got=shown, expected=repr(right)), "", None
        return not_comparable(what, got, repr(right)), "", None
    form = rule.get("form")
    truth = isinstance(right, (bool, np.bool_))
    counted = is_counted(right, rule)
    right = as_array(right)
    array = as_array(got)
    if array is None:
        if form:
            return not_comparable(what, got, _(form)), "", None
        if right.ndim == 0:
            return not_comparable(what, got, _(A_NUMBER)), "", None
        return not_comparable(what, got, _(AN_ARRAY).format(shape=right.shape)), "", None
    shape_problem = ""
    if array.shape != right.shape:
        shape_problem = _(HAS_SHAPE).format(what=what, got=array.shape, expected=right.shape)
    if array.size != right.size:
        if form and array.ndim == right.ndim and len(array) != len(right):
            return _(HAS_ENTRIES).format(what=what, got=len(array), expected=len(right)), "", None
        return shape_problem, "", None
    if rule["kind"] == "normal":
        if form:
            what = _(IN_FORM).format(what=what, form=_(form))
        return normal_problem(array, rule["std"], what), shape_problem, None
    error = error_of(array, right, rule)
    if error <= TOLERANCE:
        return "", shape_problem, None if counted else error
    if shape_problem:  # the shape is the first thing to look at
        return shape_problem, "", None
    index, is_there, should_be = worst_place(array, right, rule)
    if truth and is_there in (0, 1):
        return _(IS).format(what=what, got=bool(is_there), expected=bool(should_be)), "", error
    if rule["kind"] == "exact":
        there = f" [{', '.join(map(str, index))}]" if index else ""
        numbers = {"got": f"{is_there:.17g}", "expected": f"{should_be:.17g}"}
        return _(IS).format(what=what + there, **numbers), "", error
    if array.size == 1:
        if index:
            what = f"{what} [{', '.join(map(str, index))}]"
        return _(NUMBER_IS).format(what=what, got=is_there, expected=should_be), "", error
    wrong = int(np.sum(errors_of(array, right, rule) > TOLERANCE))
    problem = _(ELEMENT_IS).format(
        what=what,
        index=", ".join(map(str, index)),
        got=is_there,
        expected=should_be,
        wrong=wrong,
        size=array.size,
    )
    return problem, "", error


def not_comparable(what, got, expected):
    """Return the sentence on something that is not a number or an array (or a text) at all."""
    if got is None:
        return _(IS).format(what=what, got="None", expected=expected)
    kind = getattr(got, "type_name", type(got).__name__)  # of what another process keeps
    return _(OF_TYPE).format(what=what, kind=kind, expected=expected)
