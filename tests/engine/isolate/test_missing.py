"""Imports of what is missing cost nothing, whatever a machine happens to have."""

import importlib.util
import time
from importlib.machinery import EXTENSION_SUFFIXES

import pytest
from pythons import ask, copy_python, program_of
from submissions import wrong

from autograder import labs
from autograder.audit.styles import hand_in, lost, styles
from autograder.grading.grade import Grader, about_missing
from autograder.grading.request import AS_HANDED_IN, request
from autograder.isolate.inside.missing import asked, guarded_lines
from autograder.isolate.inside.preload import standard_library
from autograder.isolate.runtime import own
from autograder.isolate.sandbox import Limits, Sandbox

# Parts of the standard library that some system or other leaves out, or some way of building it.
LEFT_OUT = (
    "tkinter", "turtle", "turtledemo", "idlelib", "curses", "lib2to3", "ensurepip", "venv",
    "distutils", "dbm", "pydoc_data", "_tkinter", "_curses", "_curses_panel", "_lzma", "_bz2",
    "_sqlite3", "_ssl", "_hashlib", "_dbm", "_gdbm", "_uuid", "_decimal", "readline",
    "nis", "_crypt", "ossaudiodev", "spwd",
)  # fmt: skip

ONLY_SOMEWHERE = ("msilib", "msvcrt", "nt", "winreg", "winsound", "_winapi")  # on Windows


def imports(sandbox, source, call=None):
    """Import a file inside; return what failed, the stand-ins, and which are asked something."""
    programs = []
    if call:
        what = ["layers", {"attr": call}]
        step = {"do": "call", "what": what, "args": [], "kwargs": {}, "unpack": None}
        programs = [{"steps": [step], "outputs": {"out": [0]}, "watched": {}, "seed": 0}]
    worker = sandbox.worker({"layers.py": source})
    deadline = time.monotonic() + 20
    worker.send_frame(request(["layers"], programs, AS_HANDED_IN), deadline)
    try:
        ready = worker.receive(deadline)
        answers = [worker.receive(deadline) for _ in programs]
    finally:
        worker.end()
    assert not ready["failed"], ready["failed"]
    return set(ready["stand_ins"]), set(ready["asked"]), *answers


@pytest.fixture(scope="module")
def bare(tmp_path_factory, programs_run):
    """This Python without what systems leave out of its standard library."""
    prefix = tmp_path_factory.mktemp("bare") / "python"
    files = [f"{name}{suffix}" for name in LEFT_OUT for suffix in ("", ".py", *EXTENSION_SUFFIXES)]
    copy_python(prefix, files)
    return ask(program_of(prefix), own().libraries[0].parent)


@pytest.fixture(scope="module", params=["usual", "bare"])
def sandbox(request, confined, bare):
    with Sandbox(confined, Limits(), runtime=bare if request.param == "bare" else None) as sandbox:
        yield sandbox


def test_what_draws_on_a_screen_is_never_here(sandbox):
    source = (
        "from turtle import forward\nfrom tkinter import ttk\nimport idlelib.idle\n"
        "forward(100)\n"
        "try:\n    import curses\nexcept ImportError:\n    curses = None\n"
        "def caught(): return curses is None\n"
    )
    stand_ins, used, answer = imports(sandbox, source, "caught")
    assert stand_ins == {"turtle", "tkinter", "idlelib", "idlelib.idle"}
    assert used == {"turtle"}
    assert answer["outputs"] == {"out": True}


def test_a_module_that_lacks_a_part_of_its_own_has_a_stand_in(confined, bare):
    source = (
        "import numpy as np\nimport lzma, bz2, sqlite3, readline, dbm.gnu, ssl\n"
        "from sqlite3 import dbapi2, connect\nfrom distutils.version import LooseVersion\n"
        "from lib2to3.pygram import python_symbols\nfrom ensurepip import bootstrap\n"
        "class Database(connect): pass\n"
        "if LooseVersion(np.__version__) < LooseVersion('1.0'): raise RuntimeError\n"
        "def module(): return [lzma.__name__, sqlite3.__spec__.name, str(bz2.open is None)]\n"
    )
    with Sandbox(confined, Limits(), runtime=bare) as sandbox:
        stand_ins, used, answer = imports(sandbox, source, "module")
    assert {"lzma", "bz2", "sqlite3", "distutils.version", "ensurepip"} <= stand_ins
    assert {"lzma", "sqlite3", "bz2", "distutils.version"} <= used
    assert not {"readline", "lib2to3", "ensurepip"} & used
    assert answer["outputs"] == {"out": ["lzma", "sqlite3", "False"]}


def test_every_public_module_of_the_standard_library_can_be_imported(sandbox):
    """Whether it was loaded before or not; nothing that is there has a stand-in."""
    names = [name for name in standard_library() if name not in ONLY_SOMEWHERE]
    stand_ins, _ = imports(sandbox, "\n".join(f"import {name}" for name in names))
    there = {name for name in names if importlib.util.find_spec(name)}
    hidden = set(LEFT_OUT) | {name.removeprefix("_") for name in LEFT_OUT}
    assert not stand_ins & there - hidden


def test_asked_is_who_is_not_only_imported():
    names = ["a", "b", "c", "c.d", "e", "f", "g.h", "i"]
    sources = [
        "import a\nimport b as bee\nimport c.d\nfrom e import *\nfrom g.h import k as m\n",
        "import i\nbee = 3\nm\n",
        "from i import j\nprint(j, c.d)\n",
    ]
    assert asked(names, sources) == ["e", "f", "i"]
    assert asked(["c", "c.d"], ["import c.d\nc.d.e()\n"]) == ["c", "c.d"]
    assert asked([], [None]) == []


def test_not_needed_is_never_said_of_what_was_asked():
    assert about_missing([], []) == []
    assert [*map(str, about_missing(["torch", "cv2", "tqdm"], ["tqdm"]))] == [
        "Not available where this was graded, and not needed: cv2, torch.",
        "Not available where this was graded, so what is asked of it does nothing: tqdm.",
    ]


def test_what_is_said_comes_with_the_result(grader, submit):
    first = "import torch\nimport matplotlib.pyplot as plt\nplt.figure()\nfrom turtle import *\n"
    result = grader.grade(submit(layers=lambda text: first + text))
    assert "not needed: torch." in result.message
    assert "does nothing: matplotlib, matplotlib.pyplot, turtle." in result.message
    assert not wrong(result) - {"solver_model", "best_model"}


def test_code_that_catches_the_import_error_is_given_it():
    source = (
        "import a\n"
        "try:\n    import b\nexcept ImportError:\n    import c\n"
        "try:\n    import d\nexcept ValueError:\n    pass\n"
        "try:\n    from e import (\n        f)\nexcept:\n    pass\n"
        "try:\n    import g\nfinally:\n    pass\n"
    )
    assert guarded_lines(source) == {3, 11, 12}


def test_marks_of_the_main_lab_are_the_same_without_them(confined, bare, tmp_path):
    """Every style, under a Python that lacks them."""
    marks_are_the_same(confined, bare, tmp_path, "two_layer_net")


@pytest.mark.parametrize("lab_name", [n for n in labs.names() if n != "two_layer_net"])
def test_marks_of_other_labs_are_the_same_without_them(bare, tmp_path, lab_name):
    marks_are_the_same("auto", bare, tmp_path, lab_name)


def marks_are_the_same(level, bare, tmp_path, lab_name):
    lab = labs.load(lab_name)
    with Grader(lab, level) as grader:
        grader.sandbox.__exit__()
        grader.sandbox.runtime = bare
        grader.sandbox.__enter__()
        for name, files in styles(lab).items():
            found = lost(lab, grader.grade(hand_in(files, tmp_path / name)))
            assert found == [], (name, found)
