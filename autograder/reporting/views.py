"""Views: the pages and tables that are made from all results of a class, and their sum."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder import failures
from autograder.gradesheet.marked import Conflict, Marked
from autograder.gradesheet.marks import FOLDER as MARKS
from autograder.gradesheet.sheet import Gradesheet, gradesheet
from autograder.lab import Lab
from autograder.outcomes import Status
from autograder.plain_text import line, number
from autograder.reporting.feedback import write_feedback
from autograder.reporting.grades_csv import write_grades_csv
from autograder.reporting.groups import grouped
from autograder.reporting.moved import Move, moves, set_aside
from autograder.reporting.report import write_report
from autograder.reporting.report_students import counts
from autograder.reporting.similar import similar
from autograder.reporting.worded import worded
from autograder.results import (
    BadResult,
    CannotWrite,
    Result,
    read_results,
    safe_name,
    write_result,
)
from autograder.understanding.answers import Answer, BadAnswers, read_answers

MOST_NAMES = 10


@dataclass(frozen=True)
class Summary:
    """A class's marks in a few numbers.

    mean          of the totals that count in it, as in the report; None without any
    without_mark  how many the grader failed on
    waiting       how many have no total yet, because a person has still to say something
    problems      what could not be made as it should be, in words for the console
    notes         what cannot be used of people's marks, and where the machine disagrees by now
    """

    submissions: int
    mean: float | None
    max_score: float
    rejected: int
    without_mark: int
    moved: tuple[Move, ...] = ()
    problems: tuple[str, ...] = ()
    waiting: int = 0
    notes: tuple[str, ...] = ()


def write_views(lab: Lab, out: Path, code: str = "") -> Summary:
    """Make grades.csv and report.html from the results in `out`. Raises BadResult, CannotWrite.

    code  of the language that what was found is said in, "" for each result in its own

    A result that one of them cannot be made with loses its mark, and the others keep theirs; a
    view that cannot be made at all is named, and the others are made.
    """
    results = read_results(out)
    for result in results:
        if result.lab != lab.name:
            raise BadResult(
                f"{out} holds results of the labs {lab.name} and {result.lab}. Move those of one "
                "into another folder."
            )
    results = worded(results, lab, code)
    sheet = gradesheet(lab, out)
    problems: dict[str, None] = {}
    answers, unreadable = answers_in(out)

    def lose(result: Result, error: Exception) -> None:
        failures.log(out, f"Reporting {result.student}", error)
        problems[f"{line(result.student)} could not be reported ({type(error).__name__})"] = None
        without = failures.blank(result)
        set_aside(without, out)
        write_result(without, out)
        write_feedback(sheet.marked(without), lab, out / "feedback")

    def make(name: str, view: Callable[[Sequence[Marked]], None]) -> None:
        try:
            failures.sparing(
                lambda some: view(sheet.all(some)), results, lose, (BadResult, CannotWrite)
            )
        except (BadResult, CannotWrite):
            raise
        except Exception as error:
            failures.log(out, f"Making {name}", error)
            problems[f"{name} could not be made ({type(error).__name__})"] = None

    def make_all() -> list[Move]:
        moved = moves(out, results)
        make("grades.csv", lambda some: write_grades_csv(some, lab, out / "grades.csv"))
        make("report.html", lambda some: report_of(some, lab, out, moved, answers))
        return moved

    moved = make_all()
    if problems:  # so that all views show who lost a mark in one of them
        results = worded(read_results(out), lab, code)
        moved = make_all()
    marked = sheet.all(results)
    changed = newest_of_marks(out)
    for result in marked:
        if changed and is_older(result, changed, out):
            write_feedback(result, lab, out / "feedback")
    summary = summed(marked, sheet, moved)
    notes = (*said_of(sheet, marked), *unreadable)
    return replace(summary, problems=tuple(problems), notes=notes)


def report_of(
    some: Sequence[Marked],
    lab: Lab,
    out: Path,
    moved: Sequence[Move],
    answers: Sequence[Answer],
) -> None:
    """Write the class report."""
    verdicts = [result.verdict for result in some]
    unnamed = grouped(lab, ((out, verdict) for verdict in verdicts))
    path, found = out / "report.html", similar(out, verdicts)
    write_report(some, lab, path, moved, found, answers, unnamed)


def answers_in(out: Path) -> tuple[list[Answer], list[str]]:
    """Return what students answered on their own code, and why it cannot be read, if it cannot."""
    try:
        return read_answers(out), []
    except BadAnswers as error:
        return [], [str(error)]


def newest_of_marks(out: Path) -> int:
    """Return when what people said was last changed, 0 where nobody said anything."""
    said = [out / MARKS, *(out / MARKS).glob("*.*")]
    return max((path.stat().st_mtime_ns for path in said if path.exists()), default=0)


def is_older(result: Result, changed: int, out: Path) -> bool:
    """Whether a student's page was made before what people said was last changed, or never."""
    page = out / "feedback" / f"{safe_name(result.student)}.html"
    return not page.exists() or page.stat().st_mtime_ns <= changed


def said_of(sheet: Gradesheet, results: Sequence[Marked]) -> tuple[str, ...]:
    """Return what a person has to know of the marks: what cannot be used, what disagrees."""
    notes = [problem.words for problem in sheet.marks.problems]
    for result in results:
        notes += [
            f"{line(result.student)}: {conflict_words(conflict)}" for conflict in result.conflicts
        ]
    if unknown := sheet.unknown([one for one in results if one.status != Status.ABSENT]):
        names = ", ".join(map(line, unknown[:MOST_NAMES]))
        more = f" and {len(unknown) - MOST_NAMES} more" if len(unknown) > MOST_NAMES else ""
        notes.append(f"Marks speak of {names}{more}, without a result here.")
    return tuple(notes)


def conflict_words(conflict: Conflict) -> str:
    """Return that a person's mark and the machine's have both changed, and what to do."""
    of = f"{conflict.question} " if conflict.question else "the total "
    return (
        f"a person set {of}to {number(conflict.given)} when it was {number(conflict.base)}; by now "
        f"it would be {number(conflict.now)}. The person's stays until they say it again."
    )


def failed_on(result: Marked) -> bool:
    """Whether the grader failed on a submission, and nobody has given a total since."""
    return result.score is None and result.verdict.score is None and result.status != Status.ABSENT


def summed(results: Sequence[Marked], sheet: Gradesheet, moved: Sequence[Move]) -> Summary:
    """Return the summary of a class."""
    scores = [result.score for result in results if counts(result)]
    return Summary(
        submissions=sum(result.status != Status.ABSENT for result in results),
        mean=sum(filter(None, scores)) / len(scores) if scores else None,
        max_score=sheet.maximum,
        rejected=sum(result.status == Status.REJECTED for result in results),
        without_mark=sum(failed_on(result) for result in results),
        waiting=sum(bool(result.waits_for or result.problems) for result in results),
        moved=tuple(moved),
    )
