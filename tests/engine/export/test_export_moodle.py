"""Moodle's worksheet comes back as its importer reads it, and its feedback zip finds everybody."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import pytest

from autograder.export import CannotExport, Request, export
from autograder.gradesheet.marks import Mark, write_marks
from autograder.lab import Evidenced, Lab, Net
from autograder.results import Result

FIRST = Evidenced("first", "First", 10, Net({}, max), (), {})
LAB = Lab("tiny", "A tiny lab", (), (), questions=[FIRST])
ADA = Result("101", "tiny", "graded", 6.5, 10, "", (), 0, "landlock")

ENGLISH = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 101,Ada Lovelace,ada@x.org,Submitted for grading,,10.00,Yes,"Saturday, 21",-,old\n'
    "Participant 102,Seán O'Neil_Jr,sean@x.org,Submitted for grading,4.00,10.00,Yes,-,-,\n"
    "Participant 7,Grace Hopper,grace@x.org,No submission,,10.00,Yes,-,-,\n"
)
KOREAN = (
    "\ufeff식별자;전체 이름;이메일 주소;상태;성적;최대 성적;성적 변경 가능;최종 수정\n"
    "참가자 101;김 민준;101@x.org;제출됨;;10,00;예;-\n"
    "참가자 102;이 서연;102@x.org;제출됨;;10,00;예;-\n"
)
BLIND = (
    "Identifier,Status,Grade,Maximum Grade,Last modified (grade)\n"
    "Participant 101,Submitted,-,10.00,-\nParticipant 102,Submitted,-,10.00,-\n"
)


def written(folder, *results, sheet=ENGLISH, match_by="", grade_column=""):
    """Export; return (rows of moodle.csv, names in the zip, notes)."""
    path = folder / "Grades.csv"
    path.write_text(sheet, encoding="utf-8")
    pages = folder / "feedback"
    pages.mkdir(exist_ok=True)
    for result in results:
        (pages / f"{result.student}.html").write_text(f"page of {result.student}")
    request = Request(LAB, list(results), folder, worksheet=path, match_by=match_by,
                      grade_column=grade_column)  # fmt: skip
    made = export("moodle", request)
    text = made.paths[0].read_text("utf-8")
    delimiter = ";" if ";" in text.split("\n")[0] else ","
    with zipfile.ZipFile(made.paths[1]) as archive:
        names = {name: archive.read(name).decode() for name in archive.namelist()}
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))
    return rows, names, " ".join(made.notes)


def participant(path):
    """Return whose a file of the zip is, as Moodle's importer finds it, and its name there."""
    parts = path.split("/")
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) >= 4 and info[1].isdigit() and info[2:4] == ["assignsubmission", "file"]:
            return int(info[1]), "/".join([*info[4:], *parts])
    return None


def test_the_worksheet_is_the_teachers_own_with_the_grade_filled_in(tmp_path):
    rows, _, notes = written(tmp_path, ADA)
    head, ada = csv.reader(io.StringIO("".join(ENGLISH.splitlines(keepends=True)[:2])))
    ada[4] = "6.50"
    assert rows == [head, ada]
    assert "found by Identifier of the worksheet" in notes


@pytest.mark.parametrize("sheet, grade", [(KOREAN, "6,50"), (BLIND, "6.50")])
def test_it_is_read_in_every_language_and_without_names(tmp_path, sheet, grade):
    rows, names, _ = written(tmp_path, ADA, sheet=sheet)
    assert grade in rows[1] and len(rows) == 2
    assert [participant(name) for name in names] == [(101, "feedback.html")]
    raw = (tmp_path / "export" / "moodle.csv").read_text("utf-8")
    assert raw.startswith("\ufeff") == sheet.startswith("\ufeff")


def test_the_importer_finds_everybodys_page_whatever_the_name(tmp_path):
    _, names, _ = written(tmp_path, ADA, replace(ADA, student="102"))
    found = {participant(name): text for name, text in names.items()}
    assert found == {
        (101, "feedback.html"): "page of 101",
        (102, "feedback.html"): "page of 102",
    }
    assert not any(re.search("[/\\\\:]", name) for name in names)


def test_students_are_found_by_another_column(tmp_path):
    ada = replace(ADA, student="ADA@x.org")
    assert written(tmp_path, ada)[0][1][4] == "6.50"
    assert "found by Email address" in written(tmp_path, ada, match_by="email address")[2]


def test_a_grade_entered_in_moodle_is_kept_and_said(tmp_path):
    sean = replace(ADA, student="102")
    rows, names, notes = written(tmp_path, sean)
    assert len(rows) == 1 and len(names) == 1
    assert "has 4.00 in Moodle, which was entered by hand" in notes
    filled = ENGLISH.replace(",4.00,10", ",,10")
    assert len(written(tmp_path, sean, sheet=filled)[0]) == 2
    imported = ENGLISH.replace(",4.00,10", ",6.50,10")
    better = replace(sean, score=8.0)
    assert written(tmp_path, better, sheet=imported)[0][1][4] == "8.00"


def test_what_moodle_would_skip_in_silence_is_named(tmp_path):
    rows, _, notes = written(tmp_path, replace(ADA, score=12.0))
    assert len(rows) == 1 and "12, above the maximum of 10" in notes
    write_marks(tmp_path, [Mark("101", "excused")])
    rows, _, notes = written(tmp_path, ADA)
    assert len(rows) == 1 and "excused, which a worksheet cannot say" in notes


def test_another_maximum_is_said(tmp_path):
    notes = written(tmp_path, ADA, sheet=ENGLISH.replace("10.00", "100.00"))[2]
    assert "gives this assignment 100 points; the marks here are of 10" in notes


@pytest.mark.parametrize("sheet, words", [
    ("Student,ID\nx,1\n", "no grading worksheet"),
    (ENGLISH.replace("10.00", "Excellent"), "which column is the grade"),
])  # fmt: skip
def test_what_is_no_worksheet_is_said(tmp_path, sheet, words):
    with pytest.raises(CannotExport, match=words):
        written(tmp_path, ADA, sheet=sheet)


def test_the_grades_column_can_be_named(tmp_path):
    sheet = ENGLISH.replace("10.00", "Excellent")
    assert written(tmp_path, ADA, sheet=sheet, grade_column="grade")[0][1][4] == "6.50"
    with pytest.raises(CannotExport, match="0 columns called note, expected one of Identifier"):
        written(tmp_path, ADA, grade_column="note")


def test_without_a_worksheet_it_says_what_to_give(tmp_path):
    with pytest.raises(CannotExport, match="--worksheet"):
        export("moodle", Request(LAB, [ADA], tmp_path))
