"""Rosters: who is in the class, from a platform's own table or one of a person's making.

A table of ours has the columns `id` and `name`, and may have `group`. Of a platform's table the
columns are found by their names, wherever they stand, with whatever stands between cells.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from autograder.collecting.claim import CannotCollect
from autograder.plain_text import line
from autograder.student.checking.source_text import decoded

OURS = ("id", "student")
NAMES = ("name", "student", "full name", "student name")
FAMILY_NAMES = ("lastname", "last name", "last_name", "surname")
GIVEN_NAMES = ("firstname", "first name", "first_name")
GROUPS = ("group", "group name", "group_name")
TIMES = ("last modified (submission)", "submission time", "submission_timestamp", "datetime")
IDENTIFIER = "identifier"  # of Moodle's worksheet
TITLE_ROWS = 10  # lines that may stand above the header
MAX_BYTES = 20 * 2**20
TEST_STUDENT = "Student, Test"  # Canvas's
NOBODYS_ROWS = ("Points Possible",)  # Canvas's, too


@dataclass(frozen=True)
class Person:
    """Somebody in the class. `cells` are the row's, by the name of the column in small letters."""

    id: str
    name: str
    group: str = ""
    handed_in: str = ""
    late: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Roster:
    """The class. Nobody is in an empty one, and nothing is known from it.

    column      the column that holds the ids
    without_id  the names of those who have none
    """

    people: Sequence[Person]
    column: str = ""
    without_id: Sequence[str] = ()

    @classmethod
    def empty(cls) -> "Roster":
        return cls(())

    def __bool__(self) -> bool:
        return bool(self.people)

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        """Everybody, by the key of the id."""
        return {key(person.id): person for person in self.people}

    def find(self, id: str) -> Person | None:
        """Return who has an id, None if nobody."""
        return self.by_id.get(key(id))

    def named(self, name: str) -> list[Person]:
        """Return all of a name, given or family name first."""
        wanted = words(name)
        return [person for person in self.people if wanted and words(person.name) == wanted]

    def in_group(self, group: str) -> list[Person]:
        """Return all of a group."""
        return [person for person in self.people if group and key(person.group) == key(group)]


def key(text: str) -> str:
    """Return an id or name as it is compared: however it was typed and composed."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def words(name: str) -> list[str]:
    """Return the words of a name in an order of their own, without what is no letter in them."""
    return sorted(filter(None, re.split(r"[\W_]+", re.sub(r"['’`]", "", key(name)))))


def read_roster(path: Path, id_columns: Sequence[str]) -> Roster:
    """Read a class list. Raises CannotCollect.

    id_columns  the platform's names of the column with ids; the first that is there holds them all
    """
    try:
        content = path.open("rb").read(MAX_BYTES + 1)
    except OSError as error:
        raise CannotCollect(f"{path} cannot be read ({error.strerror}).") from error
    return as_roster(content, str(path), id_columns)


def as_roster(content: bytes, path: str, id_columns: Sequence[str]) -> Roster:
    """Return the class list in a file's bytes. Raises CannotCollect, which names the path."""
    wanted = [key(name) for name in (*id_columns, *OURS)]
    text = decoded(content)[0].removeprefix("\ufeff")
    if len(content) > MAX_BYTES or "\0" in text:
        raise CannotCollect(f"{path} is no table of text. Save it as CSV.")
    for delimiter in ",;\t":
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise CannotCollect(f"{path} is no table ({error}). Save it as CSV.") from error
        for number, row in enumerate(rows[:TITLE_ROWS]):
            header = _header(row, rows[number + 1 :], wanted)
            if len(row) > 1 and {*wanted} & {*header}:
                column = next(name for name in wanted if name in header)
                people = list(_people(path, header, column, rows[number + 1 :]))
                if column == "student" and any(" " in one.id or "," in one.id for one in people):
                    break  # these are names
                nameless = [one.name for one in people if not one.id]
                return Roster([one for one in people if one.id], column, nameless)
    raise CannotCollect(
        f"{path} has no column of student ids: expected one called "
        f"{', '.join(dict.fromkeys((*id_columns, *OURS)))}."
    )


def _header(row: Sequence[str], below: Sequence[Sequence[str]], wanted: Sequence[str]) -> list[str]:
    """Return the names of columns as they are compared.

    Those of Moodle's worksheet are in the user's language. It is known by what its first column
    holds, a word and a number in every row, and the name stands beside that.
    """
    header = [key(cell) for cell in row]
    numbered = all(re.fullmatch(r"\D+\d+", cells[0].strip()) for cells in below if any(cells))
    if IDENTIFIER in wanted and len(row) > 1 and below and numbered:
        header[0] = IDENTIFIER
        if not {*NAMES} & {*header}:
            header[1] = NAMES[0]
    return header


def _people(
    path: str, header: Sequence[str], column: str, rows: Sequence[Sequence[str]]
) -> Iterator[Person]:
    """Yield everybody in the rows of a table. Raises CannotCollect where an id is two people's."""
    seen: dict[str, str] = {}
    for row in rows:
        cells = {name: cell.strip() for name, cell in zip(header, row)}
        id = cells.get(column, "").lstrip("#").removeprefix("'")
        if column == IDENTIFIER and (found := re.search(r"(\d+)$", id)):
            id = found[1]  # Moodle's word for a participant stands before it, in any language
        name = _name(cells, column)
        if name == TEST_STUDENT or cells.get("role", "student") not in ("student", ""):
            continue
        if not id:
            if name and name not in NOBODYS_ROWS:
                yield Person("", name)
        elif key(id) not in seen:
            seen[key(id)] = name
            facts = (_first(cells, GROUPS), _first(cells, TIMES), _lateness(cells))
            yield Person(id, name, *facts, cells)
        elif seen[key(id)] != name:
            raise CannotCollect(
                f"{path}: {line(id)} is the {column} of {line(seen[key(id)])} and of {line(name)}. "
                "Mend the list: their work could not be told apart."
            )


def _name(cells: Mapping[str, str], column: str) -> str:
    """Return the name in a row: the family name first, if the two stand apart."""
    apart = (_first(cells, FAMILY_NAMES), _first(cells, GIVEN_NAMES))
    if any(apart):
        return ", ".join(filter(None, apart))
    return _first({name: cell for name, cell in cells.items() if name != column}, NAMES)


def _lateness(cells: Mapping[str, str]) -> str:
    """Return "yes" or "no" as a row tells it, "" if it does not."""
    late = cells.get("lateness (h:m:s)") or cells.get("late", "")
    if re.fullmatch(r"[0:]+|no|false|0", late, re.I):
        return "no"
    if late or re.search(r"\blate\b", cells.get("status", "")):
        return "yes"
    return ""


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    """Return the first cell that is there and not empty, "" if none is."""
    return next((cells[name] for name in names if cells.get(name, "-") != "-" and cells[name]), "")
