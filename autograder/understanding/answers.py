"""`DIR/quiz/answers.csv`: a row for each question; whoever marks types a letter.

UTF-8 with a byte order mark, as grades.csv, so that spreadsheets show every name. A quiz that is
made again keeps what was typed: a row stays as long as its question is asked, or has an answer.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.plain_text import line
from autograder.results import write_text
from autograder.table_cells import text_cell
from autograder.told import Told
from autograder.understanding.interview import Sheet
from autograder.understanding.listing import LETTERS, listings

NAME = "quiz/answers.csv"
HEADER = ("student", "number", "lab", "question", "idea", "right", "answer", "id")
BLANK = "-"  # asked, and left empty
MAX_BYTES = 2**26


class BadAnswers(Told):
    """The file is not what a quiz wrote, or of another lab; the message says where."""


@dataclass(frozen=True)
class Answer:
    """A question that a student was asked, and what was ticked.

    student   as in a cell: see `plain_text.text_cell`
    question  id of the question of the lab whose function it is on
    idea      which template it was made by
    answer    a letter; BLANK where nothing was ticked, "" where nobody has marked it yet
    id        tells it from every other question
    """

    student: str
    number: int
    lab: str
    question: str
    idea: str
    right: str
    answer: str
    id: str

    @property
    def marked(self) -> bool:
        """Whether somebody has typed what was ticked."""
        return self.answer != ""

    @property
    def knew(self) -> bool:
        return self.answer == self.right


def asked_on(sheet: Sheet, lab: str) -> list[Answer]:
    """Return the rows of a sheet on a lab, without answers."""
    numbered = [posed for listing in listings(sheet) for posed in listing.posed]
    return [
        Answer(
            text_cell(sheet.student),
            posed.number,
            lab,
            asked.id,
            asked.question.template,
            posed.right,
            "",
            hashlib.sha256(repr(asked).encode()).hexdigest()[:12],
        )
        for asked, posed in zip(sheet.asked, numbered, strict=True)
    ]


def refuse_other_quiz(lab: str, out: Path) -> None:
    """Raise BadAnswers if DIR holds a quiz on another lab, or answers that cannot be read."""
    others = sorted({answer.lab for answer in read_answers(out)} - {lab})
    if others:
        raise BadAnswers(
            f"{out} holds a quiz on {line(others[0])}, and this one is on {lab}. Name another "
            "folder with --out."
        )


def write_answers(sheets: Sequence[Sheet], lab: str, out: Path) -> int:
    """Write the rows of some sheets, with what was typed before; return how many have an answer.

    Raises BadAnswers, before anything is written, where what is there cannot be read.
    """
    before = {(row.student, row.id): row for row in read_answers(out)}
    rows = [row for sheet in sheets for row in asked_on(sheet, lab)]
    new = {(row.student, row.id) for row in rows}
    kept = [before.get((row.student, row.id), row) for row in rows]
    kept = [Answer(**{**vars(row), "number": now.number}) for row, now in zip(kept, rows)]
    kept += [row for key, row in before.items() if key not in new and row.marked]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in sorted(kept, key=lambda row: (row.student, row.number)):
        writer.writerow([getattr(row, name) for name in HEADER])
    write_text(out / NAME, "\ufeff" + table.getvalue())
    return sum(row.marked for row in kept)


def read_answers(out: Path) -> list[Answer]:
    """Return the rows of DIR/quiz/answers.csv, none where there is none. Raises BadAnswers."""
    path = out / NAME
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadAnswers(f"{path} is far larger than a quiz makes it.")
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeError as error:
        raise BadAnswers(f"{path} is not UTF-8. Save it as CSV UTF-8.") from error
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","  # as Excel writes in Europe
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in HEADER if name not in (reader.fieldnames or ())]
    if missing:
        raise BadAnswers(
            f"{path}: there is no column {missing[0]!r}. Keep the first line as it was."
        )
    return [answer_in(row, f"{path}:{reader.line_num}") for row in reader]


def answer_in(row: dict[str, str], place: str) -> Answer:
    """Return the answer in a row. Raises BadAnswers."""
    typed = (row["answer"] or "").strip().strip("().").lower()
    if typed and typed != BLANK and not (len(typed) == 1 and typed in LETTERS):
        raise BadAnswers(
            f"{place}: {typed[:20]!r} is no answer. Type a, b, c or d; - where nothing was ticked."
        )
    try:
        number = int(row["number"])
    except (TypeError, ValueError) as error:
        raise BadAnswers(f"{place}: the number of the question is missing.") from error
    others = {name: row[name] or "" for name in HEADER if name not in ("number", "answer")}
    return Answer(number=number, answer=typed, **others)
