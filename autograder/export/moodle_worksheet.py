"""Moodle's grading worksheet, in whatever language the site speaks.

Its columns stand in a fixed order: identifier, name, what identifies people, status, perhaps group
and marker, grade, maximum, … The identifier is a word and a number in every row; the maximum is the
last column that holds the same number in every row, and the grade stands before it.

Source: moodle/moodle, mod/assign/gradingtable.php.
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
from autograder.table_cells import as_number

_IDENTIFIER = re.compile(r"(?P<word>[^\d]*)(?P<number>\d+)\s*")

Row = list[str]


@dataclass(frozen=True)
class Worksheet:
    """A worksheet: its header and rows as they stand, and which column is the grade.

    grade  the number of that column; the maximum is the next
    comma  whether numbers in it have one
    """

    header: Row
    students: Sequence[Row]
    delimiter: str
    bom: bool
    grade: int
    comma: bool
    what: str = "worksheet"
    platform: str = "Moodle"

    @property
    def people(self) -> list[str]:
        """The columns before the grade: they are about students."""
        return [head for head in self.header[: self.grade] if head]

    @property
    def ids(self) -> list[str]:
        """The columns that may hold ids: the identifier, and all beside the name."""
        return [self.header[0], *self.header[2 : self.grade]]

    def name(self, row: Row) -> str:
        """Return whose row it is; blind marking leaves only the identifier."""
        blind = self.grade < 3 or as_number(row[1]) is not None
        return line(row[0] if blind else row[1])

    def id(self, row: Row) -> str:
        """Return the participant number of a row."""
        found = _IDENTIFIER.fullmatch(row[0])
        return found["number"] if found else row[0].strip()

    def most(self, row: Row) -> float | None:
        """Return the maximum of a row, None where it is a scale."""
        return as_number(row[self.grade + 1]) if self.grade + 1 < len(row) else None

    def rows_of(self, id: str, column: str) -> list[int]:
        """Return the numbers of the rows that have an id in a column."""
        place, wanted = self.header.index(column), key(id)
        return [
            number
            for number, row in enumerate(self.students)
            if wanted and wanted in ({key(row[place])} | ({self.id(row)} if place == 0 else set()))
        ]


def read_worksheet(path: Path, grade_column: str = "") -> Worksheet:
    """Read a worksheet. `grade_column` names its grade, "" to find it. Raises CannotExport."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotExport(f"{path} cannot be read as UTF-8 text ({error}).") from error
    bom, text = text.startswith("\ufeff"), text.removeprefix("\ufeff")
    for delimiter in ",;\t":
        try:
            rows = list(filter(any, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
        except csv.Error as error:
            raise CannotExport(f"{path} is no table ({error}). Download it again.") from error
        if len(rows) > 1 and len(rows[0]) > 3 and is_worksheet(rows[1:]):
            header, *students = rows
            students = [row + [""] * (len(header) - len(row)) for row in students]
            grade = grade_of(path, header, students, grade_column)
            cells = [cell for row in students for cell in row[grade : grade + 2]]
            return Worksheet(header, students, delimiter, bom, grade, any("," in c for c in cells))
    raise CannotExport(
        f"{path} is no grading worksheet of Moodle's: its first column must hold a word and a "
        "number in each row, as Participant 123. Use the file as Moodle gives it."
    )


def is_worksheet(rows: Sequence[Row]) -> bool:
    """Whether the first column holds one word and a number in each row."""
    found = [_IDENTIFIER.fullmatch(row[0]) for row in rows]
    return all(found) and len({one["word"] for one in found if one}) == 1


def grade_of(path: Path, header: Row, students: Sequence[Row], wanted: str) -> int:
    """Return the number of the grade's column. Raises CannotExport."""
    if wanted:
        named = [n for n, head in enumerate(header) if key(head) == key(wanted)]
        if len(named) == 1:
            return named[0]
        there = ", ".join(map(line, header))
        raise CannotExport(
            f"{path} has {len(named)} columns called {wanted}, expected one of {there}."
        )
    for column in range(len(header) - 1, 1, -1):
        values = {row[column].strip() for row in students}
        if len(values) == 1 and (as_number(min(values)) or 0) > 0:
            before = [row[column - 1].strip() for row in students]
            if all(cell in ("", "-") or as_number(cell) is not None for cell in before):
                return column - 1
    raise CannotExport(
        f"{path}: which column is the grade? Name it with --grade-column. There are "
        f"{', '.join(map(line, header))}."
    )
