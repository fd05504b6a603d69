"""An update mends a lab that students have begun, and nothing that they wrote is touched."""

import json
import shutil
import subprocess
import sys

import fake_lab
import nbformat
import pytest

from autograder.master import release_files
from autograder.releasing.update import NoEarlier, write_update

BACKUPS = "before_update"
MENDED = "# A tiny lab\n\nWrite *ReLU*: what is below 0 becomes 0."


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose release was handed out, and mended since; (lab, as handed out, the script)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release_files, "checks", fake_lab.render_checks)
        root = fake_lab.make_root(tmp_path_factory.mktemp("course"))
        lab = fake_lab.make_lab(root)
        handed_out = tmp_path_factory.mktemp("handed_out") / "tiny"
        shutil.copytree(fake_lab.build_release(lab), handed_out)
        for command in ("init -q", "add -A", "-c user.name=x -c user.email=x commit -qm Handed"):
            subprocess.run(["git", "-C", str(root), *command.split()], check=True)
        mend(root)
        fake_lab.build_release(lab)
        path, changed = write_update(lab, ["HEAD"], root / "updates")
    assert {"assignment/scale.py", "cell cell-0", "cell cell-3", "cell new"} <= {*changed}
    assert "assignment/layers.py" not in changed
    return lab, handed_out, path


def mend(root):
    """Mend a text, a test cell, a file of the kit and a stub, and add a cell."""
    path = root / "notebooks/tiny/tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = MENDED
    notebook.cells[3].source = notebook.cells[3].source.replace("[0, 2]", "[0, 2.0]")
    notebook.cells.insert(2, nbformat.v4.new_markdown_cell("A hint.", id="new"))
    path.write_text(nbformat.writes(notebook) + "\n")
    for name, old, new in (
        ("scale.py", "x times a factor", "x times factor"),
        ("layers.py", "of a ReLU", "of a rectifier"),
    ):
        file = root / "assignment" / name
        file.write_text(file.read_text().replace(old, new))


@pytest.fixture
def begun(course, tmp_path):
    """A student's half-done lab: code written, a cell answered, one added, one of ours changed."""
    _lab, handed_out, script = course
    folder = tmp_path / "tiny"
    shutil.copytree(handed_out, folder)
    shutil.copy(script, folder)
    code = folder / "assignment" / "layers.py"
    code.write_text(code.read_text().replace("pass", "out = x * (x > 0)", 1))
    (folder / "best.npz").write_bytes(b"weights")
    notebook = nbformat.read(folder / "tiny.ipynb", as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    cells["cell-4"].source = "The loss falls, as 한글 shows."
    cells["cell-2"].source += "\nmine = 1"
    cells["cell-2"].outputs = [nbformat.v4.new_output("stream", text="learnt\n")]
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell("My notes.", id="my-notes"))
    nbformat.write(notebook, folder / "tiny.ipynb")
    return folder


def run(folder):
    name = "tiny_update.py"
    done = subprocess.run([sys.executable, name], cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def sources(folder):
    notebook = nbformat.read(folder / "tiny.ipynb", as_version=4)
    nbformat.validate(notebook)
    return {cell.id: cell.source for cell in notebook.cells}


def test_what_nobody_changed_is_mended_and_what_a_student_wrote_stays(course, begun):
    code, before = (begun / "assignment/layers.py").read_text(), sources(begun)
    status, said = run(begun)
    assert status == 0, said
    after = sources(begun)
    assert after["cell-0"] == MENDED and "2.0" in after["cell-3"] and after["new"] == "A hint."
    for mine in ("cell-2", "cell-4", "my-notes"):
        assert after[mine] == before[mine]
    assert list(after) == ["cell-0", "my-notes", "cell-1", "new", "cell-2", "cell-3", "cell-4"]
    notebook = nbformat.read(begun / "tiny.ipynb", as_version=4)
    assert notebook.cells[4].outputs[0].text == "learnt\n"
    assert (begun / "assignment/layers.py").read_text() == code
    assert "x times factor" in (begun / "assignment/scale.py").read_text()
    assert (begun / "best.npz").read_bytes() == b"weights"
    kept = nbformat.read(begun / BACKUPS / "tiny.ipynb", as_version=4)
    assert {cell.id: cell.source for cell in kept.cells} == before
    assert "Close the notebook and open it again" in said


def test_a_second_run_changes_nothing(begun):
    run(begun)
    files = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}
    assert "up to date already" in run(begun)[1]
    assert files == {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}


def test_a_text_of_ours_that_a_student_wrote_into_stays_and_its_new_text_is_told(begun):
    notebook = nbformat.read(begun / "tiny.ipynb", as_version=4)
    notebook.cells[0].source += "\n\nI do not understand this."
    nbformat.write(notebook, begun / "tiny.ipynb")
    said = run(begun)[1]
    assert "I do not understand this." in sources(begun)["cell-0"]
    assert "the cell cell-0 was changed here and stays" in said and "what is below 0" in said


def test_a_file_of_the_kit_that_a_student_changed_is_replaced_and_kept(begun):
    (begun / "assignment/scale.py").write_text("print('mine')\n")
    said = run(begun)[1]
    assert "x times factor" in (begun / "assignment/scale.py").read_text()
    assert (begun / BACKUPS / "assignment/scale.py").read_text() == "print('mine')\n"
    assert f"yours is in {BACKUPS}/assignment/scale.py" in said


def test_cells_are_found_when_an_editor_has_given_them_other_ids(begun):
    plain = json.loads((begun / "tiny.ipynb").read_text())
    for number, cell in enumerate(plain["cells"]):
        cell["id"] = f"colab{number}"
    (begun / "tiny.ipynb").write_text(json.dumps(plain))
    run(begun)
    after = sources(begun)
    assert MENDED in after.values() and "A hint." in after.values() and len(after) == 7


def test_a_cell_that_a_student_deleted_stays_deleted(begun):
    notebook = nbformat.read(begun / "tiny.ipynb", as_version=4)
    del notebook.cells[0]
    nbformat.write(notebook, begun / "tiny.ipynb")
    run(begun)
    assert "cell-0" not in sources(begun)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"cells": [1]}'])
def test_a_notebook_that_cannot_be_read_stays_and_the_files_are_mended(begun, content):
    (begun / "tiny.ipynb").write_bytes(content)
    status, said = run(begun)
    assert status == 0 and "cannot be read" in said
    assert (begun / "tiny.ipynb").read_bytes() == content
    assert "x times factor" in (begun / "assignment/scale.py").read_text()


def test_elsewhere_it_says_where_it_belongs(course, tmp_path):
    shutil.copy(course[2], tmp_path)
    status, said = run(tmp_path)
    assert status == 2 and "There is no folder assignment here" in said


def test_a_release_that_git_does_not_have_is_asked_for(course):
    with pytest.raises(NoEarlier, match="--since"):
        write_update(course[0], ["no-such-tag"], course[2].parent)
