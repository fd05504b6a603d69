"""A result with a person's word and the policy in it: what pages, tables and exports show.

It is a result in every way: its score is the total, its questions' points are those that count.
What the machine found is in `verdict`, and stays in its file as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.gradesheet.marks import Mark
from autograder.outcomes import Status
from autograder.plain_text import finite
from autograder.results import QuestionResult, Result

EXCUSED, DROPPED = "excused", "dropped"

NO_SCORE = "has no score, because the grader failed or nobody can say which submission counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedQuestion(QuestionResult):
    """The verdict on a question, and what a person and the policy made of it.

    machine   the points without a person's word; None where only a person gives them
    mark      points that a person gave, None where nobody did
    left_out  "excused" or "dropped" where it does not count; why a person excused from it
    on_top    whether its points are extra credit
    """

    machine: float | None
    mark: Mark | None = None
    left_out: str = ""
    why_left_out: str = ""
    on_top: bool = False

    @property
    def overridden(self) -> bool:
        """Whether a person gave other points than the machine."""
        return self.mark is not None and self.machine is not None


@dataclass(frozen=True)
class Step:
    """One step on the way to a total: what kind, what it changes, what comes out."""

    kind: str
    change: float
    total: float
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Conflict:
    """A person's mark of something that the machine judges otherwise since.

    question  "" for the total
    base      what the machine had said when the person gave the mark
    """

    question: str
    given: float
    base: float
    now: float | None


@dataclass(frozen=True, kw_only=True)
class Marked(Result):
    """A result as it counts. `score` is the total, None while there is none.

    verdict    what the machine found
    steps      how the total comes about: more than one where it is not the sum of the questions
    excused    whether the lab does not count for this student, and why
    waits_for  questions that others have a hand grade in, and this one not yet
    problems   rows of marks that cannot be used, for which the total is kept back
    closing    what the instructor ends every page with
    """

    verdict: Result
    steps: tuple[Step, ...] = ()
    excused: bool = False
    why_excused: str = ""
    waits_for: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    late_days: float = 0.0
    closing: str = ""

    @property
    def marked_questions(self) -> list[MarkedQuestion]:
        """The questions: of a marked result each is a marked one."""
        return [one for one in self.questions if isinstance(one, MarkedQuestion)]

    @property
    def touched(self) -> bool:
        """Whether a person or the policy has a part in it."""
        said = any(one.mark or one.left_out for one in self.marked_questions)
        return bool(said or len(self.steps) > 1 or self.excused or self.waits_for or self.problems)


def why_no_total(result: Result) -> str:
    """Return why a result has no score, in the words of a note; "" where it has one."""
    if finite(result.score) is not None:
        return ""
    if isinstance(result, Marked):
        if result.excused:
            return "is excused"
        if result.problems:
            return f"has no total until a mark is mended: {'; '.join(result.problems)}"
        if result.waits_for:
            return f"waits for a hand grade of {', '.join(result.waits_for)}"
        if result.status == Status.ABSENT:
            return "handed in nothing here"
    return NO_SCORE
