"""nbgrader's own generate, autograde and feedback with the adapter, on a tiny lab.

The grader is replaced by one whose verdicts the test chooses: what is tested is that nbgrader
ends up with exactly these marks, whatever state a submitted notebook is in, and that what a
student hands in can be shown to a grader.
"""

import base64
import io
import json
import shutil
import struct
from dataclasses import replace

import fake_lab
import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder import labs, nbgrader_adapter, release_files
from autograder.results import Diagnosis, QuestionResult, Result, write_result

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

PASSED = QuestionResult("relu", "ReLU", 4.0, 4.0, "passed", message="Right.")
PARTIAL = replace(PASSED, points=1.0 / 3.0, outcome="partial", message="dx <b>is</b> halved.")
FAILED = replace(PASSED, points=0.0, outcome="failed", message="out is the mask.")
MANUAL = QuestionResult("study", "Study", 0.0, 3.0, "manual")
PNG_BYTES = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 2, 2) + b"rest"
PNG = base64.b64encode(PNG_BYTES).decode()


class FakeGrader:
    """Gives every submission the verdict the test put here."""

    verdict = PASSED
    opened = 0

    def __init__(self, lab, isolation):
        self.isolation = isolation

    def __enter__(self):
        type(self).opened += 1
        return self

    def __exit__(self, *error):
        pass

    def grade(self, path):
        assert path.is_dir(), "the submitted folder is what is graded"
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return result(self.verdict)


def result(verdict, **settings):
    plain = {"student": "s", "lab": "tiny", "status": "graded", "score": verdict.points}
    return Result(**{**plain, "max_score": 4, "message": "", "questions": (verdict, MANUAL),
                     "seconds": 0, "isolation": "none", **settings})  # fmt: skip


class Course:
    """A course of the tiny lab in a folder, with nbgrader's commands as methods."""

    def __init__(self, root):
        self.root = root
        self.url = f"sqlite:///{root}/gradebook.db"

    def run(self, converter, student="*"):
        config = Config()
        nbgrader_adapter.configure(config, self.root)
        config.CourseDirectory.assignment_id = "tiny"
        config.CourseDirectory.student_id = student
        config.BaseConverter.force = True
        course = CourseDirectory(config=config)
        converter(coursedir=course, config=config).start()

    def submit(self, student, change=None, name="tiny.ipynb"):
        """Hand in the released notebook, changed; return its path."""
        notebook = nbformat.read(self.root / "release/tiny/tiny.ipynb", as_version=4)
        if change:
            change(notebook)
        folder = self.root / "submitted" / student / "tiny"
        folder.mkdir(parents=True)
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        (folder / name).write_text(text)
        return folder / name

    def autograde(self, student="*"):
        self.run(Autograde, student)

    def graded(self, student):
        path = self.root / "autograded" / student / "tiny" / "tiny.ipynb"
        return nbformat.read(path, as_version=4)

    def feedback(self, student):
        self.run(GenerateFeedback, student)
        return (self.root / "feedback" / student / "tiny" / "tiny.html").read_text()

    def grades(self, student):
        """Return {question: (auto_score, needs_manual_grade)}."""
        with Gradebook(self.url) as gradebook:
            submission = gradebook.find_submission_notebook("tiny", "tiny", student)
            return {g.name: (g.auto_score, g.needs_manual_grade) for g in submission.grades}


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A course with the assignment generated, once: nbgrader takes a second for its database."""
    lab = fake_lab.make_lab()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labs, "load", lambda name: lab)
        patch.setattr(labs, "names", lambda: ["tiny"])
        patch.setattr(release_files, "checks", fake_lab.render_checks)
        patch.setattr(nbgrader_adapter, "Grader", FakeGrader)
        course = Course(fake_lab.make_root(tmp_path_factory.mktemp("course")))
        course.run(GenerateAssignment)
        yield course


@pytest.fixture
def course(generated, tmp_path, monkeypatch):
    monkeypatch.setattr(nbgrader_adapter, "_graders", {})
    monkeypatch.setattr(FakeGrader, "verdict", PASSED)
    monkeypatch.setattr(FakeGrader, "opened", 0)
    shutil.copytree(generated.root, tmp_path / "course")
    return Course(tmp_path / "course")


def answer(notebook):
    """Write an answer to the manual question."""
    notebook.cells[4].source = "The loss falls **faster** at first, as $r < 1$ shows."


def plot(notebook):
    """Run the notebook as a student does: with a picture and a table in its outputs."""
    notebook.cells[2].outputs = [
        nbformat.v4.new_output("display_data", data={"image/png": PNG, "text/plain": "<Figure>"})
    ]


# ------------------------------------------------------------------------------------ marks


@pytest.mark.parametrize("verdict", [PASSED, PARTIAL, FAILED], ids=lambda v: v.outcome)
def test_nbgrader_ends_up_with_exactly_the_engines_points(course, monkeypatch, verdict):
    monkeypatch.setattr(FakeGrader, "verdict", verdict)
    course.submit("ada", answer)
    course.autograde()
    assert course.grades("ada") == {"relu": (verdict.points, False), "study": (None, True)}


def test_the_manual_question_waits_for_a_hand_grade_unless_nothing_was_written(course):
    course.submit("ada", answer)
    course.submit("john")
    course.autograde()
    assert course.grades("ada")["study"] == (None, True)
    assert course.grades("john")["study"] == (0.0, False)


def test_one_grader_serves_all_submissions_of_a_run(course):
    for student in ("ada", "alan", "john"):
        course.submit(student)
    course.autograde()
    assert FakeGrader.opened == 1


def test_outputs_in_a_test_cell_decide_nothing(course, monkeypatch):
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

    course.submit("mallory", forge)
    monkeypatch.setattr(FakeGrader, "verdict", FAILED)
    course.autograde("mallory")
    assert course.grades("mallory")["relu"] == (0.0, False)
    course.submit("ada", warn)
    monkeypatch.setattr(FakeGrader, "verdict", PASSED)
    course.autograde("ada")
    assert course.grades("ada")["relu"] == (4.0, False)


@pytest.mark.parametrize("points", [-1.0, 4.5, float("nan"), float("inf")])
def test_points_that_nbgrader_would_take_for_full_marks_are_an_error(course, monkeypatch, points):
    monkeypatch.setattr(FakeGrader, "verdict", replace(PASSED, points=points))
    course.submit("ada")
    with pytest.raises(NbGraderException):
        course.autograde()
    assert course.grades("ada")["relu"] == (None, True)


def test_a_grader_that_fails_leaves_no_marks_and_ends_the_command_with_an_error(
    course, monkeypatch
):
    monkeypatch.setattr(FakeGrader, "verdict", RuntimeError("no sandbox"))
    course.submit("ada", answer)
    with pytest.raises(NbGraderException):
        course.autograde()
    assert course.grades("ada") == {"relu": (None, True), "study": (None, True)}
    assert not (course.root / "autograded/ada/tiny").exists()


def test_a_rejected_submission_scores_nothing_and_says_why(course, monkeypatch):
    verdict = replace(FAILED, outcome="error", message="The submission could not be read.")
    rejected = result(verdict, status="rejected", message="It holds more than 20000 files.")
    monkeypatch.setattr(FakeGrader, "grade", lambda self, path: rejected)
    course.submit("tony")
    course.autograde()
    assert course.grades("tony")["relu"] == (0.0, False)
    assert "more than 20000 files" in str(course.graded("tony").cells[3].outputs)


def test_a_question_the_gradebook_knows_and_the_lab_does_not_is_an_error(course, monkeypatch):
    monkeypatch.setattr(FakeGrader, "verdict", replace(PASSED, id="another"))
    course.submit("ada")
    with pytest.raises(NbGraderException):
        course.autograde()


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
def test_marks_do_not_depend_on_the_cells_a_student_hands_in(course, monkeypatch, change):
    monkeypatch.setattr(FakeGrader, "verdict", PARTIAL)
    course.submit("ada", change)
    course.autograde()
    assert course.grades("ada")["relu"] == (PARTIAL.points, False)
    tests = [c for c in course.graded("ada").cells if "assert out.tolist()" in c.source]
    assert any(c.metadata.get("nbgrader", {}).get("grade_id") == "relu" for c in tests)
    course.feedback("ada")


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
def test_a_notebook_that_cannot_be_read_costs_nothing_that_is_graded_automatically(course, broken):
    course.submit("ada").write_text(broken)
    course.autograde()
    assert course.grades("ada") == {"relu": (4.0, False), "study": (None, True)}
    assert "could not be read as a notebook" in course.feedback("ada")


def test_a_half_surrogate_in_a_notebook_is_no_stumbling_block(course):
    path = course.submit("ada", answer)
    path.write_text(path.read_text().replace("faster", "f\\ud800ster"))
    course.autograde()
    assert course.grades("ada")["relu"] == (4.0, False)


def test_what_can_be_saved_of_a_broken_notebook_is_shown(course):
    path = course.submit("ada", answer)
    document = json.loads(path.read_text())
    document["cells"][0]["cell_type"] = "strange"
    path.write_text(json.dumps(document))
    course.autograde()
    assert "The loss falls" in course.feedback("ada")
    assert course.grades("ada")["study"] == (None, True)


def test_an_answer_counts_whichever_of_two_copies_it_stands_in(course):
    def copy_then_answer(notebook):
        copy = nbformat.from_dict({**notebook.cells[4], "id": "copy"})
        answer(notebook)
        notebook.cells.append(copy)

    course.submit("ada", copy_then_answer)
    course.autograde()
    assert course.grades("ada")["study"] == (None, True)


def test_an_answer_whose_cell_lost_its_metadata_is_not_taken_for_no_answer(course):
    def answer_and_lose(notebook):
        answer(notebook)
        lose_metadata(notebook)

    course.submit("ada", answer_and_lose)
    course.autograde()
    assert course.grades("ada")["study"] == (None, True)
    assert "was missing from the submitted notebook" in course.feedback("ada")


def test_a_renamed_notebook_is_found(course):
    course.submit("ada", answer, name="tiny (1).ipynb")
    course.autograde()
    assert course.grades("ada") == {"relu": (4.0, False), "study": (None, True)}


# ------------------------------------------------------------------------- what graders see


def test_the_students_plots_and_printed_text_stay_visible(course):
    course.submit("ada", plot)
    course.autograde()
    assert course.graded("ada").cells[2].outputs[0].data["image/png"] == PNG
    assert f"data:image/png;base64,{PNG}" in course.feedback("ada")


def test_the_verdict_stands_in_the_feedback_page_as_text(course, monkeypatch):
    hint = Diagnosis("relu.halved", "The gradient is divided by 2.")
    monkeypatch.setattr(FakeGrader, "verdict", replace(PARTIAL, carried=True, diagnosis=hint))
    course.submit("ada")
    course.autograde()
    page = course.feedback("ada")
    assert "dx &lt;b&gt;is&lt;/b&gt; halved." in page
    assert "The gradient is divided by 2." in page
    assert "correct versions of the earlier functions" in page
    assert "0.33 of 4 points" in page


HOSTILE = [
    "<script>alert('planted')</script>",
    "<img src=x onerror=alert('planted')>",
    "[planted](javascript:alert(1))",
    '<a href=" javascript:alert(1)">planted</a>',
    "<iframe src='https://planted'></iframe>",
    "<svg onload=alert('planted')>",
    "<div style='position:fixed;background:url(https://planted)'>planted</div>",
    "<!-- planted --!><b>x</b>",
    "<B onclick='planted()'>x</B>",
    "![planted](attachment:missing.png)",
    "# study\nplanted",
]


def is_inert(page):
    """Say whether nothing of HOSTILE is alive in a page: it may only stand there as text."""
    from bs4 import BeautifulSoup

    for tag in BeautifulSoup(page, "html.parser").find_all(True):
        if tag.name in ("iframe", "svg", "img") and "planted" in str(tag):
            return False
        if tag.name == "script" and "planted" in tag.text:
            return False
        for name, value in tag.attrs.items():
            if name.startswith("on") or "javascript:" in str(value) or "url(" in str(value):
                return False
        if tag.get("id") == "study":
            return False
    return "planted" in page


@pytest.mark.parametrize("markup", HOSTILE)
def test_active_content_in_text_is_shown_as_it_was_typed(course, markup):
    def plant(notebook):
        notebook.cells[4].source = markup
        notebook.cells[0].source = markup

    course.submit("mallory", plant)
    course.autograde()
    assert is_inert(course.feedback("mallory"))


@pytest.mark.parametrize("markup", HOSTILE[:7])
def test_active_content_in_outputs_is_not_shown(course, markup):
    v4 = nbformat.v4

    def plant(notebook):
        data = {"text/html": markup, "text/plain": "planted", "image/svg+xml": markup,
                "application/javascript": "planted()", "text/latex": markup,
                "text/markdown": markup, "image/png": f'"><script>{markup}',
                "application/vnd.jupyter.widget-view+json": {"model_id": "planted"}}  # fmt: skip
        notebook.cells[2].outputs = [
            v4.new_output("display_data", data=data, metadata={"image/png": {"width": '"onx='}}),
            v4.new_output("stream", text=markup),
            v4.new_output("error", ename=markup, evalue=markup, traceback=[markup]),
        ]
        notebook.metadata["title"] = markup
        notebook.metadata["widgets"] = {
            "application/vnd.jupyter.widget-state+json": {"state": {}, "x": "</script>" + markup}
        }
        for source in (markup, f"```\n{markup}\n```"):
            metadata = {"raw_mimetype": "text/html"}
            notebook.cells.append(v4.new_raw_cell(source, metadata=metadata))

    course.submit("mallory", plant)
    course.autograde()
    assert is_inert(course.feedback("mallory"))
    assert set(course.graded("mallory").metadata) == {"language_info", "kernelspec"}


@pytest.mark.parametrize(
    "data",
    [b"no picture", b"\x89PNG\r\n\x1a\n", PNG_BYTES.replace(b"\0\0\0\2", b"\0\xff\0\2"), b""],
    ids=["text", "cut off", "a thousand million pixels", "empty"],
)
def test_only_pictures_are_shown_as_pictures(course, data):
    def plant(notebook):
        picture = {"image/png": base64.b64encode(data).decode(), "text/plain": "a figure"}
        notebook.cells[2].outputs = [nbformat.v4.new_output("display_data", data=picture)]

    course.submit("mallory", plant)
    course.autograde()
    assert course.graded("mallory").cells[2].outputs[0].data == {"text/plain": "a figure"}


def test_tables_in_outputs_stay_tables(course):
    table = "<table style='border-collapse: collapse'><tr><td style='padding: 0.3em 0.8em'>54 %</td>"
    table += "</tr></table>"

    def show(notebook):
        data = {"text/html": table, "text/plain": "54"}
        notebook.cells[2].outputs = [nbformat.v4.new_output("execute_result", data=data)]

    course.submit("ada", show)
    course.autograde()
    assert course.graded("ada").cells[2].outputs[0].data["text/html"] == table


def test_a_flood_of_output_is_cut(course):
    def flood(notebook):
        text = "x" * 100_000
        notebook.cells[2].outputs = [nbformat.v4.new_output("stream", text=text)] * 200

    course.submit("ada", flood)
    course.autograde()
    assert len(nbformat.writes(course.graded("ada"))) < 3_000_000


# ------------------------------------------------------------------------ release, gradebook


def test_generate_assignment_refuses_a_master_that_would_leak(course):
    path = course.root / "notebooks/tiny/tiny.ipynb"
    path.write_text(path.read_text().replace("# *****START OF", "# ****START OF"))
    with pytest.raises(NbGraderException):
        course.run(GenerateAssignment)


def test_hidden_tests_cannot_appear_in_feedback_because_no_notebook_may_hold_them(course):
    path = course.root / "notebooks/tiny/tiny.ipynb"
    hidden = "### BEGIN HIDDEN TESTS\\nassert False\\n### END HIDDEN TESTS\\nassert out"
    path.write_text(path.read_text().replace("assert out", hidden))
    with pytest.raises(NbGraderException):
        course.run(GenerateAssignment)


def test_a_hook_that_fails_ends_the_command_and_leaves_no_half_made_release(course, monkeypatch):
    """nbgrader itself would log it and report success."""
    layers = course.root / "assignment/layers.py"
    layers.write_text(layers.read_text().replace("# *****END OF", "# ****END OF", 1))
    with pytest.raises(SystemExit, match=r"assignment/layers.py:\d+: This looks like a banner"):
        course.run(GenerateAssignment)
    assert not (course.root / "release/tiny").exists()


def write_results(folder, verdict, student="ada/한"):
    write_result(result(verdict, student=student), folder)


def test_results_become_a_gradebook_with_the_manual_question_open(course, tmp_path):
    folder = tmp_path / "graded"
    write_results(folder, PARTIAL)
    lab = labs.load("tiny")
    url = nbgrader_adapter.write_gradebook(lab, folder, root=course.root)
    assert url == f"sqlite:///{folder}/gradebook.db"
    with Gradebook(url) as gradebook:
        submission = gradebook.find_submission_notebook("tiny", "tiny", "ada/한")
        grades = {g.name: (g.auto_score, g.needs_manual_grade) for g in submission.grades}
        assert grades == {"relu": (PARTIAL.points, False), "study": (None, True)}
        assert (submission.score, submission.max_score) == (PARTIAL.points, 7.0)


def test_writing_the_gradebook_again_keeps_marks_given_by_hand(course, tmp_path):
    folder, lab = tmp_path / "graded", labs.load("tiny")
    write_results(folder, PARTIAL)
    url = nbgrader_adapter.write_gradebook(lab, folder, root=course.root)
    with Gradebook(url) as gradebook:
        for id, points in (("study", 2.5), ("relu", 1.0)):
            grade = gradebook.find_grade(id, "tiny", "tiny", "ada/한")
            grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()
    write_results(folder, FAILED)
    nbgrader_adapter.write_gradebook(lab, folder, root=course.root)
    with Gradebook(url) as gradebook:
        submission = gradebook.find_submission_notebook("tiny", "tiny", "ada/한")
        flags = {g.name: (g.score, g.needs_manual_grade) for g in submission.grades}
    assert flags == {"study": (2.5, False), "relu": (1.0, True)}  # a regrade changed relu: look


def test_a_stream_that_is_too_long_is_not_read_whole():
    """A notebook of a gigabyte must not fill the grader's memory."""
    from autograder import submitted_notebook

    class Endless(io.StringIO):
        def read(self, size=-1):
            assert 0 < size <= submitted_notebook.MAX_NOTEBOOK_BYTES
            return "[" * 1000

    assert "could not be read" in submitted_notebook.read(Endless()).cells[0].source
