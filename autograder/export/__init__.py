"""Marks for other programs. Each format is a module here with a function `write`."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder import failures
from autograder.gradesheet.sheet import gradesheet
from autograder.lab import Lab
from autograder.plain_text import line
from autograder.results import BadResult, CannotWrite, Result

FORMATS = {
    "canvas": "the lab's column of Canvas's gradebook, filled in",
    "classroom50": "result.json for Classroom 50, or what its runner calls",
    "csv": "a row a student, a column a question",
    "gradescope": "the zip to upload as autograder, and results.json of each result",
    "junit": "JUnit XML for the test tab of a CI",
    "moodle": "Moodle's grading worksheet, filled in, and the feedback pages it takes back",
    "markdown": "a summary for the page of a CI run",
    "nbgrader": "a gradebook of nbgrader's",
    "prairielearn": "results.json of each result",
}


@dataclass(frozen=True)
class Request:
    """What to export: a lab and its results as they count, and the folder they are written below.

    canvas_csv     the gradebook as Canvas exports it, for "canvas"
    canvas_column  which of its assignments is the lab; "": the one named like the lab
    match_by       the column of its student ids; "": worked out
    worksheet      the grading worksheet as Moodle gives it, for "moodle"
    grade_column   which of its columns is the grade; "": worked out
    collected      collected.csv of Canvas's download, for feedback pages to go back; "canvas"
    language       of the zip that grades, for "gradescope"
    db_url         nbgrader's database, for "nbgrader"; "": the file gradebook.db in the folder
    """

    lab: Lab
    results: Sequence[Result]
    folder: Path
    canvas_csv: Path | None = None
    canvas_column: str = ""
    db_url: str = ""
    match_by: str = ""
    worksheet: Path | None = None
    grade_column: str = ""
    collected: Path | None = None
    language: str = "en"


@dataclass(frozen=True)
class Made:
    """What was written, and what a person should know about it.

    message  says what was done where there are no paths to name
    complete whether everybody with a mark is in it
    """

    paths: list[Path]
    notes: tuple[str, ...] = ()
    message: str = ""
    complete: bool = True


class CannotExport(Exception):
    """Something the format needs was not given; the message says what."""


def export(format: str, request: Request) -> Made:
    """Write results in one of FORMATS, blank where one of them cannot be written.

    Raises CannotExport and BadResult, which are for people, and whatever else goes wrong where no
    single result is to blame.
    """
    write = importlib.import_module(f"{__name__}.{format}").write
    problems: list[str] = []

    def blank(result: Result, error: Exception) -> None:
        failures.log(request.folder, f"Exporting {result.student} for {format}", error)
        problems.append(f"{line(result.student)} is blank in it ({type(error).__name__})")

    sheet = gradesheet(request.lab, request.folder)
    made: Made = failures.sparing(
        lambda some: write(replace(request, results=sheet.all(some))),
        request.results,
        blank,
        (CannotExport, BadResult, CannotWrite, ImportError, OSError),
    )
    if problems:
        made = replace(made, notes=(*made.notes, *problems), complete=False)
    return made
