"""A student in the class report: the result, and what stands in the table of it."""

from dataclasses import dataclass

from autograder.gradesheet.marked import Marked
from autograder.gradesheet.steps import said
from autograder.outcomes import Outcome, Status
from autograder.plain_text import finite, line
from autograder.reporting.row import OUTCOME_WORDS, Row
from autograder.results import Result, safe_name


@dataclass(frozen=True)
class Student:
    """A result and its rows, with the address of its feedback page seen from the report.

    A rejected submission has no rows: nothing in it was graded.
    """

    result: Result
    rows: list[Row]
    name: str
    href: str

    @property
    def score(self) -> float | None:
        """The score that counts in the figures of a class, None where none does."""
        return finite(self.result.score) if counts(self.result) else None

    @property
    def said(self) -> list[str]:
        """What people and the policy made of the score, in a few words each."""
        if not isinstance(self.result, Marked):
            return []
        return said(self.result)

    def having(self, outcome: str) -> str:
        """Return the ids of the questions with this outcome, in words where it is all of them."""
        ids = [row.question.id for row in self.rows if row.outcome == outcome]
        asked = sum(row.outcome != Outcome.MANUAL for row in self.rows)
        return "all questions" if len(ids) == asked > 1 else ", ".join(ids)

    @property
    def machine_failed(self) -> bool:
        """Whether the grader itself failed, and nobody has given a score since."""
        of = self.result.verdict if isinstance(self.result, Marked) else self.result
        missing = finite(of.score) is None and finite(self.result.score) is None
        return missing and of.status != Status.ABSENT

    @property
    def unread(self) -> str:
        """Why a person finds no answer to grade, "" where there is one."""
        rows = [row for row in self.rows if row.unread and row.outcome == Outcome.MANUAL]
        return line(rows[0].answer.message, 200) if rows and rows[0].answer else ""

    @property
    def carried(self) -> str:
        """The ids of the questions whose credit is carried."""
        return ", ".join(row.question.id for row in self.rows if row.carried)

    @property
    def waiting(self) -> str:
        """The ids of questions whose weights were not judged, as their data set is not here."""
        rows = [row for row in self.rows if row.outcome == Outcome.MANUAL and row.evidenced]
        return ", ".join(row.question.id for row in rows)

    @property
    def undecided(self) -> str:
        """The ids of questions that only another Python or NumPy could have judged."""
        rows = [row for row in self.rows if row.checked and row.outcome == Outcome.MANUAL]
        return ", ".join(row.question.id for row in rows)

    @property
    def missing(self) -> list[tuple[str, list[str]]]:
        """What keeps the student from full marks: an outcome in words, ids of questions."""
        having = {outcome: self.having(outcome) for outcome in OUTCOME_WORDS}
        found = [
            (OUTCOME_WORDS[outcome], ids.split(", "))
            for outcome, ids in having.items()
            if ids and outcome not in (Outcome.PASSED, Outcome.MANUAL)
        ]
        return [*found, ("Carried", self.carried.split(", "))] if self.carried else found


def counts(result: Result) -> bool:
    """Whether a score counts in the figures of a class: that of what could be graded, or whatever
    a person gave."""
    return finite(result.score) is not None and bool(result.status == Status.GRADED or result.score)


def linked(student: str) -> tuple[str, str]:
    """Return a student's name and the address of the feedback page, seen from the report."""
    return line(student), f"feedback/{safe_name(student)}.html"
