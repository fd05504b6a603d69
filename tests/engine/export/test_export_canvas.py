"""Canvas's gradebook comes back with one column filled, and nothing else changed or invented."""

import csv
import io
import zipfile
from dataclasses import replace

import pytest

from autograder.collecting import canvas as canvas_download
from autograder.export import CannotExport, Request, canvas
from autograder.export.canvas_feedback import write_feedback_zip
from autograder.lab import Evidenced, Lab, Net
from autograder.results import Result
from autograder.table_cells import as_number

FIRST = Evidenced("first", "First", 10, Net({}, max), (), {})
LAB = Lab("tiny", "A tiny lab", (), (), questions=[FIRST])
ADA = Result("ada", "tiny", "graded", 6.5, 10, "", (), 0, "landlock")

HEADER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (77),A tiny lab (4711),Current Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,5,10,(read only)\r\n"
)
STUDENTS = (
    '"Lovelace, Ada",101,s-1,ada,01,5,,50\r\n'
    '"김, 민준",102,s-2,민준,01,4,,40\r\n'
    '"=cmd(),<script>",103,s-3,+mallory,01,,,\r\n'
    '"Student, Test",999,,7f3a,01,,,\r\n'
)


def filled(folder, *results, book=HEADER + STUDENTS, column="", match_by=""):
    """Fill a gradebook; return (rows of the written file, notes)."""
    path = folder / "canvas export.csv"
    path.write_bytes(book if isinstance(book, bytes) else book.encode())
    request = Request(LAB, list(results), folder, path, column, match_by=match_by)
    made = canvas.write(request)
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


@pytest.mark.parametrize(
    ("student", "column"),
    [("ada", "SIS Login ID"), ("ADA", "SIS Login ID"), ("s-1", "SIS User ID"), ("101", "ID")],
)
def test_students_are_found_by_the_column_that_has_their_ids_and_it_is_shown(
    tmp_path, student, column
):
    rows, notes = filled(tmp_path, replace(ADA, student=student))
    assert rows[3][1] == "101"
    assert f"found by {column} of the gradebook" in notes


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
    rows, notes = filled(tmp_path, ADA, replace(ADA, student="ADA", score=1))
    assert len(rows) == 3
    assert "ada, ADA are one student" in notes


def test_an_id_of_two_students_fills_neither_and_both_are_named(tmp_path):
    twice = STUDENTS + '"Other, Ada",104,s-4,ada,02,,,\r\n'
    rows, notes = filled(tmp_path, ADA, book=HEADER + twice)
    assert len(rows) == 3
    assert "ada is the SIS Login ID of 2 rows of the gradebook (Lovelace, Ada; Other, Ada)" in notes


def test_ids_of_different_kinds_are_never_tried_one_after_another(tmp_path):
    """The class is named by login; 102 is a Canvas number and stays unmarked."""
    rows, notes = filled(
        tmp_path, ADA, replace(ADA, student="민준"), replace(ADA, student="103", score=1)
    )
    assert [row[1] for row in rows[3:]] == ["101", "102"]
    assert "103 is not in the gradebook by SIS Login ID, but the ID of =cmd(),<script>" in notes


def test_where_two_columns_fit_as_many_a_person_says_which(tmp_path):
    """Nothing is written: each of the two marks could be the wrong student's."""
    with pytest.raises(CannotExport) as refusal:
        filled(tmp_path, ADA, replace(ADA, student="102", score=1))
    assert "ID as well as SIS Login ID, 1 of 2 each" in str(refusal.value)
    assert "--match-by COLUMN" in str(refusal.value)
    rows, notes = filled(tmp_path, ADA, replace(ADA, student="102", score=1), match_by="id")
    assert [row[1] for row in rows[3:]] == ["102"]
    assert "found by ID" in notes and "ada is not in the gradebook by ID" in notes


def test_columns_that_say_the_same_of_everybody_need_no_choice(tmp_path):
    rows, _ = filled(tmp_path, ADA, book=HEADER + STUDENTS.replace("s-1", "ada"))
    assert rows[3][1] == "101"


TWO_COLUMNS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,A tiny lab (4711)\n"
    "    Points Possible,,,,,10\n"
    '"Lovelace, Ada",20117,20455,ada,S1,\n'
    '"Babbage, Charles",20118,20117,charles,S1,\n'
    '"Hopper, Grace",20119,20456,grace,S1,\n'
)


def test_a_number_that_is_two_students_is_refused_by_name_until_a_person_says_whose(tmp_path):
    class_of_three = [replace(ADA, student=id) for id in ("20117", "20118", "20119")]
    rows, notes = filled(tmp_path, *class_of_three, book=TWO_COLUMNS)
    assert [row[0] for row in rows[2:]] == ["Babbage, Charles", "Hopper, Grace"]
    assert (
        "20117 fits two rows: it is the ID of Lovelace, Ada and the SIS User ID of Babbage, Charles"
    ) in notes
    rows, notes = filled(tmp_path, *class_of_three, book=TWO_COLUMNS, match_by="ID")
    assert [row[1] for row in rows[2:]] == ["20117", "20118", "20119"]
    assert "two rows" not in notes


def test_ada_alone_does_not_go_to_charles_whose_number_elsewhere_is_hers(tmp_path):
    with pytest.raises(CannotExport, match="ID: 20117 is Lovelace, Ada; SIS User ID: 20117 is Bab"):
        filled(tmp_path, replace(ADA, student="20117"), book=TWO_COLUMNS)


def test_a_column_to_match_by_that_is_not_there_is_refused_with_those_there(tmp_path):
    with pytest.raises(CannotExport, match=r"0 columns called Mail.*SIS Login ID, Section"):
        filled(tmp_path, ADA, match_by="Mail")


def test_a_gradebook_with_names_in_two_columns_is_read_and_written_as_it_is(tmp_path):
    book = (
        "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,A tiny lab (4711)\r\n"
        "    Points Possible,,,,,,10\r\n"
        "Seven,Bond,501,007,bond,S1,\r\n"
    )
    rows, notes = filled(tmp_path, replace(ADA, student="007"), book=book)
    assert rows[0][:3] == ["LastName", "FirstName", "ID"]
    assert rows[2] == ["Seven", "Bond", "501", "007", "bond", "S1", "6.5"]
    assert "found by SIS User ID" in notes
    _, notes = filled(tmp_path, replace(ADA, student="7"), book=book)
    assert "7 is not in the gradebook" in notes


def with_cell(cell):
    """Return the gradebook in which Ada has something in the lab's column."""
    return (HEADER + STUDENTS).replace("ada,01,5,,", f"ada,01,5,{cell},")


@pytest.mark.parametrize("cell", ["EX", "ex", "N/A"])
def test_who_is_excused_in_canvas_stays_so_and_it_is_said(tmp_path, cell):
    rows, notes = filled(tmp_path, ADA, book=with_cell(cell))
    assert len(rows) == 3
    assert f"({cell}), not 6.5: kept" in notes and "Lovelace, Ada is" in notes


@pytest.mark.parametrize("cell", ["9", "0", '"9,00"', "B+"])
def test_a_mark_that_was_not_exported_from_here_is_kept_and_said(tmp_path, cell):
    rows, notes = filled(tmp_path, ADA, book=with_cell(cell))
    assert len(rows) == 3
    assert "entered by hand" in notes and "6.5 is not written" in notes


@pytest.mark.parametrize("cell", ["", "-", "6.5", "6.50", '"6,50"'])
def test_an_empty_cell_and_the_same_mark_are_written(tmp_path, cell):
    rows, notes = filled(tmp_path, ADA, book=with_cell(cell))
    assert rows[3][5] == "6.5" and "by hand" not in notes


def test_the_mark_of_the_last_export_gives_way_and_another_does_not(tmp_path):
    filled(tmp_path, ADA)
    rows, _ = filled(tmp_path, replace(ADA, score=7), book=with_cell("6.50"))
    assert rows[3][5] == "7"
    rows, notes = filled(tmp_path, replace(ADA, score=8), book=with_cell("6.50"))
    assert len(rows) == 3 and "entered by hand" in notes  # the last one wrote 7


def test_what_was_exported_is_known_after_an_export_without_that_student(tmp_path):
    filled(tmp_path, ADA)
    filled(tmp_path, replace(ADA, score=None), book=with_cell("6.50"))
    rows, _ = filled(tmp_path, replace(ADA, score=7), book=with_cell("6.50"))
    assert rows[3][5] == "7"


def test_what_was_exported_into_one_assignment_says_nothing_about_another(tmp_path):
    filled(tmp_path, replace(ADA, score=5), column="77")
    rows, notes = filled(tmp_path, ADA, book=with_cell("5"))
    assert len(rows) == 3 and "entered by hand" in notes


def test_a_damaged_memory_of_exports_is_named_and_nothing_is_written(tmp_path):
    filled(tmp_path, ADA)
    (tmp_path / "export" / "canvas.csv").unlink()
    (tmp_path / "export" / "canvas_written.json").write_text("[1]")
    with pytest.raises(CannotExport, match=r"canvas_written\.json cannot be read"):
        filled(tmp_path, ADA)
    assert not (tmp_path / "export" / "canvas.csv").exists()


@pytest.mark.parametrize("maximum", ["10", "10.00", '"10,00"'])
def test_points_with_a_decimal_comma_are_the_labs_own(tmp_path, maximum):
    book = (
        (HEADER + STUDENTS)
        .replace(",,5,10,", f",,5,{maximum},")
        .replace(",,,,,5,10,", f",,,,,5,{maximum},")
    )
    _, notes = filled(tmp_path, ADA, book=book)
    assert "Canvas gives" not in notes


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(("90", 90), ("90,00", 90), ("90.5", 90.5), ("1.090,50", 1090.5), ("1,234.00", 1234)),
        *((".5", 0.5), ("-1,5", -1.5), ("EX", None), ("", None), ("B+", None), ("9 0", None)),
    ],
)
def test_the_last_point_or_comma_of_a_cell_is_its_decimal_mark(cell, number):
    assert as_number(cell) == number


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


# -------------------------------------------------------------------------------- pages back


def test_pages_go_back_under_the_names_that_canvas_finds_its_attachments_by(tmp_path):
    table = tmp_path / "collected.csv"
    table.write_text(
        "student,name,status,from\n"
        "101,,earlier attempt,lovelaceada_101_9000_old.zip\n"
        "101,,collected,submissions/lovelaceada_LATE_101_9001_lab-1.ZIP\n"
        "102,,collected,kim_102_9002_layers.py\n",
        encoding="utf-8",
    )
    (tmp_path / "feedback").mkdir()
    for student in ("101", "102"):
        (tmp_path / "feedback" / f"{student}.html").write_text(f"page of {student}")
    results = [replace(ADA, student=student) for student in ("101", "102")]
    path, notes = write_feedback_zip(tmp_path, results, table)
    with zipfile.ZipFile(path) as archive:
        (name,) = archive.namelist()
        inner = io.BytesIO(archive.read(name))
    (reading, *_) = canvas_download.readings(name)  # as Canvas reads it when it comes back
    assert (reading.student, reading.attachment) == ("101", 9001)
    with zipfile.ZipFile(inner) as archive:
        assert archive.read("feedback.html") == b"page of 101"
    assert "neither a zip nor a page: 102." in notes[0]
