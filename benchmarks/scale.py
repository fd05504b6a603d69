"""What a large class needs: a simulation drawn from measured times, checked against a real run.

    python benchmarks/scale.py [--submissions 2000] [--cluster] [--simulate 100000]

Grades a class of right, wrong and hanging submissions with one process and with two, on this
machine and (with --cluster) on one and two workers of a Dask scheduler, and says how much of the
second one arrives. A run with one worker has one core for all its processes, a run with two has
two: else the first would borrow the second core. `efficiency` compares the two runs, so it asks
for a quiet machine; `busy` is the share of a run in which the workers grade.

Then it simulates the same class and a large one, with the scheduling of
`autograder.scheduling.job.as_done`, stragglers as they were measured, and workers that are lost.
"""

import argparse
import heapq
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.course import current

# One BLAS thread, as grading processes have; before NumPy is loaded.
os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})

from rich.console import Console
from rich.table import Table

from autograder import labs
from autograder.grading import class_folder
from autograder.grading.grade import Grader
from autograder.isolate.sandbox import choose
from autograder.lab import Lab
from autograder.oracle import master_sources
from autograder.results import read_results
from autograder.scheduling.classroom import grade_class

ROOT = current().folder

HANGING_EACH = 100  # one submission in so many hangs until the limit of a question
CONNECT_SECONDS = 30


# ----------------------------------------------------------------------------------- measuring


def write_class(lab: Lab, folder: Path, submissions: int) -> Path:
    """Write a class: right ones, every known mistake in turn, and a few that hang."""
    master = master_sources(lab)
    right = {name: master[name] for name in lab.student_files}
    wrong = [mistake.apply(master) for mistake in lab.mistakes]
    loop = right["layers.py"].replace(
        "    out = None\n", "    out = None\n    while True: pass\n", 1
    )
    hanging = {**right, "layers.py": loop}
    kinds: list[dict[str, str]] = [right, *wrong]
    for number in range(submissions):
        hangs = number % HANGING_EACH == HANGING_EACH // 2
        files = hanging if hangs else kinds[number % len(kinds)]
        for name in lab.student_files:
            path = folder / f"student{number:06}" / "assignment" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Run:
    """A run that was measured: wall clock from the first to the last submission, and each's own.

    wall   seconds in all, start included
    gap    seconds between the first and the last submission that was done
    costs  seconds of grading, of each submission
    """

    wall: float
    gap: float
    costs: list[float]


def measure(lab: Lab, papers: Path, out: Path, jobs: int, scheduler: str = "") -> Run:
    """Grade a class and time it."""
    moments: list[float] = []
    started = time.perf_counter()
    grade_class(
        lab,
        class_folder.find([papers], lab),
        out,
        jobs,
        "auto",
        lambda done: moments.append(time.perf_counter()),
        scheduler,
    )
    wall = time.perf_counter() - started
    costs = [result.seconds for result in read_results(out)]
    return Run(wall, moments[-1] - moments[0], costs)


@contextmanager
def on_cores(number: int) -> Iterator[None]:
    """Keep this process and all it starts on so many cores."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(cores)[:number])
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """Start a scheduler and workers on this machine; give the scheduler's address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    here = ["--host", "127.0.0.1", "--port", str(port), "--dashboard-address", ":0"]
    one = ["--nthreads", "1", "--nworkers", "1", "--no-dashboard"]
    started = [subprocess.Popen([*dask, "scheduler", *here], env=environment, **quiet)]
    started += [
        subprocess.Popen([*dask, "worker", address, *one], env=environment, **quiet)
        for _ in range(workers)
    ]
    try:
        from distributed import Client

        with Client(address, timeout=CONNECT_SECONDS, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=CONNECT_SECONDS)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def task_overhead(address: str, tasks: int = 500) -> float:
    """Return the milliseconds that handing over one empty task costs."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.gather(client.map(abs, range(100), pure=False))
        started = time.perf_counter()
        client.gather(client.map(abs, range(tasks), pure=False))
        return 1000 * (time.perf_counter() - started) / tasks


# ---------------------------------------------------------------------------------- simulating


def simulate(
    costs: Sequence[float],
    workers: int,
    overhead: float = 0.0,
    lost_per_hour: float = 0.0,
    random_numbers: random.Random | None = None,
) -> tuple[float, int]:
    """Return the seconds until the last submission is done, and how many were graded twice.

    costs          seconds of each submission, in order; each worker takes the next when it is free
    overhead       seconds the scheduler needs for each; it serves one at a time
    lost_per_hour  chance of each worker to be lost; its submission goes to the next free worker,
                   and another worker takes its place after a minute
    """
    rng = random_numbers or random.Random(0)
    free = [(0.0, number) for number in range(workers)]
    again: list[float] = []
    todo = iter(costs)
    scheduler, end, repeated = 0.0, 0.0, 0
    while True:
        cost = again.pop() if again else next(todo, None)
        if cost is None:
            return end, repeated
        now, number = heapq.heappop(free)
        scheduler = max(scheduler, now) + overhead
        if rng.random() < lost_per_hour * cost / 3600:
            repeated += 1
            again.append(cost)
            heapq.heappush(free, (scheduler + rng.random() * cost + 60, number))
            continue
        heapq.heappush(free, (scheduler + cost, number))
        end = max(end, scheduler + cost)


def main() -> None:
    """Measure, simulate, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=2000, help="of the real class")
    parser.add_argument("--simulate", type=int, default=100_000, help="of the large class")
    parser.add_argument("--cluster", action="store_true", help="measure Dask's workers as well")
    arguments = parser.parse_args()
    console = Console()
    lab = labs.load("two_layer_net")
    Grader(lab, "auto")  # reads everything once, so that no run pays for it
    console.print(f"isolation {choose('auto')}, load {os.getloadavg()[0]:.1f} at the start")
    runs: dict[str, Run] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        papers = write_class(lab, folder / "class", arguments.submissions)
        for jobs in (1, 2):
            with on_cores(jobs):
                runs[f"--jobs {jobs}"] = measure(lab, papers, folder / f"jobs{jobs}", jobs)
        overhead = 0.0
        for workers in (1, 2) if arguments.cluster else ():
            with on_cores(workers), cluster(workers) as address:
                overhead = task_overhead(address)
                name = f"--scheduler, {workers} workers"
                runs[name] = measure(lab, papers, folder / f"cluster{workers}", 1, address)
        sizes = [path.stat().st_size for path in (folder / "jobs1" / "results").iterdir()]
    table = Table("run", "seconds", "a second", "efficiency", "busy", "simulated")
    names = list(runs)
    for name, run in runs.items():
        base = runs[names[names.index(name) // 2 * 2]]
        workers = 1 if run is base else 2
        guess, _ = simulate(run.costs, workers, overhead / 1000 if "sched" in name else 0)
        table.add_row(
            name,
            f"{run.gap:.2f}",
            f"{len(run.costs) / run.gap:.1f}",
            f"{base.gap / run.gap / workers:.2f}",
            f"{sum(run.costs) / run.gap / workers:.2f}",
            f"{guess:.2f}",
        )
    console.print(table)
    if overhead:
        console.print(f"an empty task of Dask's: {overhead:.2f} ms")
    costs = runs["--jobs 1"].costs
    median, mean, most = statistics.median(costs), statistics.mean(costs), max(costs)
    console.print(
        f"a submission: median {1000 * median:.1f} ms, mean {1000 * mean:.1f} ms, "
        f"slowest {most:.2f} s; result {statistics.mean(sizes) / 1024:.1f} KiB"
    )
    rng = random.Random(0)
    large = rng.choices(costs, k=arguments.simulate)
    table = Table(f"{arguments.simulate:,} submissions", "hours", "efficiency", "graded twice")
    for workers in (1, 2, 8, 32, 128, 512):
        hours, repeated = simulate(large, workers, overhead / 1000, 0.01, rng)
        efficiency = sum(large) / hours / workers
        table.add_row(
            f"{workers} workers", f"{hours / 3600:.2f}", f"{efficiency:.2f}", str(repeated)
        )
    console.print(table)


if __name__ == "__main__":
    main()
