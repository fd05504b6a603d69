"""Feedback pages as Canvas takes them back: each under the name of a file that was handed in.

Canvas finds student and attachment by the two numbers in that name, and shows what comes back under
the attachment's name. So a page goes back in a zip where a zip was handed in, and cannot go back on
a file of another kind.

Source: instructure/canvas-lms, app/models/abstract_assignment.rb.
"""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from autograder.export import CannotExport
from autograder.plain_text import line
from autograder.results import Result, safe_name, write_bytes
from autograder.table_cells import NoTable, read_rows, text_of

PAGE = "feedback.html"
NEEDED = ("student", "status", "from")
MOST_NAMES = 10


def write_feedback_zip(
    folder: Path, results: Sequence[Result], collected: Path
) -> tuple[Path, list[str]]:
    """Write DIR/export/canvas_feedback.zip; return it, and notes on whose page is not in it.

    collected  the collected.csv that `autograder collect canvas` wrote

    Raises CannotExport.
    """
    names = names_handed_in(collected)
    content = io.BytesIO()
    without = []
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for result in results:
            page = folder / "feedback" / f"{safe_name(result.student)}.html"
            fitting = [name for name in names.get(result.student, ()) if kind(name)]
            if not page.is_file() or not fitting:
                without.append(line(result.student))
                continue
            html = page.read_bytes()
            name = fitting[-1]
            add(archive, name, zipped(html) if kind(name) == ".zip" else html)
    target = folder / "export" / "canvas_feedback.zip"
    write_bytes(target, content.getvalue())
    few = ", ".join(without[:MOST_NAMES])
    more = f" and {len(without) - MOST_NAMES} more" if len(without) > MOST_NAMES else ""
    notes = [f"Canvas takes no page back of who handed in neither a zip nor a page: {few}{more}."]
    return target, notes if without else []


def names_handed_in(collected: Path) -> dict[str, list[str]]:
    """Return the names in the download of what counts of each student. Raises CannotExport."""
    try:
        header, *rows = read_rows(collected.read_bytes(), lambda row: {*NEEDED} <= {*row})
    except (OSError, NoTable) as error:
        raise CannotExport(f"{collected} is no collected.csv ({error}).") from error
    names: dict[str, list[str]] = {}
    for row in rows:
        cells = dict(zip(header, map(text_of, row)))
        if cells.get("status") == "collected":
            name = PurePosixPath(cells["from"]).name
            names.setdefault(cells["student"], []).append(name)
    return names


def kind(name: str) -> str:
    """Return the ending of a file that a page can go back on, "" of any other."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if ending in (".zip", ".html") else ""


def zipped(page: bytes) -> bytes:
    """Return a zip of a page."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        add(archive, PAGE, page)
    return content.getvalue()


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file to a zip, dated 1980: the same bytes each time."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
