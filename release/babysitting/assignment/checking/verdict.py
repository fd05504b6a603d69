"""Compare what the code gave in one case with what was expected: findings, and their words.

The same comparison serves the notebook's `check` and the grader. A finding names the property
of the question it speaks of, whether it holds, and a message of four parts: what, where,
expected against got, next step.
"""

from dataclasses import dataclass

import numpy as np

from .compare import TOLERANCE, as_array, error_of, normal_problem, worst_place

SHAPES = "shapes"
UNCHANGED = "arguments unchanged"
TEXT_SHOWN = 60  # characters of a text that is an answer


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
class Expected:
    """What one case expects, and how to say it.

    tests     the property the case shows, None when each output is a property of its own
    outputs   name of each output to its expected value
    watched   name of each argument that must stay as it was, to its value before
    compare   name of an output to another comparison, e.g. {"kind": "normal", "std": 0.01}
    """

    case: str
    tests: str | None
    outputs: dict
    watched: dict
    compare: dict


def findings(function, expected, outputs, watched, next_step):
    """Compare one case's outputs with the expected ones; return a list of findings.

    function   the name to begin messages with
    next_step  maps the name of a property to the sentence that ends its messages
    """
    found = []
    where = f"{function} ({expected.case})"
    for name, right in expected.outputs.items():
        rule = expected.compare.get(name, {"kind": "close"})
        problem, shape_problem, error = compare(outputs.get(name), right, rule)
        property_ = expected.tests or name
        message = f"{where}: {name} {problem}. {next_step(property_)}" if problem else ""
        found.append(Finding(property_, not problem, message.strip(), error))
        message = f"{where}: {name} {shape_problem}. {next_step(SHAPES)}" if shape_problem else ""
        found.append(Finding(SHAPES, not shape_problem, message.strip()))
    for name, before in expected.watched.items():
        after = as_array(watched.get(name))
        kept = after is not None and np.array_equal(after, as_array(before))
        message = ""
        if not kept:
            message = (
                f"{where}: {name} was changed by the call; it must be left as it was. "
                f"{next_step(UNCHANGED)}"
            )
        found.append(Finding(UNCHANGED, kept, message.strip()))
    return found


def compare(got, right, rule):
    """Return (problem with the values, problem with the shape, relative error)."""
    if isinstance(right, str):
        same = isinstance(got, str) and got == right
        shown = repr(got[:TEXT_SHOWN]) if isinstance(got, str) else described(got)
        return "" if same else f"is {shown}, expected {right!r}", "", None
    truth = isinstance(right, (bool, np.bool_))
    right = as_array(right)
    array = as_array(got)
    if array is None:
        return f"is {described(got)}, expected {shape_words(right)}", "", None
    if array.size != right.size:
        return f"has shape {array.shape}, expected {right.shape}", "", None
    shape_problem = ""
    if array.shape != right.shape:
        shape_problem = f"has shape {array.shape}, expected {right.shape}"
    if rule["kind"] == "normal":
        return normal_problem(array, rule["std"]), shape_problem, None
    error = error_of(array, right)
    if error <= TOLERANCE:
        return "", shape_problem, error
    if array.shape != right.shape:  # the shape is the first thing to look at
        return shape_problem, "", None
    index, is_there, should_be = worst_place(array, right)
    if truth and is_there in (0, 1):
        return f"is {bool(is_there)}, expected {bool(should_be)}", "", error
    place = f"[{', '.join(map(str, index))}] " if index else ""
    counted = ""
    if array.size > 1:
        wrong = int(np.sum(~(np.abs(array - right) <= TOLERANCE * np.max(np.abs(right)))))
        counted = f" ({wrong} of {array.size} elements differ)"
    return f"{place}is {is_there:.6g}, expected {should_be:.6g}{counted}", "", error


def described(value):
    """Return how a message names something that is not a number or an array."""
    if value is None:
        return "None"
    return f"a {getattr(value, 'type_name', type(value).__name__)}"


def shape_words(array):
    """Return how a message names an expected value."""
    return "a number" if array.ndim == 0 else f"an array of shape {array.shape}"
