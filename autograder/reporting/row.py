"""What pages, tables and exports show of one question: it beside the student's answer."""

from dataclasses import dataclass

from autograder.gradesheet.marked import EXCUSED, MarkedQuestion
from autograder.lab import Checked, Evidenced, Lab, Manual, Question
from autograder.outcomes import Outcome
from autograder.plain_text import line
from autograder.results import NOTEBOOK, Property, QuestionResult, Result
from autograder.student.language import N_, _

OUTCOME_WORDS = {
    Outcome.PASSED: N_("Passed"),
    Outcome.PARTIAL: N_("Partly right"),
    Outcome.FAILED: N_("Not right yet"),
    Outcome.ERROR: N_("Stopped by an error"),
    Outcome.TIMEOUT: N_("Ran out of time"),
    Outcome.NOT_IMPLEMENTED: N_("Not written yet"),
    Outcome.MANUAL: N_("Graded by hand"),
    Outcome.UNGRADED: N_("Not graded"),
}
"""Every outcome of a question, in the order pages list them, and the words pages use for it."""

MOST_PROPERTIES = 40


@dataclass(frozen=True)
class Row:
    """A question of the lab beside the student's answer; `answer` is None where there is none."""

    question: Question
    answer: QuestionResult | None

    @property
    def by_hand(self) -> bool:
        """Whether a person grades it."""
        return isinstance(self.question, Manual)

    @property
    def checked(self) -> bool:
        """Whether a check grades it."""
        return isinstance(self.question, Checked)

    @property
    def evidenced(self) -> bool:
        """Whether trained weights answer it."""
        return isinstance(self.question, Evidenced)

    @property
    def outcome(self) -> str:
        """A key of OUTCOME_WORDS, whatever the result says."""
        if self.by_hand and not (self.marked and self.marked.mark):
            return Outcome.MANUAL
        outcome = self.answer.outcome if self.answer else Outcome.UNGRADED
        return outcome if outcome in OUTCOME_WORDS else Outcome.UNGRADED

    @property
    def unread(self) -> bool:
        """Whether a person finds no answer, because there is no notebook that can be read."""
        found = self.answer.properties if self.by_hand and self.answer else ()
        return any(one.name == NOTEBOOK and not one.passed for one in found)

    @property
    def open(self) -> bool:
        """Whether the student has something to do here; carried credit waits for other repairs."""
        excused = self.marked is not None and self.marked.left_out == EXCUSED
        if self.by_hand:  # what a person said of it is all there is
            return False
        return (
            self.outcome not in (Outcome.PASSED, Outcome.MANUAL, Outcome.UNGRADED) and not excused
        )

    @property
    def marked(self) -> MarkedQuestion | None:
        """The answer, if a person or the policy may have had a part in it."""
        return self.answer if isinstance(self.answer, MarkedQuestion) else None

    @property
    def carried(self) -> bool:
        return self.answer is not None and self.answer.carried

    def named(self, prop: Property) -> str:
        """The name of a property in the page's language; that of a value is code and stays."""
        name = line(prop.name)
        question = self.question
        is_code = isinstance(question, Checked) and question.is_value(str(prop.name))
        return name if is_code else _(name)

    @property
    def properties(self) -> list[Property]:
        """The properties the result names, failed ones first."""
        found = self.answer.properties if self.answer else ()
        return sorted(found, key=lambda item: bool(item.passed))[:MOST_PROPERTIES]


def rows_of(result: Result, lab: Lab) -> list[Row]:
    """Return the lab's questions in the lab's order, each with the result's answer."""
    answers = {answer.id: answer for answer in result.questions}
    return [Row(question, answers.get(question.id)) for question in lab.questions]
