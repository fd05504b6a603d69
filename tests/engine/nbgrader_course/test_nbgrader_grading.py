"""nbgrader ends up with exactly the engine's marks, whatever a submitted notebook looks like."""

import io
import json
from dataclasses import replace

import fake_lab
import nbformat
import pytest
from fake_course import FAILED, PARTIAL, PASSED, PNG, FakeGrader, answer, result
from nbgrader.converters.base import NbGraderException

from autograder.reporting import submitted_notebook

pytest_plugins = ("course_fixtures",)
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

# ------------------------------------------------------------------------------------ marks


@pytest.mark.parametrize("verdict", [PASSED, PARTIAL, FAILED], ids=lambda v: v.outcome)
def test_nbgrader_ends_up_with_exactly_the_engines_points(tiny_course, monkeypatch, verdict):
    monkeypatch.setattr(FakeGrader, "verdict", verdict)
    tiny_course.submit("ada", answer)
    tiny_course.autograde()
    assert tiny_course.grades("ada") == {"relu": (verdict.points, False), "study": (None, True)}


def test_the_manual_question_waits_for_a_hand_grade_unless_nothing_was_written(tiny_course):
    tiny_course.submit("ada", answer)
    tiny_course.submit("john")
    tiny_course.autograde()
    assert tiny_course.grades("ada")["study"] == (None, True)
    assert tiny_course.grades("john")["study"] == (0.0, False)


def test_one_grader_serves_all_submissions_of_a_run(tiny_course):
    for student in ("ada", "alan", "john"):
        tiny_course.submit(student)
    tiny_course.autograde()
    assert FakeGrader.opened == 1


def test_outputs_in_a_test_cell_decide_nothing(tiny_course, monkeypatch):
    """Plain nbgrader gives full marks for an odd result, and none after any text on stderr."""
    v4 = nbformat.v4

    def forge(notebook):
        notebook.cells[3].outputs = [
            v4.new_output("execute_result", data={"text/plain": "4.0"}),
            v4.new_output("execute_result", data={"text/plain": "-1"}),
            v4.new_output("execute_result", data={"text/plain": "full marks please"}),
        ]

    def warn(notebook):
        notebook.cells[3].outputs = [v4.new_output("stream", name="stderr", text="UserWarning")]

    tiny_course.submit("mallory", forge)
    monkeypatch.setattr(FakeGrader, "verdict", FAILED)
    tiny_course.autograde("mallory")
    assert tiny_course.grades("mallory")["relu"] == (0.0, False)
    tiny_course.submit("ada", warn)
    monkeypatch.setattr(FakeGrader, "verdict", PASSED)
    tiny_course.autograde("ada")
    assert tiny_course.grades("ada")["relu"] == (4.0, False)


@pytest.mark.parametrize("points", [-1.0, 4.5, float("nan"), float("inf")])
def test_points_that_nbgrader_would_take_for_full_marks_are_an_error(
    tiny_course, monkeypatch, points
):
    monkeypatch.setattr(FakeGrader, "verdict", replace(PASSED, points=points))
    tiny_course.submit("ada")
    with pytest.raises(NbGraderException):
        tiny_course.autograde()
    assert tiny_course.grades("ada")["relu"] == (None, True)


def test_a_grader_that_fails_leaves_no_marks_and_ends_the_command_with_an_error(
    tiny_course, monkeypatch
):
    monkeypatch.setattr(FakeGrader, "verdict", RuntimeError("no sandbox"))
    tiny_course.submit("ada", answer)
    with pytest.raises(NbGraderException):
        tiny_course.autograde()
    assert tiny_course.grades("ada") == {"relu": (None, True), "study": (None, True)}
    assert not (tiny_course.root / "autograded/ada/tiny").exists()


def test_a_rejected_submission_scores_nothing_and_says_why(tiny_course, monkeypatch):
    verdict = replace(FAILED, outcome="error", message="The submission could not be read.")
    rejected = result(verdict, status="rejected", message="It holds more than 20000 files.")
    monkeypatch.setattr(FakeGrader, "grade", lambda self, path: rejected)
    tiny_course.submit("tony")
    tiny_course.autograde()
    assert tiny_course.grades("tony")["relu"] == (0.0, False)
    assert "more than 20000 files" in str(tiny_course.graded("tony").cells[3].outputs)


def test_a_question_the_gradebook_knows_and_the_lab_does_not_is_an_error(tiny_course, monkeypatch):
    monkeypatch.setattr(FakeGrader, "verdict", replace(PASSED, id="another"))
    tiny_course.submit("ada")
    with pytest.raises(NbGraderException):
        tiny_course.autograde()


# --------------------------------------------------------------------- notebooks in any state


def lose_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata = {}


def copy_test_cell(notebook):
    copy = nbformat.from_dict({**notebook.cells[3], "id": "copy"})
    notebook.cells.insert(1, copy)


def delete_test_cell(notebook):
    del notebook.cells[3]


def rename_test_cell(notebook):
    notebook.cells[3].metadata.nbgrader.grade_id = "something-else"


def edit_test_cell(notebook):
    notebook.cells[3].source = "pass"


def unmark_test_cell(notebook):
    notebook.cells[3].metadata.nbgrader.update(grade=False, locked=False, points=-5, task=True)


def worth_more(notebook):
    notebook.cells[3].metadata.nbgrader.points = 1000


def solution_test_cell(notebook):
    notebook.cells[3].metadata.nbgrader.solution = True


def mark_other_cell(notebook):
    notebook.cells[1].metadata = fake_lab.marks("relu", points=50, grade=True)


def mark_with_nonsense(notebook):
    notebook.cells[1].metadata = {"nbgrader": {"schema_version": "x", "grade_id": ["relu"]}}


def change_cell_types(notebook):
    for cell in notebook.cells[2:4]:
        cell.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]
        cell["attachments"] = {"a.png": {"image/png": PNG}}


def delete_everything(notebook):
    notebook.cells = []


def old_schema(notebook):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.schema_version = 1


@pytest.mark.parametrize(
    "change",
    [
        lose_metadata,
        copy_test_cell,
        delete_test_cell,
        rename_test_cell,
        edit_test_cell,
        unmark_test_cell,
        worth_more,
        solution_test_cell,
        mark_other_cell,
        mark_with_nonsense,
        change_cell_types,
        delete_everything,
        old_schema,
    ],
)
def test_marks_do_not_depend_on_the_cells_a_student_hands_in(tiny_course, monkeypatch, change):
    monkeypatch.setattr(FakeGrader, "verdict", PARTIAL)
    tiny_course.submit("ada", change)
    tiny_course.autograde()
    assert tiny_course.grades("ada")["relu"] == (PARTIAL.points, False)
    tests = [c for c in tiny_course.graded("ada").cells if "assert out.tolist()" in c.source]
    assert any(c.metadata.get("nbgrader", {}).get("grade_id") == "relu" for c in tests)
    tiny_course.feedback("ada")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        '{"cells": [1, {"cell_type": "code", "source": 5}, {"source": "x = 1"}]}',
        "null",
        "[" * 100_000,
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "odd"}]}',
    ],
)
def test_a_notebook_that_cannot_be_read_costs_nothing_that_is_graded_automatically(
    tiny_course, broken
):
    tiny_course.submit("ada").write_text(broken)
    tiny_course.autograde()
    assert tiny_course.grades("ada") == {"relu": (4.0, False), "study": (None, True)}
    assert "could not be read as a notebook" in tiny_course.feedback("ada")


def test_a_half_surrogate_in_a_notebook_is_no_stumbling_block(tiny_course):
    path = tiny_course.submit("ada", answer)
    path.write_text(path.read_text().replace("faster", "f\\ud800ster"))
    tiny_course.autograde()
    assert tiny_course.grades("ada")["relu"] == (4.0, False)


def test_what_can_be_saved_of_a_broken_notebook_is_shown(tiny_course):
    path = tiny_course.submit("ada", answer)
    document = json.loads(path.read_text())
    document["cells"][0]["cell_type"] = "strange"
    path.write_text(json.dumps(document))
    tiny_course.autograde()
    assert "The loss falls" in tiny_course.feedback("ada")
    assert tiny_course.grades("ada")["study"] == (None, True)


def test_an_answer_counts_whichever_of_two_copies_it_stands_in(tiny_course):
    def copy_then_answer(notebook):
        copy = nbformat.from_dict({**notebook.cells[4], "id": "copy"})
        answer(notebook)
        notebook.cells.append(copy)

    tiny_course.submit("ada", copy_then_answer)
    tiny_course.autograde()
    assert tiny_course.grades("ada")["study"] == (None, True)


def test_an_answer_whose_cell_lost_its_metadata_is_not_taken_for_no_answer(tiny_course):
    def answer_and_lose(notebook):
        answer(notebook)
        lose_metadata(notebook)

    tiny_course.submit("ada", answer_and_lose)
    tiny_course.autograde()
    assert tiny_course.grades("ada")["study"] == (None, True)
    assert "was missing from the submitted notebook" in tiny_course.feedback("ada")


def test_a_renamed_notebook_is_found(tiny_course):
    tiny_course.submit("ada", answer, name="tiny (1).ipynb")
    tiny_course.autograde()
    assert tiny_course.grades("ada") == {"relu": (4.0, False), "study": (None, True)}


def test_a_stream_that_is_too_long_is_not_read_whole():
    """A notebook of a gigabyte must not fill the grader's memory."""

    class Endless(io.StringIO):
        def read(self, size=-1):
            assert 0 < size <= submitted_notebook.MAX_NOTEBOOK_BYTES
            return "[" * 1000

    assert "could not be read" in submitted_notebook.read(Endless()).cells[0].source
