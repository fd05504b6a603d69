"""What a lab is: its files, its questions, and the cases that test each question.

    questions = Questions()

    @questions.add(
        "affine_forward",
        function="layers:affine_forward",
        properties={"out": 3, "4-D input": 1},
        cases=[Case("2-D input", n=4), Case("images", n=2, tests="4-D input")],
    )
    def affine_forward(code, case):
        x = case.randn(case.n, 5)
        ...
        out, _ = code.layers.affine_forward(x, w, b)
        return {"out": out}

    lab = Lab("two_layer_net", ..., questions=[*questions, ...])

A check is recorded once against the reference (see `record.py`): the recording is what runs
against submissions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assignment.checking.verdict import SHAPES, UNCHANGED
from autograder.case import Case

__all__ = ["KIT_FILES", "SHAPES", "UNCHANGED", "Case", "Evidence", "Lab", "Question", "Questions"]

# What every lab's notebook needs of assignment/: its checks, its tests, its pictures, its zip.
KIT_FILES = (
    "__init__.py",
    "check.py",
    "checking/__init__.py",
    "checking/checker.py",
    "checking/classroom50.py",
    "checking/command.py",
    "checking/compare.py",
    "checking/diagnose.py",
    "checking/difference_plot.py",
    "checking/files.py",
    "checking/fingerprint.py",
    "checking/handed_in.py",
    "checking/hints.py",
    "checking/overview.py",
    "checking/own_modules.py",
    "checking/program.py",
    "checking/released.py",
    "checking/render.py",
    "checking/saved.py",
    "checking/session.py",
    "checking/source_text.py",
    "checking/spelling.py",
    "checking/standing.py",
    "checking/stub.py",
    "checking/verdict.py",
    "colab.py",
    "expect.py",
    "gradient_check.py",
    "language.py",
    "plot_style.py",
    "receipt.py",
    "run_log.py",
    "submit.py",
)

Check = Callable[[Any, Case], Mapping[str, Any]]


@dataclass(frozen=True)
class Question:
    """One graded item of a lab.

    id          fixed for ever: results and gradebooks refer to it
    points      what it is worth
    function    the graded function as "module:name", e.g. "classifiers.fc_net:TwoLayerNet.loss"
    properties  points of each property a case can show; those named like an output of the check
                are its values, the others count only once all values are right
    given       ids of earlier questions whose functions stand in when the student's own fail
    once        properties that cost nothing where an earlier question on the same function has
                lost them: how one function takes its inputs is asked in each of its questions
    hints       shown one after the other to who asks: a question, what to look at, and an example
                with other numbers
    """

    id: str
    title: str
    points: float
    function: str = ""
    properties: Mapping[str, float] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    given: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    next_steps: Mapping[str, str] = field(default_factory=dict)
    compare: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    check: Check | None = None
    evidence: "Evidence | None" = None

    @property
    def manual(self) -> bool:
        """Whether a person grades it."""
        return self.check is None and self.evidence is None

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
class Evidence:
    """A question graded from trained weights: their accuracy on data, not by training again.

    artefacts   files that may show it, best first
    thresholds  accuracy needed, by split ("validation", "test")
    """

    artefacts: tuple[str, ...]
    thresholds: Mapping[str, float]


class Questions(list[Question]):
    """The questions of one topic, in the order they are asked."""

    def add(
        self,
        id: str,
        *,
        function: str,
        properties: Mapping[str, float],
        cases: list[Case],
        **settings: Any,
    ) -> Callable[[Check], Check]:
        """Add a question that the decorated check grades."""

        def added(check: Check) -> Check:
            self.append(
                Question(
                    id=id,
                    title=settings.pop("title", id.replace("_", " ")),
                    points=sum(properties.values()),
                    function=function,
                    properties=dict(properties),
                    cases=tuple(cases),
                    check=check,
                    **settings,
                )
            )
            return check

        return added


@dataclass
class Lab:
    """A lab: what is released, what is taken from a submission, what is asked.

    All files are relative to assignment/.

    student_files  students edit them, and hand them in
    given_files    the kit's own
    earlier_files  of an earlier lab: students bring what they wrote there (the release has the
                   stubs again), and grading takes the reference's, so no old mistake costs twice
    system_calls   that a library of the lab needs beside the usual ones, by name
                   (docs/isolation.md)
    """

    name: str
    title: str
    student_files: tuple[str, ...]
    given_files: tuple[str, ...]
    artefacts: tuple[str, ...] = ()
    earlier_files: tuple[str, ...] = ()
    questions: list[Question] = field(default_factory=list)
    system_calls: tuple[str, ...] = ()

    @property
    def kit_files(self) -> tuple[str, ...]:
        """The files that grading takes from the kit, whatever is handed in."""
        return (*self.given_files, *self.earlier_files)

    @property
    def loads_data(self) -> bool:
        """Whether the lab works on the images that get_datasets.sh fetches."""
        return "data_utils.py" in self.given_files

    @property
    def notebook(self) -> str:
        """File name of the lab's notebook."""
        return f"{self.name}.ipynb"

    @property
    def max_score(self) -> float:
        """The points that are given automatically."""
        return sum(question.points for question in self.questions if not question.manual)

    def __getitem__(self, question_id: str) -> Question:
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
