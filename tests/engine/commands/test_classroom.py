"""Grading a class: nothing lost, nothing done twice, the same marks however it is run."""

import csv
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from submissions import FewImages

from autograder.audit.material import zipped
from autograder.course import current
from autograder.grading import class_folder
from autograder.grading.grade import Grader
from autograder.results import BadResult, read_results, safe_name
from autograder.scheduling.classroom import grade_class
from autograder.scheduling.job import WAITING_PER_WORKER, Job, as_done, grade_into

ROOT = current().folder


@pytest.fixture
def small_class(submit, tmp_path):
    """Three submissions: right, one mistake, and a zip that cannot be opened."""
    submit("ada")
    submit("bob", layers=lambda text: text.replace("out = np.maximum(x, 0)", "out = x"))
    (tmp_path / "class" / "cora.zip").write_bytes(zipped({"assignment/layers.py": "x = 1"})[:40])
    return tmp_path / "class"


@pytest.fixture
def few_images(monkeypatch, weights):
    """Graders judge weights on a few images instead of a data set."""
    monkeypatch.setattr("autograder.grading.grade.EvaluationData", lambda: FewImages(weights))


def marks(out):
    return {result.student: (result.status, result.score) for result in read_results(out)}


def test_every_submission_gets_a_result_and_every_view_is_made(
    small_class, lab, tmp_path, few_images
):
    out = tmp_path / "out"
    summary = grade_class(lab, class_folder.find([small_class], lab), out, 1, "auto")
    assert (summary.mean, summary.rejected) == (90, 1)  # as the report says it
    assert marks(out) == {
        "ada": ("graded", 92),
        "bob": ("graded", 88),
        "cora": ("rejected", 0),
    }
    stored = json.loads((out / "results" / "cora.json").read_text())
    assert stored["schema"] == 2 and "damaged or incomplete" in stored["message"]
    rows = list(csv.reader((out / "grades.csv").open(encoding="utf-8-sig")))
    assert [row[0] for row in rows[1:]] == ["ada", "bob", "cora"]
    for page in ("report.html", "feedback/ada.html", "feedback/cora.html"):
        assert "<html" in (out / page).read_text(encoding="utf-8")


def test_what_results_have_in_common_is_in_memory_once(lab, submit, tmp_path, few_images):
    for student in ("ada", "bob"):
        submit(student)
    grade_class(lab, class_folder.find([tmp_path / "class"], lab), tmp_path / "out", 1, "landlock")
    ada, bob = read_results(tmp_path / "out")
    for one, other in zip(ada.questions, bob.questions, strict=True):
        assert one.title is other.title and one.check is other.check
        assert all(a is b for a, b in zip(one.properties, other.properties, strict=True))
    assert ada.graded_with["lab"] is bob.graded_with["lab"]


def test_what_is_graded_is_not_graded_again(small_class, lab, tmp_path, few_images, submit):
    out = tmp_path / "out"
    paths = class_folder.find([small_class], lab)
    grade_class(lab, paths, out, 1, "auto")
    times = {path: path.stat().st_mtime_ns for path in (out / "results").iterdir()}
    submit("bob")
    done = []
    grade_class(lab, paths, out, 1, "auto", done.append)
    assert {Path(d.path).stem: d.kept for d in done} == {"ada": True, "bob": False, "cora": True}
    changed = {p.stem for p in (out / "results").iterdir() if p.stat().st_mtime_ns != times[p]}
    assert changed == {"bob"}


def test_a_result_that_was_spoilt_is_made_again(small_class, lab, tmp_path, few_images):
    out = tmp_path / "out"
    with Grader(lab, "auto") as grader:
        grade_into(grader, small_class / "ada", out)
        (out / "results" / "ada.json").write_text('{"schema": 2, "sco')
        assert not grade_into(grader, small_class / "ada", out).kept
        assert grade_into(grader, small_class / "ada", out).kept


def test_two_jobs_give_the_marks_of_one(small_class, lab, tmp_path):
    """Separate processes, without weights: those would need a data set."""
    for folder in small_class.iterdir():
        for weights in folder.glob("*.npz"):
            weights.unlink()
    paths = class_folder.find([small_class], lab)
    grade_class(lab, paths, tmp_path / "one", 1, "auto")
    grade_class(lab, paths, tmp_path / "two", 2, "auto")
    assert marks(tmp_path / "one") == marks(tmp_path / "two")


def test_a_run_that_is_killed_goes_on_where_it_stopped(submit, lab, tmp_path):
    for number in range(12):
        submit(f"s{number:02}", extra={"solver_model.npz": None, "best_model.npz": None})
    command = [sys.executable, "-m", "autograder", "grade", lab.name, str(tmp_path / "class")]
    command += ["--out", str(tmp_path / "out"), "--jobs", "1"]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    results = tmp_path / "out" / "results"
    while not (results.exists() and len(list(results.glob("*.json"))) >= 2):
        assert running.poll() is None
        time.sleep(0.005)
    running.kill()
    running.wait()
    times = {path: path.stat().st_mtime_ns for path in results.glob("*.json")}
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    assert {result.score for result in read_results(tmp_path / "out")} == {78}
    assert len(list(results.iterdir())) == 12
    assert all(path.stat().st_mtime_ns == when for path, when in times.items())


def test_results_of_another_lab_are_never_mixed_in(small_class, lab, tmp_path, few_images):
    out = tmp_path / "out"
    grade_class(lab, [small_class / "ada"], out, 1, "auto")
    path = out / "results" / "ada.json"
    path.write_text(path.read_text().replace('"lab": "two_layer_net"', '"lab": "activations"'))
    with pytest.raises(BadResult, match="is a result of the lab activations"):
        grade_class(lab, [small_class / "bob"], out, 1, "auto")


@pytest.mark.parametrize(
    "student", ["../../etc/passwd", "a/b", "..", "", "con", "한글 이름", "x" * 500, "-rf", "a\0b\n"]
)
def test_any_student_id_makes_a_safe_and_distinct_file_name(student):
    name = safe_name(student)
    assert "/" not in name and "\0" not in name and name not in ("", ".", "..")
    assert len(f"{name}.json".encode()) < 255 and not name.startswith(".")
    assert name != safe_name(student + "!")


def test_few_submissions_wait_for_each_worker_however_many_there_are():
    """Memory stays flat in a class of thousands, and workers that join late get their share."""
    waiting, most = set(), []

    class Workers(ThreadPoolExecutor):
        def submit(self, function, job, path):
            future = super().submit(time.sleep, 0.001)
            waiting.add(future)
            most.append(len([future for future in waiting if not future.done()]))
            return future

    workers = iter([1, *[3] * 1000])
    with Workers(1) as executor:
        job = Job("lab", "none", "out")
        done = list(as_done(executor, job, "a" * 50, lambda: next(workers)))
    assert len(done) == 50
    assert max(most[:WAITING_PER_WORKER]) <= WAITING_PER_WORKER
    assert WAITING_PER_WORKER < max(most) <= 3 * WAITING_PER_WORKER
