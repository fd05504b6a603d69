"""The submission zip: what is in it, what it says is missing."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lab_to_submit import END, SOLVED, START, STUB, age, write_notebook

from autograder.student.checking.handed_in import NO_ANSWER
from autograder.student.submit import main, make_submission, unfilled_regions

ROOT = Path(__file__).parents[3]
NAMES = [
    "assignment/classifiers/fc_net.py",
    "assignment/layers.py",
    "best_model.npz",
    "made_with.txt",
    "notes.txt",
    "runs.csv",
    "two_layer_net.ipynb",
]


def test_the_zip_holds_exactly_what_the_lab_lists(folder, capsys):
    (folder / "todo.txt").write_text("not asked for")
    path = make_submission("two_layer_net", folder)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == sorted(NAMES)
        assert archive.read("best_model.npz") == b"weights"
    out = capsys.readouterr().out
    assert "two_layer_net_submission.zip" in out and "best_model.npz (0.0 kB)" in out
    assert "Nothing is missing" in out


def test_where_nbgrader_only_validates_nothing_is_left_behind(folder, capsys, monkeypatch):
    """`nbgrader validate` runs the notebook in the release itself, which is handed out."""
    before = sorted(folder.rglob("*"))
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    assert make_submission(folder=folder) is None
    assert "only validates" in capsys.readouterr().out
    assert sorted(folder.rglob("*")) == before


def test_a_submission_without_a_run_log_is_complete(folder, capsys):
    """The log goes in where there is one; nobody loses a point for having none."""
    (folder / "runs.csv").unlink()
    make_submission("two_layer_net", folder)
    out = capsys.readouterr().out
    assert "Nothing is missing" in out and "runs.csv" not in out


def test_equal_files_give_equal_zips(folder):
    first = Path(make_submission("two_layer_net", folder)).read_bytes()
    age(folder, "two_layer_net.ipynb", 50)
    (folder / "assignment/layers.py").chmod(0o600)
    assert Path(make_submission("two_layer_net", folder)).read_bytes() == first


@pytest.mark.parametrize(
    "name, lost",
    [
        ("best_model.npz", "question best_model gets no points"),
        ("assignment/layers.py", "no points for relu_forward, svm_loss"),
        ("assignment/classifiers/fc_net.py", "no points for two_layer_net_loss"),
        ("two_layer_net.ipynb", "graded by hand"),
        ("notes.txt", "costs no points"),
    ],
)
def test_what_is_missing_is_named_with_what_it_costs(folder, capsys, name, lost):
    (folder / name).unlink()
    path = make_submission("two_layer_net", folder)
    out = capsys.readouterr().out
    assert f"{name} is missing: " in out and lost in out
    with zipfile.ZipFile(path) as archive:
        assert name not in archive.namelist()


def test_functions_not_written_yet_are_named_with_their_line(folder, capsys):
    (folder / "assignment/layers.py").write_text(STUB)
    make_submission("two_layer_net", folder)
    out = capsys.readouterr().out
    assert "assignment/layers.py, line 3: relu_forward is not written yet" in out
    assert "fc_net.py, line" not in out


def test_a_region_is_named_by_class_and_method_not_by_a_function_beside_it():
    source = f"""
class Net:
    def __init__(self):
        def helper():
            pass

        {START}
        # a comment is no code
        pass
        {END}
"""
    assert unfilled_regions(source) == [(8, "Net.__init__")]


def test_a_file_python_cannot_read_is_reported(folder, capsys):
    (folder / "assignment/layers.py").write_text(SOLVED + "def broken(:\n")
    make_submission("two_layer_net", folder)
    assert "assignment/layers.py, line 6: Python cannot read" in capsys.readouterr().out


def test_unanswered_cells_of_the_notebook_are_named(folder, capsys):
    write_notebook(folder, f"{START}\npass\n{END}", NO_ANSWER)
    make_submission("two_layer_net", folder)
    out = capsys.readouterr().out
    assert "cell best_model_code: nothing" in out and "cell hyperparameter_study: nothing" in out


def test_a_damaged_notebook_is_reported_and_still_packed(folder, capsys):
    (folder / "two_layer_net.ipynb").write_text('{"cells": [')
    path = make_submission("two_layer_net", folder)
    assert "cannot be read as a notebook" in capsys.readouterr().out
    with zipfile.ZipFile(path) as archive:
        assert "two_layer_net.ipynb" in archive.namelist()


def test_a_notebook_older_than_the_weights_may_not_be_saved(folder, capsys):
    age(folder, "best_model.npz", 0)
    make_submission("two_layer_net", folder)
    assert "last saved before best_model.npz was written" in capsys.readouterr().out


def test_outside_the_labs_folder_it_says_where_to_run_it(tmp_path, capsys):
    assert make_submission("two_layer_net", tmp_path) is None
    out = capsys.readouterr().out
    assert "No zip was made" in out and "beside the notebook" in out
    assert not list(tmp_path.iterdir())


def test_a_damaged_list_is_reported(folder, capsys):
    (folder / "assignment/checks/two_layer_net.json").write_text("[]")
    assert make_submission("two_layer_net", folder) is None
    assert "is damaged" in capsys.readouterr().out


def test_an_unfinished_zip_never_stands_under_the_final_name(folder, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "writestr", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_submission("two_layer_net", folder)
    assert not (folder / "two_layer_net_submission.zip").exists()


def test_the_command_line_does_the_same(folder, tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "assignment.submit", "--folder", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0 and "Nothing is missing" in run.stdout
    assert (folder / "two_layer_net_submission.zip").exists()
    assert main(["--folder", str(folder / "assignment")]) == 1


def test_the_command_line_asks_for_the_lab_where_there_are_several(folder, capsys):
    shutil.copy(
        folder / "assignment/checks/two_layer_net.json", folder / "assignment/checks/b.json"
    )
    with pytest.raises(SystemExit) as end:
        main(["--folder", str(folder)])
    assert end.value.code == 2 and "Name one: b, two_layer_net." in capsys.readouterr().err
    assert main(["two_layer_net", "--folder", str(folder)]) == 0


def test_an_unanswered_study_is_known_by_the_text_the_release_puts_there():
    from autograder.master.master import TEXT_STUB

    assert NO_ANSWER == TEXT_STUB
