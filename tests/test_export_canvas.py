"""Canvas's gradebook comes back with one column filled, and nothing else changed or invented."""

import csv
import io
from dataclasses import replace

import pytest

from autograder.export import CannotExport, Request, canvas
from autograder.lab import Evidence, Lab, Question
from autograder.results import Result

FIRST = Question("first", "First", 10, evidence=Evidence((), {}))
LAB = Lab("tiny", "A tiny lab", (), (), questions=[FIRST])
ADA = Result("ada", "tiny", "graded", 6.5, 10, "", (), 0, "landlock")

HEADER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (77),A tiny lab (4711),Current Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,5,10,(read only)\r\n"
)
STUDENTS = (
    '"Lovelace, Ada",101,s-1,ada,01,5,,50\r\n'
    '"김, 민준",102,s-2,민준,01,4,3,40\r\n'
    '"=cmd(),<script>",103,s-3,+mallory,01,,,\r\n'
    '"Student, Test",999,,7f3a,01,,,\r\n'
)


def filled(folder, *results, book=HEADER + STUDENTS, column=""):
    """Fill a gradebook; return (rows of the written file, notes)."""
    path = folder / "canvas export.csv"
    path.write_bytes(book if isinstance(book, bytes) else book.encode())
    made = canvas.write(Request(LAB, list(results), folder, path, column))
    text = made.paths[0].read_text("utf-8-sig")
    delimiter = ";" if text.startswith("Student;") else ","
    return list(csv.reader(io.StringIO(text), delimiter=delimiter)), " ".join(made.notes)


def test_the_header_rows_are_canvass_own_and_one_column_is_filled(tmp_path):
    rows, notes = filled(tmp_path, ADA)
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "A tiny lab (4711)"],
        ["", "", "", "", "", ""],
        ["    Points Possible", "", "", "", "", "10"],
        ["Lovelace, Ada", "101", "s-1", "ada", "01", "6.5"],
    ]
    assert "3 of 4 students of the gradebook have no mark here" in notes


@pytest.mark.parametrize("student", ["ada", "ADA", "s-1", "101"])
def test_students_are_found_by_login_sis_id_or_id(tmp_path, student):
    rows, _ = filled(tmp_path, replace(ADA, student=student))
    assert rows[3][1] == "101"


def test_korean_ids_are_found_however_they_are_composed(tmp_path):
    decomposed = "\u1106\u1175\u11ab\u110c\u116e\u11ab"
    rows, _ = filled(tmp_path, replace(ADA, student=decomposed))
    assert rows[3][:2] == ["김, 민준", "102"]


def test_who_is_not_in_the_gradebook_is_said_and_not_invented(tmp_path):
    rows, notes = filled(
        tmp_path, ADA, replace(ADA, student="../eve"), replace(ADA, student="ada2")
    )
    assert len(rows) == 4
    assert "../eve is not in the gradebook" in notes and "ada2 is not in" in notes


def test_two_submissions_of_one_student_are_left_to_a_person(tmp_path):
    rows, notes = filled(tmp_path, ADA, replace(ADA, student="101", score=1))
    assert len(rows) == 3
    assert "101, ada" in notes or "ada, 101" in notes


def test_an_id_of_two_students_fills_neither(tmp_path):
    twice = STUDENTS + '"Other, Ada",104,s-4,ada,02,,,\r\n'
    rows, notes = filled(tmp_path, ADA, book=HEADER + twice)
    assert (len(rows), "2 rows" in notes) == (3, True)


def test_a_submission_without_a_score_changes_nothing(tmp_path):
    rows, notes = filled(tmp_path, replace(ADA, score=None))
    assert (len(rows), "grader failed" in notes) == (3, True)


def test_names_and_logins_are_not_calculated_by_a_spreadsheet(tmp_path):
    rows, _ = filled(tmp_path, replace(ADA, student="s-3"))
    assert rows[3][:4] == ["'=cmd(),<script>", "103", "s-3", "'+mallory"]


def test_semicolons_and_a_byte_order_mark_stay(tmp_path):
    book = "\ufeff" + (HEADER + STUDENTS.replace("e, A", "e A").replace('"', "")).replace(",", ";")
    rows, _ = filled(tmp_path, ADA, book=book.encode())
    assert rows[3][:2] == ["Lovelace Ada", "101"]
    assert (tmp_path / "export" / "canvas.csv").read_bytes().startswith(b"\xef\xbb\xbfStudent;ID;")


@pytest.mark.parametrize("column", ["Quiz 1", "77", "quiz 1 (77)"])
def test_another_column_is_chosen_by_name_or_id(tmp_path, column):
    rows, notes = filled(tmp_path, ADA, column=column)
    assert rows[0][5] == "Quiz 1 (77)"
    assert "Canvas gives Quiz 1 (77) 5 points; the marks here are of 10" in notes


@pytest.mark.parametrize(
    ("book", "column", "said"),
    [
        (HEADER, "Lab 9", "Assignments there: Quiz 1 (77); A tiny lab (4711)"),
        (HEADER.replace("Quiz 1", "A tiny lab"), "", "2 columns"),
        ("name,mark\r\nada,1\r\n", "", "no gradebook of Canvas's"),
        ("", "", "no gradebook of Canvas's"),
        (b"\xff\xfe\x00", "", "UTF-8"),
    ],
)
def test_what_cannot_be_filled_is_refused_with_a_reason(tmp_path, book, column, said):
    with pytest.raises(CannotExport) as refusal:
        filled(tmp_path, ADA, book=book, column=column)
    assert said in str(refusal.value)
    assert not (tmp_path / "export").exists()


def test_canvas_needs_its_own_export():
    with pytest.raises(CannotExport, match="--canvas-csv"):
        canvas.write(Request(LAB, [ADA], None))
