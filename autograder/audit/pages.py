"""Write the counts into the pages on mutants and limits: `python -m autograder.audit.pages`.

What is listed there is written by hand, with its reason; how many there are is counted here.
"""

import re
from pathlib import Path

from autograder import labs
from autograder.audit import limits, mutants
from autograder.lab import Lab
from autograder.oracle import Oracle

COUNTS = re.compile(r"(\| \| \|\n\| --- \| ---: \|\n)(?:\| .* \| \d+ \|\n)+")
COUNTS_OF_LIMITS = re.compile(r"(<!-- counts -->\n).*(<!-- /counts -->\n)", re.S)


def main() -> None:
    """Count the mutants and the limits of every lab, and write the numbers."""
    every = [labs.load(name) for name in labs.names()]
    for lab in every:
        written(mutants.table_of(lab), COUNTS, rf"\g<1>{counts_of_mutants(lab)}")
    head = "| lab | limits | killed | equivalent | open |\n| --- | ---: | ---: | ---: | ---: |\n"
    rows = "".join(counts_of_limits(lab) for lab in every)
    written(limits.TABLE, COUNTS_OF_LIMITS, rf"\g<1>\n{head}{rows}\n\g<2>")


def written(page: Path, place: re.Pattern[str], text: str) -> None:
    """Put a text in its place on a page."""
    page.write_text(place.sub(text, page.read_text("utf-8")), encoding="utf-8")


def counts_of_mutants(lab: Lab) -> str:
    """Return the lines that say how many mutants a lab has, and what becomes of them."""
    (row,) = mutants.audit(True, lab)
    equivalent = len(mutants.equivalents(lab))
    numbers = {
        "mutants": row.wanted + equivalent,
        "killed": row.reached,
        "equivalent, each listed below": equivalent,
        "surviving otherwise": row.wanted - row.reached,
    }
    return "".join(f"| {words} | {number} |\n" for words, number in numbers.items())


def counts_of_limits(lab: Lab) -> str:
    """Return the line that says how many limits a lab has, and what becomes of them."""
    known, listed = len(limits.limits_of(Oracle(lab))), limits.entries(lab)
    still_open = sum(reason.startswith(limits.OPEN) for reason in listed.values())
    numbers = (known, known - len(listed), len(listed) - still_open, still_open)
    return f"| {lab.name} | {' | '.join(map(str, numbers))} |\n"


if __name__ == "__main__":
    main()
