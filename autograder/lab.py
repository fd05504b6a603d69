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
from pathlib import Path
from typing import Any

import numpy as np

from autograder.case import Case
from autograder.course import ADAPTERS, COMPARISONS, Course, current
from autograder.misconception import Misconception
from autograder.student.checking.verdict import SHAPES, UNCHANGED

__all__ = ["KIT_FILES", "SHAPES", "UNCHANGED", "Case", "Evidence", "Lab", "Question", "Questions"]

STUDENT_SIDE = Path(__file__).with_name("student")
# What every lab's notebook needs of assignment/: its checks, its tests, its zip.
KIT_FILES = tuple(
    sorted(path.relative_to(STUDENT_SIDE).as_posix() for path in STUDENT_SIDE.rglob("*.py"))
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
class Net:
    """A net whose trained weights are handed in, float32 arrays in an .npz.

    shapes  the shape of each array; None stands for H, a number of hidden units
    scores  scores(weights, X) are the scores (N, C) that weights, {name: array}, give to images
            X (N, D); it may not change them
    """

    shapes: Mapping[str, tuple[int | None, ...]]
    scores: Callable[[Mapping[str, np.ndarray], np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Evidence:
    """A question graded from trained weights: their accuracy on data, not by training again.

    net         what they are weights of
    artefacts   files that may show it, best first
    thresholds  accuracy needed, by split ("validation", "test")
    """

    net: Net
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
    given_files    what else students get of the course's package
    earlier_files  of an earlier lab: students bring what they wrote there (the release has the
                   stubs again), and grading takes the reference's, so no old mistake costs twice
    libraries      that the lab needs beside NumPy, by the name of their import: student code finds
                   them loaded, with what they need themselves
    memory_mib     that a submission may use, of addresses: some libraries take gigabytes of them
    system_calls   that a library of the lab needs beside the usual ones, by name
                   (docs/isolation.md)
    mistakes       the known mistakes in its functions; of several that explain an answer equally
                   well the first is named first, so the usual ones stand before the rare ones
    examples       makes the artefacts of a right submission, by file name
    loads_data     it works on the course's data: its release carries get_datasets.sh and datasets/
    course         the one it belongs to
    """

    name: str
    title: str
    student_files: tuple[str, ...]
    given_files: tuple[str, ...] = ()
    artefacts: tuple[str, ...] = ()
    earlier_files: tuple[str, ...] = ()
    questions: list[Question] = field(default_factory=list)
    libraries: tuple[str, ...] = ()
    memory_mib: int = 1024
    system_calls: tuple[str, ...] = ()
    mistakes: list[Misconception] = field(default_factory=list)
    examples: Callable[[], Mapping[str, bytes]] = dict
    loads_data: bool = False
    course: Course = field(default_factory=current)

    @property
    def adapters(self) -> tuple[str, ...]:
        """The adapters of its libraries, as files of the package that students get."""
        names = {f"{name}.py" for name in self.libraries}
        found = sorted((self.course.folder / ADAPTERS).glob("*.py"))
        return tuple(f"checking/{ADAPTERS}/{path.name}" for path in found if path.name in names)

    @property
    def fixed_files(self) -> tuple[str, ...]:
        """The files that check and grade, of the kit and of the course: never a submission's."""
        return (*KIT_FILES, *self.course.comparisons, *self.adapters)

    @property
    def released_files(self) -> tuple[str, ...]:
        """The files that students get as they are."""
        return (*self.fixed_files, *self.given_files)

    @property
    def kit_files(self) -> tuple[str, ...]:
        """The files that grading takes from the kit, whatever is handed in."""
        return (*self.released_files, *self.earlier_files)

    def master(self, file: str) -> Path:
        """Return where the master of a file of assignment/ stands."""
        if file in self.course.comparisons:
            return self.course.folder / COMPARISONS / Path(file).name
        if file in self.adapters:
            return self.course.folder / ADAPTERS / Path(file).name
        return (STUDENT_SIDE if file in KIT_FILES else self.course.master) / file

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
