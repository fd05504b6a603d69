"""Own modules: what is handed in beside the lab's files, and what is said of the rest."""

import zipfile

import pytest

from autograder.student import submit
from autograder.student.checking import own_modules as module
from autograder.student.checking.handed_in import digest
from autograder.student.checking.own_modules import own_modules
from autograder.student.submit import make_submission

KIT = "def affine_relu_forward():\n    pass\n"


@pytest.fixture
def lab(tmp_path):
    """A lab's folder and its listing, and a way to write a file."""

    def write(name, text=""):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    write("assignment/classifiers/fc_net.py")
    write("assignment/layer_utils.py", KIT)
    listing = {
        "student_files": ["layers.py", "classifiers/fc_net.py"],
        "earlier_files": [],
        "kit": {"layer_utils.py": digest(KIT), "check.py": digest("")},
        "given": ["layer_utils.py"],
        "aliases": ["cs231n"],
    }
    return tmp_path, listing, write


@pytest.mark.parametrize(
    "line",
    [
        "from assignment.helper import half",
        "from .helper import half",
        "from . import helper",
        "import helper",
        "from cs231n.helper import half",
        "def f():\n    from helper import half",
    ],
)
def test_a_module_that_a_file_imports_is_taken(lab, line):
    root, listing, write = lab
    write("assignment/helper.py", "from .deeper import x")
    write("assignment/deeper.py", "x = 1")
    write("assignment/layers.py", line)
    found = own_modules(root, listing)
    assert set(found.files) == {"assignment/helper.py", "assignment/deeper.py"}


def test_what_nobody_imports_is_left_out_and_named(lab):
    root, listing, write = lab
    write("assignment/layers.py", "import numpy")
    write("assignment/scratch.py", "x = 1")
    write("assignment/empty/__init__.py")
    write("assignment/.ipynb_checkpoints/layers-checkpoint.py", "x = 1")
    found = own_modules(root, listing)
    assert found.files == {}
    assert found.notes == [
        "Left out, because none of the files you hand in imports it: assignment/scratch.py."
    ]


def test_where_a_file_is_not_python_everything_is_taken(lab):
    root, listing, write = lab
    write("assignment/layers.py", "def broken(:")
    write("assignment/helper.py")
    assert set(own_modules(root, listing).files) == {"assignment/helper.py"}


def test_a_changed_copy_of_the_kits_is_taken_and_an_unchanged_one_not(lab):
    root, listing, write = lab
    write("assignment/layers.py", "from .layer_utils import *")
    assert own_modules(root, listing).files == {}
    write("assignment/layer_utils.py", KIT.replace("\n", "\r\n"))  # a checkout on Windows
    assert own_modules(root, listing).files == {}
    write("assignment/layer_utils.py", KIT + "def more(): pass\n")
    found = own_modules(root, listing)
    assert set(found.files) == {"assignment/layer_utils.py"}
    assert "was changed by you" in found.notes[0]


def test_what_runs_the_checks_is_never_taken(lab):
    root, listing, write = lab
    write("assignment/layers.py", "from .check import check")
    write("assignment/check.py", "check = print")
    found = own_modules(root, listing)
    assert found.files == {} and "checks are run by the lab's own" in found.notes[0]


def test_a_file_of_an_earlier_lab_comes_along_where_it_is_used(lab):
    root, listing, write = lab
    listing["earlier_files"] = ["layers.py", "other.py"]
    listing["student_files"] = ["deep.py"]
    write("assignment/deep.py", "from .layers import mine")
    write("assignment/layers.py", "mine = 1")
    write("assignment/other.py", "x = 1")
    found = own_modules(root, listing)
    assert set(found.files) == {"assignment/layers.py"}
    assert not any("other.py" in note for note in found.notes)


def test_files_of_another_lab_in_the_folder_are_not_own_modules(lab):
    root, listing, write = lab
    other = {"student_files": ["conv.py"], "kit": {"plots.py": "0"}}
    write("assignment/layers.py", "from .conv import *\nfrom .plots import *")
    write("assignment/conv.py")
    write("assignment/plots.py")
    assert own_modules(root, [listing, other]).files == {}
    assert set(own_modules(root, listing).files) == {"assignment/conv.py", "assignment/plots.py"}


def test_a_folder_without_init_gets_one_in_the_zip(lab):
    root, listing, write = lab
    write("assignment/classifiers/fc_net.py", "from ..tools.deep import x")
    write("assignment/tools/deep.py", "x = 1")
    found = own_modules(root, listing)
    assert set(found.files) == {"assignment/tools/deep.py", "assignment/tools/__init__.py"}


def test_a_module_beside_the_notebook_goes_where_it_is_found(lab):
    root, listing, write = lab
    write("assignment/layers.py", "import helper")
    write("helper.py", "x = 1")
    found = own_modules(root, listing)
    assert found.files == {"assignment/helper.py": b"x = 1"}
    assert "stands beside the notebook" in found.notes[0]


def test_sizes_are_bounded(lab, monkeypatch):
    root, listing, write = lab
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    monkeypatch.setattr(module, "MOST_BYTES_IN_ALL", 150)
    write("assignment/layers.py", "import a, b, c")
    write("assignment/a.py", "#" * 101)
    write("assignment/b.py", "#" * 100)
    write("assignment/c.py", "#" * 60)
    found = own_modules(root, listing)
    assert set(found.files) == {"assignment/b.py"}
    assert any("a.py is left out: it is larger" in note for note in found.notes)
    assert any("c.py is left out: the modules of your own" in note for note in found.notes)


def test_the_zip_holds_them_at_their_places(folder, capsys):
    (folder / "assignment/helper.py").write_text("x = 1")
    path = folder / "assignment/layers.py"
    path.write_text("from .helper import x\n" + path.read_text())
    zipped = make_submission("two_layer_net", folder)
    with zipfile.ZipFile(zipped) as archive:
        assert archive.read("assignment/helper.py") == b"x = 1"
    assert "helper.py is a module of your own" in capsys.readouterr().out


def refuse(*refused):
    """Return a way to write that fails in some folders."""
    write = submit._write_into

    def write_into(place, *what):
        if str(place) in map(str, refused):
            raise PermissionError(13, "Permission denied")
        return write(place, *what)

    return write_into


def test_a_folder_that_cannot_be_written_leaves_the_zip_elsewhere(
    folder,
    tmp_path_factory,
    monkeypatch,
    capsys,
):
    other = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr(submit.tempfile, "gettempdir", lambda: str(other))
    monkeypatch.setattr(submit, "_write_into", refuse(folder))
    path = make_submission("two_layer_net", folder)
    assert path == str(other / "two_layer_net_submission.zip") and zipfile.is_zipfile(path)
    out = capsys.readouterr().out
    assert (
        f"cannot be written (Permission denied), so the zip and its receipt are in {other}" in out
    )


def test_where_nothing_can_be_written_it_says_so(folder, monkeypatch, capsys):
    monkeypatch.setattr(submit.tempfile, "gettempdir", lambda: "/elsewhere")
    monkeypatch.setattr(submit, "_write_into", refuse(folder, "/elsewhere"))
    assert make_submission("two_layer_net", folder) is None
    assert "No zip was made: neither" in capsys.readouterr().out


def test_a_second_notebook_that_is_newer_is_named(folder, capsys):
    (folder / "two_layer_net-Copy1.ipynb").write_text("{}")
    make_submission("two_layer_net", folder)
    assert (
        "two_layer_net-Copy1.ipynb was saved after two_layer_net.ipynb" in capsys.readouterr().out
    )
