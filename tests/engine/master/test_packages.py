"""The packages of autograder: which may import which, as its docstring says."""

import ast
from pathlib import Path

import pytest

import autograder

FOLDER = Path(autograder.__file__).parent
# What stands above its package's stage, by the end of the docstring: imports go downwards.
ORDER = " ".join(autograder.__doc__.split("in this list:")[1].split()).split(", ")
SHARED = {"isolate", "languages", "student", "words"}


def imported(file):
    """Yield every name a module imports, at its start or later."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def packages_imported(files):
    """Return the packages in ORDER that files import from."""
    names = {name for file in files for name in imported(file)}
    parts = [name.split(".") for name in names if name.startswith("autograder.")]
    return {part[1] for part in parts} & set(ORDER)


def test_every_package_has_its_place():
    found = {file.parent.name for file in FOLDER.glob("*/__init__.py")}
    assert found == {*ORDER, *SHARED}


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_only_those_below_it(package):
    above = set(ORDER[: ORDER.index(package)])
    assert not packages_imported((FOLDER / package).rglob("*.py")) & above


def test_what_both_lines_share_imports_no_stage():
    files = [file for file in FOLDER.glob("*.py") if file.stem not in ("cli", "__main__")]
    files += [file for name in SHARED for file in (FOLDER / name).rglob("*.py")]
    assert packages_imported(files) == set()


def test_the_engine_knows_no_course():
    named = {name.split(".")[0] for file in FOLDER.rglob("*.py") for name in imported(file)}
    assert not named & {"assignment", "labs", "course"}


def test_one_package_and_the_audit_of_it_import_nbgrader():
    found = {
        file.relative_to(FOLDER).as_posix()
        for file in FOLDER.rglob("*.py")
        if any(name.split(".")[0] == "nbgrader" for name in imported(file))
    }
    assert {name for name in found if not name.startswith("nbgrader_course/adapter/")} == {
        "audit/gradebook.py"
    }


def test_every_module_has_its_line_in_the_list_of_all():
    named = autograder.__doc__.replace(",", " ").split()
    modules = {file.stem for file in FOLDER.glob("*.py")} - {"__init__", "__main__", "cli"}
    assert modules - set(named) == set()
