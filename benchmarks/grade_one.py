"""How long one submission takes, and where the time goes.

    python benchmarks/grade_one.py [--runs 50]

Grades the master again and again under each isolation, and times each stage by itself. The last
line is the physical limit: the same calls, made in this process on the reference.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# One BLAS thread, as grading processes have; before NumPy is loaded.
os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})

from rich.console import Console
from rich.table import Table

from autograder import labs
from autograder.grading import intake
from autograder.grading.evidence import Trained, judge_evidence
from autograder.grading.grade import Grader
from autograder.grading.judge import judge
from autograder.grading.run import Opening, Session
from autograder.isolate.levels import LEVELS, available
from autograder.lab import Lab
from autograder.oracle import Oracle, reference_package
from autograder.student.checking.program import run


def milliseconds(action: Callable[[], object], runs: int) -> float:
    """Return the median time of an action in milliseconds, after one run that does not count."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def once(action: Callable[[], object]) -> float:
    """Return the time of one run of an action in milliseconds."""
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


def write_submission(lab: Lab, folder: Path) -> Path:
    """Write the master as a submission with trained weights."""
    sources = Oracle(lab).sources
    files = {f"assignment/{name}": sources[name].encode() for name in lab.student_files}
    for name, content in {**files, **lab.examples()}.items():
        path = folder / "right" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "right"


def stages(grader: Grader, path: Path, runs: int) -> dict[str, float]:
    """Return the median milliseconds of each stage of grading one submission."""
    lab, oracle = grader.lab, grader.oracle
    submission = intake.read(path, lab)
    package = dict(submission.sources)
    asked = list(lab.checked.values())
    programs = {q.id: oracle.programs(q.id) for q in asked}

    opening = Opening(lab.student_files, list(programs.values()))

    def session() -> Session:
        return Session(grader.sandbox, package, grader.given_functions)

    def fork() -> None:
        with session() as opened:
            opened.ask([])
            opened.import_file("optim.py")

    def fork_and_import() -> None:
        with session() as opened:
            for file in lab.student_files:
                opened.import_file(file)

    def compute() -> None:
        with session() as opened:
            opened.start(opening)
            opened.collect(opening)

    with session() as opened:
        answers = {question.id: opened.ask(programs[question.id]) for question in asked}

    forked, imported = milliseconds(fork, runs), milliseconds(fork_and_import, runs)
    return {
        "intake": milliseconds(lambda: intake.read(path, lab), runs),
        "fork and confine": forked,
        "import": imported - forked,
        "compute and carry answers": milliseconds(compute, runs) - imported,
        "judge": milliseconds(lambda: [judge(oracle, q, answers[q.id]) for q in asked], runs),
        "evaluate weights": milliseconds(
            lambda: judge_evidence(
                lab.evidenced.values(), Trained(submission, grader.data, grader.reader)
            ),
            runs,
        ),
        "whole submission": milliseconds(lambda: grader.grade(path), runs),
    }


def physical_limit(grader: Grader, path: Path, runs: int) -> dict[str, float]:
    """Return the milliseconds that the same checks take in one warm process, without a sandbox.

    The calls of all cases, and the evaluation of the trained weights.
    """
    oracle = grader.oracle
    programs = [program for id in oracle.cases for program in oracle.programs(id)]
    submission = intake.read(path, grader.lab)
    with reference_package(oracle.sources) as package:
        calls = milliseconds(lambda: [run(p, package.import_module) for p in programs], runs)
    weights = milliseconds(
        lambda: judge_evidence(
            grader.lab.evidenced.values(), Trained(submission, grader.data, grader.reader)
        ),
        runs,
    )
    return {"calls": calls, "weights": weights}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=50, help="counted runs of each stage")
    runs = parser.parse_args().runs
    console = Console()
    lab = labs.load("two_layer_net")
    columns: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        path = write_submission(lab, Path(scratch))
        for level in LEVELS:
            if available(level):
                continue
            graders: list[Grader] = []
            column = {"start: oracle": once(lambda: graders.append(Grader(lab, level)))}  # noqa: B023
            with graders[0] as grader:
                column["start: template"] = once(lambda: grader.sandbox.worker({}).end())
                columns[level] = column | stages(grader, path, runs)
                limit = physical_limit(grader, path, runs)
    table = Table("milliseconds (median)", *columns)
    for name in next(iter(columns.values())):
        table.add_row(name, *(f"{column[name]:.2f}" for column in columns.values()))
    console.print(table)
    console.print(
        f"physical limit: {sum(limit.values()):.2f} ms in one warm process "
        f"({limit['calls']:.2f} for the same calls, {limit['weights']:.2f} for the weights)"
    )


if __name__ == "__main__":
    main()
