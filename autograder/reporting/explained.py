"""What a student reads about one question, as plain text.

Where it is shown is another program's affair; so nothing in it is markup, and what a terminal or a
browser would act on is taken out.
"""

from autograder.gradesheet.marked import DROPPED, EXCUSED, Marked
from autograder.gradesheet.steps import told
from autograder.lab import Lab
from autograder.outcomes import Outcome, Status
from autograder.plain_text import number, tame
from autograder.reporting.row import Row, rows_of
from autograder.results import Result
from autograder.student.language import N_, _

MOST_LETTERS = 4000

LEFT_OUT = {
    EXCUSED: N_("Excused: it does not count."),
    DROPPED: N_("The lowest is left out, which is this one: it does not count."),
}
CARRIED = N_(
    "This was marked with the reference's version of the functions it builds on, because it does "
    "not work with yours. That costs nothing here; look at those functions first."
)
NO_MARK = N_(
    "The grader itself failed, so there is no mark yet. This is not a mark of 0, and nothing is "
    "wrong with what you handed in. Course staff: see the grader's log, then grade it again."
)


def counted_rows(result: Result, lab: Lab) -> list[Row]:
    """Return the questions that are marked, by the machine or a person, in the lab's order."""
    return [row for row in rows_of(result, lab) if not row.by_hand or row.outcome != Outcome.MANUAL]


def no_total(result: Result) -> str:
    """Return what a student reads where there is no total."""
    if not isinstance(result, Marked) or not result.touched:
        return _(NO_MARK)
    if result.excused:
        excused = _("You are excused from this lab: it does not count.")
        return f"{excused} {result.why_excused}".strip()
    return _("There is no total yet: a person has still to give or to mend a mark.")


def explanation(row: Row) -> str:
    """Return the message on a question, the likely causes, and what is not right in it."""
    answer = row.answer
    if answer is None:
        return _("This question was not graded.")
    parts = [*words_of_people(row), answer.message]
    if row.carried:
        parts.append(_(CARRIED))
    if answer.diagnosis:
        first = _("Either: {hint}") if answer.diagnosis.also else _("A likely cause: {hint}")
        parts.append(first.format(hint=answer.diagnosis.hint))
        also = answer.diagnosis.also[:3]
        parts += [_("Or: {hint}").format(hint=other.hint) for other in also]
    parts += [found.message for found in row.properties if not found.passed]
    distinct = dict.fromkeys(str(part) for part in parts if part)
    return tame("\n".join(distinct), MOST_LETTERS)


def words_of_people(row: Row) -> list[str]:
    """Return what a person and the policy made of a question."""
    marked = row.marked
    if marked is None:
        return []
    found = []
    if marked.mark:
        words = _("A person gave these points.")
        if marked.overridden:
            words = _("A person gave these points, in the place of {points}.")
        found.append(words.format(points=number(marked.machine)))
        found.append(marked.mark.reason)
    if marked.left_out:
        found += [_(LEFT_OUT[marked.left_out]), marked.why_left_out]
    if marked.on_top:
        found.append(_("Extra credit: its points come on top."))
    return found


def summary(result: Result, lab: Lab) -> str:
    """Return what there is to say about a submission as a whole."""
    parts = [result.message]
    if result.status == Status.REJECTED:
        parts.insert(0, _("The submission could not be read, so nothing in it was marked."))
    if isinstance(result, Marked):
        parts += told(result)
    by_hand = [
        _(row.question.title)
        for row in rows_of(result, lab)
        if row.by_hand and row.outcome == Outcome.MANUAL
    ]
    if by_hand:
        words = _("Graded by hand, and not in this score: {titles}.")
        parts.append(words.format(titles=", ".join(by_hand)))
    return tame("\n".join(str(part) for part in parts if part), MOST_LETTERS)
