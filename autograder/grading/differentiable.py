"""Differentiable: where in a case's program a value is computed, and gradients of it.

Two forms of checks ask for gradients. A layer's forward pass is called, and then its backward pass
with an upstream gradient and the cache. A net's parameters are set, and its loss returns a number
and a dictionary of their gradients.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.lab import Checked
from autograder.oracle import Oracle, function_called, parameters_of

Program = Mapping[str, Any]
Place = tuple[int, str, Any]  # of an operand: step, "args", "kwargs" or "to", and which of these


@dataclass(frozen=True)
class Differentiable:
    """A program that computes a value and its gradients.

    value      ref of the value; it is there after `steps` steps
    weights    what the value is multiplied with, element by element, and summed; None: 1
    arguments  name of each array that a gradient may belong to, to its place
    others     places of the other arrays that gradients may depend on
    settings   places of numbers that gradients may depend on, in calls before
    gradients  name of each output that is a gradient to its argument's name
    """

    program: Program
    value: list[Any]
    steps: int
    weights: np.ndarray | None
    arguments: Mapping[str, Place]
    others: tuple[Place, ...]
    settings: tuple[Place, ...]
    gradients: Mapping[str, str]

    def argument(self, name: str) -> np.ndarray:
        """Return the array that a gradient belongs to."""
        array: np.ndarray = value_of(self.program, operand_at(self.program, self.arguments[name]))
        return array

    def varied(self) -> list[Program]:
        """Return programs that differ in one array each, with numbers of both signs."""
        random = np.random.RandomState(0)
        programs = []
        for place in (*self.arguments.values(), *self.others):
            array = value_of(self.program, operand_at(self.program, place))
            other = array[::-1] + random.standard_normal(array.shape)
            programs.append(with_operand(self.program, place, other.astype(array.dtype)))
        return programs

    def with_other_settings(self) -> list[Program]:
        """Return programs that differ in one setting each."""
        found = [(place, value_of(self.program, operand_at(self.program, place)))
                 for place in self.settings]  # fmt: skip
        return [with_operand(self.program, place, 1.7 * value) for place, value in found]

    def forward_alone(self, name: str, array: np.ndarray) -> Program:
        """Return the program up to the value, with another array, for the output "out"."""
        program = with_operand(self.program, self.arguments[name], array)
        steps = program["steps"][: self.steps]
        return {**program, "steps": steps, "outputs": {"out": self.value}, "watched": {}}

    def projected(self, value: np.ndarray | None) -> float:
        """Return the number whose gradients are asked for, nan where there is no value."""
        weights = np.ones(()) if self.weights is None else self.weights
        if value is None or value.size != weights.size:
            return float("nan")
        return float(np.sum(value.ravel() * weights.ravel()))


def differentiable(oracle: Oracle, question: Checked, program: Program) -> Differentiable | None:
    """Return how a case's program asks for gradients, None if it does not."""
    forward = oracle.cache_of.get(question.function)
    if forward is not None:
        return of_layer(program, forward, question.function, parameters_of(oracle.sources, forward))
    return of_net(program)


def of_layer(
    program: Program, forward: str, backward: str, names: list[str]
) -> Differentiable | None:
    """Return the two calls of a layer's check, `names` being the forward pass's parameters."""
    at = {function_called(step): i for i, step in enumerate(program["steps"])}
    if forward not in at or backward not in at:
        return None
    first, second = at[forward], at[backward]
    step = program["steps"][first]
    places: dict[str, Place] = {name: (first, "args", i) for i, name in enumerate(names)}
    places = {name: place for name, place in places.items() if place[2] < len(step["args"])}
    places |= {name: (first, "kwargs", name) for name in step["kwargs"]}
    places = {name: place for name, place in places.items() if is_array(program, place)}
    douts: list[Place] = [(second, "args", i) for i in range(len(program["steps"][second]["args"]))]
    douts = [place for place in douts if is_array(program, place)]
    gradients = {f"d{name}": name for name in places if f"d{name}" in program["outputs"]}
    if len(douts) != 1 or not gradients:
        return None
    return Differentiable(
        program=program,
        value=[first, {"item": 0}],
        steps=first + 1,
        weights=value_of(program, operand_at(program, douts[0])),
        arguments=places,
        others=(douts[0],),
        settings=(),
        gradients=gradients,
    )


def of_net(program: Program) -> Differentiable | None:
    """Return the call of a net's loss, where all its outputs are gradients of parameters."""
    refs = program["outputs"].values()
    calls = {ref[0] for ref in refs if len(ref) == 3 and ref[1] == {"item": 1}}
    if len(calls) != 1 or any(len(ref) != 3 for ref in refs):
        return None
    (call,) = calls
    places: dict[str, Place] = {}
    for i, step in enumerate(program["steps"][:call]):
        if step["do"] == "set" and "item" in step["where"][-1]:
            places[step["where"][-1]["item"]] = (i, "to", None)  # the last before the call counts
    places = {name: place for name, place in places.items() if is_array(program, place)}
    names = {name: ref[2].get("item") for name, ref in program["outputs"].items()}
    if not all(item in places for item in names.values()):
        return None
    inputs: list[Place] = [(call, "args", i) for i in range(len(program["steps"][call]["args"]))]
    return Differentiable(
        program=program,
        value=[call, {"item": 0}],
        steps=call + 1,
        weights=None,
        arguments=places,
        others=tuple(place for place in inputs if is_array(program, place)),
        settings=tuple(settings_of(program, call)),
        gradients=names,
    )


def settings_of(program: Program, call: int) -> list[Place]:
    """Return the places of the numbers other than 0 that calls before one are given by keyword."""
    return [
        (i, "kwargs", name)
        for i, step in enumerate(program["steps"][:call])
        if step["do"] == "call"
        for name, operand in step["kwargs"].items()
        if isinstance(operand.get("value"), float) and operand["value"]
    ]


def operand_at(program: Program, place: Place) -> Mapping[str, Any]:
    """Return an operand of a program."""
    step, kind, key = place
    found = program["steps"][step][kind]
    operand: Mapping[str, Any] = found if kind == "to" else found[key]
    return operand


def with_operand(program: Program, place: Place, value: Any) -> Program:
    """Return a program with another value in one place."""
    at, kind, key = place
    step, operand = program["steps"][at], {"value": value}
    if kind == "to":
        changed = {**step, "to": operand}
    else:
        operands = step[kind].copy()
        operands[key] = operand
        changed = {**step, kind: operands}
    steps = [changed if i == at else each for i, each in enumerate(program["steps"])]
    return {**program, "steps": steps}


def value_of(program: Program, operand: Mapping[str, Any]) -> Any:
    """Return a value that a program is given, None if it is one that the code makes."""
    if "value" in operand:
        return operand["value"]
    root, *parts = operand["ref"]
    if parts or not isinstance(root, int) or program["steps"][root]["do"] != "value":
        return None
    return program["steps"][root]["value"]


def is_array(program: Program, place: Place) -> bool:
    """Whether an operand is an array of real numbers that a program is given."""
    value = value_of(program, operand_at(program, place))
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"
