"""What grading a submission costs with nbgrader, with otter-grader and with this kit, in one run.

    make bench-peers         (it makes the peers' environments, then runs this)
    python -m benchmarks.peers [--peers 6] [--ours 300] [--markdown] [--json FILE]

All grade submissions of one class of the two_layer_net lab, with one BLAS thread, and must agree
on which are right. Each grader runs once before it is measured, so that nobody pays for a cold
disk. docs/decisions/peers.md says how the comparison is made fair and what it leaves out.
"""

import argparse
import csv
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean

from autograder.course import current

# Before NumPy is loaded, which reads it then; every command measured here inherits it.
os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})

import nbformat
import numpy as np
from nbformat import NotebookNode
from rich import box
from rich.console import Console
from rich.table import Table

from autograder import labs
from autograder.grading.evaluation_data import EvaluationData
from autograder.grading.grade import Grader
from autograder.isolate.sandbox import choose
from autograder.lab import Lab
from autograder.results import read_results
from benchmarks.grade_one import physical_limit
from benchmarks.handed_in import RIGHT, RIGHT_TOO, STUB, HandedIn, kind_of
from benchmarks.peer_notebooks import lean, otter_tests, without_tests
from benchmarks.usage import Usage, measure

ROOT = current().folder

LAB = "two_layer_net"
ALONE = "autograder grade, one alone"
ENVIRONMENTS = {name: ROOT / "benchmarks" / f".venv-{name}" for name in ("nbgrader", "otter")}
# Otter's documented call for a program of one's own, `otter.api`: no start-up for each submission.
# Several processes at once stand for `otter grade`, which does that in containers of Docker.
IN_PROCESS = """
import json, sys
from multiprocessing import Pool
from otter.api import grade_submission

def graded(path):
    return grade_submission(path, "autograder.zip", quiet=True).total

if __name__ == "__main__":
    jobs, out, *paths = sys.argv[1:]
    if jobs == "1":
        totals = [graded(path) for path in paths]
    else:
        with Pool(int(jobs)) as pool:
            totals = pool.map(graded, paths, 1)
    with open(out, "w") as file:
        json.dump(dict(zip(paths, totals)), file)
"""
Marks = dict[str, float]  # points of the questions that are not graded by hand, by student


@dataclass(frozen=True)
class Row:
    """What one grader used for a submission, on average, everything it starts included."""

    grader: str
    submissions: int
    wall_seconds: float
    cpu_seconds: float
    peak_mib: float | None = None

    @property
    def per_second(self) -> float:
        return 1 / self.wall_seconds


class WrongMarks(Exception):
    """A grader does not give full marks to what is right, or none to what was not begun."""


def row(grader: str, submissions: int, usages: Sequence[Usage]) -> Row:
    """Return the averages of a grader's commands, which ran one after another."""
    return Row(
        grader,
        submissions,
        sum(usage.wall_seconds for usage in usages) / submissions,
        sum(usage.cpu_seconds for usage in usages) / submissions,
        max(usage.peak_mib for usage in usages),
    )


def check_marks(grader: str, marks: Marks, expected: int, full: float) -> None:
    """Raise WrongMarks unless all are marked, right ones in full, and those not begun with 0."""
    if len(marks) != expected:
        raise WrongMarks(f"{grader} marked {len(marks)} submissions, expected {expected}.")
    for student, points in marks.items():
        wanted = {RIGHT: full, RIGHT_TOO: full, STUB: 0.0}.get(kind_of(student), points)
        if abs(points - wanted) > 1e-6:
            raise WrongMarks(f"{grader} gives {student} {points} points, expected {wanted}.")


# ------------------------------------------------------------------------------------ peers


@dataclass(frozen=True)
class Peers:
    """What the runs of the peers have in common.

    folder    where they may write
    students  folders of submissions
    """

    lab: Lab
    folder: Path
    students: Sequence[Path]

    def environment(self, name: str) -> dict[str, str]:
        """Return the environment variables of somebody who has activated a peer's environment."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        scripts = ENVIRONMENTS[name] / "bin"
        return {
            "PATH": os.pathsep.join([str(scripts), os.environ.get("PATH", os.defpath)]),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "CIFAR10_DIR": os.environ.get("CIFAR10_DIR", str(ROOT / "datasets")),
        }

    def lay_out(self, student: Path, notebook: NotebookNode, folder: Path) -> None:
        """Write the lab's whole folder with a student's files in it, and the notebook to run."""
        shutil.copytree(ROOT / "release" / self.lab.name, folder)
        shutil.copytree(student, folder, dirs_exist_ok=True)
        nbformat.write(notebook, folder / self.lab.notebook)

    def nbgrader(self, grader: str, notebook: NotebookNode) -> tuple[Row, Marks]:
        """Grade with `nbgrader autograde` as it comes, all students in one command."""
        course = self.folder / grader
        source = course / "source" / self.lab.name
        source.mkdir(parents=True)
        nbformat.write(notebook, source / self.lab.notebook)
        environment = self.environment("nbgrader")
        nbgrader = str(ENVIRONMENTS["nbgrader"] / "bin/nbgrader")
        autograde = [nbgrader, "autograde", self.lab.name]
        measure([nbgrader, "generate_assignment", self.lab.name], course, environment)
        rehearsal = course / "submitted" / "rehearsal"
        self.lay_out(self.students[0], notebook, rehearsal / self.lab.name)
        measure(autograde, course, environment)
        shutil.rmtree(rehearsal)
        for student in self.students:
            submitted = course / "submitted" / student.name
            self.lay_out(student, notebook, submitted / self.lab.name)
        usage = measure(autograde, course, environment)
        measure([nbgrader, "export", "--to", "grades.csv"], course, environment)
        with open(course / "grades.csv", newline="") as file:
            marks = {line["student_id"]: float(line["score"]) for line in csv.DictReader(file)}
        del marks[rehearsal.name]
        return row(grader, len(self.students), [usage]), marks

    def alone(self) -> "Peers":
        """Return the same for the first student alone."""
        return Peers(self.lab, self.folder, self.students[:1])

    def otter_course(self, grader: str, notebook: NotebookNode) -> Path:
        """Write otter's configuration of the lab's tests, and return where."""
        course = self.folder / grader
        (course / "tests").mkdir(parents=True)
        for name, test in otter_tests(notebook).items():
            (course / "tests" / name).write_text(test, "utf-8")
        otter = str(ENVIRONMENTS["otter"] / "bin/otter")
        generate = [otter, "generate", "--tests-dir", "tests"]
        measure(generate, course, self.environment("otter"))
        return course

    def otter_api(self, grader: str, notebook: NotebookNode, jobs: int) -> tuple[Row, Marks]:
        """Grade with `otter.api.grade_submission`, all students in one program of so many jobs."""
        course = self.otter_course(grader, notebook)
        archives = {}
        for student in self.students:
            self.lay_out(student, without_tests(notebook), course / student.name)
            archives[str(zipped(course / student.name))] = student.name
        (course / "grade.py").write_text(IN_PROCESS, "utf-8")
        python = str(ENVIRONMENTS["otter"] / "bin/python")
        command = [python, "grade.py", str(jobs), "totals.json", *archives]
        usage = measure(command, course, self.environment("otter"))
        totals = json.loads((course / "totals.json").read_text("utf-8"))
        marks = {student: totals[path] for path, student in archives.items()}
        return row(grader, len(marks), [usage]), marks

    def otter(self, grader: str, notebook: NotebookNode) -> tuple[Row, Marks]:
        """Grade with `otter run`, a command for each student."""
        course = self.otter_course(grader, notebook)
        environment = self.environment("otter")
        otter = str(ENVIRONMENTS["otter"] / "bin/otter")
        usages, marks = [], {}
        for student in [self.students[0], *self.students]:  # the first run does not count
            folder, out = course / student.name, course / "out"
            self.lay_out(student, without_tests(notebook), folder)
            archive = zipped(folder)
            shutil.rmtree(folder)
            out.mkdir(exist_ok=True)
            command = [otter, "run", "--no-logo", "--output-dir", str(out), str(archive)]
            usages.append(measure(command, course, environment))
            tests = json.loads((out / "results.json").read_text("utf-8"))["tests"]
            marks[student.name] = sum(test.get("score", 0.0) for test in tests)
        return row(grader, len(self.students), usages[1:]), marks


def zipped(folder: Path) -> Path:
    """Return a zip of a folder's files, beside it."""
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            file.write(path, path.relative_to(folder))
    return archive


# -------------------------------------------------------------------------------------- ours


def autograder(
    lab: Lab, students: Path, jobs: int, folder: Path, name: str = ""
) -> tuple[Row, Marks]:
    """Grade a submission or a folder of them with `autograder grade`, isolation on."""
    name = name or f"autograder grade --jobs {jobs}"
    out = folder / f"jobs-{jobs}"
    command = [sys.executable, "-m", "autograder", "grade", lab.name]
    command += [str(students), "--jobs", str(jobs), "--out", str(out)]
    usage = measure(command, ROOT, {**os.environ, "PYTHONPATH": str(ROOT)})
    marks = {result.student: result.score for result in read_results(out)}
    return row(name, len(marks), [usage]), marks


def limit(lab: Lab, students: Sequence[Path], runs: int = 20) -> Row:
    """Return what cannot be avoided: the checks' calls, and evaluating the weights."""
    with Grader(lab) as grader:
        started = time.process_time()
        each = [sum(physical_limit(grader, path, runs).values()) for path in students]
        cpu_seconds = (time.process_time() - started) / (len(students) * (runs + 1))
    name = "the same checks in one warm process"
    return Row(name, len(students), mean(each) / 1000, cpu_seconds)


# ------------------------------------------------------------------------------------- shown


def table(rows: Sequence[Row], markdown: bool) -> Table:
    """Return the rows, with CPU and wall time as multiples of what `autograder grade` takes."""
    columns = ["grader", "of", "wall s", "CPU s", "peak MiB", "a second"]
    columns += ["CPU / jobs 1", "CPU / jobs 2", "wall / jobs 1", "wall / jobs 2"]
    ours = [each for each in rows if each.grader.startswith("autograder grade --jobs")]
    shown = Table(box=box.MARKDOWN if markdown else box.SIMPLE_HEAD)
    for column in columns:
        shown.add_column(column, justify="left" if column == "grader" else "right", no_wrap=True)
    for each in rows:
        memory = "" if each.peak_mib is None else f"{each.peak_mib:.0f}"
        ratios = [each.cpu_seconds / other.cpu_seconds for other in ours]
        ratios += [each.wall_seconds / other.wall_seconds for other in ours]
        shown.add_row(
            each.grader,
            str(each.submissions),
            f"{each.wall_seconds:.4f}",
            f"{each.cpu_seconds:.4f}",
            memory,
            f"{each.per_second:.3g}",
            *(f"{ratio:.3g}" for ratio in ratios),
        )
    return shown


def facts() -> dict[str, str]:
    """Return what the figures depend on."""
    describe = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, capture_output=True, text=True, check=False).stdout.strip()
    versions = {
        name: pinned(ROOT / "benchmarks" / f"peers-{name}.txt", name) for name in ENVIRONMENTS
    }
    return {
        "commit": commit or "unknown",
        "isolation": choose("auto"),
        "data": EvaluationData().source,
        "cores": str(len(os.sched_getaffinity(0))),
        "python": platform.python_version(),
        "numpy": np.__version__,
        **versions,
    }


def pinned(requirements: Path, name: str) -> str:
    """Return the version a requirement file gives a package."""
    lines = requirements.read_text("utf-8").splitlines()
    return next(line.split("==")[1] for line in lines if line.startswith(name))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.peers", description=__doc__.splitlines()[0])
    parser.add_argument("--peers", type=int, default=6, help="submissions for the peers")
    parser.add_argument("--ours", type=int, default=300, help="submissions for autograder grade")
    parser.add_argument("--markdown", action="store_true", help="print a table to paste")
    parser.add_argument("--json", type=Path, help="file to write everything to")
    options = parser.parse_args(arguments)
    if options.peers and not all(path.exists() for path in ENVIRONMENTS.values()):
        parser.error(
            "the peers are not installed. Run make bench-peers, or leave them out: --peers 0."
        )
    lab = labs.load(LAB)
    console = Console(width=170)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        students = HandedIn(lab).write(folder / "class", max(options.peers, options.ours))
        rows = measured(lab, folder, students, options.peers, options.ours)
    console.print(", ".join(f"{name} {value}" for name, value in facts().items()))
    console.print(table(rows, options.markdown))
    if options.json:
        content = {"facts": facts(), "rows": [asdict(each) for each in rows]}
        options.json.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


def measured(
    lab: Lab, folder: Path, students: Sequence[Path], for_peers: int, for_ours: int
) -> list[Row]:
    """Return a row for each grader, all of which agree on the marks."""
    results = []
    if for_peers:
        released = nbformat.read(ROOT / "release" / lab.name / lab.notebook, as_version=4)
        data = EvaluationData()
        least = lean(released, data.prepared(data.source))
        peers = Peers(lab, folder, students[:for_peers])
        results += [
            peers.nbgrader("nbgrader autograde, test cells only", least),
            peers.nbgrader("nbgrader autograde, whole notebook", released),
            peers.alone().nbgrader("nbgrader autograde, one alone", least),
            peers.otter("otter run, test cells only", least),
            peers.otter("otter run, whole notebook", released),
            peers.otter_api("otter.api, one process", least, 1),
            peers.otter_api("otter.api, two processes", least, 2),
        ]
    for student in students[for_ours:]:
        shutil.rmtree(student)
    (folder / "rehearsal").mkdir()
    autograder(lab, students[0], 1, folder / "rehearsal")
    (folder / "alone").mkdir()
    results.append(autograder(lab, students[0], 1, folder / "alone", ALONE))
    results += [autograder(lab, folder / "class", jobs, folder) for jobs in (1, 2)]
    for each, marks in results:
        check_marks(each.grader, marks, each.submissions, lab.max_score)
    return [each for each, _ in results] + [limit(lab, students[: min(for_ours, 6)])]


if __name__ == "__main__":
    main()
