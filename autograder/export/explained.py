"""What a student reads about one question, as plain text.

Where it is shown is another program's affair; so nothing in it is markup, and what a terminal or a
browser would act on is taken out.
"""

from autograder.lab import Lab
from autograder.plain_text import tame
from autograder.reporting.feedback import Row, rows_of
from autograder.results import Result

MOST_LETTERS = 4000

CARRIED = (
    "This was marked with the reference's version of the functions it builds on, because it does "
    "not work with yours. That costs nothing here; look at those functions first."
)
NO_MARK = (
    "The grader itself failed, so there is no mark yet. This is not a mark of 0, and nothing is "
    "wrong with what you handed in. Course staff: see the grader's log, then grade it again."
)


def automatic_rows(result: Result, lab: Lab) -> list[Row]:
    """Return the questions that are marked without a person, in the lab's order."""
    return [row for row in rows_of(result, lab) if not row.question.manual]


def explanation(row: Row) -> str:
    """Return the message on a question, the likely causes, and what is not right in it."""
    answer = row.answer
    if answer is None:
        return "This question was not graded."
    parts = [answer.message]
    if row.carried:
        parts.append(CARRIED)
    if answer.diagnosis:
        parts.append(f"A likely cause: {answer.diagnosis.hint}")
        parts += [f"Another likely cause: {other.hint}" for other in answer.diagnosis.also[:3]]
    parts += [found.message for found in row.properties if not found.passed]
    distinct = dict.fromkeys(part for part in parts if part)
    return tame("\n".join(distinct), MOST_LETTERS)


def summary(result: Result, lab: Lab) -> str:
    """Return what there is to say about a submission as a whole."""
    parts = [result.message]
    if result.status == "rejected":
        parts.insert(0, "The submission could not be read, so nothing in it was marked.")
    by_hand = [question.title for question in lab.questions if question.manual]
    if by_hand:
        parts.append(f"Graded by hand, and not in this score: {', '.join(by_hand)}.")
    return tame("\n".join(part for part in parts if part), MOST_LETTERS)
