"""Whether a student has not started on a question: its blanks still hold only `pass`."""

from functools import lru_cache

from autograder.grading.intake import Submission
from autograder.lab import Lab, Question
from autograder.student.checking import stub
from autograder.student.checking.stub import blanks, is_blank


def is_untouched(lab: Lab, question: Question, submission: Submission) -> bool:
    """Whether the blanks of a question are all still empty in the submission.

    A method may hold the blanks of several questions; each question's are those the
    reference's solution needs. A file that is missing or cannot be parsed counts as touched.
    """
    place = submission.outline(question.file).get(question.name)
    found = blanks_of(submission.sources[question.file], *place) if place else []
    numbers = blank_numbers(lab, question.id)
    return bool(found) and all(n < len(found) and is_blank(found[n]) for n in numbers)


def blank_numbers(lab: Lab, question_id: str) -> list[int]:
    """Return which blanks of its function a question is about, counted from 0.

    Questions that share a function share its blanks in order; the last blank is that of all who
    come after.
    """
    question = lab[question_id]
    sharing = [q.id for q in lab.questions if q.function == question.function]
    if len(sharing) == 1:
        return [0]
    count = count_of_blanks(lab.master(question.file).read_text("utf-8"), question.name)
    return [min(sharing.index(question_id), max(count - 1, 0))]


@lru_cache(100)
def count_of_blanks(source: str, name: str) -> int:
    """Return how many blanks a function has."""
    return len(stub.blanks_of(source, name))


def blanks_of(source: str, first: int, last: int) -> list[list[str]]:
    """Return the lines of each blank in a function that stands on some lines, counted from 1."""
    lines = source.splitlines()[first - 1 : last]
    return [blank for _, blank in blanks("\n".join(lines))]
