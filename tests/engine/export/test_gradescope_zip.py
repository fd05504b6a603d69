"""Gradescope's way, end to end: upload, build, grade, in a tree laid out as theirs.

The scripts are run as they are in the zip; only the root of the tree is another. Packages are
really installed, by name, from the lock.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest
from export_schemas import GRADESCOPE

from autograder import labs
from autograder.audit.material import npz, zipped
from autograder.course import current
from autograder.export import Request, gradescope
from autograder.export.gradescope_run import LIMITS
from autograder.grading.evaluation_data import EvaluationData

CHEAT = """
import os
import re
for folder in ("..", "../..", os.environ.get("AUTOGRADER_ROOT", "/autograder")):
    for name in ("results/results.json", "../results/results.json", "no_mark.json"):
        try:
            open(os.path.join(folder, name), "w").write('{"score": 1000}')
        except OSError:
            pass
print('{"score": 1000}')
"""
HUNGRY = """
def relu_backward(dout, cache):
    held = []
    try:
        while True:
            held.append(np.empty(2**20))  # counted though never touched: quick on any machine
    except MemoryError:
        mebibytes = 8 * len(held)
        held.clear()
        raise MemoryError(f"after {mebibytes} MiB")
"""
LEAVE = "\ndef relu_forward(x):\n    raise ValueError('<script>alert(1)</script>')\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory, lab, programs_run):
    """A container's /autograder after its build."""
    root = tmp_path_factory.mktemp("autograder")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_SEED", "it's $HOME; `autumn`")
        made = gradescope.write(Request(lab, [], root / "made"))
    (path,) = made.paths
    source = root / "source"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(source)
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
    assert (modes["setup.sh"], modes["run_autograder"]) == (0o755, 0o755)
    shutil.copy(source / "run_autograder", root / "run_autograder")
    built = subprocess.run(
        ["bash", source / "setup.sh"], env=environment(root), capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    return root


def environment(root):
    """What a container has in its environment: nothing of this machine's Python."""
    found = {key: os.environ[key] for key in os.environ if key.startswith(("PIP_", "HOME"))}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**found, "PATH": path, "AUTOGRADER_ROOT": str(root)}


@pytest.fixture
def grade(root):
    """Hand in a folder (None: nothing arrives) and return (exit status, results.json, output)."""

    def run(folder):
        for name in ("submission", "results"):
            shutil.rmtree(root / name, ignore_errors=True)
        if folder is not None:
            shutil.copytree(folder, root / "submission", symlinks=True)
        (root / "results").mkdir()
        done = subprocess.run(
            ["bash", root / "run_autograder"], env=environment(root), capture_output=True, text=True
        )
        document = json.loads((root / "results" / "results.json").read_text("utf-8"))
        jsonschema.validate(document, GRADESCOPE)
        return done.returncode, document, done.stdout + done.stderr

    return run


def not_passed(document):
    return {t["extra_data"]["id"]: t for t in document["tests"] if t.get("status") != "passed"}


def weights_missing():
    return {"solver_model.npz": None, "best_model.npz": None}


def test_nothing_is_worked_out_for_each_submission_that_can_be_in_the_container(
    root, grade, submit
):
    """Byte code, and what the reference answers."""
    cache = root / "source" / "cache"
    before = {path: path.read_bytes() for path in cache.rglob("*") if path.is_file()}
    assert [path.parent.name for path in before] == ["recordings"]
    grade(submit(extra=weights_missing()))
    assert {path: path.read_bytes() for path in (cache / "recordings").iterdir()} == before
    assert list((root / "source" / "autograder" / "__pycache__").glob("oracle.*.pyc"))


def test_a_right_submission_gets_its_points_under_landlock(grade, submit, lab):
    status, document, _ = grade(submit(extra=weights_missing()))
    assert (status, document["score"]) == (0, 78)
    assert set(not_passed(document)) == {"train_solver", "best_model"}
    assert sum(test["max_score"] for test in document["tests"]) == lab.max_score
    assert document["extra_data"]["isolation"] == "landlock"
    assert "by hand" in document["output"]


def test_trained_weights_are_judged_without_making_the_images_again(grade, submit, root):
    before = sorted((root / "source/datasets/prepared").iterdir())
    _, document, said = grade(submit())
    assert "tests" in document, said
    assert "expected 48%" in not_passed(document)["best_model"]["output"]
    assert sorted((root / "source/datasets/prepared").iterdir()) == before


def test_a_hostile_submission_gets_what_its_right_functions_earn(grade, submit):
    folder = submit(layers=lambda text: CHEAT + text + LEAVE, extra=weights_missing())
    status, document, _ = grade(folder)
    assert status == 0
    relu = not_passed(document)["relu_forward"]
    assert (relu["score"], "<script>alert(1)</script>" in relu["output"]) == (0, True)
    assert relu["output_format"] == "text"
    assert 0 < document["score"] < 78


def test_a_submission_that_eats_all_memory_costs_its_own_points_only(grade, submit):
    """A container has 768 MB; a worker that took them would end the grader beside it."""
    folder = submit(layers=lambda text: text + HUNGRY, extra=weights_missing())
    status, document, _ = grade(folder)
    assert (status, document["score"]) == (0, 72)
    message = not_passed(document)["relu_backward"]["output"]
    assert "MemoryError" in message
    assert 200 < int(message.split("after ")[1].split()[0]) < LIMITS.memory_mib


@pytest.mark.parametrize(
    "content", [{}, {"essay.txt": "hello"}, {"hw.zip": b"PK\3\4 cut off"}, None]
)
def test_what_cannot_be_read_gets_a_message(grade, tmp_path, content):
    folder = None if content is None else tmp_path / "handed in"
    for name, text in (content or {}).items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    if folder is not None:
        folder.mkdir(exist_ok=True)
    status, document, _ = grade(folder)
    assert (status, document["score"]) == (0, 0)
    assert "could not be read" in document["output"]
    assert document["extra_data"]["status"] == "rejected"


def test_a_zip_inside_the_submission_is_opened(grade, tmp_path, master):
    folder = tmp_path / "handed in"
    folder.mkdir()
    files = {f"hw/assignment/{name}": master[name] for name in ("layers.py",)}
    (folder / "이름.zip").write_bytes(zipped(files))
    _, document, _ = grade(folder)
    assert document["score"] == 46


@pytest.mark.parametrize(
    "lost", ["assignment/layers.py", "autograder/grading/grade.py", "venv/bin/python"]
)
def test_a_failure_of_the_grader_is_no_mark(grade, submit, root, lost):
    """Whether the grader can still say so (the reference is lost) or not even start."""
    path = root / "source" / lost
    path.rename(path.with_name("lost"))
    try:
        status, document, _ = grade(submit(extra=weights_missing()))
    finally:
        path.with_name("lost").rename(path)
    assert status != 0
    assert "score" not in document and "tests" not in document
    assert "not a mark of 0" in document["output"]


def test_nothing_hidden_is_shown_to_the_student(grade, submit, root):
    """Neither where the grader works, nor what it compares with, nor the seed."""
    _, document, _ = grade(submit(layers=lambda text: text + LEAVE, extra=weights_missing()))
    shown = json.dumps([document["output"], [test["output"] for test in document["tests"]]])
    for hidden in (str(root), "source/", "autograder/", "AUTOGRADER_SEED", "autumn", "reference_"):
        assert hidden not in shown


def test_the_courses_seed_goes_with_the_zip(grade, submit, root):
    script = (root / "source" / "run_autograder").read_text()
    end = "exec venv/bin/python"
    before, _, _ = script.partition(end)
    shown = subprocess.run(
        ["bash", "-c", before + 'printf %s "$AUTOGRADER_SEED"'],
        env=environment(root), capture_output=True, text=True,
    )  # fmt: skip
    assert shown.stdout == "it's $HOME; `autumn`"


def test_the_root_is_gradescopes_own_unless_told_otherwise(root):
    for name in ("setup.sh", "run_autograder"):
        assert "${AUTOGRADER_ROOT:-/autograder}" in (root / "source" / name).read_text()


def test_weights_are_read_as_everywhere(grade, submit):
    _, document, _ = grade(submit(extra={"best_model.npz": npz(W1=[{"a": 1}])}))
    assert "best_model.npz" in not_passed(document)["best_model"]["output"]


def test_cifar10_is_fetched_there_and_never_passed_on(lab, tmp_path, monkeypatch):
    monkeypatch.setattr(EvaluationData, "source", "cifar10")
    (path,) = gradescope.write(Request(lab, [], tmp_path)).paths
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        setup = archive.read("setup.sh").decode()
    data = [name for name in names if "datasets/" in name and not name.endswith(".py")]
    assert len(data) == 1 and "splits-stand-in" in data[0]
    assert "get_datasets.sh" in names
    assert setup.index("bash get_datasets.sh") < setup.index("data.prepared(data.source)")


def test_a_lab_without_images_brings_none(tmp_path):
    lab = labs.load("cnn_arithmetic")
    (path,) = gradescope.write(Request(lab, [], tmp_path)).paths
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if name.startswith("datasets/")]
        assert "get_datasets" not in archive.read("setup.sh").decode()
    assert path.stat().st_size < 2_000_000


def test_a_zip_in_another_language_speaks_it_without_babel(root, tmp_path):
    """The container has what the zip's lock names, and so no Babel: the messages go along."""
    lab = labs.load("cnn_arithmetic")
    (path,) = gradescope.write(Request(lab, [], tmp_path, language="ko")).paths
    source = tmp_path / "source"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(source)
    assert "채점" in json.loads((source / "no_mark.json").read_text("utf-8"))["output"]
    (source / "venv").symlink_to(root / "source" / "venv")
    shutil.copytree(current().folder / "release" / lab.name, tmp_path / "submission")
    done = subprocess.run(
        ["bash", source / "run_autograder"],
        env={**environment(root), "AUTOGRADER_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads((tmp_path / "results" / "results.json").read_text("utf-8"))
    assert document["score"] == 0
    assert all(re.search("[가-힣]", test["output"]) for test in document["tests"][1:])
