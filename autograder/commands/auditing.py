"""The command `audit`: how fair, sharp and safe the marks of a course are."""

import multiprocessing
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TYPE_CHECKING

import click

from autograder import labs
from autograder.commands.arguments import LabName, load
from autograder.commands.console import console, errors, progress_bar
from autograder.lab import Lab

if TYPE_CHECKING:
    from autograder.audit.parts import Task
    from autograder.audit.row import Row

AT_ONCE = 2  # parts, each in a process of its own
SHOWN = 20  # failures of a row


@click.command()
@click.argument("parts", metavar="[PART]...", nargs=-1)
@click.option("--lab", "chosen", multiple=True, type=LabName(), help="Only this lab; repeatable.")
@click.option("--fast", is_flag=True, help="A cut of each part that takes seconds.")
@click.option("--count", is_flag=True, help="Write how many mutants and limits there are instead.")
def audit(parts: tuple[str, ...], chosen: tuple[Lab, ...], fast: bool, count: bool) -> None:
    """Count how fair, sharp and safe the marks are; exit 1 if anything falls short.

    PARTs of each lab: rules, styles, seeds, versions, misconceptions, named, neighbours, mutants,
    limits, ranges, gradebook, understanding. Of the grader, on one lab: attacks, malformed, killed,
    version_kinds. Without one, all.
    """
    from autograder.audit import parts as known

    unknown = sorted({*parts} - {*known.PARTS})
    if unknown:
        raise click.UsageError(
            f"There is no part {', '.join(unknown)}. Parts: {', '.join(known.PARTS)}."
        )
    every = chosen or tuple(load(name) for name in labs.names())
    if not every:
        raise click.UsageError("The course has no lab yet. Make one: autograder new-lab NAME")
    if count:
        from autograder.audit.pages import write_counts

        write_counts(every)
        return
    tasks = known.tasks_of(parts or known.PARTS, every)
    done = dict(zip(tasks, run_all(tasks, fast)))
    print_table(done)
    rows = [row for found in done.values() for row in found]
    missed = bool(parts) and any(row.left_out for row in rows)
    if missed or not all(row.holds for row in rows):
        sys.exit(1)


def run_all(tasks: "Sequence[Task]", fast: bool) -> "list[list[Row]]":
    """Return the rows of each task, and say meanwhile how many are done, and what falls short."""
    from autograder.audit.parts import run

    done: dict[tuple[str, str], list[Row]] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(AT_ONCE, mp_context=context) as pool, progress_bar() as progress:
        running = {pool.submit(run, *task, fast): task for task in tasks}
        shown = progress.add_task("audit", total=len(tasks))
        for future in as_completed(running):
            part, lab = running[future]
            done[part, lab], seconds = future.result()
            progress.advance(shown)
            errors.print(f"{part} {lab}: {seconds:.0f} s", highlight=False)
    return [done[task] for task in tasks]


def print_table(done: "dict[Task, list[Row]]") -> None:
    """Print what falls short, in words, what was left out, and the table."""
    from rich.table import Table

    table = Table("audit", "holds", "of")
    for rows in done.values():
        for row in rows:
            for failure in row.failures[:SHOWN]:
                errors.print(f"{row.name}: {failure}", highlight=False)
            if len(row.failures) > SHOWN:
                errors.print(f"{row.name}: and {len(row.failures) - SHOWN} more")
            if row.left_out:
                errors.print(f"{row.name}: left out: {row.left_out}", highlight=False)
            else:
                table.add_row(row.name, str(row.reached), str(row.wanted))
    if table.row_count:
        console.print(table)
