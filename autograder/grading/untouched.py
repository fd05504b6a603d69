"""Whether a student has not started on a question: its blank still holds only `pass`."""

from autograder.grading.intake import Submission
from autograder.lab import Checked
from autograder.student.checking.stub import blanks, is_blank


def is_untouched(question: Checked, submission: Submission) -> bool:
    """Whether the blank of a question is still empty in the submission.

    A file that is missing or cannot be parsed counts as touched.
    """
    place = submission.outline(question.file).get(question.name)
    found = blanks_of(submission.sources[question.file], *place) if place else []
    return question.blank < len(found) and is_blank(found[question.blank])


def blanks_of(source: str, first: int, last: int) -> list[list[str]]:
    """Return the lines of each blank in a function that stands on some lines, counted from 1."""
    lines = source.splitlines()[first - 1 : last]
    return [blank for _, blank in blanks("\n".join(lines))]
