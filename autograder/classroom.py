"""A class: many submissions graded in parallel, each result written as soon as it is there.

A result that was made under the same circumstances is kept, so a run that was killed goes on
where it stopped, and grading an unchanged class again costs next to nothing.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from autograder import intake, labs
from autograder.evaluation_data import EvaluationData
from autograder.feedback import write_feedback
from autograder.grade import Grader
from autograder.grades_csv import write_grades_csv
from autograder.isolate.sandbox import SandboxError, choose
from autograder.lab import Lab
from autograder.report import write_report
from autograder.results import (
    BadResult,
    Result,
    read_result,
    read_results,
    safe_name,
    write_result,
)

WAITING_PER_JOB = 4


@dataclass(frozen=True)
class Done:
    """What became of one submission: its result, and whether it was there already."""

    result: Result
    kept: bool


def grade_class(
    lab: Lab,
    paths: list[Path],
    out: Path,
    jobs: int,
    isolation: str,
    each: Callable[[Done], None] = lambda done: None,
) -> list[Result]:
    """Grade submissions into `out` and make the views of all results there.

    paths   submissions, as `intake.find` returns them
    each    called with every submission that is done, in the order they finish

    Raises SandboxError when isolation fails, BadResult when `out` holds something else's results;
    what was graded before stays.
    """
    refuse_foreign_results(lab, out)
    level = choose(isolation)
    if any(question.evidence for question in lab.questions):
        data = EvaluationData()
        data.prepared(data.source)  # once, rather than in every job
    for done in grade_all(lab, paths, out, min(jobs, len(paths)), level):
        each(done)
    return write_views(lab, out)


def grade_all(lab: Lab, paths: list[Path], out: Path, jobs: int, level: str) -> Iterator[Done]:
    """Yield every submission as it is done."""
    if jobs <= 1:
        with Grader(lab, level) as grader:
            for path in paths:
                yield grade_into(grader, path, out)
        return
    # Fresh processes: a fork would copy whatever threads and locks this one has. One BLAS thread
    # each, because there are as many of them as cores.
    os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"})
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, start_job, (lab.name, level, str(out))) as pool:
        todo = iter(paths)
        running: set[Future[Done]] = set()
        try:
            while True:
                for path in todo:
                    running.add(pool.submit(grade_in_job, str(path)))
                    if len(running) >= jobs * WAITING_PER_JOB:
                        break
                if not running:
                    return
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield future.result()
        except BrokenProcessPool as error:
            raise SandboxError(
                "a grading process was killed. What is graded is kept: run the same command "
                "again to go on."
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


_job: tuple[Grader, Path] | None = None


def start_job(lab_name: str, level: str, out: str) -> None:
    """Prepare a grading process: its own oracle, its own sandbox."""
    global _job
    threading.Thread(target=end_with_parent, daemon=True).start()
    grader = Grader(labs.load(lab_name), level)
    grader.__enter__()  # its template ends when this process does
    _job = (grader, Path(out))


def end_with_parent() -> None:
    """Wait until the process that started this one is gone, be it killed, and go with it."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def grade_in_job(path: str) -> Done:
    """Grade one submission in a grading process."""
    assert _job is not None
    grader, out = _job
    return grade_into(grader, Path(path), out)


def grade_into(grader: Grader, path: Path, out: Path) -> Done:
    """Grade one submission, unless its result is there already, and write its files."""
    student = intake.student_id(path)
    name = safe_name(student)
    earlier = earlier_result(out / "results" / f"{name}.json")
    reading = grader.read(path)
    if earlier and dict(earlier.graded_with) == grader.graded_with(reading.digest):
        done = Done(earlier, kept=True)
    else:
        done = Done(grader.grade_reading(reading), kept=False)
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


def refuse_foreign_results(lab: Lab, out: Path) -> None:
    """Raise BadResult if `out` holds the results of another lab or of another schema."""
    for path in sorted((out / "results").glob("*.json"))[:1]:
        result = read_result(path)
        if result.lab != lab.name:
            raise BadResult(
                f"{out} holds results of the lab {result.lab}. "
                f"Grade {lab.name} into another folder."
            )


def write_views(lab: Lab, out: Path) -> list[Result]:
    """Make grades.csv and report.html from the results in `out`; return the results."""
    results = read_results(out)
    write_grades_csv(results, lab, out / "grades.csv")
    write_report(results, lab, out / "report.html")
    return results


def default_jobs() -> int:
    """Return how many submissions to grade at once: one a core."""
    return len(os.sched_getaffinity(0))
