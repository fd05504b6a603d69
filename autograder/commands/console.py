"""What commands print, and where: results to the output, progress and errors beside it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from autograder.reporting.views import Summary

MOST_MOVES = 20
MOST_LEFT_OUT = 10

console = Console(soft_wrap=True)
errors = Console(stderr=True, soft_wrap=True)


def summary_words(summary: "Summary") -> str:
    """Return one line on a class's marks."""
    words = (
        f"{summary.submissions} submissions, mean {summary.mean:.1f} of {summary.max_score:g}"
        if summary.submissions
        else ""
    )
    if summary.rejected:
        words += f", {summary.rejected} could not be read"
    if summary.without_mark:
        words += f", {summary.without_mark} without a mark because the grader failed: grade again"
    return words


def print_left_out(paths: Sequence[Path]) -> None:
    """Name files that lie beside submissions and were not graded; nothing when there are none."""
    from autograder.reporting.feedback import line

    if not paths:
        return
    names = ", ".join(line(path.name) for path in paths[:MOST_LEFT_OUT])
    more = f" and {len(paths) - MOST_LEFT_OUT} more" if len(paths) > MOST_LEFT_OUT else ""
    console.print(
        f"Not graded, because neither a folder nor a zip: {names}{more}",
        markup=False,
        highlight=False,
    )


def print_moves(moved: Sequence[Any], folder: Path) -> None:
    """Say whose marks differ from the published ones, and why; nothing when nothing moved."""
    from autograder.reporting.feedback import line, number

    if not moved:
        return
    console.print(f"{len(moved)} marks differ from those before:")
    for move in moved[:MOST_MOVES]:
        questions = ", ".join(
            f"{id} {number(before)} → {number(after)}" for id, before, after in move.questions
        )
        text = f"  {line(move.student)}: {number(move.before)} → {number(move.after)}"
        text += f" ({questions})" if questions else ""
        console.print(f"{text}: {'; '.join(move.reasons)}", markup=False, highlight=False)
    if len(moved) > MOST_MOVES:
        console.print(f"  and {len(moved) - MOST_MOVES} more, in the report")
    console.print(
        f"Once they are published: autograder report {shown(folder)} --published", markup=False
    )


class Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> str:
        speed = task.finished_speed or task.speed
        return f"{speed:.0f}/s" if speed else ""


def progress_bar() -> Progress:
    """Return a progress bar with the rate of work and the time left."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=errors,
    )


def shown(path: Path) -> str:
    """Return a path as people type it: relative to here where it is below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
