"""Canvas's gradebook as it is exported there: read whole, whatever the exporting person's settings.

A comma, a semicolon or a tab between cells, a byte order mark or none, names in one column or two,
numbers with a point or a comma.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.export import CannotExport
from autograder.export.matching import key
from autograder.plain_text import line

NAMES = (["Student"], ["LastName", "FirstName"])  # how a header can begin
IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
ABOUT_STUDENTS = ("Student", "LastName", "FirstName", *IDS, "Root Account", "Section")
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
    what: str = "gradebook"
    platform: str = "Canvas"

    @property
    def ids(self) -> list[str]:
        """The columns of students' ids that are there."""
        return [name for name in IDS if name in self.header]

    @property
    def people(self) -> list[str]:
        """The columns that are no assignment's."""
        return [head for head in self.header if head and not as_assignment(head)]

    def cell(self, row: Row, name: str) -> str:
        """Return a row's cell in the column of that name, "" where there is none."""
        return at(row, self.header.index(name)) if name in self.header else ""

    def name(self, row: Row) -> str:
        """Return whose row it is, as text on one line."""
        names = (self.cell(row, "LastName"), self.cell(row, "FirstName"))
        return line(self.cell(row, "Student") or ", ".join(filter(None, names)))

    def id(self, row: Row) -> str:
        """Return Canvas's own id of a row."""
        return self.cell(row, "ID").strip()

    def rows_of(self, id: str, column: str) -> list[int]:
        """Return the numbers of the students' rows that have an id in a column."""
        wanted = key(id)
        return [
            number
            for number, row in enumerate(self.students)
            if wanted and key(self.cell(row, column)) == wanted
        ]


def at(row: Row, column: int) -> str:
    """Return a cell by the number of its column, "" where the row is shorter."""
    return row[column] if column < len(row) else ""


def read_gradebook(path: Path) -> Gradebook:
    """Read the gradebook as Canvas exports it. Raises CannotExport."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotExport(f"{path} cannot be read as UTF-8 text ({error}).") from error
    bom, text = text.startswith("\ufeff"), text.removeprefix("\ufeff")
    for delimiter in ",;\t":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            header = next((row for row in reader if row), [])
            if "ID" in header and any(header[: len(name)] == name for name in NAMES):
                book = Gradebook(header, [], [], delimiter, bom)
                for row in filter(None, reader):
                    (book.students if book.cell(row, "ID").strip() else book.subheaders).append(row)
                return book
        except csv.Error as error:
            raise CannotExport(f"{path} is no table ({error}). Export it again.") from error
    raise CannotExport(
        f"{path} is no gradebook of Canvas's: its first row must begin with Student, or with "
        "LastName and FirstName, and name ID. Use the file as Canvas exports it."
    )


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
