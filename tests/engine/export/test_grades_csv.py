"""`grades.csv` opens in a spreadsheet as it was written, and calculates nothing."""

import csv
import math
from dataclasses import replace
from pathlib import Path

import pytest

from autograder import results, table_cells
from autograder.lab import Evidenced, Lab, Manual, Net
from autograder.reporting.grades_csv import write_grades_csv
from autograder.results import CannotWrite, QuestionResult, Result

QUESTIONS = [
    Evidenced("second", "Second", 4, Net({}, max), (), {}),
    Evidenced("first", "First", 6, Net({}, max), (), {}),
    Manual("study", "Study", 8),
]
LAB = Lab("lab", "A lab", (), (), questions=QUESTIONS)


def result(student: str, *points: float) -> Result:
    questions = (
        *(
            QuestionResult(question.id, question.title, gained, question.points, "partial")
            for question, gained in zip(LAB.questions, points, strict=False)
        ),
        QuestionResult("study", "Study", 0, 8, "manual"),
    )
    return Result(student, "lab", "graded", sum(points), 10, "", questions, 0.5, "none")


def written(folder: Path, *found: Result) -> list[list[str]]:
    path = folder / "grades.csv"
    write_grades_csv(found, LAB, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_row_a_student_and_a_column_a_question_in_the_labs_order(tmp_path: Path) -> None:
    assert written(tmp_path, result("b", 4, 2.5), result("a", 0, 6)) == [
        ["student", "status", "score", "max_score", "second", "first", "study"],
        ["a", "graded", "6", "10", "0", "6", ""],
        ["b", "graded", "6.5", "10", "4", "2.5", ""],
    ]


def test_no_results_leave_the_header(tmp_path: Path) -> None:
    assert len(written(tmp_path)) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\uff1d", "\x00="])
def test_an_id_that_starts_a_formula_stays_text(tmp_path: Path, start: str) -> None:
    """A spreadsheet calculates cells that start so, quoted or not."""
    cell = written(tmp_path, result(f"{start}1+1"))[1][0]
    assert cell[0] in ("'", "\ufffd")
    assert cell.endswith("1+1")


def test_an_id_cannot_add_cells_or_rows(tmp_path: Path) -> None:
    rows = written(tmp_path, result('x","graded",92\r\n"y'), result("z;=1"))
    assert [len(row) for row in rows] == [7, 7, 7]
    assert '"z;=1"' in (tmp_path / "grades.csv").read_text("utf-8-sig")


def test_korean_names_open_in_excel(tmp_path: Path) -> None:
    """Excel takes a file without a byte order mark for the system's old encoding."""
    assert written(tmp_path, result("김민준"))[1][0] == "김민준"
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("score", [None, math.nan, math.inf, "92", True, 10**400])
def test_a_score_that_is_no_number_leaves_an_empty_cell(tmp_path: Path, score: object) -> None:
    """An empty cell is no mark; a 0 would be one."""
    row = written(tmp_path, replace(result("a", 1), score=score))[1]
    assert row[2:5] == ["", "10", "1"]


def test_a_question_without_a_result_leaves_an_empty_cell(tmp_path: Path) -> None:
    assert written(tmp_path, replace(result("a"), questions=()))[1][4:] == ["", "", ""]


def test_half_surrogates_and_long_ids_do_not_stop_the_table(tmp_path: Path) -> None:
    rows = written(tmp_path, result("\ud800"), result("x" * 5_000_000))
    assert rows[2][0] == "\ufffd"
    assert len(rows[1][0]) < 300


def test_a_write_that_fails_leaves_the_old_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written(tmp_path, result("a", 1))

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(results.os, "replace", full)
    with pytest.raises(CannotWrite, match="disk full"):
        written(tmp_path, result("a", 1), result("b", 2))
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["grades.csv"]
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == before


def test_numbers_are_written_short() -> None:
    assert table_cells.number_cell(6.0) == 6
    assert table_cells.number_cell(0.1 + 0.2) == 0.3
