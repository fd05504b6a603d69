"""The benchmarks measure what they say; with small classes, so that they cannot rot unseen."""

import json
import os
import subprocess
import sys

import nbformat
import pytest

from autograder.course import current
from autograder.grading.evaluation_data import EvaluationData
from benchmarks import class_size, peers
from benchmarks.handed_in import KINDS, HandedIn
from benchmarks.peer_notebooks import lean, otter_tests

ROOT = current().folder

BURNT = 0.4
BURN = f"""
import time
while time.process_time() < {BURNT}: pass
time.sleep(0.5)  # so that the last sample sees all of it
"""
START = f"import subprocess, sys; process = subprocess.Popen([sys.executable, '-c', {BURN!r}])"
DESCENDANTS = {
    "a child that is waited for": f"{START}; process.wait()",
    "an orphan": START,
    "a child that nobody waits for": (
        "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        f"{START}\nimport time\nwhile process.poll() is None: time.sleep(0.1)"
    ),
}


@pytest.fixture(scope="module")
def handed_in(lab):
    return HandedIn(lab)


def released():
    return nbformat.read(ROOT / "release/two_layer_net/two_layer_net.ipynb", as_version=4)


def measured(program, folder):
    """Measure in a process of its own: `measure` waits for all children, and pytest has others."""
    script = (
        "import os, sys; from pathlib import Path; from benchmarks.usage import measure\n"
        f"print(measure([sys.executable, '-c', {program!r}], Path({str(folder)!r}), os.environ)"
        ".cpu_seconds)"
    )
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("program", DESCENDANTS.values(), ids=DESCENDANTS.keys())
def test_the_cpu_time_of_every_descendant_counts_once(program, tmp_path):
    seconds = float(measured(program, tmp_path).stdout)
    assert BURNT <= seconds < 1.75 * BURNT  # with the start of two interpreters


def test_a_command_that_fails_is_no_measurement(tmp_path):
    done = measured("raise SystemExit('no such lab')", tmp_path)
    assert "CommandFailed" in done.stderr and "no such lab" in done.stderr
    assert not done.stdout


def test_students_files_differ(lab, handed_in):
    first, second = (handed_in.files("right", index) for index in (1, 2))
    assert {name for name in first if first[name] == second[name]} == {lab.notebook}


def test_the_lean_notebook_earns_the_marks_of_the_released_one(tmp_path, handed_in):
    """Its cells run by themselves on the master: nothing they need was left out."""
    data = EvaluationData()
    notebook = lean(released(), data.prepared(data.source))
    (folder,) = handed_in.write(tmp_path, 1)
    script = "\n".join(cell.source for cell in notebook.cells)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "best_model.npz" in done.stdout


def test_otter_gets_a_test_for_every_question_that_is_not_graded_by_hand(lab):
    tests = otter_tests(released())
    assert set(tests) == {f"{id}.py" for id in lab.automatic}
    for name, text in tests.items():
        compile(text, name, "exec")


def test_the_comparison_without_its_peers_gives_a_row_for_ours_and_the_limit(tmp_path):
    """In a process of its own, as above; wrong marks of any kind would end it with an error."""
    out = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks.peers", "--peers", "0", "--ours", str(len(KINDS))]
    subprocess.run([*command, "--json", str(out)], cwd=ROOT, check=True, capture_output=True)
    *ours, limit = json.loads(out.read_text())["rows"]
    assert [row["submissions"] for row in ours] == [1, len(KINDS), len(KINDS)]
    assert all(0 < limit["cpu_seconds"] < row["cpu_seconds"] for row in ours)


def test_marks_that_cannot_be_right_stop_the_comparison():
    peers.check_marks("grader", {"0_right": 92, "1_stub": 0, "2_mistake": 30}, 3, 92)
    for marks in ({"0_right": 91}, {"0_stub": 1}, {}):
        with pytest.raises(peers.WrongMarks):
            peers.check_marks("grader", marks, 1, 92)


def test_class_sizes_are_fitted_by_a_line():
    usage = peers.Usage(0, 0, 0, 0, 0)
    sizes = [
        class_size.Size(n, peers.Usage(0, 1.5 + 0.01 * n, 0, 0, 0), usage) for n in (10, 100, 500)
    ]
    each, start, deviation = class_size.line(sizes)
    assert (each, start, deviation) == pytest.approx((10, 1500, 0), abs=1e-6)
