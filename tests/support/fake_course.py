"""A course of the tiny lab, with a grader whose verdicts the test chooses.

What is tested with it is nbgrader's own generate, autograde and feedback with the adapter: whether
nbgrader ends up with exactly these marks, and what it shows.
"""

import base64
import struct
from dataclasses import replace

import fake_lab
import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder import labs
from autograder.languages import catalogue
from autograder.master import release_files
from autograder.nbgrader_course import adapter
from autograder.nbgrader_course.adapter import autograde, generate
from autograder.results import QuestionResult, Result

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

    def __init__(self, lab, isolation, language):
        self.isolation = isolation
        self.language = catalogue.language(language, lab)

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


def use_fakes(patch, root):
    """Put the tiny lab in the place of the kit's labs, and a fake grader in the grader's."""
    lab = fake_lab.make_lab(root)
    patch.setattr(labs, "load", lambda name: lab)
    patch.setattr(labs, "names", lambda: ["tiny"])
    patch.setattr(release_files, "checks", fake_lab.render_checks)
    patch.setattr(autograde, "Grader", FakeGrader)
    patch.setattr(generate, "wrong_marks", lambda *_: [])


class Course:
    """A course of the tiny lab in a folder, with nbgrader's commands as methods."""

    def __init__(self, root, url=None):
        self.root = root
        self.url = url or f"sqlite:///{root}/gradebook.db"

    def run(self, converter, student="*"):
        config = Config()
        adapter.configure(config, self.root)
        config.CourseDirectory.db_url = self.url
        config.CourseDirectory.course_id = "default_course"
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


def answer(notebook):
    """Write an answer to the manual question."""
    notebook.cells[4].source = "The loss falls **faster** at first, as $r < 1$ shows."


def plot(notebook):
    """Run the notebook as a student does: with a picture and a table in its outputs."""
    notebook.cells[2].outputs = [
        nbformat.v4.new_output("display_data", data={"image/png": PNG, "text/plain": "<Figure>"})
    ]
