"""Mutants: the checks must notice every small change of the solution that makes it wrong.

Each mutant runs through the cases of the questions about its function, everything else being the
reference's. What survives must stand in the table of labs/<lab>/mutants.md with the reason
why nobody can tell it from a right solution; what stands there must still exist, and survive.
"""

import re
import signal
import warnings
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from autograder.audit.mutate import Mutant, mutants
from autograder.audit.row import Row
from autograder.isolate.inside.package import Package, compiled
from autograder.lab import Lab
from autograder.oracle import Oracle
from autograder.student.checking.program import run
from autograder.student.checking.verdict import findings

ENTRY = re.compile(r"^\| `([\w.]+)` \| `(.+?)` \| `(.+?)` \| (.+) \|$", re.M)
PACKAGE = "mutated"
SECONDS = 2  # of CPU time, so that a busy machine changes nothing; a mutant takes milliseconds


class Hangs(BaseException):
    """A mutant that did not come to an end."""


def table_of(lab: Lab) -> Path:
    """Return the page of a lab that says which mutants no check may tell from the reference."""
    return lab.course.folder / "labs" / lab.name / "mutants.md"


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Run every mutant, also when it should be fast: all of them take seconds."""
    oracle = Oracle(lab)
    population = every_mutant(oracle)
    known = {mutant.id for mutant in population}
    equivalent = equivalents(lab)
    failures = [
        f"{id}: listed, but there is no such mutant" for id in equivalent if id not in known
    ]
    killed, wanted = 0, 0
    for mutant in population:
        survived = survives(oracle, mutant)
        if mutant.id in equivalent:
            if not survived:
                failures.append(f"{mutant.id}: listed as equivalent, but it is killed")
            continue
        wanted += 1
        killed += not survived
        if survived:
            failures.append(f"assignment/{mutant.file}:{mutant.line}: survives: {mutant.id}")
    name = f"{lab.name}: mutants killed (and {len(equivalent)} equivalent)"
    return [Row(name, killed, wanted, tuple(failures))]


def every_mutant(oracle: Oracle) -> list[Mutant]:
    """Return the mutants of the files that students edit."""
    return [m for file in oracle.lab.student_files for m in mutants(file, oracle.sources[file])]


def table(lab: Lab) -> str:
    """Return the page that lists a lab's equivalent mutants, "" if there is none."""
    path = table_of(lab)
    return path.read_text("utf-8") if path.exists() else ""


def equivalents(lab: Lab) -> dict[str, str]:
    """Return the ids of the mutants listed as equivalent, with the reasons."""
    rows = ENTRY.findall(table(lab))
    unescaped = [[cell.replace(r"\|", "|") for cell in row] for row in rows]
    return {f"{name}: {old} → {new}": reason for name, old, new, reason in unescaped}


def package_with(oracle: Oracle, mutant: Mutant) -> Package:
    """Return the reference with a mutant in it."""
    others = {file: text for file, text in oracle.sources.items() if file != mutant.file}
    code = {file: code_of(file, text) for file, text in others.items()}
    return Package({**others, mutant.file: mutant.source}, name=PACKAGE, aliases=(), code=code)


@cache
def code_of(file: str, text: str) -> CodeType:
    """Return the code of a file, the same for all the mutants of other files."""
    return compiled(file, text, PACKAGE)


def survives(oracle: Oracle, mutant: Mutant) -> bool:
    """Whether a mutant answers every case of its questions like the reference."""
    module = mutant.file.removesuffix(".py").replace("/", ".")
    function = f"{module}:{mutant.function}"
    return interrupted(lambda: right_answers(oracle, package_with(oracle, mutant), {function}))


def interrupted(answers: Callable[[], bool]) -> bool:
    """Return what `answers` does, False if it raises or does not come to an end."""
    running = [True]

    def interrupt(number: int, frame: Any) -> None:
        if running:
            raise Hangs

    before = signal.signal(signal.SIGPROF, interrupt)
    # Again and again: Python drops what is raised in a callback of its garbage collector's, and
    # hypothesis, where its tests ran in this process before, has left one.
    signal.setitimer(signal.ITIMER_PROF, SECONDS, SECONDS / 10)
    try:
        try:
            return answers()
        finally:
            running.clear()  # it may go off on this very line, and the next time is far away
    except (Exception, Hangs):
        return False
    finally:
        running.clear()
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def right_answers(oracle: Oracle, version: Package, functions: Collection[str]) -> bool:
    """Whether a version of the reference answers all cases about some functions right."""
    with warnings.catch_warnings(), version as package:
        warnings.simplefilter("ignore")
        for question in oracle.lab.checked.values():
            if question.function not in functions:
                continue
            for case in oracle.cases[question.id]:
                outputs, watched = run(case.program, package.import_module)
                found = findings(question.id, case.expected, outputs, watched, lambda _: "")
                if not all(finding.holds for finding in found):
                    return False
    return True
