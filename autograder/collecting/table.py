"""`collected.csv`: what of a download went where and why, and who handed in nothing.

A row for each thing that the download holds: a file, or a folder that is a student's whole. UTF-8
with a byte order mark, as grades.csv, and safe to open in a spreadsheet.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.collecting.plan import Item
from autograder.grading.intake import COLLECTED
from autograder.plain_text import line
from autograder.results import write_text
from autograder.table_cells import text_cell

NAME = COLLECTED
HEADER = [
    *("student", "name", "status", "from", "to", "handed_in", "late", "attempt"),
    *("group", "members", "why"),
]


def write_table(path: Path, items: Sequence[Item], folders: Mapping[str, str]) -> None:
    """Write a row for each item. `folders` are the students' by id. Raises CannotWrite."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(HEADER)
    for item in items:
        cells = [
            *(item.student, item.name, item.status, str(item.path or ""), place_of(item, folders)),
            *(item.handed_in, item.late, item.attempt, item.group, " ".join(item.members)),
        ]
        writer.writerow([*map(text_cell, cells), line(item.why, limit=1000)])
    write_text(path, "\ufeff" + table.getvalue())


def place_of(item: Item, folders: Mapping[str, str]) -> str:
    """Return where an item went: a file, or the folder of several; "" if nowhere."""
    if not item.files:
        return ""
    folder = folders[item.student]
    (_, only), *others = item.files
    return f"{folder}/" if others else f"{folder}/{only}"
