"""What the reference answered is kept from run to run, and made anew whenever it might differ."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from autograder import cache, labs, recordings
from autograder.course import current
from autograder.isolate.inside import wire
from autograder.oracle import Oracle, course_seed, oracle_of
from autograder.recordings import Recordings, name_of, unknown

LAB = labs.load("cnn_arithmetic")
SHOW = (
    "from autograder import labs, recordings; from autograder.oracle import course_seed; "
    "print(recordings.name_of(labs.load('cnn_arithmetic'), course_seed()))"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "recordings"


@pytest.fixture
def checked_by():
    """Put another check into a question, for as long as a test runs."""
    question = LAB["conv_param_count"]
    own = question.check
    yield lambda check: object.__setattr__(question, "check", check)
    object.__setattr__(question, "check", own)


def frames(oracle):
    """Everything that is asked and expected, as bytes."""
    return {
        id: [wire.packed([case.program, case.expected.outputs, case.right]) for case in cases]
        for id, cases in oracle.cases.items()
    }


@pytest.mark.parametrize("name", labs.names())
def test_what_was_kept_is_what_the_reference_answers(folder, name, monkeypatch):
    lab = labs.load(name)
    first = Oracle(lab, course_seed())
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr(Oracle, "_recorded", lambda *_: pytest.fail("the reference was asked"))
    assert frames(Oracle(lab, course_seed())) == frames(first)


def test_other_seeds_are_not_kept(folder):
    Oracle(LAB, 7)
    assert not folder.exists()


@pytest.mark.parametrize("content", [b"", b"x" * 100, None])
def test_what_is_damaged_is_made_anew(folder, content):
    first = Oracle(LAB, course_seed())
    (path,) = folder.iterdir()
    sound = path.read_bytes()
    path.write_bytes(sound[:-1] if content is None else content)
    assert frames(Oracle(LAB, course_seed())) == frames(first)
    assert path.read_bytes() == sound


def test_nothing_is_kept_of_checks_that_read_other_files(folder, tmp_path, checked_by):
    data = tmp_path / "data.txt"
    data.write_text("1")

    def check(code, case):
        data.read_text()
        return original(code, case)

    original = LAB["conv_param_count"].check
    check.__code__ = check.__code__.replace(co_filename=original.__code__.co_filename)
    checked_by(check)
    Oracle(LAB, course_seed())
    assert not list(folder.iterdir())
    own = current().folder / "labs" / "cnn_arithmetic" / "lab.py"
    assert unknown(LAB, [str(data), str(own)]) == {str(data)}


def test_nothing_is_kept_of_a_check_put_in_place(folder, checked_by):
    checked_by(lambda code, case: {"count": 1})
    assert Recordings(LAB, course_seed()).path is None


@pytest.mark.parametrize("file", [
    "labs/cnn_arithmetic/lab.py", "labs/images.py", "course.py", "assignment/conv_arithmetic.py",
    "autograder/record.py",
])  # fmt: skip
def test_a_change_of_any_file_behind_them_gives_another_name(tmp_path, file):
    names = shutil.ignore_patterns("__pycache__", "styles", "audit", "templates", "locales")
    for part in ("labs", "assignment", "autograder"):
        shutil.copytree(current().folder / part, tmp_path / part, ignore=names)
    shutil.copy(current().folder / "course.py", tmp_path)

    def name():
        command = [sys.executable, "-c", SHOW]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout

    before = name()
    assert name() == before
    with (tmp_path / file).open("a") as text:
        text.write("\n# changed\n")
    assert name() != before


def test_the_seed_and_the_version_of_numpy_are_in_the_name(monkeypatch):
    names = {name_of(LAB, 1), name_of(LAB, 2)}
    monkeypatch.setattr(recordings.importlib.metadata, "version", lambda name: "9.9.9")
    assert len(names | {name_of(LAB, 1)}) == 3


def test_a_folder_that_others_may_write_to_is_not_used(folder):
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert cache.folder("recordings") is None
    assert frames(Oracle(LAB, course_seed())) == frames(oracle_of(LAB, course_seed()))
    assert not list(folder.iterdir())


def test_where_nothing_can_be_kept_all_works_as_well(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file"))
    assert cache.folder("recordings") is None
    assert np.array_equal(
        Oracle(LAB, course_seed()).cases["conv_param_count"][0].expected.outputs["count"],
        oracle_of(LAB, course_seed()).cases["conv_param_count"][0].expected.outputs["count"],
    )
