"""`grades.csv`: one row a student, one column a question, safe to open in a spreadsheet.

UTF-8 with a byte order mark, because Excel shows Korean names as noise without it; read it with
`encoding="utf-8-sig"`. Text is quoted and numbers are not. A cell is empty where there is no
number yet: a question without a result, or one that waits for a person.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from autograder.lab import Lab
from autograder.plain_text import finite, line
from autograder.reporting.feedback import rows_of
from autograder.results import Result, write_text

# In ASCII and in the full width of East Asian input.
_FORMULA_STARTS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def write_grades_csv(results: Sequence[Result], lab: Lab, path: Path) -> None:
    """Write the grades of `results` to `path`, by student, replacing what is there in one step."""
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_NONNUMERIC)
    header = ["student", "status", "score", "max_score"]
    writer.writerow(header + [text_cell(question.id) for question in lab.questions])
    for result in sorted(results, key=lambda result: result.student):
        points = [
            row.answer.points if row.answer and row.outcome != "manual" else None
            for row in rows_of(result, lab)
        ]
        writer.writerow(
            [text_cell(result.student), text_cell(result.status)]
            + [number_cell(value) for value in (result.score, result.max_score, *points)]
        )
    write_text(Path(path), "\ufeff" + table.getvalue())


def text_cell(text: str) -> str:
    """Return `text` on one line, with an apostrophe before what a spreadsheet would calculate."""
    shown = line(text, limit=200)
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown


def number_cell(value: object) -> float | int | str:
    """Return a number to at most four decimals, whole ones without any; "" where there is none."""
    number = finite(value)
    if number is None:
        return ""
    return int(number) if number.is_integer() else round(number, 4)
