"""Whose row of a platform's table a mark belongs to.

One column of ids holds for the whole class. A number of Canvas's may be somebody else's SIS number,
so kinds of ids are never tried one after another: the column is the one that fits most students, it
is shown, and an id that means another row in another column is left to a person.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Protocol

from autograder.export import CannotExport
from autograder.gradesheet.marked import Marked, why_no_total
from autograder.plain_text import finite, line
from autograder.results import Result


class Table(Protocol):
    """A platform's table of a class.

    what      it is called, in messages
    platform  whose it is
    ids       columns that may hold students' ids
    people    columns that are about students, all that a person may name
    students  rows of students
    """

    @property
    def what(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def ids(self) -> Sequence[str]: ...
    @property
    def people(self) -> Sequence[str]: ...
    @property
    def students(self) -> Sequence[list[str]]: ...

    def name(self, row: list[str]) -> str:
        """Return whose row it is, as text on one line."""

    def id(self, row: list[str]) -> str:
        """Return the platform's own id of a row."""

    def rows_of(self, id: str, column: str) -> list[int]:
        """Return the numbers of the students' rows that have an id in a column."""


Places = Mapping[str, list[int]]  # the rows of each student id that has any


def id_column(book: Table, students: Sequence[str], match_by: str) -> str:
    """Return the name of the column that holds the students' ids, "" if none fits anybody.

    match_by  the one that a person named, "" if none

    Raises CannotExport where it cannot be told.
    """
    if match_by:
        named = [head for head in book.people if key(head) == key(match_by)]
        if len(named) == 1:
            return named[0]
        raise CannotExport(
            f"The {book.what} has {len(named)} columns called {match_by}, expected one. Columns "
            f"for --match-by: {', '.join(map(line, book.people))}."
        )
    fitting = {name: places(book, students, name) for name in book.ids}
    most = max(map(len, fitting.values()), default=0)
    best = [name for name, found in fitting.items() if len(found) == most > 0]
    if any(fitting[name] != fitting[best[0]] for name in best):
        examples = "; ".join(f"{name}: {example(book, fitting[name])}" for name in best)
        raise CannotExport(
            f"The students' ids fit {' as well as '.join(best)}, {most} of {len(students)} each "
            f"({examples}). Say which of these columns holds them, with --match-by COLUMN."
        )
    return best[0] if best else ""


def places(book: Table, students: Sequence[str], column: str) -> Places:
    """Return the rows that students' ids have in a column."""
    found = {student: book.rows_of(student, column) for student in students}
    return {student: rows for student, rows in found.items() if rows}


def example(book: Table, found: Places) -> str:
    """Return one of the students that were found, and as whom."""
    student, rows = min(found.items())
    return f"{line(student)} is {book.name(book.students[rows[0]])}"


def match(
    book: Table, results: Sequence[Result], match_by: str = ""
) -> tuple[dict[int, Result], list[str]]:
    """Return the result of each row of students that has one, and notes on how, and on the rest.

    Raises CannotExport.
    """
    students = sorted({result.student for result in results})
    column = id_column(book, students, match_by)
    notes = [f"Students are found by {column or 'no column'} of the {book.what}."]
    found: dict[int, list[Result]] = {}
    for result in results:
        rows = book.rows_of(result.student, column)
        shown = line(result.student)
        elsewhere = {} if match_by else rows_elsewhere(book, result.student, column)
        others = ", ".join(
            f"{name} of {book.name(book.students[row])}" for name, row in elsewhere.items()
        )
        if not rows:
            also = f", but the {others}" if others else ""
            notes.append(
                f"{shown} is not in the {book.what} by {column or ' or '.join(book.ids)}{also}."
            )
        elif len(rows) > 1:
            whose = "; ".join(book.name(book.students[row]) for row in rows)
            notes.append(
                f"{shown} is the {column} of {len(rows)} rows of the {book.what} ({whose}); none "
                "is filled."
            )
        elif elsewhere:
            notes.append(
                f"{shown} fits two rows: it is the {column} of {book.name(book.students[rows[0]])} "
                f"and the {others}. Its mark is not written; if {column} is right, say so with "
                f'--match-by "{column}".'
            )
        elif finite(result.score) is None and not is_excused(result):
            notes.append(f"{shown} {why_no_total(result)}; the row is left out.")
        else:
            found.setdefault(rows[0], []).append(result)
    for _, several in sorted(found.items()):
        if len(several) > 1:
            names = ", ".join(line(result.student) for result in several)
            notes.append(f"{names} are one student of the {book.what}; the row is left out.")
    marks = {row: several[0] for row, several in found.items() if len(several) == 1}
    rest = len(book.students) - len(marks)
    if rest:
        notes.append(
            f"{rest} of {len(book.students)} students of the {book.what} have no mark here."
        )
    return marks, notes


def key(text: str) -> str:
    """Return a text as it is compared: however it was typed and composed."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def is_excused(result: Result) -> bool:
    """Whether a person excused the student from the lab."""
    return isinstance(result, Marked) and result.excused


def rows_elsewhere(book: Table, student: str, column: str) -> dict[str, int]:
    """Return other columns in which an id means another row, and the first such row."""
    own = set(book.rows_of(student, column))
    others = {name: set(book.rows_of(student, name)) - own for name in book.ids if name != column}
    return {name: min(rows) for name, rows in others.items() if rows}
