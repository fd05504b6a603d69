"""The how-to pages: every command in them runs, in order, and prints what they show."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from page_of_commands import FENCE

from autograder.audit.seeds import as_text
from autograder.audit.styles import hand_in, styles

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
COURSE = ("assignment", "labs", "notebooks", "datasets")
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "cifar*")


def run(commands, folder):
    """Run a block of commands in a course; return what it prints, on either stream."""
    path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-e", "-c", commands],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}"
    return done.stdout.replace("\ufeff", "")


@pytest.fixture(scope="module")
def graded(tmp_path_factory, lab, programs_run):
    """A course with a class of two: one right, handed in as a zip with a receipt, one mistake."""
    folder = tmp_path_factory.mktemp("course")
    for name in COURSE:
        shutil.copytree(ROOT / name, folder / name, ignore=NOT_COPIED)
    shutil.copy(ROOT / "course.py", folder)
    command = folder / "bin" / "autograder"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m autograder "$@"\n')
    command.chmod(0o755)
    files = as_text(styles(lab)["reference"])
    mistake = files["layers.py"].replace("dout.sum(axis=0)", "dout.mean(axis=0)")
    assert mistake != files["layers.py"]
    submissions = folder / "submissions" / lab.name
    hand_in({**files, "layers.py": mistake}, submissions / "2026-0002")
    hand_in(files, folder / "submissions" / f"{lab.name}_round_2" / "2026-0002")
    student = folder / "student"
    shutil.copytree(ROOT / "release" / lab.name, student, ignore=NOT_COPIED)
    hand_in(files, student)
    subprocess.run([sys.executable, "-m", "assignment.submit"], cwd=student, check=True)
    shutil.copy(student / f"{lab.name}_submission.zip", submissions / "2026-0001.zip")
    shutil.copy(student / f"{lab.name}_receipt.json", folder)
    shutil.rmtree(student)
    run(f"autograder grade {lab.name} submissions/{lab.name} --out graded/{lab.name}", folder)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_run_and_print_what_it_shows(page, graded, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(graded, course)
    printed, commands = "", 0
    for kind, title, text in FENCE.findall(page.read_text("utf-8")):
        if kind == "sh":
            printed, commands = run(text, course), commands + 1
        elif kind == "text":
            lines = [line.strip() for line in printed.splitlines()]
            assert [line for line in text.splitlines() if line not in lines] == [], printed
        else:
            assert title, f"a block of {kind} that is no command has a file's name"
            (course / title).parent.mkdir(exist_ok=True)
            (course / title).write_text(text, "utf-8")
    assert commands


def test_no_command_of_a_page_stands_where_no_test_runs_it():
    for page in PAGES:
        text = page.read_text("utf-8")
        assert "```\n" not in re.sub(FENCE, "", text), page
        assert not re.search(r"^autograder ", re.sub(FENCE, "", text), re.M), page


def test_the_page_on_what_is_stored_names_all_that_a_grading_leaves(graded, lab):
    page = (ROOT / "docs" / "how-to" / "what-is-stored.md").read_text("utf-8")
    named = set(re.findall(r"`([\w.]+)/?`", "".join(re.findall(r"^\| (.*?) \|", page, re.M))))
    left = {path.name for path in (graded / "graded" / lab.name).iterdir()}
    assert {"results", "feedback"} <= left <= named | {".lock"}
