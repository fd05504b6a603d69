"""Broken submissions: each becomes a result that says what is wrong, and nothing else happens.

A case is handled when there is a result file and a page, both readable again, the message says
what it should, and it took no more time and memory than the kit promises.
"""

import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

from autograder.audit.malformed_corpus import MALFORMED
from autograder.audit.malformed_corpus.submission import Malformed, Right
from autograder.audit.material import handed_in_weights, judged_on_few
from autograder.audit.row import Row, left_out
from autograder.audit.target import Target, target_of
from autograder.grading.grade import Grader
from autograder.isolate.sandbox import Limits
from autograder.lab import Lab
from autograder.oracle import master_sources
from autograder.outcomes import Status
from autograder.reporting.feedback import write_feedback
from autograder.results import read_result, write_result

LONGEST_SECONDS = 20.0
MOST_MEMORY_MIB = 400  # of the grader itself, resident; the confined reader has a limit of its own
MORE_MEMORY_MIB = 150  # than before, where a run of tests is larger than that already
FAST_STEP = 6
AT_LEAST = 50


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Return one row: how many broken submissions are handled."""
    target = target_of(lab)
    name = f"malformed handled ({lab.name})"
    if target is None:
        return [left_out(name, f"{lab.name} has no graded function outside of classes")]
    cases = malformed_for(target)
    cases = cases[::FAST_STEP] if fast else cases
    failures = list(handle(target, cases))
    fallen = len({failure.partition(" | ")[0] for failure in failures})
    minimum = 1 if fast else AT_LEAST
    return [Row(name, len(cases) - fallen, len(cases), tuple(failures), minimum)]


def malformed_for(target: Target) -> list[Malformed]:
    """Return the broken submissions that a lab has all for."""
    return [case for case in MALFORMED if not target.lacks(case.needs)]


def handle(target: Target, cases: list[Malformed]) -> Iterator[str]:
    """Grade the cases; yield "name | what is wrong" for each that is not handled."""
    lab = target.lab
    sources = master_sources(lab)
    files = {f"assignment/{name}": sources[name].encode() for name in lab.student_files}
    files |= {**handed_in_weights(lab), lab.notebook: b'{"cells": []}'}
    right = Right(target, files)
    with Grader(lab, limits=Limits(question_seconds=2)) as grader:
        judged_on_few(grader)
        for case in cases:
            folder = Path(tempfile.mkdtemp(prefix="malformed-"))
            try:
                yield from (
                    f"{case.name} | {words}" for words in problems(grader, case, folder, right)
                )
            finally:
                for path in folder.rglob("*"):
                    if path.is_dir() and not path.is_symlink():
                        path.chmod(0o755)
                shutil.rmtree(folder)


def problems(grader: Grader, case: Malformed, folder: Path, right: Right) -> Iterator[str]:
    """Grade one case and yield what is wrong with the result."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile's, of a file that stands in a zip twice
        path = case.make(folder, right)
    forget_most_memory()
    most = max(MOST_MEMORY_MIB, most_memory_mib() + MORE_MEMORY_MIB)
    started = time.monotonic()
    try:
        result = grader.grade(path)
        written = write_result(result, folder / "out")
        page = write_feedback(result, grader.lab, folder / "out" / "feedback")
        text = written.read_text("utf-8") + page.read_text("utf-8")
        again = read_result(written)
    except Exception as error:
        yield f"{type(error).__name__}: {error}"
        return
    seconds = time.monotonic() - started
    memory = most_memory_mib()
    if memory > most:
        yield f"took {memory:.0f} MiB in the grader"
    if seconds > LONGEST_SECONDS:
        yield f"took {seconds:.0f} s"
    if again.score != result.score or again.student != "ada":
        yield "the result cannot be read again"
    if (result.status == Status.REJECTED) != case.rejected:
        yield f"is {result.status}: {str(result.message)[:200]}"
    messages = " ".join([str(result.message), *(str(each.message) for each in result.questions)])
    says = right.target.fill(case.says)
    if says not in messages:
        yield f"does not say {says!r}: {messages[:300]!r}"
    if "Traceback" in text:
        yield "shows a traceback"
    if result.status == Status.REJECTED and len(str(result.message)) < 40:
        yield f"says too little: {result.message!r}"


def forget_most_memory() -> None:
    """Have the kernel begin anew to note the most memory that this process takes."""
    Path("/proc/self/clear_refs").write_text("5")


def most_memory_mib() -> float:
    """Return the most memory that this process had resident since then."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if "VmHWM" in line)
