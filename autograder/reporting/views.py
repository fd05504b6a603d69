"""Views: the pages and tables that are made from all results of a class, and their sum."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder import failures
from autograder.lab import Lab
from autograder.plain_text import line
from autograder.reporting.feedback import write_feedback
from autograder.reporting.grades_csv import write_grades_csv
from autograder.reporting.moved import Move, moves, set_aside
from autograder.reporting.report import write_report
from autograder.reporting.similar import similar
from autograder.results import BadResult, CannotWrite, Result, read_results, write_result


@dataclass(frozen=True)
class Summary:
    """A class's marks in a few numbers.

    mean          of the submissions that could be graded, as in the report; None without any
    without_mark  how many the grader failed on
    problems      what could not be made as it should be, in words for the console
    """

    submissions: int
    mean: float | None
    max_score: float
    rejected: int
    without_mark: int
    moved: tuple[Move, ...] = ()
    problems: tuple[str, ...] = ()


def write_views(lab: Lab, out: Path) -> Summary:
    """Make grades.csv and report.html from the results in `out`. Raises BadResult, CannotWrite.

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
    problems: dict[str, None] = {}

    def lose(result: Result, error: Exception) -> None:
        failures.log(out, f"Reporting {result.student}", error)
        problems[f"{line(result.student)} could not be reported ({type(error).__name__})"] = None
        without = failures.blank(result)
        set_aside(without, out)
        write_result(without, out)
        write_feedback(without, lab, out / "feedback")

    def make(name: str, view: Callable[[Sequence[Result]], None]) -> None:
        try:
            failures.sparing(view, results, lose, (BadResult, CannotWrite))
        except (BadResult, CannotWrite):
            raise
        except Exception as error:
            failures.log(out, f"Making {name}", error)
            problems[f"{name} could not be made ({type(error).__name__})"] = None

    def make_all() -> list[Move]:
        moved = moves(out, results)
        report = out / "report.html"
        make("grades.csv", lambda some: write_grades_csv(some, lab, out / "grades.csv"))
        make("report.html", lambda some: write_report(some, lab, report, moved, similar(out, some)))
        return moved

    moved = make_all()
    if problems:  # so that all views show who lost a mark in one of them
        results = read_results(out)
        moved = make_all()
    return replace(summed(results, lab, moved), problems=tuple(problems))


def summed(results: Sequence[Result], lab: Lab, moved: Sequence[Move]) -> Summary:
    """Return the summary of a class."""
    marked = [result for result in results if result.score is not None]
    scores = [result.score or 0.0 for result in marked if result.status == "graded"]
    return Summary(
        submissions=len(results),
        mean=sum(scores) / len(scores) if scores else None,
        max_score=lab.max_score,
        rejected=sum(result.status == "rejected" for result in results),
        without_mark=len(results) - len(marked),
        moved=tuple(moved),
    )
