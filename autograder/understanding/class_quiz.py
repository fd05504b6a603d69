"""A class's quiz: the sheets of many submissions, each made in a sandbox, several at a time."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.grading import intake
from autograder.isolate.sandbox import SandboxError
from autograder.lab import Lab
from autograder.languages.catalogue import Language
from autograder.oracle import course_seed, oracle_of
from autograder.student.language import speaking
from autograder.understanding.interview import Interviewer, Sheet


def interview_all(
    lab: Lab,
    paths: Sequence[Path],
    count: int,
    jobs: int,
    isolation: str,
    language: Language,
    each: Callable[[], None],
) -> list[Sheet]:
    """Return the sheet of each submission, by student.

    each  called when one is done

    Threads, because the work is done by the sandboxes' processes: each thread has one of its own.
    Raises SandboxError where isolation fails.
    """
    oracle_of(lab)
    seed = str(course_seed())
    todo = iter(paths)
    lock = threading.Lock()

    def work(_: int) -> list[Sheet]:
        found: list[Sheet] = []
        with Interviewer(lab, isolation) as interviewer:
            while True:
                with lock:
                    path = next(todo, None)
                if path is None:
                    return found
                found.append(sheet_of(interviewer, path, seed, count))
                each()

    with speaking(language.messages), ThreadPoolExecutor(jobs) as threads:
        sheets = [sheet for some in threads.map(work, range(jobs)) for sheet in some]
    return sorted(sheets, key=lambda sheet: sheet.student)


def sheet_of(interviewer: Interviewer, path: Path, seed: str, count: int) -> Sheet:
    """Return the sheet of one submission; once more in a fresh sandbox if the first was lost.

    Raises SandboxError where the sandbox does not work at all.
    """
    for _ in range(2):
        try:
            return interviewer.interview(path, seed, count)
        except SandboxError:
            interviewer.__exit__()
            interviewer.__enter__()
    return Sheet(intake.student_id(path), problem="its sandbox was lost, twice")
