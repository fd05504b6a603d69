"""The libraries a lab names: there for student code, adapted, and the course's fault if missing."""

import json
import subprocess
import sys

import pytest

from autograder.isolate import libraries
from autograder.isolate.runtime import own
from autograder.needs import imports
from autograder.student.checking import adapters
from autograder.student.checking.plain_data import Opaque, plain

SORTED = "from sortedcontainers import SortedList\n"
CHECK = """
from autograder.lab import Case, Questions

questions = Questions()


@questions.add(
    "standardize",
    function="data_scaling:standardize",
    properties={"out": 80},
    cases=[Case("six", public=True), Case("six others")],
)
def standardize(code, case):
    return {"out": code.data_scaling.standardize(case.integers(6, 0, 99))}
"""
ADAPTER = '''
"""Sorted lists become lists."""

from sortedcontainers import SortedList


def to_plain(value):
    """Return a sorted list as a list."""
    if isinstance(value, SortedList):
        return list(value)
    raise TypeError
'''


def autograder(folder, *command):
    return subprocess.run(
        [sys.executable, "-m", "autograder", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def edit(file, *changes):
    text = file.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (file, old)
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory, programs_run):
    """A course whose function sorts with a library, and returns what that made."""
    folder = tmp_path_factory.mktemp("library") / "mine"
    assert autograder(folder.parent, "new-course", "mine").returncode == 0
    edit(
        folder / "assignment/data_scaling.py",
        ("import numpy as np\n", SORTED),
        ("    centered = x - np.mean(x, axis=0)\n", ""),
        ("out = centered / np.std(x, axis=0)", "out = SortedList(x)"),
    )
    (folder / "labs/data_scaling/scaling.py").write_text(CHECK, "utf-8")
    (folder / "labs/data_scaling/mistakes/__init__.py").write_text("bank = []\n", "utf-8")
    return folder


def name_it(folder, *names):
    lab = folder / "labs/data_scaling/lab.py"
    lines = [line for line in lab.read_text("utf-8").splitlines() if "libraries=" not in line]
    lines.insert(lines.index("lab = Lab(") + 1, f"    libraries={names!r},")
    lab.write_text("\n".join(lines) + "\n", "utf-8")


def test_what_is_used_and_not_named_is_the_courses_fault(course):
    done = autograder(course, "release")
    assert done.returncode == 1
    message = " ".join(done.stderr.split())
    assert "assignment/data_scaling.py:6: imports sortedcontainers, which the lab does" in message


def test_what_is_named_and_not_installed_is_the_courses_fault(course):
    name_it(course, "sortedcontainers", "nowhere_to_be_had")
    done = autograder(course, "release")
    assert done.returncode == 1
    message = " ".join(done.stderr.split())
    assert "labs/data_scaling/lab.py: the lab needs nowhere_to_be_had, not installed" in message


def test_what_it_makes_cannot_be_compared_without_an_adapter(course):
    name_it(course, "sortedcontainers")
    done = autograder(course, "release")
    assert done.returncode == 1
    assert "it is of type SortedList, which is not plain data" in " ".join(done.stderr.split())


@pytest.mark.parametrize("isolation", ["bubblewrap", "landlock"])
def test_with_its_adapter_right_answers_are_right_and_wrong_ones_wrong(course, isolation):
    name_it(course, "sortedcontainers")
    (course / "adapters").mkdir(exist_ok=True)
    (course / "adapters/sortedcontainers.py").write_text(ADAPTER, "utf-8")
    right = (course / "assignment/data_scaling.py").read_text("utf-8")
    for name, text in (
        ("ada", right),
        ("ben", right.replace("SortedList(x)", "SortedList(x[1:])")),
    ):
        (course / "class" / name / "assignment").mkdir(parents=True, exist_ok=True)
        (course / "class" / name / "assignment/data_scaling.py").write_text(text, "utf-8")
    out = course / f"graded_{isolation}"
    done = autograder(
        course, "grade", "data_scaling", "class", "--out", str(out), "--isolation", isolation
    )
    if "is not available here" in done.stderr:
        pytest.skip(f"no {isolation} here")
    assert done.returncode == 0, done.stderr
    ada, ben = (json.loads((out / f"results/{name}.json").read_text()) for name in ("ada", "ben"))
    assert (ada["score"], ben["score"]) == (80, 0)
    assert "out has 5 entries, expected 6" in ben["questions"][0]["message"]
    assert ada["graded_with"]["libraries"].startswith("sortedcontainers ")


def test_what_a_library_needs_itself_is_found_with_it():
    runtime = libraries.with_libraries(own(), ["jinja2"], {})
    assert {"jinja2", "markupsafe"} <= {name for name, _ in runtime.places}
    assert runtime.loads == ("jinja2",) and runtime.others.startswith("jinja2 ")


def test_without_libraries_the_runtime_stays_as_it_is():
    assert libraries.with_libraries(own(), [], {}) is own()


def test_an_object_that_only_looks_like_a_librarys_stays_where_it_is(monkeypatch, tmp_path):
    (tmp_path / "pretended.py").write_text("def to_plain(value):\n    return value.items\n")
    monkeypatch.setattr(adapters, "__path__", [*adapters.__path__, str(tmp_path)])
    adapters.adapter_of.cache_clear()
    kind = type("Mine", (), {"__module__": "pretended.inner", "items": [1, 2]})
    assert plain([kind()]) == [[1, 2]]
    del kind.items
    assert plain(kind()) == Opaque("Mine")
    adapters.adapter_of.cache_clear()


def test_imports_that_need_not_succeed_are_not_needed():
    source = (
        "import os.path\ntry:\n    import tqdm\nexcept ImportError:\n    pass\nfrom . import x\n"
    )
    assert [*imports(source)] == [(1, "os")]
