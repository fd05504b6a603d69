"""The notebook tells the truth: a real kernel is driven through what happens to students.

IPython 9 is this kit's own; 7.34 with Colab's versions and 8 are installed by `make colab`.
"""

import os
import sys

import pytest
from kernel_session import LAB, Session

from autograder import labs
from autograder.course import current
from autograder.languages import catalogue
from autograder.master.release_files import spoken
from autograder.student.checking.spelling import read
from autograder.student.language import speaking

ROOT = current().folder

COLAB = ROOT / ".colab" / "bin" / "python"
EIGHT = ROOT / ".ipython8" / "bin" / "python"


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((sys.executable, "en"), id="own-en"),
        pytest.param((sys.executable, "ko"), id="own-ko"),
        pytest.param((COLAB, "en"), id="colab-en", marks=pytest.mark.colab),
        pytest.param((COLAB, "ko"), id="colab-ko", marks=pytest.mark.colab),
        pytest.param((EIGHT, "en"), id="ipython8-en", marks=pytest.mark.colab),
    ],
)
def session(request, tmp_path_factory):
    """A session that has run the first cells; the language's messages are spoken here, too."""
    python, code = request.param
    made = Session(python, tmp_path_factory.mktemp("student"))
    lab = labs.load(LAB)
    language = catalogue.language(code, lab)
    if code != "en":
        public = read((made.folder / f"assignment/checks/{LAB}.json").read_text("utf-8"))
        (made.folder / "assignment/language.json").write_text(
            spoken(lab, public, language), encoding="utf-8"
        )
    with made, speaking(language.messages):
        assert made.cell("setup", "imports").error == ""
        made.say = language.say
        yield made


@pytest.fixture(autouse=True)
def whole(session):
    """Every test finds the files solved, and leaves them so."""
    before = {file: session.text(file) for file in ("layers.py", "classifiers/fc_net.py")}
    yield
    for file, text in before.items():
        session.write(text, file)
    session.cell("imports")


def words(session, message, **places):
    """Return a message in the session's language."""
    return session.say(message).format(**places)


NOT_PYTHON_LINE = 61
BROKEN = "def broken(:"


def test_a_broken_file_is_said_until_it_is_mended(session):
    right = session.text()
    lines = right.split("\n")
    lines.insert(NOT_PYTHON_LINE - 1, BROKEN)
    session.write("\n".join(lines))
    for _ in range(2):  # autoreload complains once, and then no more
        card = session.run('report = check("affine_backward")').text
        assert BROKEN in card and str(NOT_PYTHON_LINE) in card and "✓" not in card
    refused = session.cell("affine_backward").error
    assert refused.startswith("Unmet: ") and BROKEN in refused and "\n" not in refused
    glance = session.run("found = check()").text
    assert BROKEN in glance.split("affine_forward")[0]  # before all else
    assert session.run("print(found.rows[1].sure, found.rows[1].most)").text == "0 0\n"
    session.write(right)
    assert "✓" in session.run('report = check("affine_backward")').text
    assert session.cell("affine_backward").error == ""


def test_a_deleted_file_is_missed(session):
    right = session.text()
    session.path().unlink()
    assert "layers.py" in session.run('check("relu_forward")').text
    assert "✓" not in session.run('check("relu_forward")').text
    assert session.cell("relu_forward").error.startswith("Unmet: ")
    session.write(right)
    assert "✓" in session.run('check("relu_forward")').text
    assert session.cell("relu_forward").error == ""


def test_lines_are_the_files_after_edits_above(session):
    session.run('check("relu_backward")')
    text = "# one more line\n" * 30 + session.text().replace(
        "dx = dout * (x > 0)", 'raise ValueError("here")'
    )
    session.write(text)
    line = text[: text.index('raise ValueError("here")')].count("\n") + 1
    card = session.run('check("relu_backward")').text
    assert words(session, "{file}, line {line}: ", file="layers.py", line=line) in card


def test_what_autoreload_does_not_see_is_seen(session):
    """The file changes, and its time does not."""
    stat = session.path().stat()
    session.write(session.text().replace("np.maximum(x, 0)", "abs(x)"))
    os.utime(session.path(), ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "✗" in session.run('check("relu_forward")').text
    refused = session.cell("relu_forward").error
    assert "relu_forward" in refused and "layers.py" in refused and "\n" not in refused
    os.utime(session.path())  # now it is seen: the test itself speaks
    assert "relu_forward: out" in session.cell("relu_forward").error


def test_a_name_with_another_meaning_is_noticed(session):
    session.run("affine_forward = 3")
    refused = session.cell("affine_forward").error
    assert refused.startswith("Unmet: ") and "affine_forward" in refused
    assert session.run("def relu_forward(x): return x, x").error == ""
    assert session.cell("relu_forward").error.startswith("Unmet: ")
    assert session.cell("imports").error == ""
    assert session.cell("affine_forward").error == ""
    session.run("check = 3")
    shown = session.run('check("relu_forward")')
    assert shown.error == "" and "✓" in shown.text
    assert session.run("check = 3\nprint(check + 1)").text == "4\n"  # theirs while they use it
    session.cell("imports")


def test_what_is_only_spoilt_waits(session):
    session.write(session.text().replace("/ num_examples", "/ (num_examples + 1)"))
    card = session.run('report = check("two_layer_net_loss")').text
    assert "…" in card and "softmax_loss" in card and "✗" not in card
    assert session.run("print(report.hints, report.waits)").text == "[] ['softmax_loss']\n"


def test_a_blank_is_said_in_one_line(session):
    blank = (ROOT / "release" / LAB / "assignment" / "layers.py").read_text("utf-8")
    session.write(blank)
    refused = session.cell("softmax_loss").error
    assert refused.startswith("Unmet: softmax_loss") and "\n" not in refused


def test_the_function_itself_may_be_asked_for(session):
    assert "✓ affine_forward" in session.run("check(affine_forward)").text


def test_a_new_kernel_and_cells_out_of_order(session):
    session.restart()
    assert session.cell("affine_forward").error.startswith("NameError")
    session.cell("setup", "imports")
    assert session.cell("relu_backward").error == ""
    assert session.cell("affine_forward").error == ""
