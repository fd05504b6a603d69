"""Write the counts into a lab's pages on mutants and limits: `autograder audit --count`.

What is listed there is written by hand, with its reason; how many there are is counted here.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.audit import limits, mutants
from autograder.lab import Lab
from autograder.oracle import Oracle

COUNTS = re.compile(r"(\| \| \|\n\| --- \| ---: \|\n)(?:\| .* \| \d+ \|\n)+")


def write_counts(every: Sequence[Lab]) -> None:
    """Count the mutants and the limits of labs, and write the numbers into their pages."""
    for lab in every:
        written(mutants.table_of(lab), counts_of_mutants(lab))
        written(limits.table_of(lab), counts_of_limits(lab))


def written(page: Path, numbers: Mapping[str, int]) -> None:
    """Write the lines of the table of counts on a page, where there is the page."""
    lines = "".join(f"| {words} | {number} |\n" for words, number in numbers.items())
    if page.exists():
        text = COUNTS.sub(rf"\g<1>{lines}", page.read_text("utf-8"))
        page.write_text(text, encoding="utf-8")


def counts_of_mutants(lab: Lab) -> dict[str, int]:
    """Return how many mutants a lab has, and what becomes of them."""
    (row,) = mutants.audit(True, lab)
    equivalent = len(mutants.equivalents(lab))
    return {
        "mutants": row.wanted + equivalent,
        "killed": row.reached,
        "equivalent, each listed below": equivalent,
        "surviving otherwise": row.wanted - row.reached,
    }


def counts_of_limits(lab: Lab) -> dict[str, int]:
    """Return how many limits a lab has, and what becomes of them."""
    known, listed = len(limits.limits_of(Oracle(lab))), limits.entries(lab)
    still_open = sum(reason.startswith(limits.OPEN) for reason in listed.values())
    return {
        "limits": known,
        "killed under every seed": known - len(listed),
        "equivalent, each listed below": len(listed) - still_open,
        "open, each listed below": still_open,
    }
