"""Marks in nbgrader's gradebook, on SQLite and PostgreSQL: what is written, and nothing else.

The gradebook that nbgrader itself makes of the same class is what ours is compared with.
"""

from dataclasses import replace

import pytest
from fake_course import FAILED, MANUAL, PARTIAL, PASSED, Course, FakeGrader, answer, result
from gradebook_rows import rows
from nbgrader.api import Gradebook

from autograder import labs
from autograder.nbgrader_course.adapter import marks
from autograder.nbgrader_course.database import parse_url
from autograder.nbgrader_course.gradebook import BATCH, CannotEnter
from benchmarks.gradebook import cell_by_cell

pytest_plugins = ("course_fixtures", "gradebook_fixtures")
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

VERDICTS = {"ada": PASSED, "alan": PARTIAL, "john": FAILED}


@pytest.fixture
def enter(tiny_course):
    """Enter verdicts, {student: verdict of the question relu}, in the gradebook at a URL."""

    def write(db_url, verdicts):
        found = [result(verdict, student=student) for student, verdict in verdicts.items()]
        marks.write_gradebook(labs.load("tiny"), found, parse_url(db_url))

    return write


def test_what_is_written_is_what_nbgraders_own_autograde_writes(
    tiny_course, enter, new_gradebook, monkeypatch
):
    monkeypatch.setattr(FakeGrader, "grade", lambda self, path: result(VERDICTS[path.parent.name]))

    def work(notebook):
        answer(notebook)
        notebook.cells[2].source = "rate = 0.1"

    theirs, ours = new_gradebook(), new_gradebook()
    course = Course(tiny_course.root, theirs)
    for student in VERDICTS:
        course.submit(student, work)
    course.autograde()
    enter(ours, VERDICTS)
    found = rows(ours)
    assert len(found["grade"]) == len(found["comment"]) == 2 * len(VERDICTS)
    assert found == rows(theirs)


def test_what_is_written_is_what_nbgraders_api_writes_whatever_the_student_ids(
    enter, new_gradebook
):
    verdicts = {student: PARTIAL for student in ("ada/한", "O'Hara", "x" * 128, "%s", ":a", "")}
    theirs, ours = new_gradebook(), new_gradebook()
    found = [result(verdict, student=student) for student, verdict in verdicts.items()]
    cell_by_cell(labs.load("tiny"), found, theirs)
    enter(ours, verdicts)
    assert rows(ours) == rows(theirs)


def test_a_lab_that_is_entered_is_not_removed_while_others_write(
    tiny_course, enter, new_gradebook, monkeypatch
):
    """The marks that `nbgrader autograde` enters at that moment would be lost with it."""
    removed = []
    remove = Gradebook.remove_notebook
    monkeypatch.setattr(
        Gradebook, "remove_notebook", lambda *of: removed.append(of[1:]) or remove(*of)
    )
    url = new_gradebook()
    enter(url, {})
    assert removed == []
    master = tiny_course.root / "notebooks/tiny/tiny.ipynb"
    master.write_text(master.read_text().replace("[-1.0, 2.0]", "[-2.0, 2.0]"))
    enter(url, {})
    assert removed == [("tiny", "tiny")]
    with Gradebook(url) as gradebook:
        assert "[-2.0, 2.0]" in gradebook.find_source_cell("relu", "tiny", "tiny").source


def test_the_manual_question_waits_and_the_totals_are_nbgraders(enter, new_gradebook):
    url = new_gradebook()
    enter(url, VERDICTS)
    with Gradebook(url) as gradebook:
        for student, verdict in VERDICTS.items():
            submission = gradebook.find_submission("tiny", student)
            assert (submission.score, submission.max_score) == (verdict.points, 7.0)
            assert submission.needs_manual_grade
            grades = {grade.name: grade for grade in submission.notebooks[0].grades}
            assert (grades["relu"].auto_score, grades["relu"].needs_manual_grade) == (
                verdict.points,
                False,
            )
            assert (grades["study"].auto_score, grades["study"].needs_manual_grade) == (None, True)


def test_a_class_of_more_than_a_batch_is_entered_whole(enter, new_gradebook):
    url = new_gradebook()
    enter(url, {f"student {number}": PARTIAL for number in range(BATCH + 1)})
    found = rows(url)
    assert len(found["student"]) == len(found["submitted_notebook"]) == BATCH + 1
    assert len(found["grade"]) == 2 * (BATCH + 1)


def test_entering_again_doubles_nothing_and_updates_what_changed(enter, new_gradebook):
    url = new_gradebook()
    enter(url, VERDICTS)
    before = rows(url)
    enter(url, VERDICTS)
    assert rows(url) == before
    enter(url, {"ada": FAILED, "grace": PASSED})
    with Gradebook(url) as gradebook:
        scores = {
            entry.student.id: entry.score for entry in gradebook.assignment_submissions("tiny")
        }
    assert scores == {"ada": 0.0, "alan": PARTIAL.points, "john": 0.0, "grace": 4.0}
    assert len(rows(url)["grade"]) == len(before["grade"]) + 2


def test_what_a_person_entered_is_never_touched(enter, new_gradebook):
    url = new_gradebook()
    enter(url, {"ada": PARTIAL, "alan": PARTIAL})
    with Gradebook(url) as gradebook:
        for student in ("ada", "alan"):
            for id, points in (("study", 2.5), ("relu", 1.0)):
                grade = gradebook.find_grade(id, "tiny", "tiny", student)
                grade.manual_score, grade.needs_manual_grade = points, False
                grade.extra_credit = 0.5
            comment = gradebook.find_comment("study", "tiny", "tiny", student)
            comment.manual_comment = "Well seen."
        gradebook.update_or_create_student("ada", first_name="Ada", email="ada@example.org")
    before = rows(url)
    enter(url, {"ada": PARTIAL, "alan": PARTIAL})
    assert rows(url) == before
    enter(url, {"ada": FAILED, "alan": PARTIAL})  # ada's automatic mark changes: look again
    with Gradebook(url) as gradebook:
        for student, again in (("ada", True), ("alan", False)):
            relu = gradebook.find_grade("relu", "tiny", "tiny", student)
            study = gradebook.find_grade("study", "tiny", "tiny", student)
            assert (relu.score, relu.needs_manual_grade) == (1.5, again)
            assert (study.score, study.needs_manual_grade) == (3.0, False)
            comment = gradebook.find_comment("study", "tiny", "tiny", student)
            assert comment.comment == "Well seen."
        assert gradebook.find_student("ada").email == "ada@example.org"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([result(PASSED, student="x" * 129)], "at most 128 characters"),
        ([result(PASSED, student="a\0b")], "all of them text"),
        ([result(PASSED, student="a\udc80")], "all of them text"),
        ([result(PASSED), result(FAILED)], "two results of 's'"),
        ([result(replace(PASSED, id="gone"))], "other questions"),
        ([result(replace(PASSED, points=5.0))], "no mark from 0 to 4 for relu"),
        ([result(replace(PASSED, points=float("nan")))], "no mark from 0 to 4"),
        ([result(PASSED, questions=(MANUAL,))], "Grade the class again"),
        ([replace(result(PASSED), score=None, questions=())], "no score, because the grader"),
    ],
)
def test_results_that_no_gradebook_can_hold_are_named_and_nobody_else_is_kept_out(
    tiny_course, tmp_path, found, words
):
    lab = labs.load("tiny")
    url = parse_url(f"sqlite:///{tmp_path}/alone.db")
    with pytest.raises(CannotEnter, match=words):
        marks.write_gradebook(lab, found, url)
    assert not (tmp_path / "alone.db").exists()
    url = f"sqlite:///{tmp_path}/new.db"
    everyone = [result(PASSED, student="ada"), *found]
    left = marks.write_gradebook(lab, everyone, parse_url(url))
    assert len(left) == len(found) and words in left[0]
    with Gradebook(url) as book:
        assert [student.id for student in book.students] == ["ada"]
