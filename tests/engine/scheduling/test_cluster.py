"""Grading on a cluster: a real scheduler and real workers, killed and started in the middle.

Whatever happens to them, every submission has one result, the same as without a cluster.
"""

import os
import signal
import socket
import subprocess
import sys
import threading

import pytest
from submissions import writer

from autograder.course import current
from autograder.grading import class_folder
from autograder.grading.basis import Basis
from autograder.isolate.sandbox import SandboxError
from autograder.results import read_results
from autograder.scheduling import cluster, job
from autograder.scheduling.classroom import grade_class
from autograder.scheduling.job import Job, WrongPlace, work

ROOT = current().folder

CLASS = 24


@pytest.fixture(scope="module")
def papers(tmp_path_factory, master, weights):
    """A small class: right, wrong and broken submissions."""
    folder = tmp_path_factory.mktemp("cluster") / "class"
    submit = writer(folder, master, weights)
    edits = [str, lambda t: t.replace("dout.sum(axis=0)", "dout"), lambda t: "def broken(:"]
    for number in range(CLASS):
        submit(f"s{number:02}", layers=lambda t, n=number: f"{edits[n % 3](t)}\n# {n}\n")
    return folder


@pytest.fixture
def run():
    """Start processes of Dask's; they end with the test."""
    started = []

    def start(*command):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        stop(process)


def stop(process):
    """Kill a process and all it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


@pytest.fixture
def scheduler(run):
    """Start a scheduler at a free port; returns (address, start again)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def start():
        return run(
            "scheduler", "--host", "127.0.0.1", "--port", str(port), "--dashboard-address", ":0"
        )

    return f"tcp://127.0.0.1:{port}", start


def worker(run, address):
    return run("worker", address, "--nthreads", "1", "--nworkers", "1", "--no-dashboard")


def marks(out):
    """What matters of the results in a folder: marks and messages, by student."""
    return {
        result.student: [(q.id, q.points, q.outcome, q.message) for q in result.questions]
        for result in read_results(out)
    }


@pytest.fixture(scope="module")
def locally(lab, papers):
    """The marks without a cluster."""
    out = papers.with_name("local")
    grade_class(lab, class_folder.find([papers], lab), out, 1, "landlock")
    return marks(out)


def graded(lab, papers, out, address, disturb=lambda count: None):
    """Grade on the cluster; `disturb` is called with how many submissions are done."""
    done = []

    def each(one):
        done.append(one.path)
        disturb(len(done))

    grade_class(lab, class_folder.find([papers], lab), out, 1, "landlock", each, scheduler=address)
    assert len(done) == len(set(done)) == CLASS
    assert len(list((out / "results").iterdir())) == CLASS
    return marks(out)


def test_a_cluster_gives_the_marks_that_one_process_gives(
    lab, papers, locally, scheduler, run, tmp_path
):
    address, start = scheduler
    start()
    for _ in range(2):
        worker(run, address)
    assert graded(lab, papers, tmp_path / "out", address) == locally


def test_a_worker_that_is_killed_and_one_that_comes_late_change_nothing(
    lab, papers, locally, scheduler, run, tmp_path
):
    address, start = scheduler
    start()
    victim = worker(run, address)

    def disturb(count):
        if count == 3:
            worker(run, address)
            stop(victim)

    assert graded(lab, papers, tmp_path / "out", address, disturb) == locally


def test_a_scheduler_that_is_lost_and_comes_back_changes_nothing(
    lab, papers, locally, scheduler, run, tmp_path
):
    address, start = scheduler
    first = start()
    worker(run, address)

    def disturb(count):
        if count == 3:
            stop(first)
            threading.Timer(1.0, start).start()
            threading.Timer(2.0, worker, (run, address)).start()

    assert graded(lab, papers, tmp_path / "out", address, disturb) == locally


@pytest.mark.parametrize("address", ["foo", "tcp://somewhere", "http://somewhere:8786"])
def test_what_is_no_address_is_said_before_there_is_a_client(address):
    """Such a client ends ten seconds later, with a traceback."""
    with pytest.raises(ValueError, match=rf"{address}: expected an address such as tcp://"):
        cluster.check_address(address)


def test_no_scheduler_is_an_error_that_says_what_to_start(
    lab, papers, scheduler, tmp_path, monkeypatch
):
    address, _ = scheduler
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(SandboxError, match=r"no Dask scheduler at .*dask scheduler"):
        graded(lab, papers, tmp_path / "out", address)


def test_no_workers_are_an_error_that_says_how_to_start_some(
    lab, papers, scheduler, tmp_path, monkeypatch
):
    address, start = scheduler
    start()
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 1)
    with pytest.raises(SandboxError, match=f"no workers. Start some: `dask worker {address}"):
        graded(lab, papers, tmp_path / "out", address)


@pytest.fixture
def no_grader_stays():
    """What a process keeps for its next submission ends with the test."""
    yield
    while job._graders:
        job._graders.popitem()[1].__exit__()


def test_a_worker_that_does_not_see_the_folders_grades_nothing(
    lab, papers, tmp_path, no_grader_stays
):
    with pytest.raises(WrongPlace, match="use a shared folder"):
        work(Job(lab.name, "none", str(tmp_path / "elsewhere")), str(papers / "s00"))


def test_a_worker_with_another_kit_grades_nothing(lab, papers, tmp_path, no_grader_stays):
    with pytest.raises(WrongPlace, match="has another version of the kit"):
        work(
            Job(lab.name, "none", str(tmp_path), basis=Basis("", {}, "older")), str(papers / "s00")
        )
