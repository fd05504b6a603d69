"""How grading grows with the class: time, memory, and the cost of grading it once more.

    make bench-class         (or: python -m benchmarks.class_size [--sizes 100 1000 3000])

Each class of the two_layer_net lab is graded by `autograder grade` into a new folder, and again
into the same one with nothing changed. A straight line is fitted through the first runs. Every
student's files differ, weights included: 3,000 need 3 GB of disk.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.course import current

# Before NumPy is loaded, which reads it then; every command measured here inherits it.
os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from autograder import labs
from autograder.scheduling.unchanged import SETTLED_SECONDS
from benchmarks.handed_in import HandedIn
from benchmarks.usage import Usage, measure

ROOT = current().folder

LAB = "two_layer_net"


@dataclass(frozen=True)
class Size:
    """One class: how many submissions, what grading them used, and once more what it used."""

    submissions: int
    first: Usage
    second: Usage

    @property
    def second_share(self) -> float:
        """What the second run took of the first's CPU time."""
        return self.second.cpu_seconds / self.first.cpu_seconds


def graded_twice(submissions: int, jobs: int, scratch: Path) -> Size:
    """Make a class, grade it twice, and return what that used."""
    HandedIn(labs.load(LAB)).write(scratch / "class", submissions)
    time.sleep(SETTLED_SECONDS + 1)  # no class is graded while its last file is being written
    command = [sys.executable, "-m", "autograder", "grade", LAB]
    command += [str(scratch / "class"), "--out", str(scratch / "out")]
    command += ["--jobs", str(jobs)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    first, second = (measure(command, ROOT, environment) for _ in range(2))
    return Size(submissions, first, second)


def line(sizes: Sequence[Size]) -> tuple[float, float, float]:
    """Return the milliseconds of one more submission, of the start, and the largest deviation.

    The line is fitted to the CPU time, which depends least on what else runs, by least squares of
    the relative deviations; the largest deviation is a share of the measured time.
    """
    counts = np.array([size.submissions for size in sizes], dtype=float)
    seconds = np.array([size.first.cpu_seconds for size in sizes])
    slope, start = np.polyfit(counts, seconds, 1, w=1 / seconds)
    deviations = np.abs(slope * counts + start - seconds) / seconds
    return 1000 * float(slope), 1000 * float(start), float(deviations.max())


def table(sizes: Sequence[Size], markdown: bool) -> Table:
    """Return the sizes as a table."""
    columns = ["submissions", "wall s", "CPU s", "ms each", "a second"]
    columns += ["main MiB", "others MiB", "again wall s", "again CPU s", "again / first"]
    shown = Table(box=box.MARKDOWN if markdown else box.SIMPLE_HEAD)
    for column in columns:
        shown.add_column(column, justify="right", no_wrap=True)
    for size in sizes:
        first, each = size.first, size.first.wall_seconds / size.submissions
        shown.add_row(
            f"{size.submissions:,}",
            f"{first.wall_seconds:.2f}",
            f"{first.cpu_seconds:.2f}",
            f"{1000 * each:.2f}",
            f"{1 / each:.0f}",
            f"{first.peak_first_mib:.0f}",
            f"{first.peak_others_mib:.0f}",
            f"{size.second.wall_seconds:.2f}",
            f"{size.second.cpu_seconds:.2f}",
            f"{size.second_share:.2%}",
        )
    return shown


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.class_size", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 3000])
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--markdown", action="store_true", help="print a table to paste")
    parser.add_argument("--json", type=Path, help="file to write everything to")
    options = parser.parse_args(arguments)
    sizes = []
    # The first class only fills the caches of the disk, for all sizes alike.
    for submissions in [min(options.sizes), *options.sizes]:
        with tempfile.TemporaryDirectory() as scratch:
            sizes.append(graded_twice(submissions, options.jobs, Path(scratch)))
    sizes = sizes[1:]
    console = Console(width=170)
    console.print(f"{options.jobs} jobs")
    console.print(table(sizes, options.markdown))
    if len(set(options.sizes)) > 1:
        each, start, deviation = line(sizes)
        console.print(
            f"CPU time as a straight line: {start:.0f} ms and {each:.2f} ms a submission; "
            f"no time is further from it than {deviation:.1%}."
        )
    if options.json:
        content = [asdict(size) for size in sizes]
        options.json.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
