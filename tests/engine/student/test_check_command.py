"""`python -m assignment.check`: the public checks in a terminal and in a student's CI."""

import json
from datetime import datetime

import jsonschema
import pytest
import student_repository
from export_schemas import CLASSROOM50

from autograder.student.checking import classroom50

INPUTS = dict.fromkeys(classroom50.INPUTS.values(), "https://example.org/x")


@pytest.fixture(scope="module")
def stubs(tmp_path_factory, lab):
    return student_repository.make(tmp_path_factory.mktemp("stubs") / "repository", lab)


@pytest.fixture(scope="module")
def layers_done(tmp_path_factory, lab):
    folder = tmp_path_factory.mktemp("layers") / "repository"
    return student_repository.make(folder, lab, solved=["layers.py"])


def check(folder, *arguments, **environment):
    command = " ".join(["python -m assignment.check", *arguments])
    return student_repository.run(command, folder, **environment)


def test_stubs_fail_and_are_called_not_started(stubs):
    done = check(stubs)
    assert (done.returncode, done.stderr) == (1, "")
    assert "0 of 10 pass" in done.stdout
    assert done.stdout.count("not started") == 10


def test_one_question_can_be_asked_for_alone(layers_done):
    assert check(layers_done, "affine_forward", "svm_loss").returncode == 0
    assert check(layers_done, "affine_forward", "two_layer_net_loss").returncode == 1


def test_a_wrong_function_is_explained_and_the_rest_still_checked(tmp_path, lab):
    folder = student_repository.make(tmp_path / "repository", lab, solved=lab.student_files)
    layers = folder / "assignment" / "layers.py"
    text = layers.read_text("utf-8")
    layers.write_text(f"{text}\n\ndef relu_forward(x):\n    return x, x\n", encoding="utf-8")
    done = check(folder, "relu_forward affine_forward")
    assert done.returncode == 1
    assert "relu_forward: not right yet" in done.stdout
    assert "1 of 2 pass" in done.stdout


def test_the_summary_is_appended_as_a_table(layers_done, tmp_path):
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    assert check(layers_done, f"--summary {page}").returncode == 1
    text = page.read_text("utf-8")
    assert text.startswith("before\n## Public checks\n")
    assert "| ✓ | `affine_forward` | 6 | passed |" in text
    assert "6 of 10 pass" in text


def test_an_unknown_question_is_wrong_usage(stubs):
    done = check(stubs, "affine_fforward")
    assert (done.returncode, "affine_forward" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


def test_classroom50_gets_its_result_and_status_0_though_checks_fail(layers_done):
    done = check(layers_done, "--classroom50", **INPUTS)
    assert done.returncode == 0
    document = json.loads((layers_done / "result.json").read_text("utf-8"))
    jsonschema.validate(document, CLASSROOM50)
    assert (document["score"], document["max-score"]) == (46, 78)
    assert [test["passed"] for test in document["tests"]] == [True] * 6 + [False] * 4


def test_outside_of_classroom50_its_result_is_wrong_usage(stubs):
    done = check(stubs, "--classroom50")
    assert (done.returncode, "CLASSROOM, ASSIGNMENT" in done.stderr) == (2, True)
    assert not (stubs / "result.json").exists()


def test_half_points_are_rounded_up_and_kept_beside():
    tests = [{"name": "q", "points": 2.5, "max_points": 5}]
    made = classroom50.result_document(tests, 2.5, 5, INPUTS, datetime(2026, 11, 21))
    (test,) = made["tests"]
    assert (made["score"], test["score"], test["points"], test["passed"]) == (3, 3, 2.5, False)
