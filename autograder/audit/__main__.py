"""Run the audit and print its table; exit status 1 if any row falls short.

    python -m autograder.audit [PART ...] [--lab LAB ...] [--fast]

Two parts run at a time, each in a process of its own.
"""

import argparse
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed

from rich.console import Console
from rich.table import Table

from autograder import labs
from autograder.audit.row import Row
from autograder.audit.task import EACH_LAB, ENGINE, run, tasks_of

AT_ONCE = 2
SHOWN = 20  # failures of a row


def main() -> int:
    """Run the parts named on the command line, or all; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m autograder.audit")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(EACH_LAB + ENGINE))
    parser.add_argument("--lab", action="append", choices=labs.names(), help="only of this lab")
    parser.add_argument("--fast", action="store_true", help="a cut that takes seconds")
    asked = parser.parse_args()
    unknown = set(asked.parts) - {*EACH_LAB, *ENGINE}
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    tasks = tasks_of(asked.parts or [*EACH_LAB, *ENGINE], asked.lab or labs.names())
    console = Console(soft_wrap=False)
    done: dict[tuple[str, str], tuple[list[Row], float]] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(AT_ONCE, mp_context=context) as pool:
        running = {pool.submit(run, *task, asked.fast): task for task in tasks}
        for future in as_completed(running):
            task = running[future]
            done[task] = future.result()
            console.print(f"{' '.join(task)}: {done[task][1]:.0f} s", highlight=False)
            for row in done[task][0]:
                for failure in row.failures[:SHOWN]:
                    console.print(f"{row.name}: {failure}", markup=False, highlight=False)
    table = Table("audit", "holds", "of", "seconds")
    for task in tasks:
        rows, seconds = done[task]
        for row in rows:
            table.add_row(row.name, str(row.reached), str(row.wanted), f"{seconds:.0f}")
    console.print(table)
    return 0 if all(row.holds for rows, _ in done.values() for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
