"""The parts of the audit, and the tasks it is made of: a part of one lab each.

A part is a module with `audit(fast, lab) -> list[Row]`.
"""

import importlib
import time
from collections.abc import Collection, Sequence

from autograder import extras, labs
from autograder.audit.row import Row, left_out
from autograder.audit.target import fullest
from autograder.lab import Lab

EACH_LAB = ("rules", "seeds", "styles", "versions", "misconceptions", "neighbours", "mutants",
            "gradebook", "ranges", "limits", "named", "understanding")  # fmt: skip
# Of the grader itself: on the one lab that can show most.
ENGINE = ("killed", "attacks", "malformed", "version_kinds")
PARTS = (*EACH_LAB, *ENGINE)
LONGEST_FIRST = ("killed", "seeds", "attacks", "malformed", "version_kinds")

Task = tuple[str, str]  # part, lab


def tasks_of(parts: Collection[str], chosen: Sequence[Lab]) -> list[Task]:
    """Return the tasks of some parts on some labs, the longest ones first."""
    names = sorted((lab.name for lab in chosen), reverse=True)
    one = [fullest(chosen).name] if chosen else []
    ordered = (*LONGEST_FIRST, *(part for part in PARTS if part not in LONGEST_FIRST))
    return [
        (part, name)
        for part in ordered
        if part in parts
        for name in (names if part in EACH_LAB else one)
    ]


def run(part: str, lab_name: str, fast: bool) -> tuple[list[Row], float]:
    """Return the rows of one part of a lab, and its seconds."""
    start = time.monotonic()
    try:
        module = importlib.import_module(f"autograder.audit.{part}")
        rows: list[Row] = module.audit(fast, labs.load(lab_name))
    except ImportError as error:
        words = extras.words_of(error)
        if not words:
            raise
        rows = [left_out(f"{lab_name}: {part}", words)]
    return rows, time.monotonic() - start
