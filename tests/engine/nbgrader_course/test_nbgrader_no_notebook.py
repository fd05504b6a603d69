"""nbgrader grades whoever handed in code, whatever became of the notebook on the way."""

import nbformat
import pytest
from fake_course import answer

from autograder import labs
from autograder.audit.material import zipped
from autograder.grading import intake
from autograder.nbgrader_course.submitted_folder import put_notebook_in_place

pytest_plugins = ("course_fixtures",)
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

CODE = "def relu_forward(x):\n    return x, x\n"
WORDS = "The loss falls"


@pytest.mark.parametrize("name", ["tiny.ipynb", "other.ipynb"])
def test_a_link_is_no_notebook_and_is_not_followed(tiny_course, tmp_path, name):
    secret = tmp_path / "secret.ipynb"
    secret.write_text('{"cells": [{"cell_type": "markdown", "source": "secret"}]}')
    folder = tmp_path / "ada" / "tiny"
    folder.mkdir(parents=True)
    (folder / name).symlink_to(secret)
    place = put_notebook_in_place(folder, labs.load("tiny"))
    assert not place.is_symlink() and "secret" not in place.read_text()
    assert "No notebook was handed in" in place.read_text() and "secret" in secret.read_text()


def test_whatever_became_of_the_notebook_the_code_is_graded_and_the_answer_is_shown(tiny_course):
    released = nbformat.read(tiny_course.root / "release/tiny/tiny.ipynb", as_version=4)
    answer(released)
    released.cells.append(nbformat.v4.new_markdown_cell("한글"))
    text = nbformat.writes(released)
    hand_in = {
        "none": {"assignment/layers.py": CODE},
        "zip": {"work.zip": zipped({"tiny/tiny.ipynb": text, "tiny/assignment/layers.py": CODE})},
        "two": {"a.ipynb": text, "b.ipynb": text, "assignment/layers.py": CODE},
        "é[1]": {"tiny.ipynb": text, "assignment/layers.py": CODE},
        "bom": {"tiny.ipynb": "\ufeff" + text},
        "utf16": {"tiny.ipynb": text.encode("utf-16")},
        "cp949": {"tiny.ipynb": text.encode("cp949")},
        "renamed": {"tiny (1).ipynb": text},
    }
    for student, files in hand_in.items():
        for name, content in files.items():
            path = tiny_course.root / "submitted" / student / "tiny" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    tiny_course.autograde()
    shown = {student: tiny_course.graded(student) for student in hand_in}
    sources = {one: "".join(cell.source for cell in shown[one].cells) for one in shown}
    for student in hand_in:
        assert tiny_course.grades(student)["relu"] == (4.0, False), student
        assert (WORDS in sources[student]) == (student not in ("none", "two")), student
        assert ("한글" in sources[student]) == (student not in ("none", "two")), student
    assert "No notebook was handed in" in sources["none"]
    assert "which of these is it: a.ipynb, b.ipynb" in sources["two"]
    assert WORDS in tiny_course.feedback("é[1]")
    lab = labs.load("tiny")
    for student in ("none", "two"):  # a stand-in is no notebook to the engine
        submission = intake.read(tiny_course.root / "submitted" / student / "tiny", lab)
        assert submission.notebook is None and intake.nothing_to_read(submission, lab)
    for student in ("bom", "utf16", "cp949"):
        submission = intake.read(tiny_course.root / "submitted" / student / "tiny", lab)
        assert submission.notebook == text.encode()
