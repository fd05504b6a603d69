"""A lab that `autograder new-lab` makes: what it refuses, and that it is as complete as the others.

That it releases, is graded and gives its points is shown by the tutorial (test_tutorial.py).
"""

import shutil

import nbformat
import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.course import Course, current
from autograder.lab import Checked, Lab, Manual
from autograder.master import master
from autograder.master.new_lab import FILES, PLACES, BadName, new_lab
from autograder.master.notebook import text_of

ROOT = current().folder


@pytest.fixture
def kit(tmp_path):
    """The folders of a kit without any lab."""
    for folder in ("assignment", "labs", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def everything(folder):
    """{path: text} of all files below a folder, and its folders."""
    return {path: path.is_file() and path.read_text("utf-8") for path in folder.rglob("*")}


def test_it_makes_the_files_it_returns_and_no_others(kit):
    before = everything(kit)
    files = new_lab("data_scaling", kit)
    assert sorted(files) == sorted(kit / place.format(name="data_scaling") for place in FILES)
    made = {path for path, text in everything(kit).items() if text is not False}
    assert made - set(before) == set(files)


def test_the_name_and_nothing_to_fill_in_stands_in_every_file(kit):
    for file in new_lab("my_first_lab", kit):
        text = file.read_text("utf-8")
        assert "$" not in text, file
        assert "my_first_lab" in text or "My first lab" in text or file.suffix == ".py"
        if file.suffix == ".py":
            compile(text, str(file), "exec")


def test_its_notebook_is_a_master_that_can_be_released(kit):
    new_lab("data_scaling", kit)
    questions = [
        Checked("standardize", "", 80, lambda code, case: {}, "scaling:standardize", {}, ()),
        Manual("analysis", "", 20),
    ]
    lab = Lab("data_scaling", "", (), (), questions=questions, course=Course(folder=kit))
    notebook = master.read_notebook(lab)
    nbformat.validate(nbformat.reads(text_of(notebook), as_version=4))
    master.check_notebook(notebook, lab)


def test_its_set_up_is_that_of_the_other_labs(kit):
    """One that is mended in the labs is mended in the template too."""
    new_lab("data_scaling", kit)
    new = nbformat.read(kit / "notebooks/data_scaling/data_scaling.ipynb", as_version=4)
    old = nbformat.read(ROOT / "notebooks/cnn_arithmetic/cnn_arithmetic.ipynb", as_version=4)
    sources = [{cell.id: cell.source for cell in notebook.cells} for notebook in (new, old)]
    for id in ("setup_text", "setup", "submit_text", "whole_lab", "submit"):
        expected = sources[1][id].replace("cnn_arithmetic", "data_scaling")
        assert sources[0][id] == expected.replace(
            "assignment/conv.py", "assignment/data_scaling.py"
        )


@pytest.mark.parametrize(
    "name", ["", "Data", "data-scaling", "1st", "_private", "with space", "class", "../up", "a/b"]
)
def test_a_name_that_no_module_can_have_is_refused(kit, name):
    before = everything(kit)
    with pytest.raises(BadName, match="is no name for a lab"):
        new_lab(name, kit)
    assert everything(kit) == before


@pytest.mark.parametrize("place", PLACES)
def test_a_name_that_is_taken_is_refused_and_nothing_is_touched(kit, place):
    taken = kit / place.format(name="mine")
    taken.parent.mkdir(parents=True, exist_ok=True)
    taken.symlink_to("leads-nowhere")  # even that counts
    before = everything(kit)
    with pytest.raises(BadName, match=r"The name mine is taken: there is .*mine"):
        new_lab("mine", kit)
    assert everything(kit) == before


def test_the_names_of_the_kits_own_labs_and_modules_are_taken():
    for name in ("two_layer_net", "layers", "check", "checking", "classifiers"):
        with pytest.raises(BadName, match="is taken"):
            new_lab(name, ROOT)


def test_what_cannot_be_written_leaves_nothing_behind(kit):
    shutil.rmtree(kit / "labs")
    (kit / "labs").write_text("a file where a folder belongs", encoding="utf-8")
    before = everything(kit)
    with pytest.raises(OSError):
        new_lab("mine", kit)
    assert everything(kit) == before


def test_the_command_says_in_one_line_what_is_wrong(monkeypatch):
    def denied(name, root):
        raise PermissionError(13, "Permission denied", "/kit/assignment/mine.py")

    monkeypatch.setattr("autograder.master.new_lab.new_lab", denied)
    result = CliRunner().invoke(cli.cli, ["new-lab", "mine"])
    assert result.exit_code == 1
    expected = "cannot write /kit/assignment/mine.py: Permission denied. Nothing was made."
    assert expected in result.output


def test_a_taken_name_is_wrong_usage():
    result = CliRunner().invoke(cli.cli, ["new-lab", "two_layer_net"])
    assert result.exit_code == 2
    assert "The name two_layer_net is taken" in result.output
