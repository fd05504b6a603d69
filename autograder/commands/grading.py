"""Commands for those who grade: grade, report, receipt, doctor."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.arguments import LabName, results_of
from autograder.commands.console import (
    console,
    errors,
    print_failures,
    print_isolation,
    print_left,
    print_moves,
    print_notes,
    print_older,
    print_passed_over,
    print_platform,
    progress_bar,
    shown,
    summary_words,
)
from autograder.isolate.levels import LEVELS
from autograder.lab import Lab
from autograder.plain_text import line

if TYPE_CHECKING:
    from autograder.grading.class_folder import Found
    from autograder.reporting.views import Summary
    from autograder.scheduling.job import Done


@click.command()
@click.argument("lab", type=LabName())
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for results and pages."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Submissions at once. Default: one a core."
)
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the workers of a Dask scheduler.")
@click.option(
    "--isolation",
    type=click.Choice(["auto", *LEVELS]),
    default="auto",
    help="Default: the strongest this machine offers.",
)
@click.option("--lang", metavar="CODE", default="en", help="Language of what students read.")
def grade(
    lab: Lab,
    paths: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    scheduler: str | None,
    isolation: str,
    lang: str,
) -> None:
    """Grade submissions. PATH is a submission (folder or zip) or a folder of them."""
    found = surveyed(paths, lab)
    check_asked(lab, out, jobs, scheduler, lang)
    submissions = [path for path in found.submissions if path.resolve() != out.resolve()]
    say_found(found, submissions)
    summary, done = graded(lab, found, submissions, out, jobs, isolation, scheduler or "", lang)
    say_graded(summary, done)
    say_left(found, submissions, out)
    say_views(summary, out)
    print_failures([*done.failed, *summary.problems], out)
    if summary.without_mark or summary.problems:
        sys.exit(1)


def surveyed(paths: Sequence[Path], lab: Lab) -> "Found":
    """Return the submissions in some places. Raises UsageError where there are none."""
    from autograder.grading.class_folder import survey

    try:
        return survey(list(paths), lab)
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error


def check_asked(lab: Lab, out: Path, jobs: int | None, scheduler: str | None, lang: str) -> None:
    """Raise UsageError where options do not go together, or name what is not there."""
    from autograder.languages import catalogue

    try:
        catalogue.language(lang, lab)
    except (ValueError, catalogue.NotOffered) as error:
        raise click.UsageError(str(error)) from error
    if jobs and scheduler:
        raise click.UsageError("--jobs is for this machine; a scheduler's workers set their own.")
    if scheduler:
        from autograder.scheduling.cluster import check_address

        try:
            check_address(scheduler)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    if out.exists() and not out.is_dir():
        raise click.UsageError(f"{out} is a file; --out needs a folder.")


def say_found(found: "Found", submissions: list[Path]) -> None:
    """Say where the submissions lie, whose they are, and which of them are not graded."""
    for path in found.wrapped:
        errors.print(f"The submissions lie in {shown(path)}.", highlight=False)
    if found.whole_class:
        print_platform([path.name for path in (*submissions, *found.others)])
    print_passed_over([path.name for path in found.others])
    print_older(found.passed_over)


@dataclass
class Counted:
    """What became of submissions while they were graded: how many were kept, and which failed."""

    kept: int = 0
    failed: list[str] = field(default_factory=list)

    def take(self, done: "Done") -> None:
        """Count one more."""
        self.kept += done.kept
        if done.failed:
            self.failed.append(f"{line(Path(done.path).name)}: {done.failed}")


def graded(
    lab: Lab,
    found: "Found",
    submissions: list[Path],
    out: Path,
    jobs: int | None,
    isolation: str,
    scheduler: str,
    lang: str,
) -> tuple["Summary", Counted]:
    """Grade submissions behind a bar that shows how far it is."""
    from autograder.scheduling.classroom import default_jobs, grade_class

    counted = Counted()
    with progress_bar() as progress:
        total = len(submissions) + len(found.undecided)
        task = progress.add_task(f"Grading {lab.name}", total=total)

        def each(done: "Done") -> None:
            counted.take(done)
            progress.advance(task)

        summary = grade_class(
            lab,
            submissions,
            out,
            jobs or default_jobs(),
            isolation,
            each,
            scheduler,
            lang,
            found.passed_over,
            found.undecided,
            print_isolation,
        )
    return summary, counted


def say_graded(summary: "Summary", done: Counted) -> None:
    """Say how a class did, and how much of it was graded before."""
    console.print(summary_words(summary))
    if done.kept:
        console.print(f"{done.kept} were graded before under the same conditions and kept.")


def say_left(found: "Found", submissions: list[Path], out: Path) -> None:
    """Name the results of a class whose submissions are no longer there."""
    from autograder.scheduling.classroom import results_left

    if found.whole_class:
        named = [*submissions, *(several[0] for several in found.undecided)]
        print_left(results_left(out, named), out)


def say_views(summary: "Summary", out: Path) -> None:
    """Say whose marks moved, what is to be noted, and where the pages are."""
    print_moves(summary.moved, out)
    print_notes(summary.notes)
    console.print(f"Report: {shown(out / 'report.html')}   marks: {shown(out / 'grades.csv')}")


@click.command()
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--published",
    is_flag=True,
    help="The marks as they are now have been published: count moved marks from them.",
)
@click.option(
    "--earlier",
    metavar="DIR",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Results of an earlier class, to look for similar submissions in; from now on.",
)
@click.option("--lang", metavar="CODE", default="", help="Language of what students read.")
def report(folder: Path, published: bool, earlier: tuple[Path, ...], lang: str) -> None:
    """Make the class report, the marks and the feedback pages again from DIR/results/."""
    from autograder import failures
    from autograder.gradesheet.sheet import gradesheet
    from autograder.reporting.feedback import write_feedback
    from autograder.reporting.moved import publish
    from autograder.reporting.similar import name_earlier
    from autograder.reporting.views import write_views
    from autograder.results import CannotWrite
    from autograder.scheduling.lock import locked

    lab, results = results_of(folder)
    problems = []
    with locked(folder):
        if published:
            publish(folder)
        if earlier:
            name_earlier(folder, earlier)
        for result in gradesheet(lab, folder).all(results):
            try:
                write_feedback(result, lab, folder / "feedback", lang)
            except CannotWrite:
                raise
            except Exception as error:
                failures.log(folder, f"The page of {result.student}", error)
                words = f"the page of {line(result.student)} could not be made"
                problems.append(f"{words} ({type(error).__name__})")
        summary = write_views(lab, folder, lang)
    console.print(summary_words(summary))
    print_moves(summary.moved, folder)
    print_notes(summary.notes)
    console.print(f"Report: {shown(folder / 'report.html')}")
    print_failures([*problems, *summary.problems], folder)
    if problems or summary.problems:
        sys.exit(1)


@click.command()
@click.argument("receipt", metavar="RECEIPT", type=click.Path(path_type=Path))
@click.argument("submission", metavar="SUBMISSION", type=click.Path(path_type=Path))
def receipt(receipt: Path, submission: Path) -> None:
    """Tell whether SUBMISSION (zip or folder) is the one a student's RECEIPT speaks of.

    Exit status 0 if it is, 1 if not.
    """
    from autograder.collecting.receipt import compare

    found = compare(receipt, submission)
    for said in found.lines:
        console.print(said, highlight=False)
    if not found.same:
        sys.exit(1)


@click.command()
def runtimes() -> None:
    """Make other Pythons and NumPys ready, under which student code may be right.

    Each is a Python that is on this machine already, and a NumPy that is fetched for it.
    """
    from autograder.isolate import runtimes

    for name, problem in runtimes.make():
        console.print(f"{name}: {problem or 'ready'}.", highlight=False)


@click.command()
def doctor() -> None:
    """Say what this machine offers: versions, isolation, data sets."""
    from autograder.commands.doctor import findings

    for name, state in findings():
        console.print(f"{name:<22} {state}", highlight=False)
