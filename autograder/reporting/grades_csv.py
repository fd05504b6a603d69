"""`grades.csv`: one row a student, one column a question, safe to open in a spreadsheet.

Where people or the policy have a part in any total, three columns more say what: the points that
the machine gave, the days late, and how the total comes about.

UTF-8 with a byte order mark, because Excel shows Korean names as noise without it; read it with
`encoding="utf-8-sig"`. Text is quoted and numbers are not. A cell is empty where there is no
number yet: a question without a result, or one that waits for a person.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from autograder.gradesheet.marked import Marked, why_no_total
from autograder.gradesheet.steps import said
from autograder.lab import Lab
from autograder.outcomes import Outcome
from autograder.reporting.row import rows_of
from autograder.results import Result, write_text
from autograder.table_cells import number_cell, text_cell

SAID = ["machine_score", "late_days", "how"]


def write_grades_csv(results: Sequence[Result], lab: Lab, path: Path) -> None:
    """Write the grades of `results` to `path`, by student, replacing what is there in one step."""
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_NONNUMERIC)
    header = ["student", "status", "score", "max_score"]
    marked = [result for result in results if isinstance(result, Marked)]
    more = SAID if any(result.touched for result in marked) else []
    writer.writerow([*header, *(text_cell(question.id) for question in lab.questions), *more])
    for result in sorted(results, key=lambda result: result.student):
        points = [
            row.answer.points if row.answer and row.outcome != Outcome.MANUAL else None
            for row in rows_of(result, lab)
        ]
        writer.writerow(
            [text_cell(result.student), text_cell(status_of(result))]
            + [number_cell(value) for value in (result.score, result.max_score, *points)]
            + (said_of(result) if more and isinstance(result, Marked) else [])
        )
    write_text(Path(path), "\ufeff" + table.getvalue())


def status_of(result: Result) -> str:
    """Return the status of a result in a word."""
    return "excused" if isinstance(result, Marked) and result.excused else result.status


def said_of(result: Marked) -> list[object]:
    """Return what people and the policy made of a score: the cells of SAID."""
    words = said(result) or ([why] if (why := why_no_total(result)) else [])
    how = text_cell("; ".join(words), limit=1000)
    return [number_cell(result.verdict.score), number_cell(result.late_days), how]
