"""Own derivative: a backward pass beside the student's own forward pass, where that one is wrong.

A right backward pass may keep what it needs in a cache of the student's own, which no reference can
fill. So it is held against what it belongs to: along random directions in each argument the
student's own forward pass is differentiated numerically, through calls, and the gradients that came
back must say the same. Two things keep a forward pass that was merely begun from earning its
backward pass anything. Its output has to depend on each argument whose gradient is asked for, and
its gradients have to change with every input, and to vary along every axis, with which and along
which the reference's do: those of an identity, a constant or a sum do not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assignment.checking.compare import as_array
from autograder.grading.answers import Answer, Sent, read_answer
from autograder.grading.judge import Judgement, judge
from autograder.lab import Question
from autograder.oracle import Oracle, Prepared, function_called, parameters_of

# Central differences at two steps each, extrapolated. The wide ones are for float32, whose last
# digits weigh 1e-7 of the output; the narrow ones for what bends sharply or has a kink nearby.
STEPS = (4e-3, 1e-4)
DIRECTIONS = 2
AGREES = 2e-3  # of the sum of absolute products
DEPENDS = 1e-6  # a change of less, relative to the largest number, is none

Ask = Callable[[Sequence[dict[str, Any]]], list[Sent]]


@dataclass(frozen=True)
class Calls:
    """Where in a case's program the forward and the backward pass are called.

    arguments  name of each array the forward pass is given to its place in the call
    dout       what the backward pass is given beside the cache
    gradients  name of each output that is a gradient to its argument's name
    """

    program: Mapping[str, Any]
    forward: int
    backward: int
    arguments: Mapping[str, tuple[str, Any]]
    dout: np.ndarray
    gradients: Mapping[str, str]

    def argument(self, name: str) -> np.ndarray:
        """Return the array that a forward pass is given."""
        kind, place = self.arguments[name]
        array: np.ndarray = value_of(self.program, self.program["steps"][self.forward][kind][place])
        return array

    def with_argument(self, name: str, array: np.ndarray) -> dict[str, Any]:
        """Return the program with another array in one place of the forward call."""
        kind, place = self.arguments[name]
        step = self.program["steps"][self.forward]
        operands = step[kind].copy()
        operands[place] = {"value": array}
        return self._with_step(self.forward, {**step, kind: operands})

    def with_dout(self, dout: np.ndarray) -> dict[str, Any]:
        """Return the program with another upstream gradient."""
        step = self.program["steps"][self.backward]
        args = [{"value": dout} if is_array(self.program, each) else each for each in step["args"]]
        return self._with_step(self.backward, {**step, "args": args})

    def forward_alone(self, name: str, array: np.ndarray) -> dict[str, Any]:
        """Return the program up to the forward call, with another array, for its output."""
        program = self.with_argument(name, array)
        steps = program["steps"][: self.forward + 1]
        outputs = {"out": [self.forward, {"item": 0}]}
        return {**program, "steps": steps, "outputs": outputs, "watched": {}}

    def _with_step(self, at: int, step: Mapping[str, Any]) -> dict[str, Any]:
        steps = [step if i == at else each for i, each in enumerate(self.program["steps"])]
        return {**self.program, "steps": steps}


def judge_by_own_forward(
    oracle: Oracle, question: Question, forward: str, ask: Ask
) -> Judgement | None:
    """Return the verdict on a backward pass as the derivative of the student's own forward pass.

    forward  the function whose cache the question's function takes, "module:name"
    ask      runs programs on the submission

    None where the check is no forward and backward call, or the forward pass was merely begun.
    """
    cases = oracle.cases[question.id]
    found = [calls_of(oracle, question, forward, case) for case in cases]
    calls = [each for each in found if each is not None]
    if len(calls) < len(cases) or not is_earnest(oracle, calls[0], ask):
        return None
    sent = ask(oracle.programs(question.id))
    own = []
    for case, at, answer in zip(cases, calls, sent):
        read = read_answer(answer, case.program)
        own.append(expecting(case, at, read, ask) if isinstance(read, Answer) else case)
    again = next(i for i, case in enumerate(cases) if case is oracle.once_more[question.id])
    return judge(oracle, question, sent, (*own, own[again]))


def calls_of(oracle: Oracle, question: Question, forward: str, case: Prepared) -> Calls | None:
    """Return where a case calls the two passes, None if it does so in another way."""
    program = case.program
    at = {function_called(step): i for i, step in enumerate(program["steps"])}
    if forward not in at or question.function not in at:
        return None
    step = program["steps"][at[forward]]
    names = parameters_of(oracle.sources, forward)
    places = dict(zip(names, (("args", i) for i in range(len(step["args"])))))
    places |= {name: ("kwargs", name) for name in step["kwargs"]}
    arguments = {
        name: (kind, place)
        for name, (kind, place) in places.items()
        if is_array(program, step[kind][place])
    }
    gradients = {f"d{name}": name for name in arguments}
    backward = program["steps"][at[question.function]]
    douts = [each for each in backward["args"] if is_array(program, each)]
    if len(douts) != 1:
        return None
    return Calls(
        program,
        at[forward],
        at[question.function],
        arguments,
        value_of(program, douts[0]),
        {name: gradients[name] for name in program["outputs"] if name in gradients},
    )


def value_of(program: Mapping[str, Any], operand: Mapping[str, Any]) -> Any:
    """Return a value that a program is given, None if it is one that the code makes."""
    if "value" in operand:
        return operand["value"]
    root, *parts = operand["ref"]
    if parts or not isinstance(root, int) or program["steps"][root]["do"] != "value":
        return None
    return program["steps"][root]["value"]


def is_array(program: Mapping[str, Any], operand: Mapping[str, Any]) -> bool:
    """Whether an operand is an array of real numbers that a program is given."""
    value = value_of(program, operand)
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def is_earnest(oracle: Oracle, calls: Calls, ask: Ask) -> bool:
    """Whether the gradients that come back depend on what the reference's depend on."""
    random = np.random.RandomState(0)
    programs = [
        dict(calls.program),
        *(
            calls.with_argument(name, varied(calls.argument(name), random))
            for name in calls.arguments
        ),
        calls.with_dout(varied(calls.dout, random)),
    ]
    right = oracle.answers(programs)
    theirs = [read_answer(sent, program) for sent, program in zip(ask(programs), programs)]
    for name in calls.gradients:
        ours = [as_array(outputs[name]) for outputs in right]
        own = [
            as_array(each.outputs.get(name)) if isinstance(each, Answer) else None
            for each in theirs
        ]
        for changed, own_changed in zip(ours[1:], own[1:], strict=True):
            if differs(ours[0], changed) and not differs(own[0], own_changed):
                return False
        if any(axis not in varying(own[0]) for axis in varying(ours[0])):
            return False
    return True


def varied(array: np.ndarray, random: np.random.RandomState) -> np.ndarray:
    """Return an array of the same form with other numbers, of both signs."""
    return (array[::-1] + random.standard_normal(array.shape)).astype(array.dtype)


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


def expecting(case: Prepared, calls: Calls, answer: Answer, ask: Ask) -> Prepared:
    """Return a case that expects the gradients which the student's own forward pass has."""
    random = np.random.RandomState(case.program["seed"])
    outputs = dict(case.expected.outputs)
    for name, argument in calls.gradients.items():
        gradient = as_array(answer.outputs.get(name))
        point = calls.argument(argument)
        if gradient is None or gradient.size != point.size:
            continue
        gradient = gradient.reshape(point.shape)
        directions = [random.choice([-1.0, 1.0], point.shape) for _ in range(DIRECTIONS)]
        if np.all(np.isfinite(gradient)) and all(
            agrees(calls, argument, gradient, direction, ask) for direction in directions
        ):
            outputs[name] = gradient
    return replace(case, expected=replace(case.expected, outputs=outputs))


def agrees(
    calls: Calls, argument: str, gradient: np.ndarray, direction: np.ndarray, ask: Ask
) -> bool:
    """Whether a gradient is what the output changes by along a direction in one argument."""
    claimed = float(np.sum(gradient * direction))
    scale = float(np.sum(np.abs(gradient)))
    moves = [factor * step for step in STEPS for factor in (1, -1, 0.5, -0.5)]
    point = calls.argument(argument).astype(np.float64)
    programs = [calls.forward_alone(argument, point + move * direction) for move in moves]
    values = [
        projected(sent, program, calls.dout) for sent, program in zip(ask(programs), programs)
    ]
    return scale > 0 and any(
        abs(slope - claimed) <= AGREES * scale for slope in slopes(values) if np.isfinite(slope)
    )


def projected(sent: Sent, program: Mapping[str, Any], dout: np.ndarray) -> float:
    """Return the sum of an output times the upstream gradient, nan where there is no output."""
    answer = read_answer(sent, program)
    out = as_array(answer.outputs.get("out")) if isinstance(answer, Answer) else None
    if out is None or out.size != dout.size:
        return float("nan")
    return float(np.sum(out.ravel() * dout.ravel()))


def slopes(values: Sequence[float]) -> Iterator[float]:
    """Yield a derivative for each of STEPS, from values at its four moves."""
    for step, (up, down, half_up, half_down) in zip(STEPS, zip(*[iter(values)] * 4)):
        coarse, fine = (up - down) / (2 * step), (half_up - half_down) / step
        yield (4 * fine - coarse) / 3
