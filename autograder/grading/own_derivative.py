"""Own derivative: gradients beside the student's own way forward, where that is wrong.

A right backward pass may keep what it needs in a cache of the student's own, which no reference
can fill; and the gradients of a net whose loss is wrong can only be those of that loss. So they are
held against what they belong to: along random directions in each argument the student's own way
forward is differentiated numerically, through calls, and the gradients must say the same.

What was merely begun earns nothing by this. The gradients have to change with every input, and to
vary along every axis, with which and along which the reference's do: those of an identity, a
constant or a sum do not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.grading.answers import Answer, Failure, Sent, read_answer
from autograder.grading.differentiable import Differentiable, differentiable
from autograder.grading.judge import Judgement, judge
from autograder.lab import Checked
from autograder.oracle import Oracle, Prepared
from autograder.student.checking.compare import as_array

# Central differences at two steps each, extrapolated. The wide ones are for float32, whose last
# digits weigh 1e-7 of the output; the narrow ones for what bends sharply or has a kink nearby.
STEPS = (4e-3, 1e-4)
DIRECTIONS = 2
AGREES = 2e-3  # of the sum of absolute products
DEPENDS = 1e-6  # a change of less, relative to the largest number, is none

Program = Mapping[str, Any]
Ask = Callable[[Sequence[Program]], list[Sent]]


@dataclass(frozen=True)
class Own:
    """The submission's own functions: `ask` runs programs on them."""

    ask: Ask

    def answers(self, programs: Sequence[Program]) -> list[Mapping[str, Any]]:
        """Return the outputs of each program by name, none where there was a failure."""
        read = [read_answer(sent, program) for sent, program in zip(self.ask(programs), programs)]
        return [{} if isinstance(each, Failure) else each.outputs for each in read]


def judge_by_own_forward(oracle: Oracle, question: Checked, ask: Ask) -> Judgement | None:
    """Return the verdict on gradients as the derivatives of the student's own way forward.

    ask  runs programs on the submission

    None where the check asks for no gradients, or what came is not earnest.
    """
    cases = oracle.cases[question.id]
    forms = [differentiable(oracle, question, case.program) for case in cases]
    found = [form for form in forms if form is not None]
    own = Own(ask)
    if not found or not is_earnest(oracle, own, found[0], found[0].varied()):
        return None
    sent = ask(oracle.programs(question.id))
    expected = []
    for case, form, answer in zip(cases, forms, sent):
        read = read_answer(answer, case.program)
        if form is not None and isinstance(read, Answer):
            case = expecting(oracle, own, case, form, read)
        expected.append(case)
    again = next(i for i, case in enumerate(cases) if case is oracle.once_more[question.id])
    return judge(oracle, question, sent, (*expected, expected[again]))


def is_earnest(
    oracle: Oracle, own: Own, form: Differentiable, variations: Sequence[Program]
) -> bool:
    """Whether the gradients depend on what the reference's depend on, and vary where they do."""
    programs = [form.program, *variations]
    right, theirs = oracle.answers(programs), own.answers(programs)
    for name in form.gradients:
        ours = [as_array(outputs[name]) for outputs in right]
        owns = [as_array(outputs.get(name)) for outputs in theirs]
        for changed, own_changed in zip(ours[1:], owns[1:], strict=True):
            if differs(ours[0], changed) and not differs(owns[0], own_changed):
                return False
        if not varying(ours[0]) <= varying(owns[0]):
            return False
    return True


def differs(first: np.ndarray | None, second: np.ndarray | None) -> bool:
    """Whether two answers are arrays of one size that differ."""
    if first is None or second is None or first.size != second.size:
        return False
    difference = np.abs(first.ravel() - second.ravel())
    scale = max(np.abs(first).max(initial=0), np.abs(second).max(initial=0))
    return bool(np.max(difference, initial=0) > DEPENDS * scale)


def varying(array: np.ndarray | None) -> set[int]:
    """Return the axes along which an array is not the same throughout."""
    if array is None or not array.size:
        return set()
    spread = DEPENDS * np.abs(array).max()
    return {axis for axis in range(array.ndim) if np.any(np.ptp(array, axis=axis) > spread)}


def expecting(
    oracle: Oracle, own: Own, case: Prepared, form: Differentiable, answer: Answer
) -> Prepared:
    """Return a case that expects the gradients which the student's own way forward has."""
    settings = form.with_other_settings()
    if settings and not is_earnest(oracle, own, form, settings):
        return case
    random = np.random.RandomState(case.program["seed"])
    outputs = dict(case.expected.outputs)
    for name, argument in form.gradients.items():
        gradient = as_array(answer.outputs.get(name))
        shape = form.argument(argument).shape
        if gradient is None or gradient.size != np.prod(shape) or not np.all(np.isfinite(gradient)):
            continue
        gradient = gradient.reshape(shape)
        directions = [random.choice([-1.0, 1.0], shape) for _ in range(DIRECTIONS)]
        if all(agrees(own, form, argument, gradient, each) for each in directions):
            outputs[name] = gradient
    return replace(case, expected=replace(case.expected, outputs=outputs))


def agrees(
    own: Own, form: Differentiable, argument: str, gradient: np.ndarray, direction: np.ndarray
) -> bool:
    """Whether a gradient is what the way forward changes by along a direction in one argument."""
    claimed, scale = float(np.sum(gradient * direction)), float(np.sum(np.abs(gradient)))
    moves = [factor * step for step in STEPS for factor in (1, -1, 0.5, -0.5)]
    point = form.argument(argument).astype(np.float64)
    programs = [form.forward_alone(argument, point + move * direction) for move in moves]
    values = [form.projected(as_array(outputs.get("out"))) for outputs in own.answers(programs)]
    return scale > 0 and any(
        abs(slope - claimed) <= AGREES * scale for slope in slopes(values) if np.isfinite(slope)
    )


def slopes(values: Sequence[float]) -> Iterator[float]:
    """Yield a derivative for each of STEPS, from values at its four moves."""
    for step, (up, down, half_up, half_down) in zip(STEPS, zip(*[iter(values)] * 4)):
        coarse, fine = (up - down) / (2 * step), (half_up - half_down) / step
        yield (4 * fine - coarse) / 3
