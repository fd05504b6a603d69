"""The course on PyTorch: its release, and a class graded with the library in the sandbox.

`make pytorch` installs the library and runs this.
"""

import csv
import json
import shutil
import subprocess
import sys

import pytest
from wheel_fixtures import ROOT

pytestmark = pytest.mark.pytorch
COURSE = ROOT / "examples" / "pytorch"


@pytest.fixture(scope="module")
def course(tmp_path_factory, programs_run):
    pytest.importorskip("torch")
    folder = tmp_path_factory.mktemp("pytorch") / "course"
    shutil.copytree(COURSE, folder, ignore=shutil.ignore_patterns("__pycache__", "graded"))
    return folder


def autograder(course, *command):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *command],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_committed_release_is_as_the_master_is(course):
    autograder(course, "release", "--check")


def test_right_code_in_another_style_has_full_marks_and_mistakes_are_named(course):
    autograder(course, "grade", "autograd", "class", "--out", "graded")
    with open(course / "graded/grades.csv", encoding="utf-8-sig") as file:
        scores = {row["student"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": 100, "ben": 20}
    ben = json.loads((course / "graded/results/ben.json").read_text("utf-8"))
    named = {q["id"]: (q["diagnosis"] or {}).get("id") for q in ben["questions"]}
    assert named["affine"] == "affine.no_bias"
    assert named["train_step"] == "train_step.gradients_add_up"
    assert ben["graded_with"]["libraries"].startswith("torch ")


def test_check_says_the_same_in_the_notebooks_process(course):
    """Tensors become plain data there as in the sandbox."""
    folder = course / "release/autograd"
    shutil.copytree(course / "class/ben/assignment", folder / "assignment", dirs_exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "assignment.check", "affine", "two_layers"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "affine (3 examples): out [" in done.stdout and "The biases are missing" in done.stdout
    assert "Nothing comes between the layers" in done.stdout
