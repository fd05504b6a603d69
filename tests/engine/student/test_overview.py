"""`check()`: how the whole lab stands, and what to do next."""

import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from autograder.course import current
from autograder.student.checking.overview import Overview, Row, of_report
from autograder.student.checking.render import COLOURS, Report
from autograder.student.checking.verdict import Finding

ROOT = current().folder

LAB = "two_layer_net"


@pytest.fixture
def student(tmp_path):
    """A student's folder, and what `check()` prints in it."""
    shutil.copytree(ROOT / "release" / LAB, tmp_path, dirs_exist_ok=True)

    def show():
        program = "from assignment.check import check; check()"
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert not done.stderr, done.stderr
        return done.stdout

    return tmp_path, show


def row_of(text, question):
    (line,) = [line for line in text.splitlines() if re.search(rf"^\S \w.*\b{question}\b", line)]
    return line


def test_who_has_done_nothing_is_told_where_to_begin(student):
    text = student[1]()
    assert "0 of 13 done: 0 points for sure, up to 0 of 100." in text
    assert "Next comes affine_forward. Write it in assignment/layers.py" in text
    assert row_of(text, "best_model").startswith("○ not started")
    assert "Write your answer in the notebook" in row_of(text, "hyperparameter_study")


def test_done_wrong_and_not_started_stand_beside_their_points(student):
    folder, show = student
    layers = (ROOT / "assignment" / "layers.py").read_text()
    wrong = layers.replace("np.maximum(x, 0)", "abs(x)")
    assert wrong != layers
    (folder / "assignment" / "layers.py").write_text(wrong)
    text = show()
    assert re.match(r"✓ done +affine_forward +6/6$", row_of(text, "affine_forward"))
    relu = row_of(text, "relu_forward")
    assert re.match(r"✗ wrong +relu_forward +0/4  Run check\(\"relu_forward\"\)", relu)
    assert re.match(
        r"○ not started +two_layer_net_init +0/6  Write it", row_of(text, "two_layer_net_init")
    )
    assert "5 of 13 done: 41.5 points for sure, up to 42 of 100." in text
    assert "Next: relu_forward (" in text and "expected 0" in text


def test_weights_count_as_done_when_they_are_there(student):
    folder, show = student
    (folder / "best_model.npz").write_bytes(b"weights")
    text = show()
    assert "✓ done" in row_of(text, "best_model") and "best_model.npz is there" in text
    assert "Run the notebook's cell that writes solver_model.npz." in row_of(text, "train_solver")


def test_an_answer_counts_as_done_when_the_saved_notebook_holds_it(student):
    folder, show = student
    path = folder / f"{LAB}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.id == "hyperparameter_study"]
    cell.source = "My runs show that the learning rate matters most."
    nbformat.write(notebook, path)
    assert "✓ done" in row_of(show(), "hyperparameter_study")
    path.write_text("{")
    assert "○ not started" in row_of(show(), "hyperparameter_study")


def test_who_has_done_all_is_told_to_hand_in():
    overview = Overview(
        "Lab", [Row("a", 4, "passed", sure=3, most=4), Row("b", 6, "passed", sure=6, most=6)], []
    )
    assert "2 of 2 done: 9 points for sure, up to 10 of 10." in str(overview)
    assert "hand in the zip" in overview.next


def test_the_page_escapes_what_the_code_under_test_says():
    finding = Finding("out", False, "q (case): out is '<script>alert(1)</script>'.")
    report = Report("q", "t", 1, [finding], True, "f", [], [], [], 0.0)
    html = Overview("A <lab>", [of_report(report)], [report])._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html and "A &lt;lab&gt;" in html


def test_a_notebook_is_shown_it_once_and_may_go_through_the_reports():
    overview = Overview("Lab", [Row("a", 4, "wrong")], ["a report"])
    assert overview._ipython_display_() is None
    assert list(overview) == ["a report"] and len(overview) == 1


def test_signs_read_on_white_and_on_black():
    """WCAG's contrast of 4.5 to 1, with either background."""
    for colour in COLOURS.values():
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (light + 0.05) >= 4.5 and (light + 0.05) / 0.05 >= 4.5, colour


def test_the_state_is_told_by_a_word_in_a_table_with_headings():
    html = Overview("Lab", [Row("a", 4, "wrong"), Row("b", 4, "not started")], [])._repr_html_()
    assert html.count("scope='col'") == 4 and html.count("scope='row'") == 2
    assert "</span> wrong<" in html and "</span> not started<" in html
