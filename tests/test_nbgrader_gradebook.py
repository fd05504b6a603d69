"""generate_assignment refuses what would leak, and results become a gradebook."""

import pytest
from fake_course import FAILED, PARTIAL, result
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException

from autograder import labs, nbgrader_adapter
from autograder.results import write_result

pytest_plugins = ("course_fixtures",)
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

# ------------------------------------------------------------------------ release, gradebook


def test_generate_assignment_refuses_a_master_that_would_leak(tiny_course):
    path = tiny_course.root / "notebooks/tiny/tiny.ipynb"
    path.write_text(path.read_text().replace("# *****START OF", "# ****START OF"))
    with pytest.raises(NbGraderException):
        tiny_course.run(GenerateAssignment)


def test_hidden_tests_cannot_appear_in_feedback_because_no_notebook_may_hold_them(tiny_course):
    path = tiny_course.root / "notebooks/tiny/tiny.ipynb"
    hidden = "### BEGIN HIDDEN TESTS\\nassert False\\n### END HIDDEN TESTS\\nassert out"
    path.write_text(path.read_text().replace("assert out", hidden))
    with pytest.raises(NbGraderException):
        tiny_course.run(GenerateAssignment)


def test_a_hook_that_fails_ends_the_command_and_leaves_no_half_made_release(
    tiny_course, monkeypatch
):
    """nbgrader itself would log it and report success."""
    layers = tiny_course.root / "assignment/layers.py"
    layers.write_text(layers.read_text().replace("# *****END OF", "# ****END OF", 1))
    with pytest.raises(SystemExit, match=r"assignment/layers.py:\d+: This looks like a banner"):
        tiny_course.run(GenerateAssignment)
    assert not (tiny_course.root / "release/tiny").exists()


def write_results(folder, verdict, student="ada/한"):
    write_result(result(verdict, student=student), folder)


def test_results_become_a_gradebook_with_the_manual_question_open(tiny_course, tmp_path):
    folder = tmp_path / "graded"
    write_results(folder, PARTIAL)
    lab = labs.load("tiny")
    url = nbgrader_adapter.write_gradebook(lab, folder, root=tiny_course.root)
    assert url == f"sqlite:///{folder}/gradebook.db"
    with Gradebook(url) as gradebook:
        submission = gradebook.find_submission_notebook("tiny", "tiny", "ada/한")
        grades = {g.name: (g.auto_score, g.needs_manual_grade) for g in submission.grades}
        assert grades == {"relu": (PARTIAL.points, False), "study": (None, True)}
        assert (submission.score, submission.max_score) == (PARTIAL.points, 7.0)


def test_writing_the_gradebook_again_keeps_marks_given_by_hand(tiny_course, tmp_path):
    folder, lab = tmp_path / "graded", labs.load("tiny")
    write_results(folder, PARTIAL)
    url = nbgrader_adapter.write_gradebook(lab, folder, root=tiny_course.root)
    with Gradebook(url) as gradebook:
        for id, points in (("study", 2.5), ("relu", 1.0)):
            grade = gradebook.find_grade(id, "tiny", "tiny", "ada/한")
            grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()
    write_results(folder, FAILED)
    nbgrader_adapter.write_gradebook(lab, folder, root=tiny_course.root)
    with Gradebook(url) as gradebook:
        submission = gradebook.find_submission_notebook("tiny", "tiny", "ada/한")
        flags = {g.name: (g.score, g.needs_manual_grade) for g in submission.grades}
    assert flags == {"study": (2.5, False), "relu": (1.0, True)}  # a regrade changed relu: look
