"""A grading process: what it is told, and what it does with one submission.

Local processes and the workers of a cluster do the same. Each keeps one grader, with its warm
sandbox, for as long as it is asked for the same lab.
"""

import multiprocessing
import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from autograder import intake, labs
from autograder.feedback import write_feedback
from autograder.grade import Grader
from autograder.results import BadResult, Result, read_result, safe_name, write_result

WAITING_PER_WORKER = 4


@dataclass(frozen=True)
class Job:
    """What all submissions of a run have in common.

    lab_hash  of the grader that asks; "" if it is of this very kit
    """

    lab: str
    isolation: str
    out: str
    lab_hash: str = ""


@dataclass(frozen=True)
class Done:
    """What became of the submission at a path: its result, and whether it was there already."""

    path: str
    result: Result
    kept: bool


class WrongPlace(Exception):
    """A worker cannot do this job: another kit, or another file system. Nobody's marks."""


_graders: dict[tuple[str, str], Grader] = {}


def work(job: Job, path: str) -> Done:
    """Grade one submission. Raises SandboxError and WrongPlace."""
    grader = grader_of(job)
    if not (Path(job.out).is_dir() and os.path.lexists(path)):
        raise WrongPlace(
            f"the worker on {socket.gethostname()} does not see {job.out} and {path}. Workers need "
            "the submissions and the results under the same paths: use a shared folder."
        )
    return grade_into(grader, Path(path), Path(job.out))


def grader_of(job: Job) -> Grader:
    """Return this process's grader for a job, made when it is first asked for."""
    key = (job.lab, job.isolation)
    if key not in _graders:
        for grader in _graders.values():
            grader.__exit__()
        _graders.clear()
        _graders[key] = Grader(labs.load(job.lab), job.isolation).__enter__()
    grader = _graders[key]
    if job.lab_hash not in ("", grader.lab_hash):
        raise WrongPlace(
            f"the worker on {socket.gethostname()} has another version of the kit "
            f"({grader.lab_hash}, expected {job.lab_hash}). Update it and start it again."
        )
    return grader


def as_done(
    executor: Executor, job: Job, paths: Iterable[Path], workers: Callable[[], int]
) -> Iterator[Done]:
    """Yield every submission as an executor's workers are done with it.

    Only a few wait for each of the workers, whose number may change, so memory stays flat.
    """
    todo = iter(paths)
    running: set[Future[Done]] = set()
    while True:
        room = max(workers() * WAITING_PER_WORKER - len(running), 0)
        running |= {executor.submit(work, job, str(path)) for path in islice(todo, room)}
        if not running:
            return
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            yield future.result()


def watch_parent() -> None:
    """End this process when the one that started it ends, be it killed."""
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait until the process that started this one is gone, and go with it."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def grade_into(grader: Grader, path: Path, out: Path) -> Done:
    """Grade one submission, unless its result is there already, and write its files."""
    student = intake.student_id(path)
    name = safe_name(student)
    earlier = earlier_result(out / "results" / f"{name}.json")
    reading = grader.read(path)
    if earlier and dict(earlier.graded_with) == grader.graded_with(reading.digest):
        done = Done(str(path), earlier, kept=True)
    else:
        done = Done(str(path), grader.grade_reading(reading), kept=False)
        write_result(done.result, out)
    if not done.kept or not (out / "feedback" / f"{name}.html").exists():
        write_feedback(done.result, grader.lab, out / "feedback")
    return done


def earlier_result(path: Path) -> Result | None:
    """Return an earlier result; None if there is none, or none that can be kept."""
    try:
        return read_result(path) if path.exists() else None
    except BadResult:
        return None
