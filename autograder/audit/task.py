"""The tasks an audit is made of: a part, or a part of one lab."""

import importlib
import time

from autograder import labs
from autograder.audit.row import Row

EACH_LAB = ("seeds", "styles", "versions", "misconceptions", "neighbours", "mutants", "gradebook")
EACH_LAB += ("ranges", "limits")
ENGINE = ("killed", "attacks", "malformed")  # of the grader itself, whatever the lab


def tasks_of(parts: list[str], lab_names: list[str]) -> list[tuple[str, str]]:
    """Return (part, lab) of each task, the longest ones first."""
    return [
        (part, lab)
        for part in ("killed", "seeds", "attacks", "malformed", *EACH_LAB[1:])
        if part in parts
        for lab in (sorted(lab_names, reverse=True) if part in EACH_LAB else [""])
    ]


def run(part: str, lab_name: str, fast: bool) -> tuple[list[Row], float]:
    """Return the rows of one part, of one lab if it is about labs, and its seconds."""
    start = time.monotonic()
    module = importlib.import_module(f"autograder.audit.{part}")
    rows = module.audit(fast, labs.load(lab_name)) if lab_name else module.audit(fast)
    return rows, time.monotonic() - start
