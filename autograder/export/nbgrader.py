"""The marks in a gradebook of nbgrader's."""

from pathlib import Path

from autograder.export import CannotExport, Made, Request
from autograder.lab import Lab
from autograder.nbgrader_course.adapter import write_gradebook
from autograder.nbgrader_course.database import BadUrl, parse_url, shown
from autograder.results import Result


def write(request: Request) -> Made:
    """Enter the marks in DIR/gradebook.db, or in the database of request.db_url.

    Raises CannotExport, CannotEnter and DatabaseFailed.
    """
    try:
        where, left = export_to_gradebook(
            request.lab, request.results, request.folder, request.db_url
        )
    except BadUrl as error:
        raise CannotExport(f"--db-url: {error}") from error
    return Made([], tuple(left), f"Entered the marks in {where}", complete=not left)


def export_to_gradebook(
    lab: Lab, results: list[Result], folder: Path, db_url: str = ""
) -> tuple[str, list[str]]:
    """Enter results in nbgrader's gradebook; return where that is, for people, and who is not in.

    The gradebook is `folder`/gradebook.db unless `db_url` names another. Raises BadUrl,
    CannotEnter and DatabaseFailed.
    """
    url = parse_url(db_url or f"sqlite:///{folder.resolve() / 'gradebook.db'}")
    left = write_gradebook(lab, [result for result in results if result.lab == lab.name], url)
    return shown(url), left
