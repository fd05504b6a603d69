"""The command export."""

import sys
from pathlib import Path
from typing import Any

import click

from autograder.commands.arguments import LabName, results_of
from autograder.commands.console import console, errors, print_failures, print_moves, shown
from autograder.export import FORMATS
from autograder.lab import Lab


@click.command(
    epilog="\b\nFormats:\n" + "\n".join(f"  {name:<14}{does}" for name, does in FORMATS.items())
)
@click.argument("format", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--lab",
    type=LabName(),
    help="For gradescope, classroom50: what grades there; DIR needs no results.",
)
@click.option(
    "--canvas-csv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="For canvas: the gradebook, as Canvas exports it.",
)
@click.option(
    "--canvas-column", default="", help="For canvas: its assignment. Default: named like the lab."
)
@click.option(
    "--match-by",
    metavar="COLUMN",
    default="",
    help="For canvas, moodle: the column that holds the students' ids. Default: which fits most.",
)
@click.option(
    "--worksheet",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="For moodle: the grading worksheet, as Moodle gives it.",
)
@click.option(
    "--collected",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="For canvas: collected.csv, to make a zip of the feedback pages that Canvas takes back.",
)
@click.option("--grade-column", default="", help="For moodle: the grade. Default: worked out.")
@click.option(
    "--db-url",
    metavar="URL",
    default="",
    envvar="AUTOGRADER_DB_URL",
    help="For nbgrader: its database, as in CourseDirectory.db_url. Default: DIR/gradebook.db.",
)
@click.option(
    "--lang", metavar="CODE", default="en", help="For gradescope: the language of its zip."
)
def export(
    format: str,
    folder: Path,
    lab: Lab | None,
    canvas_csv: Path | None,
    canvas_column: str,
    match_by: str,
    worksheet: Path | None,
    grade_column: str,
    collected: Path | None,
    db_url: str,
    lang: str,
) -> None:
    """Write the marks in DIR for another program, below DIR/export/."""
    from autograder import failures
    from autograder.export import CannotExport, Request, export
    from autograder.reporting.moved import moves
    from autograder.results import BadResult, CannotWrite

    results: list[Any] = []
    if lab is None or (folder / "results").exists():
        of_results, results = results_of(folder)
        if lab not in (None, of_results):
            raise click.UsageError(f"{folder} holds results of the lab {of_results.name}.")
        lab = of_results
    elif format not in ("gradescope", "classroom50"):
        raise click.UsageError(f"{folder} holds no results. Grade into it first.")
    print_moves(moves(folder, results) if results else (), folder)
    try:
        request = Request(
            *(lab, results, folder, canvas_csv, canvas_column, db_url, match_by),
            *(worksheet, grade_column, collected, lang),
        )
        made = export(format, request)
    except CannotExport as error:
        raise click.UsageError(str(error)) from error
    except (BadResult, CannotWrite, ImportError, OSError):  # for people as they are
        raise
    except Exception as error:
        failures.log(folder, f"Exporting for {format}", error)
        print_failures([f"{format} could not be written ({type(error).__name__})"], folder)
        sys.exit(1)
    for note in made.notes:
        errors.print(note, highlight=False)
    more = f" and {len(made.paths) - 1} more" if len(made.paths) > 1 else ""
    message = made.message or f"Wrote {shown(made.paths[0])}{more}"
    console.print(message, highlight=False)
    if not made.complete:
        sys.exit(1)
