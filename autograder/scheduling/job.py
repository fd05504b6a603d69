"""A grading process: what it is told, and what it does with one submission.

Local processes and the workers of a cluster do the same. Each keeps one grader, with its warm
sandbox, for as long as it is asked for the same lab.
"""

import multiprocessing
import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from autograder import course, failures, labs
from autograder.gradesheet.sheet import gradesheet
from autograder.grading import intake
from autograder.grading.basis import Basis
from autograder.grading.evaluation_data import DataFailed
from autograder.grading.excerpts import excerpts, write_excerpts
from autograder.grading.fingerprints import own_code, path_of, write_fingerprints
from autograder.grading.grade import Grader, Reading
from autograder.grading.regrade import regrade, stands
from autograder.isolate.sandbox import SandboxError
from autograder.lab import Lab
from autograder.reporting.feedback import write_feedback
from autograder.reporting.moved import set_aside
from autograder.results import (
    BadResult,
    CannotWrite,
    NewerResult,
    Result,
    read_result,
    safe_name,
    write_result,
)
from autograder.student.language import Message

WAITING_PER_WORKER = 4

# What ends a run, because it is nothing that a submission can bring about.
STOPS = (SandboxError, BadResult, CannotWrite, DataFailed)


@dataclass(frozen=True)
class Job:
    """What all submissions of a run have in common.

    basis  of the grader that asks; None if that is this very kit on this very machine
    older  path to the names of the student's other submissions, which do not count
    course the folder of the course, for a worker that was started elsewhere
    """

    lab: str
    isolation: str
    out: str
    basis: Basis | None = None
    language: str = "en"
    older: Mapping[str, str] = field(default_factory=dict)
    course: str = ""


@dataclass(frozen=True)
class Done:
    """What became of the submission at a path.

    kept         its result was there already
    graded_with  as in its result; empty if there is no mark, because the grader failed
    failed       how it failed, "" where it did not
    """

    path: str
    kept: bool
    graded_with: Mapping[str, str] = field(default_factory=dict)
    failed: str = ""


class WrongPlace(Exception):
    """A worker cannot do this job: another kit, or another file system. Nobody's marks."""


_graders: dict[tuple[str, str, str], Grader] = {}


def work(job: Job, path: str) -> Done:
    """Grade one submission. Raises SandboxError, WrongPlace, BadResult and CannotWrite."""
    grader = grader_of(job)
    if not (Path(job.out).is_dir() and os.path.lexists(path)):
        raise WrongPlace(
            f"the worker on {socket.gethostname()} does not see {job.out} and {path}. Workers need "
            "the submissions and the results under the same paths: use a shared folder."
        )
    try:
        return grade_into(grader, Path(path), Path(job.out), job.older.get(path, ""))
    except OSError as error:  # which would look as if the way to this worker was lost
        raise SandboxError(f"{path} could not be graded: {error}") from error


def stand_in_the_course(job: Job) -> None:
    """Take the course of the folder this process was started in, else the job's."""
    try:
        course.current()
    except course.NoCourse:
        course.use(Path(job.course))


def grader_of(job: Job) -> Grader:
    """Return this process's grader for a job, made when it is first asked for."""
    key = (job.lab, job.isolation, job.language)
    if key not in _graders:
        stand_in_the_course(job)
        for grader in _graders.values():
            grader.__exit__()
        _graders.clear()
        grader = Grader(labs.load(job.lab), job.isolation, language=job.language)
        _graders[key] = grader.__enter__()
    grader = _graders[key]
    if job.basis:
        if job.basis.kit != grader.basis.kit:
            raise WrongPlace(
                f"the worker on {socket.gethostname()} has another version of the kit "
                f"({grader.basis.kit}, expected {job.basis.kit}). Update it and start it again."
            )
        grader.basis = job.basis
    return grader


def as_done(
    executor: Executor, job: Job, paths: Iterable[str], workers: Callable[[], int]
) -> Iterator[tuple[str, Future[Done]]]:
    """Yield every submission as an executor's workers are done with it, well or not.

    Only a few wait for each of the workers, whose number may change, so memory stays flat. An
    executor that breaks gets no more.
    """
    todo = iter(paths)
    running: dict[Future[Done], str] = {}
    while True:
        room = max(workers() * WAITING_PER_WORKER - len(running), 0)
        try:
            for path in islice(todo, room):
                running[executor.submit(work, job, path)] = path
        except BrokenExecutor:
            todo = iter(())
        if not running:
            return
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            yield running.pop(future), future


def watch_parent() -> None:
    """End this process when the one that started it ends, be it killed."""
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait until the process that started this one is gone, and go with it."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def grade_into(grader: Grader, path: Path, out: Path, older: str = "") -> Done:
    """Grade one submission, unless its result is there already, and write its files.

    older  names the student's other submissions, which do not count

    Whatever goes wrong in that and is no reason to stop, is this submission's alone: then its
    result is that the grader failed.
    """
    try:
        return graded_into(grader, path, out, older)
    except STOPS:
        raise
    except Exception as error:
        failures.log(out, f"Grading {path}", error)
        return without_mark(grader.lab, path, out, type(error).__name__, failures.NO_MARK)


def graded_into(grader: Grader, path: Path, out: Path, older: str) -> Done:
    """Do what `grade_into` does; raises whatever goes wrong."""
    name = safe_name(intake.student_id(path))
    earlier = earlier_result(out / "results" / f"{name}.json", grader.lab)
    reading = grader.read(path, older)
    if reading.undecided:
        reason = "it holds more than one zip, and a person has to say which counts"
        return without_mark(grader.lab, path, out, reason, reading.rejected)
    graded_with = grader.graded_with(reading.digest)
    kept = earlier is not None and stands(earlier, graded_with)
    if earlier and kept:
        result = grader.worded(replace(earlier, graded_with=graded_with))
    else:
        result = graded(grader, reading, earlier)
    reworded = earlier is not None and earlier.language != result.language
    if not kept or reworded:
        put(result, out)
    if not kept or reworded or not (out / "feedback" / f"{name}.html").exists():
        write_page(result, grader.lab, out)
    if not kept or not path_of(reading.student, out).exists():
        sources = reading.submission.sources if reading.submission else {}
        own = own_code(sources, grader.known_code)
        write_fingerprints(reading.student, reading.digest, own, out)
    if not kept and reading.submission:
        found = excerpts(result, reading.submission, grader.lab)
        write_excerpts(reading.student, found, out)
    return Done(str(path), kept, graded_with)


class SandboxLost(Exception):
    """A submission ends the sandbox, again and again; without it, the sandbox works."""


def graded(grader: Grader, reading: Reading, earlier: Result | None) -> Result:
    """Grade, once more in a fresh sandbox if the first was lost.

    Raises SandboxError where the sandbox does not work at all, SandboxLost where it does.
    """
    try:
        return regrade(grader, reading, earlier)
    except SandboxError:
        grader.__exit__()
        grader.__enter__()
    try:
        return regrade(grader, reading, earlier)
    except SandboxError as error:
        grader.__exit__()
        grader.__enter__()
        grader.sandbox.worker({}).end()
        raise SandboxLost from error


def give_up(lab: Lab, path: Path, out: Path) -> Done:
    """Write that a submission's process died: no mark, and graded again in the next run."""
    message = (
        "The grading process died on this submission, and once more when it was alone, so there "
        "is no mark. That is the grader's failure. Instructor: grade again; if it stays so, look "
        "at the machine's memory and log."
    )
    return without_mark(lab, path, out, "its grading process died twice", message)


def without_mark(lab: Lab, path: Path, out: Path, reason: str, message: Message) -> Done:
    """Write the result of a submission that the grader failed on, and its page."""
    result = failures.failed(intake.student_id(path), lab, message)
    put(result, out)
    write_page(result, lab, out)
    return Done(str(path), kept=False, failed=reason)


def write_page(result: Result, lab: Lab, out: Path) -> None:
    """Write a student's page, with what people said of the submission."""
    write_feedback(gradesheet(lab, out).marked(result), lab, out / "feedback")


def put(result: Result, out: Path) -> None:
    """Write a result; an earlier one with other marks is set aside first."""
    set_aside(result, out)
    write_result(result, out)


def earlier_result(path: Path, lab: Lab) -> Result | None:
    """Return an earlier result; None if there is none, or none that can be kept.

    Raises BadResult for one that must not be replaced: of another lab, or of a newer kit.
    """
    try:
        earlier = read_result(path) if path.exists() else None
    except NewerResult:
        raise
    except BadResult:
        return None
    if earlier and earlier.lab != lab.name:
        raise BadResult(
            f"{path} is a result of the lab {earlier.lab}. Grade {lab.name} into another folder."
        )
    return earlier
