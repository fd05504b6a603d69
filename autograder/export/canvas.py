"""Canvas: the lab's column, filled into the gradebook that Canvas exported.

The header rows, the students and their ids are Canvas's own; nothing is invented. Rows of students
without a mark here are left out, so that importing the file changes nothing of theirs, and so are
rows in which a person had the last word: an excuse, or a mark that is not what was last written.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from autograder.export import CannotExport, Made, Request
from autograder.export.canvas_feedback import write_feedback_zip
from autograder.export.canvas_gradebook import (
    ABOUT_STUDENTS,
    Gradebook,
    Row,
    at,
    choose_column,
    read_gradebook,
)
from autograder.export.hand_entered import EX, Written, apart_from_hand_entered
from autograder.export.matching import is_excused, match
from autograder.plain_text import line
from autograder.results import Result, write_text
from autograder.table_cells import as_number, number_cell, same_mark, text_cell

WRITTEN = "canvas_written.json"  # the marks that were last written, by column and Canvas's ID


def write(request: Request) -> Made:
    """Write DIR/export/canvas.csv, and canvas_feedback.zip beside it. Raises CannotExport."""
    if request.canvas_csv is None:
        raise CannotExport(
            "Canvas takes marks only under its own header: export the gradebook there and give "
            "it with --canvas-csv FILE."
        )
    book = read_gradebook(request.canvas_csv)
    given = request.canvas_column
    column = choose_column(book, [given] if given else [request.lab.title, request.lab.name])
    marks, notes = match(book, request.results, request.match_by)
    folder = request.folder / "export"
    written = Written.read(folder / WRITTEN, "Canvas")
    head = book.header[column]
    marks, kept = apart_from_hand_entered(book, column, marks, written.of(head))
    notes += kept
    for row, result in marks.items():
        if result.score is not None:
            written.add(head, book.id(book.students[row]), float(result.score))
    write_text(folder / "canvas.csv", filled(book, column, marks))
    written.write()
    notes += other_maximum(book, column, most_of(request))
    paths = [folder / "canvas.csv"]
    if request.collected:
        archive, without = write_feedback_zip(request.folder, request.results, request.collected)
        paths.append(archive)
        notes += without
    return Made(paths, tuple(notes))


def filled(book: Gradebook, column: int, marks: Mapping[int, Result]) -> str:
    """Return the file to import: Canvas's own columns on students, and the filled one."""
    kept = [n for n, head in enumerate(book.header) if head in ABOUT_STUDENTS]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=book.delimiter, lineterminator="\r\n")
    for row in (book.header, *book.subheaders):
        writer.writerow([at(row, n) for n in (*kept, column)])
    for place, result in sorted(marks.items()):
        cells = cells_of_student(book, book.students[place], kept)
        writer.writerow([*cells, EX if is_excused(result) else number_cell(result.score)])
    return "\ufeff" * book.bom + table.getvalue()


def cells_of_student(book: Gradebook, row: Row, kept: Sequence[int]) -> Iterator[str]:
    """Yield who a row is about. Canvas finds a student by ID, which stays as it is; the other
    cells are kept from being calculated by a spreadsheet."""
    for n in kept:
        yield at(row, n) if book.header[n] == "ID" else text_cell(at(row, n))


def most_of(request: Request) -> float:
    """Return the points that the marks are of."""
    return max((result.max_score for result in request.results), default=request.lab.max_score)


def other_maximum(book: Gradebook, column: int, max_score: float) -> Iterator[str]:
    """Yield a note if Canvas gives the assignment other points than the lab."""
    for row in book.subheaders:
        cell = at(row, column)
        if row[0].strip() == "Points Possible" and cell not in ("", "(read only)"):
            if not same_mark(as_number(cell), max_score):
                yield (
                    f"Canvas gives {line(book.header[column])} {line(cell)} points; the marks here "
                    f"are of {max_score:g}."
                )
