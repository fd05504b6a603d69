"""Canvas: the lab's column, filled into the gradebook that Canvas exported.

The header rows, the students and their ids are Canvas's own; nothing is invented. Rows of students
without a mark here are left out, so that importing the file changes nothing of theirs.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.export import CannotExport, Made, Request
from autograder.reporting.feedback import finite, line
from autograder.reporting.grades_csv import number_cell, text_cell
from autograder.results import Result, write_text

MATCHED_BY = ("SIS Login ID", "SIS User ID", "ID")
ABOUT_STUDENTS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Root Account", "Section")
_ASSIGNMENT = re.compile(r"(?P<name>.*) \((?P<id>\d+)\)", re.DOTALL)

Row = list[str]


@dataclass(frozen=True)
class Gradebook:
    """Canvas's export: its header, the rows under it that are nobody's, and the students'."""

    header: Row
    subheaders: list[Row]
    students: list[Row]
    delimiter: str
    bom: bool

    def cell(self, row: Row, name: str) -> str:
        """Return a row's cell in the column of that name, "" where there is none."""
        column = self.header.index(name) if name in self.header else len(row)
        return row[column] if column < len(row) else ""


def write(request: Request) -> Made:
    """Write DIR/export/canvas.csv. Raises CannotExport."""
    if request.canvas_csv is None:
        raise CannotExport(
            "Canvas takes marks only under its own header: export the gradebook there and give "
            "it with --canvas-csv FILE."
        )
    book = read_gradebook(request.canvas_csv)
    given = request.canvas_column
    column = choose_column(book, [given] if given else [request.lab.title, request.lab.name])
    marks, notes = match(book, request.results)
    path = request.folder / "export" / "canvas.csv"
    write_text(path, filled(book, column, marks))
    notes += other_maximum(book, column, request.lab.max_score)
    return Made([path], tuple(notes))


def read_gradebook(path: Path) -> Gradebook:
    """Read the gradebook as Canvas exports it. Raises CannotExport."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotExport(f"{path} cannot be read as UTF-8 text ({error}).") from error
    bom, text = text.startswith("\ufeff"), text.removeprefix("\ufeff")
    delimiter = ";" if text.startswith("Student;") else ","
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    if not rows or rows[0][0] != "Student" or "ID" not in rows[0]:
        raise CannotExport(
            f"{path} is no gradebook of Canvas's: its first row must begin with Student and "
            "name ID. Use the file as Canvas exports it."
        )
    header, *others = rows
    book = Gradebook(header, [], [], delimiter, bom)
    for row in others:
        (book.students if book.cell(row, "ID").strip() else book.subheaders).append(row)
    return book


def choose_column(book: Gradebook, wanted: Sequence[str]) -> int:
    """Return which column is the lab's: the one of a wanted name, id or whole header."""
    columns = {
        number: found for number, head in enumerate(book.header) if (found := as_assignment(head))
    }
    keys = {key(name) for name in wanted}
    matching = [
        number
        for number, (name, id) in columns.items()
        if keys & {key(name), id, key(book.header[number])}
    ]
    if len(matching) == 1:
        return matching[0]
    there = "; ".join(line(book.header[number]) for number in columns) or "none"
    raise CannotExport(
        f"{len(matching)} columns of the gradebook are called {' or '.join(wanted)}, expected one. "
        f"Name it with --canvas-column. Assignments there: {there}."
    )


def as_assignment(head: str) -> tuple[str, str] | None:
    """Return name and Canvas's id of the assignment a header stands for, None if it is none."""
    found = _ASSIGNMENT.fullmatch(head)
    return (found["name"], found["id"]) if found else None


def key(text: str) -> str:
    """Return a text as it is compared: however it was typed and composed."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def match(book: Gradebook, results: Sequence[Result]) -> tuple[dict[int, Result], list[str]]:
    """Return the result of each row of students that has one, and notes on those left over."""
    found: dict[int, list[Result]] = {}
    notes = []
    for result in results:
        rows = rows_named(book, result.student)
        shown = line(result.student)
        if finite(result.score) is None:
            notes.append(f"{shown} has no score, because the grader failed; the row is left out.")
        elif not rows:
            notes.append(f"{shown} is not in the gradebook by any of {', '.join(MATCHED_BY)}.")
        elif len(rows) > 1:
            notes.append(f"{shown} is the id of {len(rows)} rows of the gradebook; none is filled.")
        else:
            found.setdefault(rows[0], []).append(result)
    for _, several in sorted(found.items()):
        if len(several) > 1:
            names = ", ".join(line(result.student) for result in several)
            notes.append(f"{names} are one student of the gradebook; the row is left out.")
    marks = {row: several[0] for row, several in found.items() if len(several) == 1}
    rest = len(book.students) - len(marks)
    if rest:
        notes.append(f"{rest} of {len(book.students)} students of the gradebook have no mark here.")
    return marks, notes


def rows_named(book: Gradebook, student: str) -> list[int]:
    """Return the rows whose id is a student id, by the first of MATCHED_BY that has any."""
    for name in MATCHED_BY:
        rows = [
            number
            for number, row in enumerate(book.students)
            if key(book.cell(row, name)) == key(student) != ""
        ]
        if rows:
            return rows
    return []


def filled(book: Gradebook, column: int, marks: dict[int, Result]) -> str:
    """Return the file to import: Canvas's own columns on students, and the filled one."""
    kept = [n for n, head in enumerate(book.header) if head in ABOUT_STUDENTS]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=book.delimiter, lineterminator="\r\n")
    for row in (book.header, *book.subheaders):
        padded = row + [""] * (len(book.header) - len(row))
        writer.writerow([padded[n] for n in (*kept, column)])
    for number, result in sorted(marks.items()):
        cells = cells_of_student(book, book.students[number], kept)
        writer.writerow([*cells, number_cell(result.score)])
    return "\ufeff" * book.bom + table.getvalue()


def cells_of_student(book: Gradebook, row: Row, kept: Sequence[int]) -> Iterator[str]:
    """Yield who a row is about. Canvas finds a student by ID, which stays as it is; the other
    cells are kept from being calculated by a spreadsheet."""
    for n in kept:
        cell = row[n] if n < len(row) else ""
        yield cell if book.header[n] == "ID" else text_cell(cell)


def other_maximum(book: Gradebook, column: int, max_score: float) -> Iterator[str]:
    """Yield a note if Canvas gives the assignment other points than the lab."""
    for row in book.subheaders:
        cell = row[column] if column < len(row) else ""
        if row[0].strip() == "Points Possible" and cell not in ("", "(read only)"):
            try:
                same = float(cell) == max_score
            except ValueError:
                same = False
            if not same:
                yield (
                    f"Canvas gives {line(book.header[column])} {line(cell)} points; the marks here "
                    f"are of {max_score:g}, without what is graded by hand."
                )
