"""The class report: one page, made from all results, that an instructor can send on.

Each section of the page is one function here from results to plain data, in the page's order.
The same results give the same bytes, so no date stands on it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from autograder.lab import Lab, Manual, Question
from autograder.outcomes import Outcome, Status
from autograder.plain_text import finite, line, number, seconds, share
from autograder.reporting.groups import Group
from autograder.reporting.measures import measures
from autograder.reporting.moved import Move
from autograder.reporting.page import facts_of, write_page
from autograder.reporting.report_reasons import reasons
from autograder.reporting.report_students import Student, linked
from autograder.reporting.row import OUTCOME_WORDS, rows_of
from autograder.reporting.similar import MOST_HOLDERS, Similar
from autograder.reporting.understood import understood
from autograder.results import Result
from autograder.understanding.answers import Answer

MOST_MISCONCEPTIONS = 15
MOST_GROUPS = 10
MOST_NAMES = 12
MOST_OF_A_QUESTION = 40
MOST_ALIKE = 20


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


def write_report(
    results: Sequence[Result],
    lab: Lab,
    path: Path,
    moved: Sequence[Move] = (),
    similar: Similar | None = None,
    answers: Sequence[Answer] = (),
    unnamed: Sequence[Group] = (),
) -> None:
    """Write the class report of `results` to `path`, replacing what is there in one step.

    Links lead to `feedback/<student>.html` beside it. `moved` are the marks that differ from
    those before, `similar` is what comparing the submissions found, None if nobody did, `answers`
    are what students answered to questions on their own code, `unnamed` equal wrong answers without
    a name.
    """
    students = [
        Student(
            result,
            rows_of(result, lab) if result.status == Status.GRADED else [],
            *linked(result.student),
        )
        for result in sorted(results, key=lambda result: result.student)
    ]
    bins = histogram(students)
    asked = outcomes(students, lab)
    write_page(
        Path(path),
        "report.html.j2",
        lab=lab,
        students=students,
        numbers=numbers(students),
        counted=counted_words(students),
        bins=bins,
        ticks=ticks(max((bar.count for bar in bins), default=0)),
        questions=asked,
        by_hand=by_hand(lab, asked),
        misconceptions=misconceptions(students),
        understood=understood(answers, lab),
        unnamed=unnamed[:MOST_GROUPS],
        measured=measures(results, lab),
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


def numbers(students: Sequence[Student]) -> list[tuple[str, str]]:
    """Return the figures that open the page, each with its label."""
    handed_in = sum(student.result.status != Status.ABSENT for student in students)
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


def by_hand(lab: Lab, asked: Sequence[QuestionOutcomes]) -> list[Question]:
    """Return the questions a person grades of whose marks the page has none."""
    known = {each.question.id for each in asked}
    return [each for each in lab.questions if isinstance(each, Manual) and each.id not in known]


def outcomes(students: Sequence[Student], lab: Lab) -> list[QuestionOutcomes]:
    """Return how the class did on each question that is graded automatically."""
    found = []
    for index, question in enumerate(lab.questions):
        rows = [student.rows[index] for student in students if student.rows]
        if isinstance(question, Manual):
            rows = [row for row in rows if row.outcome != Outcome.MANUAL]
            if not rows:
                continue
        counts = Counter(row.outcome for row in rows)
        of_outcome: dict[str, list[Student]] = {}
        for student in students:
            outcome = student.rows[index].outcome if student.rows else ""
            if outcome not in ("", Outcome.PASSED, Outcome.MANUAL):
                of_outcome.setdefault(outcome, []).append(student)
        times = [t for row in rows if row.answer and (t := finite(row.answer.seconds)) is not None]
        points = [p for row in rows if row.answer and (p := finite(row.answer.points)) is not None]
        found.append(
            QuestionOutcomes(
                question=question,
                counts={
                    outcome: counts[outcome]
                    for outcome in OUTCOME_WORDS
                    if outcome != Outcome.MANUAL
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
                hints.setdefault(diagnosis.id, str(diagnosis.hint))
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
