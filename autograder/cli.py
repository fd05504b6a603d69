"""The command line: `python -m autograder …`, also installed as `autograder`.

Exit status: 0 done (whatever the marks), 2 wrong usage, 1 the grader itself failed.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
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

from autograder import __version__, labs
from autograder.evaluation_data import DataFailed
from autograder.export import FORMATS
from autograder.isolate.sandbox import LEVELS, SandboxError
from autograder.lab import Lab
from autograder.languages.catalogue import NotOffered
from autograder.lock import InUse
from autograder.oracle import ROOT
from autograder.results import BadResult, CannotWrite
from autograder.views import Summary

MOST_MOVES = 20

console = Console(soft_wrap=True)
errors = Console(stderr=True, soft_wrap=True)


class LabName(click.ParamType[Lab]):
    """A command-line argument that names a lab."""

    name = "LAB"

    def convert(self, value: Any, param: Any, ctx: Any) -> Lab:
        try:
            return value if isinstance(value, Lab) else labs.load(value)
        except labs.UnknownLab as error:
            self.fail(str(error), param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Make releases of the course's labs, and grade what students hand in."""


@cli.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("demo"), help="Where to put everything."
)
def demo(out: Path) -> None:
    """Build a release, make a small class of submissions, and grade it."""
    from autograder.demo import run_demo

    run_demo(out, console)


@cli.command()
@click.argument("lab_names", metavar="[LAB]...", nargs=-1, type=LabName())
@click.option("--check", is_flag=True, help="Only verify what is committed; exit 1 on any leak.")
@click.option("--lang", metavar="CODE", help="Release in another language, such as ko, into --out.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for releases with --lang.")
def release(lab_names: tuple[Lab, ...], check: bool, lang: str | None, out: Path | None) -> None:
    """Generate release/<lab>/ from the master, or check the one there for leaks."""
    from autograder.banners import BannerError
    from autograder.languages.gate import check_languages
    from autograder.leaks import check_release
    from autograder.master import MasterError
    from autograder.release import build_release

    chosen = lab_names or tuple(labs.load(name) for name in labs.names())
    if lang is not None or out is not None:
        if check or lang is None or out is None:
            raise click.UsageError("--lang and --out go together, and without --check.")
        return release_in(lang, out, chosen, everything=not lab_names)
    leaks = 0
    for lab in chosen:
        try:
            if not check:
                folder = build_release(lab, ROOT)
                console.print(f"Released {lab.name} to {shown(folder)}", highlight=False)
            found = [*check_release(lab, ROOT), *check_languages(lab, ROOT)]
        except (BannerError, MasterError) as error:
            errors.print(str(error), markup=False, highlight=False)
            sys.exit(1)
        leaks += len(found)
        for leak in found:
            errors.print(str(leak), markup=False, highlight=False)
        if not found:
            console.print(f"{lab.name}: nothing leaks, stubs score 0, the master scores in full.")
    if leaks:
        sys.exit(1)


def release_in(code: str, out: Path, chosen: tuple[Lab, ...], everything: bool) -> None:
    """Release labs in a language; of all labs, those that are offered in it."""
    from autograder.languages import catalogue
    from autograder.release import build

    if everything:
        there = tuple(lab for lab in chosen if code in catalogue.offered(lab))
        missing = [lab.name for lab in chosen if lab not in there]
        if there and missing:
            console.print(f"Not offered in '{code}' yet: {', '.join(missing)}.")
        chosen = there or chosen
    try:
        spoken = [catalogue.language(code, lab) for lab in chosen]
    except catalogue.NotOffered as error:
        raise click.UsageError(str(error)) from error
    for lab, language in zip(chosen, spoken):
        build(lab, ROOT, out / lab.name, language)
        console.print(f"Released {lab.name} to {shown(out / lab.name)}", highlight=False)


@cli.command()
@click.argument("code", metavar="LANGUAGE")
@click.argument("lab_names", metavar="[LAB]...", nargs=-1, type=LabName())
def messages(code: str, lab_names: tuple[Lab, ...]) -> None:
    """Bring a language's catalogues up to date; LANGUAGE is a code such as ko.

    The kit's catalogue and those of the LABs named, or of all that are there, get the messages
    the masters have now.
    """
    from babel import UnknownLocaleError

    from autograder.languages import catalogue
    from autograder.languages import messages as found

    try:
        chosen = lab_names or tuple(
            lab for lab in map(labs.load, labs.names()) if code in catalogue.offered(lab)
        )
        wanted = {catalogue.KIT: found.of_kit()}
        wanted |= {lab.name: found.of_lab(lab) for lab in chosen}
        for domain, texts in wanted.items():
            entries = catalogue.update(code, domain, texts)
            todo = sum(1 for entry in entries if entry.id and (not entry.string or entry.fuzzy))
            path = shown(catalogue.path_of(code, domain))
            console.print(f"{path}: {len(texts)} messages, {todo} to translate", highlight=False)
    except (UnknownLocaleError, ValueError) as error:
        raise click.UsageError(f"'{code}' is no code of a language ({error}).") from error


@cli.command("new-lab")
@click.argument("name", metavar="NAME")
def new_lab(name: str) -> None:
    """Make a small lab that is complete, for you to change. Nothing is overwritten."""
    from autograder.new_lab import BadName, new_lab

    try:
        files = new_lab(name)
    except BadName as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        where = error.filename or "the lab's files"
        errors.print(
            f"autograder: cannot write {where}: {error.strerror}. Nothing was made. "
            "A lab is made in the kit's own folders: you need to be allowed to write there.",
            markup=False,
            highlight=False,
        )
        sys.exit(1)
    for file in files:
        console.print(shown(file), markup=False, highlight=False)
    console.print(f"The lab {name} is complete. Next: autograder release {name}", highlight=False)


@cli.command()
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
    from autograder import intake
    from autograder.classroom import default_jobs, grade_class
    from autograder.languages import catalogue

    try:
        submissions = intake.find(list(paths), lab)
        catalogue.language(lang, lab)
    except (ValueError, OSError, catalogue.NotOffered) as error:
        raise click.UsageError(str(error)) from error
    if jobs and scheduler:
        raise click.UsageError("--jobs is for this machine; a scheduler's workers set their own.")
    if out.exists() and not out.is_dir():
        raise click.UsageError(f"{out} is a file; --out needs a folder.")
    with progress_bar() as progress:
        task = progress.add_task(f"Grading {lab.name}", total=len(submissions))
        kept = 0

        def each(done: Any) -> None:
            nonlocal kept
            kept += done.kept
            progress.advance(task)

        summary = grade_class(
            lab, submissions, out, jobs or default_jobs(), isolation, each, scheduler or "", lang
        )
    console.print(summary_words(summary))
    if kept:
        console.print(f"{kept} were graded before under the same conditions and kept.")
    print_moves(summary.moved, out)
    console.print(f"Report: {shown(out / 'report.html')}   marks: {shown(out / 'grades.csv')}")
    if summary.without_mark:
        sys.exit(1)


@cli.command()
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--published",
    is_flag=True,
    help="The marks as they are now have been published: count moved marks from them.",
)
def report(folder: Path, published: bool) -> None:
    """Make the class report, the marks and the feedback pages again from DIR/results/."""
    from autograder.feedback import write_feedback
    from autograder.lock import locked
    from autograder.moved import publish
    from autograder.views import write_views

    lab, results = results_of(folder)
    with locked(folder):
        if published:
            publish(folder)
        for result in results:
            write_feedback(result, lab, folder / "feedback")
        summary = write_views(lab, folder)
    console.print(summary_words(summary))
    print_moves(summary.moved, folder)
    console.print(f"Report: {shown(folder / 'report.html')}")


@cli.command(
    epilog="\b\nFormats:\n" + "\n".join(f"  {name:<14}{does}" for name, does in FORMATS.items())
)
@click.argument("format", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--lab", type=LabName(), help="For gradescope: make its zip without any results.")
@click.option(
    "--canvas-csv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="For canvas: the gradebook, as Canvas exports it.",
)
@click.option(
    "--canvas-column", default="", help="For canvas: its assignment. Default: named like the lab."
)
@click.option(
    "--db-url",
    metavar="URL",
    default="",
    envvar="AUTOGRADER_DB_URL",
    help="For nbgrader: its database, as in CourseDirectory.db_url. Default: DIR/gradebook.db.",
)
def export(
    format: str,
    folder: Path,
    lab: Lab | None,
    canvas_csv: Path | None,
    canvas_column: str,
    db_url: str,
) -> None:
    """Write the marks in DIR for another program, below DIR/export/."""
    from autograder.export import CannotExport, Request, export
    from autograder.moved import moves

    results: list[Any] = []
    if lab is None or (folder / "results").exists():
        of_results, results = results_of(folder)
        if lab not in (None, of_results):
            raise click.UsageError(f"{folder} holds results of the lab {of_results.name}.")
        lab = of_results
    elif format != "gradescope":
        raise click.UsageError(f"{folder} holds no results. Grade into it first.")
    print_moves(moves(folder, results) if results else (), folder)
    try:
        made = export(format, Request(lab, results, folder, canvas_csv, canvas_column, db_url))
    except CannotExport as error:
        raise click.UsageError(str(error)) from error
    for note in made.notes:
        errors.print(note, markup=False, highlight=False)
    more = f" and {len(made.paths) - 1} more" if len(made.paths) > 1 else ""
    message = made.message or f"Wrote {shown(made.paths[0])}{more}"
    console.print(message, markup=False, highlight=False)


@cli.command()
@click.argument("receipt", metavar="RECEIPT", type=click.Path(path_type=Path))
@click.argument("submission", metavar="SUBMISSION", type=click.Path(path_type=Path))
def receipt(receipt: Path, submission: Path) -> None:
    """Tell whether SUBMISSION (zip or folder) is the one a student's RECEIPT speaks of.

    Exit status 0 if it is, 1 if not.
    """
    from autograder.receipt import compare

    found = compare(receipt, submission)
    for line in found.lines:
        console.print(line, markup=False, highlight=False)
    if not found.same:
        sys.exit(1)


@cli.command()
def doctor() -> None:
    """Say what this machine offers: versions, isolation, data sets."""
    from autograder.doctor import findings

    for name, state in findings():
        console.print(f"{name:<22} {state}", markup=False, highlight=False)


def results_of(folder: Path) -> tuple[Lab, list[Any]]:
    """Return the results in a folder and their lab; a usage error if there are none."""
    from autograder.results import read_results

    results = read_results(folder)
    if not results:
        raise click.UsageError(f"{folder} holds no results. Grade into it first.")
    return labs.load(results[0].lab), results


def summary_words(summary: Summary) -> str:
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


def print_moves(moved: Sequence[Any], folder: Path) -> None:
    """Say whose marks differ from the published ones, and why; nothing when nothing moved."""
    from autograder.feedback import line, number

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


def main(run: Callable[..., Any] = cli) -> None:
    """Run the command line; messages for people are one line."""
    try:
        run(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        console.print(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        errors.print(f"autograder: {error.format_message()}", markup=False, highlight=False)
        sys.exit(2)
    except (SandboxError, BadResult, CannotWrite, InUse, DataFailed, NotOffered, OSError) as error:
        errors.print(f"autograder: {error}", markup=False, highlight=False)
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        errors.print("autograder: stopped. What is graded is kept.")
        sys.exit(1)


if __name__ == "__main__":
    main()
