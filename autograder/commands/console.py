"""What commands print, and where: results to the output, progress and errors beside it."""

from collections.abc import Mapping, Sequence
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
MOST_NAMES = 10

# Without markup: a path or a name may hold brackets.
console = Console(soft_wrap=True, markup=False)
errors = Console(stderr=True, soft_wrap=True, markup=False)


def summary_words(summary: "Summary") -> str:
    """Return one line on a class's marks."""
    words = f"{summary.submissions} submission{'' if summary.submissions == 1 else 's'}"
    if summary.mean is not None:
        words += f", mean {summary.mean:.1f} of {summary.max_score:g}"
    if summary.rejected:
        words += f", {summary.rejected} could not be read"
    if summary.waiting:
        words += f", {summary.waiting} wait for a person's mark"
    if summary.without_mark:
        words += f", {summary.without_mark} without a mark because the grader failed: grade again"
    return words


def print_isolation(level: str, stepped_down: str) -> None:
    """Say which isolation is taken where it is not the strongest, and why."""
    if stepped_down:
        errors.print(f"Isolation: {level}. {stepped_down}", highlight=False)


def print_passed_over(names: Sequence[str]) -> None:
    """Say which files in a class folder are no submissions, so that nobody is missed silently."""
    if not names:
        return
    words = f"Not graded, because a submission is a folder or a zip: {a_few(names)}"
    errors.print(words, highlight=False)


def print_platform(names: Sequence[str]) -> None:
    """Say that a class folder is a platform's download, whose names are no students' ids."""
    from autograder.collecting.recognise import platform_of

    if platform := platform_of(names):
        errors.print(
            f"These are named as {platform} names a download, so a name may be no student's id: "
            f"autograder collect {platform} makes a folder for each student first.",
            highlight=False,
        )


def print_older(passed_over: Mapping[Path, Sequence[Path]]) -> None:
    """Say of whom there is more than one submission, which counts, and which do not."""
    for path, others in list(passed_over.items())[:MOST_NAMES]:
        names = a_few([shown(other) for other in others])
        errors.print(f"Modified last, so graded: {shown(path)}; not: {names}", highlight=False)
    if len(passed_over) > MOST_NAMES:
        errors.print(f"  and so for {len(passed_over) - MOST_NAMES} more students")


def print_failures(problems: Sequence[str], folder: Path) -> None:
    """Say what the grader itself failed on, and where more is said about it."""
    from autograder.failures import LOG

    if not problems:
        return
    errors.print("The grader itself failed, and nobody else's marks are touched:", highlight=False)
    for problem in problems[:MOST_NAMES]:
        errors.print(f"  {problem}", highlight=False)
    if len(problems) > MOST_NAMES:
        errors.print(f"  and {len(problems) - MOST_NAMES} more", highlight=False)
    errors.print(f"Details: {shown(folder / LOG)}", highlight=False)


def print_left(names: Sequence[str], folder: Path) -> None:
    """Say whose results of earlier runs are still in the marks, so that nobody is there twice."""
    if not names:
        return
    words = (
        f"In the marks from earlier runs, without a submission in this one: {a_few(names)}. To "
        f"take one out, remove its file in {shown(folder / 'results')} and run the same command "
        "again."
    )
    errors.print(words, highlight=False)


def print_notes(notes: Sequence[str]) -> None:
    """Say what a person has to settle in the marks."""
    for note in notes[:MOST_NAMES]:
        errors.print(f"Marks: {note}", highlight=False)
    if len(notes) > MOST_NAMES:
        errors.print(f"  and {len(notes) - MOST_NAMES} more", highlight=False)


def a_few(names: Sequence[str]) -> str:
    """Return names as text; of many the first, and how many more there are."""
    from autograder.plain_text import line

    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(map(line, names[:MOST_NAMES])) + more


def print_moves(moved: Sequence[Any], folder: Path) -> None:
    """Say whose marks differ from the published ones, and why; nothing when nothing moved."""
    from autograder.plain_text import line, number

    if not moved:
        return
    marks = "1 mark differs" if len(moved) == 1 else f"{len(moved)} marks differ"
    console.print(f"{marks} from those before:")
    for move in moved[:MOST_MOVES]:
        questions = ", ".join(
            f"{id} {number(before)} → {number(after)}" for id, before, after in move.questions
        )
        text = f"  {line(move.student)}: {number(move.before)} → {number(move.after)}"
        text += f" ({questions})" if questions else ""
        console.print(f"{text}: {'; '.join(move.reasons)}", highlight=False)
    if len(moved) > MOST_MOVES:
        console.print(f"  and {len(moved) - MOST_MOVES} more, in the report")
    console.print(f"Once they are published: autograder report {shown(folder)} --published")


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
