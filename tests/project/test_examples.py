"""The courses in examples/, with the engine as it is installed, and the page that leads through."""

import ast
import os
import re
import subprocess

import pytest
from page_of_commands import FENCE, edit
from wheel_fixtures import ROOT, run

PAGE = ROOT / "docs" / "another-subject.md"
PLAIN = ROOT / "examples" / "plain_python"


@pytest.fixture(scope="module")
def followed(installed, tmp_path_factory):
    """Do everything the page says; returns (the course, [(what is shown, printed)])."""
    folder = tmp_path_factory.mktemp("instructor")
    (folder / "kit").symlink_to(ROOT)
    environment = {**os.environ, "PATH": f"{installed}:{os.environ['PATH']}", "PYTHONPATH": ""}
    printed, shown, quoted = "", [], []
    for kind, title, text in FENCE.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "sh" and text == "pip install ./kit\n":
            continue  # `installed` is what this makes
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-e", "-c", text],
                cwd=folder,
                env={**environment, "COLUMNS": "200"},
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            assert done.returncode == 0, f"{text}\n{done.stdout}"
            printed = done.stdout.replace("\ufeff", "")
            if "cd course" in text:
                folder /= "course"
        elif kind == "diff":
            edit(folder / title, text)
        elif kind == "python":
            quoted.append((folder / title, text))
        else:
            shown.append((text, printed))
    return folder, shown, quoted


def test_what_the_page_shows_is_what_its_commands_print(followed):
    for text, printed in followed[1]:
        lines = printed.splitlines()
        assert [line for line in text.splitlines() if line not in lines] == [], printed


def test_what_the_page_quotes_stands_in_the_course(followed):
    assert all(text in file.read_text("utf-8") for file, text in followed[2])


def test_its_committed_release_is_as_the_master_is(installed, tmp_path):
    run("cp", "-r", PLAIN, tmp_path / "course")
    done = run(installed / "autograder", "release", "--check", cwd=tmp_path / "course")
    assert done.returncode == 0, done.stderr


def test_plain_python_imports_no_library():
    for file in [*PLAIN.glob("assignment/*.py"), *PLAIN.glob("labs/**/*.py")]:
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        names = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
        assert all(name.split(".")[0] in ("autograder", "labs") for name in names), file
    notebook = (PLAIN / "notebooks/data_structures/data_structures.ipynb").read_text("utf-8")
    assert not re.search("numpy|matplotlib", notebook)


def test_nobody_gets_points_for_what_is_wrong_or_loses_them_for_another_style(followed):
    course, _, _ = followed
    rows = (course / "graded" / "grades.csv").read_text("utf-8-sig").splitlines()
    marks = {row.split(",")[0].strip('"'): row.split(",")[4:15] for row in rows[1:]}
    assert set(marks["cem"]) == set(marks["eve"]) == {"0"}
    assert sum(map(int, marks["ada"])) == 90
