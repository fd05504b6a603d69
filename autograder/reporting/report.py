"""The class report: one page, made from all results, that an instructor can send on.

Each section of the page is one function here from results to plain data, in the page's order.
The same results give the same bytes, so no date stands on it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from autograder.gradesheet.marked import ABSENT, Marked
from autograder.gradesheet.steps import said
from autograder.lab import Lab, Question
from autograder.plain_text import finite, line, number, seconds, share
from autograder.reporting.feedback import OUTCOME_WORDS, Row, facts_of, rows_of, write_page
from autograder.reporting.moved import Move
from autograder.reporting.similar import MOST_HOLDERS, Similar
from autograder.reporting.understood import understood, without_an_answer
from autograder.results import Result, safe_name
from autograder.understanding.answers import Answer

MOST_MISCONCEPTIONS = 15
MOST_NAMES = 12
MOST_OF_A_QUESTION = 40
MOST_ALIKE = 20
BIG_MOVE = 0.2  # of the points


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
        asked = sum(row.outcome != "manual" for row in self.rows)
        return "all questions" if len(ids) == asked > 1 else ", ".join(ids)

    @property
    def machine_failed(self) -> bool:
        """Whether the grader itself failed, and nobody has given a score since."""
        of = self.result.verdict if isinstance(self.result, Marked) else self.result
        missing = finite(of.score) is None and finite(self.result.score) is None
        return missing and of.status != ABSENT

    @property
    def unread(self) -> str:
        """Why a person finds no answer to grade, "" where there is one."""
        rows = [row for row in self.rows if row.unread and row.outcome == "manual"]
        return line(rows[0].answer.message, 200) if rows and rows[0].answer else ""

    @property
    def carried(self) -> str:
        """The ids of the questions whose credit is carried."""
        return ", ".join(row.question.id for row in self.rows if row.carried)

    @property
    def waiting(self) -> str:
        """The ids of questions whose weights were not judged, as their data set is not here."""
        rows = [row for row in self.rows if row.question.evidence and row.outcome == "manual"]
        return ", ".join(row.question.id for row in rows)

    @property
    def undecided(self) -> str:
        """The ids of questions that only another Python or NumPy could have judged."""
        rows = [row for row in self.rows if row.question.check and row.outcome == "manual"]
        return ", ".join(row.question.id for row in rows)

    @property
    def missing(self) -> list[tuple[str, list[str]]]:
        """What keeps the student from full marks: an outcome in words, ids of questions."""
        having = {outcome: self.having(outcome) for outcome in OUTCOME_WORDS}
        found = [
            (OUTCOME_WORDS[outcome], ids.split(", "))
            for outcome, ids in having.items()
            if ids and outcome not in ("passed", "manual")
        ]
        return [*found, ("Carried", self.carried.split(", "))] if self.carried else found


@dataclass(frozen=True)
class Bin:
    """A bar of the histogram; `height` in percent of the plot."""

    low: int
    high: int
    count: int
    height: float


@dataclass(frozen=True)
class QuestionOutcomes:
    """How the class did on one question.

    counts   of every outcome of OUTCOME_WORDS but manual
    mean     points
    students those without full marks, by outcome in words
    seconds  that grading it took, the median
    """

    question: Question
    counts: dict[str, int]
    mean: float | None
    carried: int
    seconds: float | None
    students: Sequence[tuple[str, Sequence["Student"]]] = ()

    @property
    def groups(self) -> list[tuple[str, Sequence["Student"], int]]:
        """Who has which outcome but full marks: its words, some of them, and how many more."""
        most = MOST_OF_A_QUESTION
        return [(words, group[:most], len(group[most:])) for words, group in self.students]


@dataclass(frozen=True)
class Misconception:
    """A mistake with a name, and how many students share it."""

    id: str
    hint: str
    questions: list[str]
    students: int


@dataclass(frozen=True)
class Reason:
    """Why students need a look; `details` is parallel to `students` and may hold empty texts."""

    title: str
    advice: str
    students: list[Student]
    details: list[str]


def write_report(
    results: Sequence[Result],
    lab: Lab,
    path: Path,
    moved: Sequence[Move] = (),
    similar: Similar | None = None,
    answers: Sequence[Answer] = (),
) -> None:
    """Write the class report of `results` to `path`, replacing what is there in one step.

    Links lead to `feedback/<student>.html` beside it. `moved` are the marks that differ from
    those before, `similar` is what comparing the submissions found, None if nobody did, `answers`
    are what students answered to questions on their own code.
    """
    students = [
        Student(
            result,
            rows_of(result, lab) if result.status == "graded" else [],
            *linked(result.student),
        )
        for result in sorted(results, key=lambda result: result.student)
    ]
    bins = histogram(students)
    write_page(
        Path(path),
        "report.html.j2",
        lab=lab,
        students=students,
        numbers=numbers(students),
        counted=counted_words(students),
        bins=bins,
        ticks=ticks(max((bar.count for bar in bins), default=0)),
        questions=outcomes(students, lab),
        misconceptions=misconceptions(students),
        understood=understood(answers, lab),
        reasons=reasons(students, moved, answers),
        moved=[(move, *linked(move.student)) for move in moved],
        similar=similar,
        alike=alike(similar) if similar else (),
        most_names=MOST_NAMES,
        most_holders=MOST_HOLDERS,
        stand_in=any("stand-in" in student.result.data for student in students),
        stepped_down=Counter(filter(None, (result.stepped_down for result in results))),
        facts=facts_of(results),
    )


def counts(result: Result) -> bool:
    """Whether a score counts in the figures of a class: that of what could be graded, or whatever
    a person gave."""
    return finite(result.score) is not None and bool(result.status == "graded" or result.score)


def linked(student: str) -> tuple[str, str]:
    """Return a student's name and the address of the feedback page, seen from the report."""
    return line(student), f"feedback/{safe_name(student)}.html"


def numbers(students: Sequence[Student]) -> list[tuple[str, str]]:
    """Return the figures that open the page, each with its label."""
    handed_in = sum(student.result.status != ABSENT for student in students)
    scores = [student.score for student in students if student.score is not None]
    times = [finite(student.result.seconds) or 0.0 for student in students]
    full = sum(
        student.score is not None and share(student.score, student.result.max_score) == 100
        for student in students
    )
    best = max((finite(student.result.max_score) or 0.0 for student in students), default=0.0)
    return [
        (str(handed_in), "submission" if handed_in == 1 else "submissions"),
        (number(median(scores) if scores else None), f"median, of {number(best)} points"),
        (number(round(mean(scores), 1) if scores else None), "mean"),
        (str(full), "with full marks"),
        (seconds(median(times) if times else None), "to grade one (median)"),
        (seconds(sum(times)), "of grading in all"),
    ]


def counted_words(students: Sequence[Student]) -> str:
    """Return whose scores median and mean are of, where it is not everybody's in grades.csv."""
    scored = [student for student in students if finite(student.result.score) is not None]
    left_out = sum(student.score is None for student in scored)
    without = len(students) - len(scored)
    if not left_out and not without:
        return ""
    words = [f"Median and mean are of {len(scored) - left_out} of {len(students)} students."]
    if left_out:
        words.append(f"Left out, with a 0 in grades.csv: {left_out} that could not be read.")
    if without:
        words.append(f"Without a score, as in grades.csv: {without}.")
    return " ".join(words)


def histogram(students: Sequence[Student]) -> list[Bin]:
    """Return the scores of graded submissions in ten bars, each a tenth of the points.

    A score on the border of two bars belongs to the upper one; full marks to the last.
    """
    shares = [
        share(student.score, student.result.max_score)
        for student in students
        if student.score is not None
    ]
    counts = Counter(min(9, int(percent / 10 + 1e-9)) for percent in shares)
    top = ticks(max(counts.values(), default=0))[-1]
    return [Bin(10 * i, 10 * i + 10, counts[i], 100 * counts[i] / top) for i in range(10)]


def ticks(highest: int) -> list[int]:
    """Return the marks of an axis of whole numbers: from 0 to `highest` or just above it."""
    step, turn, factors = 1, 0, (2, 2.5, 2)  # 1, 2, 5, 10, 20, 50, …
    while step * 4 < highest:
        step = int(step * factors[turn % 3])
        turn += 1
    return list(range(0, max(highest, 1) + step, step))


def outcomes(students: Sequence[Student], lab: Lab) -> list[QuestionOutcomes]:
    """Return how the class did on each question that is graded automatically."""
    found = []
    for index, question in enumerate(lab.questions):
        rows = [student.rows[index] for student in students if student.rows]
        if question.manual:
            rows = [row for row in rows if row.outcome != "manual"]
            if not rows:
                continue
        counts = Counter(row.outcome for row in rows)
        of_outcome: dict[str, list[Student]] = {}
        for student in students:
            outcome = student.rows[index].outcome if student.rows else ""
            if outcome not in ("", "passed", "manual"):
                of_outcome.setdefault(outcome, []).append(student)
        times = [t for row in rows if row.answer and (t := finite(row.answer.seconds)) is not None]
        points = [p for row in rows if row.answer and (p := finite(row.answer.points)) is not None]
        found.append(
            QuestionOutcomes(
                question=question,
                counts={
                    outcome: counts[outcome] for outcome in OUTCOME_WORDS if outcome != "manual"
                },
                mean=mean(points) if points else None,
                carried=sum(row.carried for row in rows),
                seconds=median(times) if times else None,
                students=[
                    (words, of_outcome[outcome])
                    for outcome, words in OUTCOME_WORDS.items()
                    if outcome in of_outcome
                ],
            )
        )
    return found


def misconceptions(students: Sequence[Student]) -> list[Misconception]:
    """Return the commonest named mistakes, those of most students first."""
    hints: dict[str, str] = {}
    holders: dict[str, set[int]] = {}
    places: dict[str, Counter[str]] = {}
    for index, student in enumerate(students):
        for row in student.rows:
            diagnosis = row.answer.diagnosis if row.answer else None
            if diagnosis:
                hints.setdefault(diagnosis.id, diagnosis.hint)
                holders.setdefault(diagnosis.id, set()).add(index)
                places.setdefault(diagnosis.id, Counter())[row.question.id] += 1
    ranked = sorted(hints, key=lambda id: (-len(holders[id]), id))[:MOST_MISCONCEPTIONS]
    return [Misconception(id, hints[id], list(places[id]), len(holders[id])) for id in ranked]


def alike(found: Similar) -> list[tuple[list[tuple[str, str]], int, str, str]]:
    """Return the most alike: names with links, how many more, the share, and the files.

    Whoever was in an earlier class has no page here, and no link.
    """
    return [
        (
            [
                (line(student), "") if student in found.earlier else linked(student)
                for student in group.students[:MOST_NAMES]
            ],
            len(group.students[MOST_NAMES:]),
            f"{group.share:.0%}",
            ", ".join(group.files),
        )
        for group in found.alike[:MOST_ALIKE]
    ]


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
        if student.result.status == "rejected":
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
        reason("Without a mark", "The grader failed, not the student; grade again.", unmarked),
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
        reason("Ran out of time", "A loop that never ends, or a very slow one.", where("timeout")),
        reason("Stopped by an error", "The code crashed while it was tested.", where("error")),
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
