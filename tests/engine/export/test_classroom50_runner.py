"""Classroom 50's runner, as its wiki describes it, gets a result that its collector accepts."""

import json
import os
import shutil
import subprocess
import sys

import jsonschema
import pytest
from classroom_environment import ENVIRONMENT
from export_schemas import CLASSROOM50

from autograder import labs
from autograder.course import current
from autograder.export.classroom50_bundle import MAX_BYTES, write_bundle

ROOT = current().folder


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    write_bundle(labs.load("cnn_arithmetic"), folder)
    assert sum(path.stat().st_size for path in folder.iterdir()) < MAX_BYTES
    return folder


def run(bundle, checkout):
    """Do what runner.py does: call the script in the checkout, then stamp who it was."""
    environment = {**os.environ, **ENVIRONMENT, "USERNAME": "ada", "ASSIGNMENT_TYPE": "individual"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [sys.executable, str(bundle / "autograder.py")],
        cwd=checkout, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    path = checkout / "result.json"
    return done, json.loads(path.read_text("utf-8")) if path.is_file() else None


@pytest.fixture
def checkout(tmp_path):
    """A student's repository: the release, with the solutions written."""
    folder = tmp_path / "cs-lab-ada"
    shutil.copytree(ROOT / "release" / "cnn_arithmetic", folder)
    for name in labs.load("cnn_arithmetic").student_files:
        shutil.copyfile(ROOT / "assignment" / name, folder / "assignment" / name)
    return folder


def test_a_submission_is_graded_in_its_checkout_by_the_kits_own_checks(bundle, checkout):
    (checkout / "assignment" / "check.py").write_text("raise SystemExit('mine')")
    (checkout / "result.json").write_text('{"score": 1000}')
    (checkout / "assignment" / "link.py").symlink_to("/etc/passwd")
    done, result = run(bundle, checkout)
    assert done.returncode == 0, done.stderr
    jsonschema.validate(result, CLASSROOM50)
    assert result["score"] == result["max-score"] > 0
    assert {key: result[key] for key in ("classroom", "assignment", "submission")} == {
        "classroom": "cs231n", "assignment": "tiny", "submission": "submit/1"
    }  # fmt: skip
    assert result["score"] == sum(test["score"] for test in result["tests"])


def test_without_the_students_files_it_is_a_result_of_few_points_and_no_failure(bundle, tmp_path):
    done, result = run(bundle, tmp_path)
    assert done.returncode == 0, done.stderr
    jsonschema.validate(result, CLASSROOM50)
    assert result["score"] == 0 < result["max-score"]


def test_a_failure_of_the_grader_leaves_no_result(bundle, checkout, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(bundle, broken)
    (broken / "lab.zip").write_bytes(b"no zip")
    (checkout / "result.json").write_text('{"score": 1000}')
    done, result = run(broken, checkout)
    assert done.returncode != 0 and result is None
