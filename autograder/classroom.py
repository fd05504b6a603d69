"""A class: many submissions graded in parallel, each result written as soon as it is there.

A result that was made under the same circumstances is kept, so a run that was killed goes on
where it stopped, and grading an unchanged class again costs next to nothing.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from autograder import cluster
from autograder.evaluation_data import EvaluationData
from autograder.grade import Grader
from autograder.grades_csv import write_grades_csv
from autograder.isolate.sandbox import SandboxError, choose
from autograder.job import Done, Job, as_done, grade_into, watch_parent
from autograder.lab import Lab
from autograder.report import write_report
from autograder.results import (
    BadResult,
    Result,
    read_result,
    read_results,
)


def grade_class(
    lab: Lab,
    paths: list[Path],
    out: Path,
    jobs: int,
    isolation: str,
    each: Callable[[Done], None] = lambda done: None,
    scheduler: str = "",
) -> list[Result]:
    """Grade submissions into `out` and make the views of all results there.

    paths      submissions, as `intake.find` returns them
    each       called with every submission that is done, in the order they finish
    scheduler  address of a Dask scheduler whose workers grade, in place of `jobs` processes here

    Raises SandboxError when isolation or the cluster fails, BadResult when `out` holds something
    else's results; what was graded before stays.
    """
    refuse_foreign_results(lab, out)
    out.mkdir(parents=True, exist_ok=True)
    if any(question.evidence for question in lab.questions):
        data = EvaluationData()
        data.prepared(data.source)  # once, rather than in every job
    if scheduler:
        done_ones = cluster.grade_all(scheduler, lab, paths, out, isolation)
    else:
        done_ones = grade_all(lab, paths, out, min(jobs, len(paths)), choose(isolation))
    for done in done_ones:
        each(done)
    return write_views(lab, out)


def grade_all(lab: Lab, paths: list[Path], out: Path, jobs: int, level: str) -> Iterator[Done]:
    """Yield every submission as it is done, by processes on this machine."""
    if jobs <= 1:
        with Grader(lab, level) as grader:
            for path in paths:
                yield grade_into(grader, path, out)
        return
    # Fresh processes: a fork would copy whatever threads and locks this one has. One BLAS thread
    # each, because there are as many of them as cores.
    os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"})
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, watch_parent) as pool:
        try:
            yield from as_done(pool, Job(lab.name, level, str(out)), paths, lambda: jobs)
        except BrokenProcessPool as error:
            raise SandboxError(
                "a grading process was killed. What is graded is kept: run the same command "
                "again to go on."
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


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
