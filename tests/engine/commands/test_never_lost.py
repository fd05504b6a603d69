"""Never losing a mark: full disks, killed processes, two runs at once, old and damaged results.

Whatever happens, there is one line that says what, where and what to do, no result is lost or
doubled, and the same command goes on from there.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest

from autograder.course import current
from autograder.grading import class_folder
from autograder.grading.grade import Grader
from autograder.isolate.sandbox import SandboxError
from autograder.results import (
    BadResult,
    CannotWrite,
    NewerResult,
    read_result,
    read_results,
    write_text,
)
from autograder.scheduling import classroom
from autograder.scheduling.classroom import grade_class
from autograder.scheduling.job import grade_into
from autograder.scheduling.lock import InUse, locked

ROOT = current().folder

NO_WEIGHTS = {"solver_model.npz": None, "best_model.npz": None}


@pytest.fixture
def papers(submit, tmp_path):
    """Three small submissions without weights."""
    for student in ("ada", "bob", "cora"):
        submit(student, extra=NO_WEIGHTS)
    return tmp_path / "class"


def command(papers, out, jobs=1):
    line = [sys.executable, "-m", "autograder", "grade", "two_layer_net", str(papers)]
    return [*line, "--out", str(out), "--jobs", str(jobs), "--isolation", "landlock"]


def run(line, **settings):
    """Run a command; return (exit status, what it said of errors)."""
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, **settings)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def scores(out):
    return {result.student: result.score for result in read_results(out)}


def grade(lab, papers, out, jobs=1, each=lambda done: None):
    return grade_class(lab, class_folder.find([papers], lab), out, jobs, "landlock", each)


ALL_RIGHT = {"ada": 78, "bob": 78, "cora": 78}


# ------------------------------------------------------------------------------------- writing


@pytest.fixture
def full_disk(tmp_path):
    """A folder of a file system with room for one submission's files and little more."""
    folder = tmp_path / "full"
    folder.mkdir()
    if os.geteuid() != 0 or subprocess.call(
        ["mount", "-t", "tmpfs", "-o", "size=48k", "none", str(folder)], stderr=subprocess.DEVNULL
    ):
        pytest.skip("only root with the right to mount can make a file system that is full")
    yield folder
    subprocess.check_call(["umount", str(folder)])


def test_a_full_disk_is_told_and_the_rest_goes_on_when_there_is_room(papers, full_disk):
    out = full_disk / "out"
    status, said = run(command(papers, out))
    assert status == 1
    assert "cannot be written (No space left on device). Make room there and run the same" in said
    before = {path.name: path.read_bytes() for path in (out / "results").glob("*.json")}
    assert all(json.loads(content)["score"] == 78 for content in before.values())
    assert not list(out.rglob("*.part"))
    subprocess.check_call(["mount", "-o", "remount,size=8m", str(full_disk)])
    assert run(command(papers, out))[0] == 0
    assert scores(out) == ALL_RIGHT
    assert all((out / "results" / name).read_bytes() == text for name, text in before.items())


@pytest.mark.parametrize("view", ["results/ada.json", "feedback/ada.html", "report.html"])
def test_a_file_that_cannot_grow_is_told_with_its_name(papers, lab, tmp_path, view):
    """`ulimit -f` lets everything be written that is smaller than the one that is missing."""
    out = tmp_path / "out"
    grade(lab, papers / "ada", out)
    size = (out / view).stat().st_size
    before = (out / "results" / "ada.json").read_bytes()
    (out / view).unlink()
    limit = f'ulimit -f {(size - 1) // 1024} && exec "$@"'
    status, said = run(["bash", "-c", limit, "-", *command(papers / "ada", out)])
    assert status == 1
    assert f"{view} cannot be written (File too large). Allow larger files (ulimit -f)" in said
    if view != "results/ada.json":
        assert (out / "results" / "ada.json").read_bytes() == before
    assert run(command(papers / "ada", out))[0] == 0
    assert scores(out) == {"ada": 78}


def test_a_folder_that_one_may_not_write_to_is_told():
    """Root may write anywhere, so root tries it as nobody."""
    code = (
        "import os, sys, pathlib, autograder.scheduling.lock as lock, autograder.cli as cli\n"
        "import autograder.commands.console\n"  # as nobody, root's Python cannot be read
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "def hold(standalone_mode):\n"
        "    with lock.locked(pathlib.Path(sys.argv[1])): pass\n"
        "cli.main(hold)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o555)
        status, said = run([sys.executable, "-c", code, folder])
    assert status == 1
    assert ".lock cannot be written (Permission denied). Make the folder yours to write to" in said


def test_a_read_only_file_system_is_told_before_anything_is_graded(papers, full_disk):
    subprocess.check_call(["mount", "-o", "remount,ro", str(full_disk)])
    status, said = run(command(papers, full_disk / "out"))
    assert status == 1
    assert "(Read-only file system). Choose another folder" in said


def test_a_file_is_replaced_whole_or_not_at_all(full_disk):
    write_text(full_disk / "grades.csv", "the marks of yesterday")
    with pytest.raises(CannotWrite, match="No space left"):
        write_text(full_disk / "grades.csv", "x" * 100_000)
    assert [path.name for path in full_disk.iterdir()] == ["grades.csv"]
    assert (full_disk / "grades.csv").read_text() == "the marks of yesterday"


# --------------------------------------------------------------------------- killed processes


class Killing(ProcessPoolExecutor):
    """Grading processes of which one is killed as soon as a chosen submission is handed over."""

    victims: ClassVar[list[str]] = []  # students; each costs one process

    def submit(self, function, job, path):
        student = Path(path).name
        if student in self.victims:
            self.victims.remove(student)
            return super().submit(die)
        return super().submit(function, job, path)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def victims(monkeypatch):
    monkeypatch.setattr(classroom, "ProcessPoolExecutor", Killing)
    monkeypatch.setattr(Killing, "victims", [])
    return Killing.victims


def test_a_process_that_is_killed_costs_no_mark(lab, papers, tmp_path, victims):
    victims.append("bob")
    done = []
    summary = grade(lab, papers, tmp_path / "out", 2, done.append)
    assert scores(tmp_path / "out") == ALL_RIGHT
    assert sorted(Path(one.path).name for one in done) == ["ada", "bob", "cora"]
    assert summary.without_mark == 0


def test_a_submission_whose_process_dies_twice_has_no_mark_rather_than_0(
    lab, papers, tmp_path, victims
):
    victims += ["bob", "bob"]
    out = tmp_path / "out"
    summary = grade(lab, papers, out, 2)
    assert scores(out) == {**ALL_RIGHT, "bob": None}
    assert (summary.without_mark, summary.submissions, summary.mean) == (1, 3, 78)
    assert "the grader's failure" in read_result(out / "results" / "bob.json").message
    assert ",78," in (out / "grades.csv").read_text("utf-8-sig")
    assert "Without a mark" in (out / "report.html").read_text("utf-8")
    done = []
    assert grade(lab, papers, out, 2, done.append).without_mark == 0
    assert scores(out) == ALL_RIGHT
    assert {Path(one.path).name for one in done if not one.kept} == {"bob"}


def test_where_every_process_is_killed_no_submission_is_blamed(lab, papers, tmp_path, victims):
    victims += [student for student in ALL_RIGHT for _ in range(2)]
    with pytest.raises(SandboxError, match="killed one after the other"):
        grade(lab, papers, tmp_path / "out", 2)
    assert not (tmp_path / "out" / "results").exists()
    assert grade(lab, papers, tmp_path / "out", 2).submissions == 3


def test_a_template_that_is_killed_costs_no_mark(lab, papers, tmp_path):
    """The process that the workers are forked from, in the middle of a submission."""
    with Grader(lab, "landlock") as grader:
        worker = grader.sandbox.worker
        kills = iter([True])

        def killing(*package):
            if next(kills, False):
                os.kill(grader.sandbox._template.pid, signal.SIGKILL)
            return worker(*package)

        grader.sandbox.worker = killing
        grade_into(grader, papers / "ada", tmp_path / "out")
    assert scores(tmp_path / "out") == {"ada": 78}


def test_what_a_killed_run_was_writing_is_cleared_away(lab, papers, tmp_path):
    out = tmp_path / "out"
    (out / "results").mkdir(parents=True)
    (out / "results" / ".abc.part").write_text('{"schema": 2, "stu')
    grade(lab, papers, out)
    assert sorted(path.name for path in (out / "results").iterdir()) == [
        "ada.json",
        "bob.json",
        "cora.json",
    ]


# --------------------------------------------------------------------------------------- clocks


def test_a_clock_that_jumps_changes_nothing(lab, papers, tmp_path, monkeypatch):
    """Set back and forward while grading, and between runs: same marks, nothing done twice."""
    jumps = iter([1e9, -1e9, 4e9, -3e9] * 10_000)
    real = time.time, time.time_ns
    monkeypatch.setattr(time, "time", lambda: real[0]() + next(jumps))
    monkeypatch.setattr(time, "time_ns", lambda: real[1]() + int(next(jumps) * 1e9))
    for _ in range(2):
        done = []
        grade(lab, papers, tmp_path / "out", 1, done.append)
        assert len(done) == 3
        assert scores(tmp_path / "out") == ALL_RIGHT
    assert all(one.kept for one in done)


# --------------------------------------------------------------------------- two runs at a time


def test_two_runs_into_one_folder_are_refused_with_the_others_name(lab, papers, tmp_path):
    out = tmp_path / "out"
    with locked(out):
        status, said = run(command(papers, out))
        assert status == 1
        assert f"Another run is writing into {out}: process {os.getpid()} on " in said
        assert not (out / "results").exists()
    assert run(command(papers, out))[0] == 0


def test_the_lock_ends_with_its_process_however_that_ends(tmp_path):
    out = tmp_path / "out"
    hold = "import time, pathlib, autograder.scheduling.lock as l\n"
    hold += f"with l.locked(pathlib.Path({str(out)!r})):"
    hold += "\n print(flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", hold], cwd=ROOT, stdout=subprocess.PIPE)
    holder.stdout.readline()
    with pytest.raises(InUse, match=f"process {holder.pid} on "):
        locked(out).__enter__()
    holder.kill()
    holder.communicate()
    with locked(out):
        pass


def test_of_two_that_start_together_one_grades(lab, papers, tmp_path):
    """Both threads open the lock for themselves, as two processes would."""
    outcomes = []

    def start():
        try:
            grade(lab, papers, tmp_path / "out")
            outcomes.append("graded")
        except InUse:
            outcomes.append("refused")

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "graded" in outcomes and len(outcomes) == 2
    assert scores(tmp_path / "out") == ALL_RIGHT


# ------------------------------------------------------------------------ old and damaged results


def spoil(out, student, change):
    path = out / "results" / f"{student}.json"
    path.write_text(change(path.read_text()))
    return path.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"schema": 2', '"schema": 0'),
        lambda text: text.replace('"schema": 2,', ""),
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: "",
    ],
    ids=["an older schema", "no schema", "cut in half", "no result", "empty"],
)
def test_a_result_that_cannot_be_kept_is_made_again_and_set_aside(lab, papers, tmp_path, change):
    out = tmp_path / "out"
    grade(lab, papers, out)
    old = spoil(out, "bob", change)
    done = []
    summary = grade(lab, papers, out, 1, done.append)
    assert scores(out) == ALL_RIGHT
    assert {Path(one.path).name for one in done if not one.kept} == {"bob"}
    aside = out / "previous" / "bob.json"
    if aside.exists():
        assert aside.read_bytes() == old
        assert [move.student for move in summary.moved] == ["bob"]
        assert "damaged or of an older kit" in summary.moved[0].reasons[0]
    else:  # its marks can be read, and are the same
        assert "score" in old.decode() and summary.moved == ()


def test_a_result_of_a_newer_kit_is_never_replaced(lab, papers, tmp_path):
    out = tmp_path / "out"
    grade(lab, papers / "bob", out)
    newer = spoil(out, "bob", lambda text: text.replace('"schema": 2', '"schema": 3'))
    with pytest.raises(NewerResult, match=r"newer kit \(schema 3, this one reads 2\). Update"):
        grade(lab, papers, out)
    assert (out / "results" / "bob.json").read_bytes() == newer


def test_one_newer_result_among_others_is_not_replaced_either(lab, papers, tmp_path):
    out = tmp_path / "out"
    grade(lab, papers, out)
    newer = spoil(out, "cora", lambda text: text.replace('"schema": 2', '"schema": 3'))
    with pytest.raises(NewerResult, match=r"cora.json was written by a newer kit"):
        grade(lab, papers, out)
    assert (out / "results" / "cora.json").read_bytes() == newer


def test_one_result_of_another_lab_among_others_is_never_replaced(lab, papers, tmp_path):
    out = tmp_path / "out"
    grade(lab, papers, out)
    other = spoil(out, "cora", lambda text: text.replace('"two_layer_net"', '"activations"'))
    with pytest.raises(BadResult, match=r"cora\.json is a result of the lab activations"):
        grade(lab, papers, out)
    assert (out / "results" / "cora.json").read_bytes() == other
