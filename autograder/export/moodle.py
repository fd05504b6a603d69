"""Moodle: the grading worksheet of the assignment, filled in, and the feedback pages it takes back.

The worksheet is the teacher's own, in the site's language: header, identifiers and times stay as
they are, for Moodle reads them by its own words. Rows without a mark here are left out, so that
nothing of theirs changes. The zip goes to "Upload multiple feedback files in a zip".

Source: moodle/moodle, mod/assign/feedback/offline and mod/assign/feedback/file.
"""

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from autograder.export import CannotExport, Made, Request
from autograder.export.hand_entered import Written, apart_from_hand_entered
from autograder.export.matching import is_excused, match
from autograder.export.moodle_worksheet import Worksheet, read_worksheet
from autograder.plain_text import line, number
from autograder.results import Result, safe_name, write_bytes, write_text
from autograder.table_cells import same_mark

WRITTEN = "moodle_written.json"  # the marks that were last written, by Moodle's identifier
PAGE = "feedback.html"
_NOT_IN_A_NAME = re.compile(
    r"[\x00-\x1f\x7f&<>\"`|':\\/_]+"
)  # as Moodle cleans names; _ parts them


def write(request: Request) -> Made:
    """Write DIR/export/moodle.csv and moodle_feedback.zip. Raises CannotExport."""
    if request.worksheet is None:
        raise CannotExport(
            "Moodle takes marks only in its own worksheet: download it there (Download grading "
            "worksheet) and give it with --worksheet FILE."
        )
    sheet = read_worksheet(request.worksheet, request.grade_column)
    marks, notes = match(sheet, request.results, request.match_by)
    pages = dict(marks)
    written = Written.read(request.folder / "export" / WRITTEN, "Moodle")
    head = sheet.header[sheet.grade]
    marks, kept = apart_from_hand_entered(sheet, sheet.grade, marks, written.of(head))
    notes += kept
    marks, too_much = that_moodle_takes(sheet, marks)
    notes += too_much
    for row, result in marks.items():
        written.add(head, sheet.id(sheet.students[row]), float(result.score or 0))
    table = request.folder / "export" / "moodle.csv"
    write_text(table, filled(sheet, marks))
    written.write()
    archive, without = feedback_zip(request, sheet, pages)
    notes += without
    return Made([table, archive], tuple(notes))


def that_moodle_takes(
    sheet: Worksheet, marks: Mapping[int, Result]
) -> tuple[dict[int, Result], list[str]]:
    """Return the marks that Moodle does not skip in silence, and notes on the others."""
    left, notes = {}, []
    for row, result in marks.items():
        name, most = sheet.name(sheet.students[row]), sheet.most(sheet.students[row])
        if is_excused(result):
            notes.append(f"{name} is excused, which a worksheet cannot say; the row is left out.")
        elif most is not None and result.score is not None and result.score > most:
            notes.append(
                f"{name} has {number(result.score)}, above the maximum of {number(most)}, which "
                "Moodle skips in silence; the row is left out. Raise the maximum in Moodle."
            )
        else:
            left[row] = result
    maxima = {result.max_score for result in left.values()}
    found = {sheet.most(row) for row in sheet.students} - {None}
    if len(maxima) == len(found) == 1 and not same_mark(min(maxima), found.pop()):
        notes.append(
            f"Moodle gives this assignment {number(sheet.most(sheet.students[0]))} points; the "
            f"marks here are of {number(min(maxima))}."
        )
    return left, notes


def filled(sheet: Worksheet, marks: Mapping[int, Result]) -> str:
    """Return the worksheet with the marks, numbers written as it writes them."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=sheet.delimiter, lineterminator="\n")
    writer.writerow(sheet.header)
    for place, result in sorted(marks.items()):
        cells = [*sheet.students[place]]
        text = f"{result.score:.2f}"
        cells[sheet.grade] = text.replace(".", ",") if sheet.comma else text
        writer.writerow(cells)
    return "\ufeff" * sheet.bom + table.getvalue()


def feedback_zip(
    request: Request, sheet: Worksheet, marks: Mapping[int, Result]
) -> tuple[Path, list[str]]:
    """Write the feedback pages under names that Moodle takes back; return where, and who has none.

    The names are flat, which all versions read: the name of a folder ends otherwise before 4.1.
    """
    target = request.folder / "export" / "moodle_feedback.zip"
    content = io.BytesIO()
    missing = []
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, result in sorted(marks.items()):
            page = request.folder / "feedback" / f"{safe_name(result.student)}.html"
            if not page.is_file():
                missing.append(line(result.student))
                continue
            entry = zipfile.ZipInfo(name_of(sheet, sheet.students[place]))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, page.read_bytes())
    write_bytes(target, content.getvalue())
    few = ", ".join(missing[:10])
    notes = [f"{len(missing)} have no feedback page, {few}: autograder report makes them."]
    return target, notes if missing else []


def name_of(sheet: Worksheet, row: list[str]) -> str:
    """Return the name that Moodle finds a student's feedback by."""
    name = _NOT_IN_A_NAME.sub(" ", sheet.name(row)).strip() or "Participant"
    return f"{name}_{sheet.id(row)}_assignsubmission_file_{PAGE}"
