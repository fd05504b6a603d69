"""Seeds: the reference and every style answer the cases of many seeds, and never flake.

The marks depend on a seed nobody has chosen for being kind. So every style replays the recorded
programs of 500 seeds, in a process of its own where nothing is installed but NumPy, with one BLAS
thread and with two; `share_of` says how much of it the audit does. On another Python or NumPy:

    <other python> -m autograder.audit.seeds LAB COUNT SHARE FILE

replays seeds 0 to COUNT - 1, each against the reference and one in SHARE of the styles, and writes
what was found to FILE, as JSON.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from autograder import labs
from autograder.audit.row import Row
from autograder.audit.styles import Files, styles
from autograder.audit.target import fullest
from autograder.isolate.inside.missing import StandIns
from autograder.isolate.inside.old_numpy import put_back
from autograder.isolate.inside.package import Package
from autograder.isolate.inside.preload import preload
from autograder.lab import Lab
from autograder.oracle import Oracle, Prepared
from autograder.student.checking.compare import TOLERANCE
from autograder.student.checking.program import run
from autograder.student.checking.source_text import decoded
from autograder.student.checking.verdict import findings

SEEDS, FEW = 500, 5
THREADS_TRIED = (1, 2)
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

Cases = list[tuple[int, str, Prepared]]  # seed, question, case


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Replay the seeds with one BLAS thread, and some of them with two (fast: not)."""
    count = FEW if fast else SEEDS
    return [replayed(lab, count, threads) for threads in THREADS_TRIED[: 1 if fast else 2]]


def replayed(lab: Lab, count: int, threads: int) -> Row:
    """Replay seeds in a process of so many BLAS threads."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "found.json")
        environment = {**os.environ, **dict.fromkeys(THREADS, str(threads))}
        arguments = [lab.name, str(count), str(share_of(lab, threads)), str(out)]
        command = [sys.executable, "-m", "autograder.audit.seeds", *arguments]
        subprocess.run(command, env=environment, cwd=lab.course.folder, check=True)
        report = json.loads(out.read_text("utf-8"))
    flaky = {seed for seed, _ in report["failures"]}
    told = tuple(f"seed {seed}: {words}" for seed, words in report["failures"])
    words = "1 BLAS thread" if threads == 1 else f"{threads} BLAS threads"
    name = f"{lab.name}: seeds without a flake ({report['styles']} styles, {words})"
    return Row(name, count - len(flaky), count, told, count)


def share_of(lab: Lab, threads: int) -> int:
    """Return n where each seed meets one in n of the styles, and always the reference.

    All of the fullest lab with one thread; a part of the rest, or the audit would take half an hour.
    """
    if threads > 1:
        return 8
    every = [labs.load(name) for name in labs.names()]
    return 1 if lab.name == fullest(every).name else 4


def main(lab_name: str, count: int, share: int, out: Path) -> None:
    """Replay `count` seeds against one in `share` of the styles; write what was found to `out`."""
    started = time.monotonic()
    lab = labs.load(lab_name)
    found = {name: as_text(files) for name, files in styles(lab).items()}
    hide_site_packages()
    preload(everything=True)
    put_back()
    cases = record_seeds(lab, count)
    gc.freeze()  # thousands of arrays that stay
    failures: list[tuple[int, str]] = []
    worst = (0.0, "")
    with quiet():
        for number, (name, files) in enumerate(found.items()):
            own = [case for case in cases if number == 0 or (case[0] + number) % share == 0]
            problems, error, where = replay(lab, name, files, own)
            failures += problems
            worst = max(worst, (error, where))
    report = {
        "lab": lab.name,
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "seeds": count,
        "styles": len(found),
        "failures": failures,
        "worst": {"of_tolerance": worst[0] / TOLERANCE, "where": worst[1]},
        "seconds": round(time.monotonic() - started, 1),
    }
    out.write_text(json.dumps(report), encoding="utf-8")


def record_seeds(lab: Lab, count: int) -> Cases:
    """Return every case of `count` seeds; the public ones, which no seed changes, once."""
    cases: Cases = []
    for seed in range(count):
        oracle = Oracle(lab, seed)
        for question_id, prepared in oracle.cases.items():
            cases += [
                (seed, question_id, case)
                for case in prepared
                if seed == 0 or not case.recording.case.public
            ]
    return cases


def replay(
    lab: Lab, name: str, files: dict[str, str], cases: Cases
) -> tuple[list[tuple[int, str]], float, str]:
    """Run every case against a style.

    Returns (seed, what was wrong) of each failure, and the largest error with its place.
    """
    problems: list[tuple[int, str]] = []
    largest, place = 0.0, ""
    sources = {**given_files(lab), **files}
    with Package(sources, aliases=lab.course.aliases) as package:
        for seed, question_id, case in cases:
            try:
                outputs, watched = run(case.program, package.import_module)
            except Exception as error:
                problems.append((seed, f"{name}: {question_id}: {type(error).__name__}: {error}"))
                continue
            if identical(outputs, case.expected.outputs) and identical(
                watched, case.expected.watched
            ):
                continue
            found = findings(question_id, case.expected, outputs, watched, lambda property: "")
            for finding in found:
                if not finding.holds:
                    problems.append((seed, f"{name}: {finding.message}"))
                elif finding.error is not None and finding.error > largest:
                    largest = finding.error
                    place = f"{name}, {question_id} ({case.expected.case}), seed {seed}"
    return problems, largest, place


def identical(got: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    """Whether all values are the expected ones to the last bit: then nothing is left to judge."""
    return all(
        isinstance(got[name], (np.ndarray, np.generic))
        and got[name].shape == np.shape(right)
        and np.array_equal(got[name], right)
        for name, right in expected.items()
    )


def given_files(lab: Lab) -> dict[str, str]:
    """Return the text of the package's files that students do not edit."""
    return {name: lab.master(name).read_text("utf-8") for name in lab.kit_files}


def as_text(files: Files) -> dict[str, str]:
    """Return a style's files as the grader reads them."""
    return {
        name: decoded(content)[0] if isinstance(content, bytes) else content
        for name, content in files.items()
    }


def hide_site_packages() -> None:
    """Leave students' code what the sandbox leaves it: Python, NumPy, and stand-ins."""
    sys.path[:] = [path for path in sys.path if "site-packages" not in path]
    sys.path_importer_cache.clear()
    StandIns().install()


@contextmanager
def quiet() -> Iterator[None]:
    """Send what is printed nowhere."""
    saved = [(fd, os.dup(fd)) for fd in (1, 2)]
    null: Any = os.open(os.devnull, os.O_WRONLY)
    try:
        for fd, _ in saved:
            os.dup2(null, fd)
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for fd, copy in saved:
            os.dup2(copy, fd)
            os.close(copy)
        os.close(null)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
