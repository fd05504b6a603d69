"""The tutorial, run from its own text: its commands, its edits, and what it says they print."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from page_of_commands import FENCE, edit

from autograder.course import current

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial.md"
HERE = Path(sys.executable).parent  # where `python` is the one that runs this test
NOT_COPIED = shutil.ignore_patterns(
    ".*", "__pycache__", "demo", "graded", "site", "checks", "cifar*"
)


def copy_of_the_kit(folder):
    """Copy what the tutorial works on: the master, the grader, and scripts that releases hold."""
    for name in ("assignment", "autograder", "labs", "notebooks", "datasets"):
        shutil.copytree(ROOT / name, folder / name, ignore=NOT_COPIED)
    (folder / "docs").mkdir()
    for name in ("course.py", "get_datasets.sh", "nbgrader_config.py", *current().pages):
        shutil.copy(ROOT / name, folder / name)
    command = folder / "bin" / "autograder"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m autograder "$@"\n')
    command.chmod(0o755)
    return folder


def run(commands, kit):
    """Run a block of commands from the kit's folder; return what it prints, on either stream."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(kit / "bin"), str(HERE), os.environ["PATH"]]),
        "PYTHONPATH": "",
        "COLUMNS": "200",
    }
    done = subprocess.run(
        ["bash", "-e", "-c", commands],
        cwd=kit,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}"
    return done.stdout.replace("\ufeff", "")


@pytest.fixture(scope="module")
def finished(tmp_path_factory, programs_run):
    """Do everything the tutorial says; returns (the kit's copy, [(what is shown, printed)])."""
    kit = copy_of_the_kit(tmp_path_factory.mktemp("kit"))
    printed, shown = "", []
    for kind, title, text in FENCE.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "sh":
            printed = run(text, kit)
        elif kind == "diff":
            edit(kit / title, text)
        else:
            assert kind == "text", f"no test knows what to do with a block of {kind}"
            shown.append((text, printed))
    return kit, shown


def test_what_the_tutorial_shows_is_what_its_commands_print(finished):
    for text, printed in finished[1]:
        lines = printed.splitlines()
        assert [line for line in text.splitlines() if line not in lines] == [], printed


def test_the_feedback_names_the_mistake_that_the_tutorial_adds(finished):
    kit, _ = finished
    feedback = {
        name: (kit / f"graded/data_scaling/feedback/{name}.html").read_text("utf-8")
        for name in ("ada", "ben")
    }
    hint = "How large is the spread of such a column?"
    assert hint in feedback["ben"]
    assert hint not in feedback["ada"]


def test_the_code_that_the_tutorial_leads_to_is_formatted_as_the_kits_own(finished):
    kit, _ = finished
    shutil.copy(ROOT / "pyproject.toml", kit)
    lab = kit / "labs" / "data_scaling"
    files = [kit / "assignment" / "data_scaling.py", *sorted(lab.rglob("*.py"))]
    assert len(files) == 6
    for command in (["format", "--check"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *files],
            cwd=kit,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
