"""A class: many submissions graded in parallel, each result written as soon as it is there.

A result that was made under the same circumstances is kept, so a run that was killed goes on
where it stopped, and grading an unchanged class again costs next to nothing.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from autograder.gradesheet.sheet import gradesheet
from autograder.grading import intake
from autograder.grading.evaluation_data import EvaluationData
from autograder.grading.excerpts import FOLDER as EXCERPTS
from autograder.grading.fingerprints import FOLDER as FINGERPRINTS
from autograder.grading.grade import Grader
from autograder.isolate.sandbox import SandboxError
from autograder.lab import Lab
from autograder.reporting.views import Summary, write_views
from autograder.results import PREVIOUS, BadResult, read_result, safe_name
from autograder.scheduling import cluster
from autograder.scheduling.job import (
    Done,
    Job,
    as_done,
    earlier_result,
    give_up,
    grade_into,
    watch_parent,
    without_mark,
    work,
)
from autograder.scheduling.lock import locked
from autograder.scheduling.unchanged import Index

# What is kept of a student in a folder of results: where, and how the files' names end.
FILES = (
    ("results", ".json"),
    ("feedback", ".html"),
    (PREVIOUS, ".json"),
    (FINGERPRINTS, ".json"),
    (EXCERPTS, ".json"),
)


def grade_class(
    lab: Lab,
    paths: list[Path],
    out: Path,
    jobs: int,
    isolation: str,
    each: Callable[[Done], None] = lambda done: None,
    scheduler: str = "",
    language: str = "en",
    passed_over: Mapping[Path, Sequence[Path]] | None = None,
    undecided: Sequence[Sequence[Path]] = (),
    isolated: Callable[[str, str], None] = lambda level, stepped_down: None,
) -> Summary:
    """Grade submissions into `out`, make the views of all results there, and sum them up.

    paths        submissions, as `class_folder.survey` returns them
    each         called with every submission that is done, in the order they finish
    scheduler    address of a Dask scheduler whose workers grade, in place of `jobs` processes here
    language     of what students read
    passed_over  submissions to the students' others, which are not graded
    undecided    submissions of one student each, none of which is graded
    isolated     called before the work with the isolation taken here, and why no stronger one is

    Raises SandboxError when isolation or the cluster fails, BadResult when `out` holds something
    else's results, InUse when another run writes there, CannotWrite; what was graded before stays.
    """
    with ended(Grader(lab, isolation, language=language)) as grader, locked(out):
        refuse_foreign_results(lab, out)
        gradesheet(lab, out)  # what is wrong with marks and policy is said before the work
        remove_parts(out)
        rename_earlier(out)
        older = {
            path: ", ".join(other.name[:100] for other in others)
            for path, others in (passed_over or {}).items()
        }
        for several in undecided:
            each(refuse_to_choose(lab, several, out))
        index = Index(out, grader.graded_with(""))
        if not scheduler:
            isolated(grader.sandbox.level, grader.sandbox.stepped_down)
        todo = []
        for path in paths:
            if index.is_unchanged(path) and path not in older:
                each(Done(str(path), kept=True))
            else:
                todo.append(path)
        if todo and lab.evidenced:
            data = EvaluationData()
            data.prepared(data.source)  # once, rather than in every job
        for done in grade_all(grader, todo, out, jobs, isolation, scheduler, older):
            if Path(done.path) not in older:
                index.note(done)
            each(done)
        summary = index.summary() or write_views(lab, out)
        index.save(summary)
    return summary


@contextmanager
def ended(grader: Grader) -> Iterator[Grader]:
    """Give a grader, which may have begun to boot a sandbox, and end that."""
    try:
        yield grader
    finally:
        grader.__exit__()


def grade_all(
    grader: Grader,
    paths: list[Path],
    out: Path,
    jobs: int,
    isolation: str,
    scheduler: str,
    older: Mapping[Path, str],
) -> Iterator[Done]:
    """Yield every submission as it is done, here or on a cluster."""
    jobs = min(jobs, len(paths))
    if not paths:
        return
    if scheduler:
        yield from cluster.grade_all(scheduler, grader, paths, out, isolation, older)
    elif jobs == 1:
        with grader:
            for path in paths:
                yield grade_into(grader, path, out, older.get(path, ""))
    else:
        names = {str(path): names for path, names in older.items()}
        language = grader.language.code
        job = Job(grader.lab.name, grader.sandbox.level, str(out), None, language, names)
        grader.__exit__()  # it has shown which isolation is to be had
        yield from grade_here(grader.lab, job, paths, jobs)


def refuse_to_choose(lab: Lab, paths: Sequence[Path], out: Path) -> Done:
    """Write that of a student's submissions nobody can say which is the last: no mark."""
    names = " and ".join(path.name[:100] for path in paths)
    message = (
        f"There is more than one submission, {names}, and none was modified after the other, so "
        "there is no mark. Instructor: move those that do not count elsewhere, and grade again."
    )
    reason = f"{names} are as old as each other; move those that do not count elsewhere"
    return without_mark(lab, paths[0], out, reason, message)


def rename_earlier(out: Path) -> None:
    """Give the files of earlier results the names that their students' ids have now.

    Names that differ only in case were once kept apart by the file system, where it did.
    """
    for path in [*(out / "results").glob("*.json"), *(out / PREVIOUS).glob("*.json")]:
        if safe_name(path.stem) == path.stem:
            continue
        try:
            name = safe_name(read_result(path).student)
        except BadResult:
            continue
        for folder, suffix in FILES:
            old, new = out / folder / f"{path.stem}{suffix}", out / folder / f"{name}{suffix}"
            if old.name != new.name and old.exists() and not new.exists():
                old.rename(new)


def grade_here(lab: Lab, job: Job, paths: list[Path], jobs: int) -> Iterator[Done]:
    """Yield every submission as it is done, by processes on this machine.

    When a process dies, nobody knows which submission it had, so all that were on their way are
    graded again, one at a time. Raises SandboxError where that kills every one of them.
    """
    todo = dict.fromkeys(map(str, paths))
    while todo:
        lost = []
        with grading_processes(jobs) as executor:
            for path, future in as_done(executor, job, list(todo), lambda: jobs):
                try:
                    done = future.result()
                except BrokenProcessPool:
                    lost.append(path)
                    continue
                del todo[path]
                yield done
        for done in one_by_one(lab, job, lost):
            del todo[done.path]
            yield done


def one_by_one(lab: Lab, job: Job, paths: list[str]) -> Iterator[Done]:
    """Yield submissions graded alone; what kills its process again is given up."""
    dead, alive, rest = [], False, list(paths)
    while rest:
        with grading_processes(1) as executor:
            while rest:
                path = rest.pop(0)
                try:
                    done = executor.submit(work, job, path).result()
                except BrokenProcessPool:
                    dead.append(path)
                    break
                alive = True
                yield done
        if len(dead) > 1 and not alive:
            raise SandboxError(
                "grading processes are killed one after the other, so it is not the submissions. "
                "Look at the machine's memory and log, and run the same command again: whatever "
                "is graded is kept."
            )
    for path in dead:
        yield give_up(lab, Path(path), Path(job.out))


@contextmanager
def grading_processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes that grade.

    Fresh ones: a fork would copy whatever threads and locks this one has. One BLAS thread each,
    because there are as many of them as cores.
    """
    os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"})
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, context, watch_parent)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def refuse_foreign_results(lab: Lab, out: Path) -> None:
    """Raise BadResult if `out` holds the results of another lab or of a newer kit."""
    first = next((out / "results").glob("*.json"), None)
    if first:
        earlier_result(first, lab)


def results_left(out: Path, paths: list[Path]) -> list[str]:
    """Return the names of the results in `out` that are of no submission at `paths`."""
    here = {safe_name(intake.student_id(path)) for path in paths}
    return sorted({file.stem for file in (out / "results").glob("*.json")} - here)


def remove_parts(out: Path) -> None:
    """Remove files that a killed run was writing; nobody else writes while we hold the lock."""
    for folder in ("", "results", "feedback", "previous", "fingerprints"):
        for part in (out / folder).glob(".*.part"):
            part.unlink(missing_ok=True)


def default_jobs() -> int:
    """Return how many submissions to grade at once: one a core."""
    return len(os.sched_getaffinity(0))
