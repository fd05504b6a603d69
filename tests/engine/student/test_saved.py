"""What is checked is what is saved: modules of their own from the files, in any encoding."""

import codecs
import sys

import pytest

from autograder.student.checking.files import problem_of
from autograder.student.checking.saved import Saved
from autograder.student.checking.source_text import decoded, is_read_by_python


@pytest.fixture
def package(tmp_path):
    """A package in a folder, and a way to write a file of it."""
    folder = tmp_path / "assignment"
    folder.mkdir()
    (folder / "__init__.py").write_text("")

    def write(text, file="layers.py"):
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return folder, write


def value_in(folder, module="layers", name="value"):
    with Saved(folder, ("cs231n", "AI")) as saved:
        return getattr(saved.import_module(module), name)


def test_a_change_is_seen_whatever_its_time(package):
    folder, write = package
    write("value = 1")
    assert value_in(folder) == 1
    write("value = 2")  # of the same size, in the same moment
    assert value_in(folder) == 2


def test_the_sessions_modules_are_untouched(package):
    import assignment.layers as mine

    folder, write = package
    write("value = 1")
    with Saved(folder) as saved:
        assert saved.import_module("layers") is not mine
    assert sys.modules["assignment.layers"] is mine
    assert sys.modules["assignment"].layers is mine


def test_an_error_puts_everything_back(package):
    import assignment.layers as mine

    folder, write = package
    write("raise SystemExit")
    with pytest.raises(SystemExit), Saved(folder) as saved:
        saved.import_module("layers")
    assert sys.modules["assignment.layers"] is mine
    assert not [finder for finder in sys.meta_path if isinstance(finder, Saved)]


@pytest.mark.parametrize(
    "line",
    [
        "from assignment.helper import value",
        "from .helper import value",
        "from cs231n.helper import value",
        "from helper import value",
        "from AI.helper import *",
    ],
)
def test_own_modules_are_found_by_all_names_of_the_package(package, line):
    folder, write = package
    write("value = 'mine'", "helper.py")
    write(line)
    assert value_in(folder) == "mine"
    assert "helper" not in sys.modules


def test_a_module_in_a_folder_of_ones_own_needs_no_init(package):
    folder, write = package
    write("value = 5", "tools/deep.py")
    write("from .tools.deep import value")
    assert value_in(folder) == 5


def test_nobody_else_is_asked_for_a_module_of_the_package(package):
    """The kit itself is installed here as `assignment`, and has a solver."""
    folder, write = package
    write("from assignment.solver import Solver")
    with pytest.raises(ModuleNotFoundError), Saved(folder) as saved:
        saved.import_module("layers")


TEXT = "# 한글\nvalue = '가'\n"


@pytest.mark.parametrize(
    ("content", "encoding", "is_read"),
    [
        (TEXT.encode(), "utf-8", True),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", True),
        (TEXT.encode("cp949"), "cp949", False),
        (b"# coding: cp949\n" + TEXT.encode("cp949"), "cp949", True),
        (b"# -*- coding: euc-kr -*-\n" + TEXT.encode("euc-kr"), "euc-kr", True),
        (TEXT.encode("utf-16"), "utf-16", False),
    ],
)
def test_any_encoding_is_read_and_told(package, content, encoding, is_read):
    folder, write = package
    text, found = decoded(content)
    assert (found, is_read_by_python(content)) == (encoding, is_read)
    assert TEXT in text
    write(content)
    assert value_in(folder) == "가"


@pytest.mark.parametrize("name", [b"rot13", b"punycode", b"idna", b"no-such", b"\xff"])
def test_an_encoding_that_no_file_has_is_not_tried(name):
    assert decoded(b"# coding: " + name + b"\nx = 1\n")[1] in ("utf-8", "latin-1", "cp949")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("x = 1\n  y = 2\n", "layers.py, line 2: Python cannot read this file"),
        ("def f(:\n    pass\n", "`def f(:`"),
        ("x = 'never closed\n", "line 1"),
        (b"x = 1\0\n", "layers.py, line 1"),
        ("x = " + "(" * 300 + ")" * 300, "layers.py, line 1"),
    ],
)
def test_a_file_that_is_not_python_is_told_with_its_line(package, content, words):
    folder, write = package
    write(content)
    assert words in problem_of(Saved(folder), "layers.py")


def test_a_renamed_file_is_guessed(package):
    folder, write = package
    write("x = 1", "layers (1).py")
    assert "layers (1).py is" in problem_of(Saved(folder), "layers.py")
    write("x = 1")
    assert problem_of(Saved(folder), "layers.py") == ""
