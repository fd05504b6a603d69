"""Views: the pages and tables that are made from all results of a class, and their sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.lab import Lab
from autograder.reporting.grades_csv import write_grades_csv
from autograder.reporting.moved import Move, moves
from autograder.reporting.report import write_report
from autograder.reporting.similar import similar
from autograder.results import BadResult, Result, read_results


@dataclass(frozen=True)
class Summary:
    """A class's marks in a few numbers.

    mean          of the submissions that could be graded, as in the report; None without any
    without_mark  how many the grader failed on
    """

    submissions: int
    mean: float | None
    max_score: float
    rejected: int
    without_mark: int
    moved: tuple[Move, ...] = ()


def write_views(lab: Lab, out: Path) -> Summary:
    """Make grades.csv and report.html from the results in `out`. Raises BadResult, CannotWrite."""
    results = read_results(out)
    for result in results:
        if result.lab != lab.name:
            raise BadResult(
                f"{out} holds results of the labs {lab.name} and {result.lab}. Move those of one "
                "into another folder."
            )
    moved = moves(out, results)
    write_grades_csv(results, lab, out / "grades.csv")
    write_report(results, lab, out / "report.html", moved, similar(out, results))
    return summed(results, lab, moved)


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
