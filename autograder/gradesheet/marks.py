"""Marks: what a person said, in one table that survives every regrade.

`DIR/marks/marks.csv` has a row for each thing said. It is written by `autograder marks` or by hand,
in any spreadsheet; before each write of ours the file as it was goes to `backups/` beside it.
A row about a group holds for each of its members who has no such row.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from autograder.plain_text import line
from autograder.results import BadResult, write_bytes, write_text, writing
from autograder.table_cells import NoTable, as_number, read_rows, text_cell, text_of

FOLDER = "marks"
NAME = "marks.csv"
BACKUPS = "backups"
MAX_BYTES = 20 * 2**20
COLUMNS = ("student", "what", "question", "value", "reason", "by", "base")
NEEDED = COLUMNS[:4]

POINTS, TOTAL, EXTRA, EXCUSED = "points", "total", "extra", "excused"
LATE_DAYS, EXTENSION, HANDED_IN, GROUP = "late days", "extension", "handed in", "group"
WHAT = {
    POINTS: "the points of a question: a hand grade, or in the place of the machine's",
    TOTAL: "the total, whatever it would be",
    EXTRA: "points that are added to the total, or taken off",
    EXCUSED: "the question, or the whole lab where none is named, does not count",
    LATE_DAYS: "days late, whatever the time it was handed in at",
    EXTENSION: "days by which the deadline is later",
    HANDED_IN: "when it was handed in",
    GROUP: "the group the student is in",
}
NUMBERS = (POINTS, TOTAL, EXTRA, LATE_DAYS, EXTENSION)
NOT_BELOW_ZERO = (POINTS, TOTAL, LATE_DAYS, EXTENSION)
OF_A_QUESTION = (POINTS, EXCUSED)  # POINTS always, EXCUSED perhaps


class BadMarks(BadResult):
    """The table of marks cannot be used; the message says what to mend."""


@dataclass(frozen=True)
class Mark:
    """One thing that a person said.

    value  a number, a time, or a name, as `what` is; "" for an excuse
    base   what it was said of: the machine's points then, or formgrader's grade that was taken;
           "" where nobody wrote it down
    row    its line in the file, 0 for one that is not there yet
    """

    student: str
    what: str
    question: str = ""
    value: str = ""
    reason: str = ""
    by: str = ""
    base: str = ""
    row: int = 0

    @property
    def place(self) -> tuple[str, str, str]:
        """What there can be but one of."""
        return self.student, self.what, self.question

    @property
    def number(self) -> float:
        """The value of one of NUMBERS."""
        number = as_number(self.value)
        assert number is not None, "checked when it was read"
        return number


@dataclass(frozen=True)
class Problem:
    """A row that cannot be used, in words. The total of whom it is about waits until it can."""

    student: str
    words: str


@dataclass(frozen=True)
class Marks:
    """All that a person said of a lab's submissions, and what of it cannot be used."""

    rows: Sequence[Mark] = ()
    problems: Sequence[Problem] = ()

    @cached_property
    def _by_student(self) -> Mapping[str, dict[tuple[str, str], Mark]]:
        found: dict[str, dict[tuple[str, str], Mark]] = {}
        for mark in self.rows:
            found.setdefault(mark.student, {})[mark.what, mark.question] = mark
        return found

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The group of each student who is in one."""
        return {mark.student: mark.value for mark in self.rows if mark.what == GROUP}

    @cached_property
    def about(self) -> set[str]:
        """Everybody of whom something is said by name, groups left out."""
        return {mark.student for mark in self.rows} - {*self.groups.values()}

    @cached_property
    def by_hand(self) -> set[str]:
        """The questions that somebody has points in from a person."""
        return {mark.question for mark in self.rows if mark.what == POINTS}

    def of(self, student: str) -> Mapping[tuple[str, str], Mark]:
        """Return what is said of a student, by (what, question)."""
        own = self._by_student.get(student, {})
        return {**self._by_student.get(self.groups.get(student, ""), {}), **own}

    def problems_of(self, student: str) -> list[str]:
        """Return why what is said of a student cannot be used."""
        names = (student, self.groups.get(student, student))
        return [problem.words for problem in self.problems if problem.student in names]


def read_marks(folder: Path, questions: Mapping[str, float]) -> Marks:
    """Read the marks of a folder of results; none where there is no table. Raises BadMarks.

    questions  the points of each question of the lab, by id
    """
    path = folder / FOLDER / NAME
    try:
        content = path.open("rb").read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Marks()
    except OSError as error:
        raise BadMarks(f"{path} cannot be read ({error.strerror}).") from error
    try:
        if len(content) > MAX_BYTES:
            raise NoTable("larger than any table of marks")
        header, *rows = read_rows(content, is_header)
    except NoTable as error:
        raise BadMarks(f"{path} is {error}; expected the columns {', '.join(COLUMNS)}.") from error
    names = [name.strip().lower() for name in header]
    read: list[Mark] = []
    for number, cells in enumerate(rows, start=2):
        plain = {name: text_of(cell) for name, cell in zip(names, cells) if name in COLUMNS}
        if any(plain.values()):
            mark = Mark(**{"student": "", "what": "", **plain}, row=number)
            read.append(replace(mark, what=mark.what.lower().replace("_", " ")))
    return checked(read, questions)


def is_header(row: Sequence[str]) -> bool:
    """Whether a row names the columns of a table of marks."""
    return {*NEEDED} <= {cell.strip().lower() for cell in row}


def checked(read: Iterable[Mark], questions: Mapping[str, float]) -> Marks:
    """Return marks, apart from those that cannot be used."""
    rows: dict[tuple[str, str, str], Mark] = {}
    problems: list[Problem] = []
    for mark in read:
        where = f"{NAME}, line {mark.row}" if mark.row else NAME
        if wrong := fault(mark, questions):
            problems.append(Problem(mark.student, f"{where}: {wrong}"))
            continue
        before = rows.setdefault(mark.place, mark)
        if before.value != mark.value:
            words = f"{line(before.value)} in line {before.row}, {line(mark.value)} here"
            problems.append(Problem(mark.student, f"{where}: {named(mark)} is said twice: {words}"))
    groups = {mark.value for mark in rows.values() if mark.what == GROUP}
    for group in sorted(groups & {mark.student for mark in rows.values() if mark.what == GROUP}):
        problems.append(Problem(group, f"{NAME}: {line(group)} is a student and a group"))
    return Marks(tuple(rows.values()), tuple(problems))


def fault(mark: Mark, questions: Mapping[str, float]) -> str:
    """Return why a mark cannot be used, "" where it can."""
    if not mark.student:
        return "no student is named"
    if mark.what not in WHAT:
        return f"what is {line(mark.what) or 'empty'}, expected one of {', '.join(WHAT)}"
    if mark.what == POINTS and not mark.question:
        return f"points need a question, one of {', '.join(questions)}"
    if mark.question and mark.question not in questions:
        return f"the lab has no question {line(mark.question)}, only {', '.join(questions)}"
    if mark.question and mark.what not in (*OF_A_QUESTION, EXTRA):
        return f"{mark.what} is not of a question"
    number = as_number(mark.value)
    if mark.what in NUMBERS and number is None:
        return f"the value is {line(mark.value) or 'empty'}, expected a number"
    if mark.what in NOT_BELOW_ZERO and number is not None and number < 0:
        return f"the value is {line(mark.value)}, expected no less than 0"
    if mark.what == POINTS and number is not None and number > questions[mark.question]:
        return (
            f"{line(mark.value)} points are more than the {questions[mark.question]:g} of "
            f"{mark.question}; what is above them is extra"
        )
    if mark.what == EXCUSED and mark.value.lower() not in ("", "yes", "ex", "true"):
        return f"the value of an excuse is {line(mark.value)}, expected none"
    if mark.what in (HANDED_IN, GROUP) and not mark.value:
        return "the value is empty"
    return ""


def named(mark: Mark) -> str:
    """Return what a mark is about, in words."""
    of = f" of {line(mark.question)}" if mark.question else ""
    return f"{mark.what}{of} of {line(mark.student)}"


def text(rows: Iterable[Mark]) -> str:
    """Return marks as the text of their file."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for mark in sorted(rows, key=lambda mark: mark.place):
        numbers = {"value", "base"} if mark.what in NUMBERS else set()
        cells = [(name, str(getattr(mark, name))) for name in COLUMNS]
        writer.writerow([cell if name in numbers else text_cell(cell) for name, cell in cells])
    return "\ufeff" + table.getvalue()


def write_marks(folder: Path, rows: Iterable[Mark]) -> Path:
    """Write the marks of a folder of results, the file as it was backed up before.

    Raises CannotWrite.
    """
    path = folder / FOLDER / NAME
    if path.exists():
        with writing(path):
            before = path.read_bytes()
        write_bytes(next(free_backups(path)), before)
    write_text(path, text(rows))
    return path


def free_backups(path: Path) -> Iterator[Path]:
    """Yield names for a copy of a table, the next number first."""
    folder = path.parent / BACKUPS
    taken = [int(n) for file in folder.glob("marks-*.csv") if (n := file.stem[6:]).isdigit()]
    yield folder / f"marks-{max(taken, default=0) + 1:04}.csv"
