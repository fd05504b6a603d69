"""What a lab asks: questions that a check grades, trained weights, or a person.

A check is recorded once against the reference (see `record.py`): the recording is what runs
against submissions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.case import Case
from autograder.student.checking.verdict import SHAPES, UNCHANGED

Check = Callable[[Any, Case], Mapping[str, Any]]


@dataclass(frozen=True)
class Asked:
    """What every question has.

    id      fixed for ever: results and gradebooks refer to it
    points  what it is worth
    """

    id: str
    title: str
    points: float


@dataclass(frozen=True)
class Checked(Asked):
    """A question on one function, graded by a check; `Questions.add` makes it.

    check       runs the function on a case, and returns named outputs
    function    the graded function as "module:name", e.g. "classifiers.fc_net:TwoLayerNet.loss"
    blank       which blank of the function it is about, counted from 0: others may have questions
                of their own
    properties  points of each property a case can show; those named like an output of the check
                are its values, the others count only once all values are right
    given       ids of earlier questions whose functions stand in when the student's own fail
    once        properties that cost nothing where an earlier question on the same function has
                lost them: how one function takes its inputs is asked in each of its questions
    hints       shown one after the other to who asks: a question, what to look at, and an example
                with other numbers
    formula     what the student is to find, as mathematics; it is shown to who asks once three
                checks of changed code have failed. "" for none
    """

    check: Check
    function: str
    properties: Mapping[str, float]
    cases: tuple[Case, ...]
    blank: int = 0
    given: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    formula: str = ""
    next_steps: Mapping[str, str] = field(default_factory=dict)
    compare: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def is_value(self, name: str) -> bool:
        """Whether a property is an output's values rather than something beside them."""
        tested = {case.tests for case in self.cases}
        return name not in tested and name not in (SHAPES, UNCHANGED)

    @property
    def module(self) -> str:
        """The module that holds the graded function, e.g. "classifiers.fc_net"."""
        return self.function.partition(":")[0]

    @property
    def file(self) -> str:
        """The file, relative to assignment/, that holds the graded function."""
        return self.module.replace(".", "/") + ".py"

    @property
    def name(self) -> str:
        """The graded function's name inside its module, e.g. "TwoLayerNet.loss"."""
        return self.function.partition(":")[2]


@dataclass(frozen=True)
class Net:
    """A net whose trained weights are handed in, float32 arrays in an .npz.

    shapes  the shape of each array; None stands for H, a number of hidden units
    scores  scores(weights, X) are the scores (N, C) that weights, {name: array}, give to images
            X (N, D); it may not change them
    """

    shapes: Mapping[str, tuple[int | None, ...]]
    scores: Callable[[Mapping[str, np.ndarray], np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Evidenced(Asked):
    """A question graded from trained weights: their accuracy on data, not by training again.

    net         what they are weights of
    artefacts   files that may show it, best first
    thresholds  accuracy needed, by split ("validation", "test")
    """

    net: Net
    artefacts: tuple[str, ...]
    thresholds: Mapping[str, float]


@dataclass(frozen=True)
class Manual(Asked):
    """A question that a person grades."""


Question = Checked | Evidenced | Manual


class Questions(list[Checked]):
    """The questions of one topic, in the order they are asked."""

    def add(
        self,
        id: str,
        *,
        function: str,
        properties: Mapping[str, float],
        cases: list[Case],
        title: str = "",
        **settings: Any,
    ) -> Callable[[Check], Check]:
        """Add a question that the decorated check grades.

        title     of its id where it has none
        settings  the other fields of Checked
        """

        def added(check: Check) -> Check:
            self.append(
                Checked(
                    id=id,
                    title=title or id.replace("_", " "),
                    points=sum(properties.values()),
                    check=check,
                    function=function,
                    properties=dict(properties),
                    cases=tuple(cases),
                    **settings,
                )
            )
            return check

        return added
