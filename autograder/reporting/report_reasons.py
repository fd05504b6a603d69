"""Who in a class needs a look, and why: what a person should see before anything goes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.gradesheet.marked import Marked
from autograder.outcomes import Outcome, Status
from autograder.plain_text import line, number, share
from autograder.reporting.moved import Move
from autograder.reporting.report_students import Student
from autograder.reporting.understood import without_an_answer
from autograder.understanding.answers import Answer

BIG_MOVE = 0.2  # of the points


@dataclass(frozen=True)
class Reason:
    """Why students need a look; `details` is parallel to `students` and may hold empty texts."""

    title: str
    advice: str
    students: list[Student]
    details: list[str]


def reasons(
    students: Sequence[Student], moved: Sequence[Move] = (), answers: Sequence[Answer] = ()
) -> list[Reason]:
    """Return who needs a look, and why; one student can stand under several reasons."""

    def reason(title: str, advice: str, details: dict[int, str]) -> Reason:
        chosen = [students[index] for index in details]
        return Reason(title, advice, chosen, list(details.values()))

    def where(outcome: str) -> dict[int, str]:
        found = {index: student.having(outcome) for index, student in enumerate(students)}
        return {index: ids for index, ids in found.items() if ids}

    rejected, unmarked, zero, far, several = {}, {}, {}, {}, {}
    unsettled, unusable, disagree, to_talk = {}, {}, {}, {}
    unread = {i: student.unread for i, student in enumerate(students) if student.unread}
    waiting = {index: student.waiting for index, student in enumerate(students) if student.waiting}
    undecided = {i: student.undecided for i, student in enumerate(students) if student.undecided}
    moves = {move.student: move for move in moved}
    for index, student in enumerate(students):
        if student.result.status == Status.REJECTED:
            rejected[index] = line(student.result.message, 300)
        elif student.machine_failed:
            unmarked[index] = line(student.result.message, 300)
        elif student.score == 0:
            zero[index] = ""
        if isinstance(student.result, Marked):
            if student.result.waits_for:
                unsettled[index] = ", ".join(student.result.waits_for)
            if student.result.problems:
                unusable[index] = line("; ".join(student.result.problems), 300)
            if student.result.conflicts:
                words = [
                    f"{one.question or 'total'} {number(one.given)}, by the machine "
                    f"{number(one.base)} \u2192 {number(one.now)}"
                    for one in student.result.conflicts
                ]
                disagree[index] = ", ".join(words)
        if share(student.score, student.result.max_score) == 100:
            if silent := without_an_answer(answers, student.result.student):
                to_talk[index] = silent
        if student.result.passed_over:
            several[index] = f"not graded: {line(student.result.passed_over, 300)}"
        move = moves.get(student.result.student)
        if move and is_big(move, student.result.max_score):
            far[index] = f"{number(move.before)} → {number(move.after)}"
    found = [
        reason("Rejected", "Nothing could be graded; ask for the file again.", rejected),
        reason(
            "Without a mark",
            "The grader failed, or nobody can say which submission counts; then grade again.",
            unmarked,
        ),
        reason(
            "More than one submission",
            "The one modified last was graded; make sure that it is the one that counts.",
            several,
        ),
        reason(
            "A person's mark that cannot be used",
            "Mend that row of marks/marks.csv; the total waits for it.",
            unusable,
        ),
        reason(
            "Nothing to read",
            "No notebook, or one that cannot be read: ask for it before you grade by hand.",
            unread,
        ),
        reason("Waiting for a hand grade", "Others have one in this question.", unsettled),
        reason(
            "Judged otherwise since a person's mark",
            "The person's stays until it is said again.",
            disagree,
        ),
        reason("Waiting for data", "Get the data set, then grade again.", waiting),
        reason(
            "Perhaps right elsewhere",
            "Another Python or NumPy might tell: run autograder runtimes, then grade again.",
            undecided,
        ),
        reason("Moved far", "A fifth of the points or more since last published.", far),
        reason(
            "Ran out of time", "A loop that never ends, or a very slow one.", where(Outcome.TIMEOUT)
        ),
        reason(
            "Stopped by an error", "The code crashed while it was tested.", where(Outcome.ERROR)
        ),
        reason(
            "Full marks, and no answer on their own code",
            "Invite them to walk you through one function. Nerves or a bad copy explain it, too.",
            to_talk,
        ),
        reason("Zero points", "Often a wrong file, or an untouched release.", zero),
    ]
    return [reason for reason in found if reason.students]


def is_big(move: Move, max_score: float) -> bool:
    """Whether a mark moves by a good part of the points, or comes or goes."""
    if move.before is None or move.after is None:
        return True
    return abs(move.after - move.before) >= BIG_MOVE * max_score
