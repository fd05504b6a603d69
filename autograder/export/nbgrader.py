"""The marks in a gradebook of nbgrader's, and the hand grades that are there."""

from collections.abc import Sequence
from pathlib import Path

from autograder.export import CannotExport, Made, Request
from autograder.gradesheet.agreed import Agreed
from autograder.gradesheet.marked import Marked
from autograder.lab import Lab
from autograder.nbgrader_course.adapter import marks
from autograder.nbgrader_course.database import BadUrl, parse_url, shown
from autograder.outcomes import Status
from autograder.results import Result

HandGrade = tuple[str, str, float | None, float | None, str]


def write(request: Request) -> Made:
    """Enter the marks in DIR/gradebook.db, or in the database of request.db_url.

    Raises CannotExport, CannotEnter and DatabaseFailed.
    """
    try:
        where, left, notes = export_to_gradebook(
            request.lab, request.results, request.folder, request.db_url
        )
    except BadUrl as error:
        raise CannotExport(f"--db-url: {error}") from error
    return Made([], (*left, *notes), f"Entered the marks in {where}", complete=not left)


def export_to_gradebook(
    lab: Lab, results: Sequence[Result], folder: Path, db_url: str = ""
) -> tuple[str, list[str], list[str]]:
    """Enter results in nbgrader's gradebook: the machine's marks, then what people said.

    Returns where that is, for people, who is not in, and what they have to know. The gradebook is
    `folder`/gradebook.db unless `db_url` names another. Raises BadUrl, CannotEnter and
    DatabaseFailed.
    """
    url = parse_url(db_url or default_url(folder))
    of_lab = [
        result for result in results if result.lab == lab.name and result.status != Status.ABSENT
    ]
    marked = [result for result in of_lab if isinstance(result, Marked)]
    machine = [one.verdict if isinstance(one, Marked) else one for one in of_lab]
    left = marks.write_gradebook(lab, machine, url)
    notes: list[str] = []
    if marked:
        agreed = Agreed.read(folder, shown(url))
        notes = marks.write_people(lab, marked, url, agreed)
        if agreed.stored.get(agreed.where):
            agreed.write()
    return shown(url), left, notes


def hand_grades(lab: Lab, folder: Path, db_url: str = "") -> tuple[str, list[HandGrade]]:
    """Return where the gradebook is, for people, and the grades of its formgrader.

    Raises CannotExport and DatabaseFailed.
    """
    try:
        url = parse_url(db_url or default_url(folder))
    except BadUrl as error:
        raise CannotExport(f"--db-url: {error}") from error
    return shown(url), marks.read_people(lab, url)


def default_url(folder: Path) -> str:
    """Return the URL of the gradebook in a folder of results."""
    return f"sqlite:///{folder.resolve() / 'gradebook.db'}"
