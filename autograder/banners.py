"""The two banners that stand round a solution, and what may go wrong with them.

A student sees both banners with `pass` between them and never edits the banner lines, so they
must be exact, alone on their lines, in pairs and never one inside another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

START = "# *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****"
END = "# *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****"

# A line that is this much like a banner, letter by letter, was meant to be one.
ALIKE = 0.85


class BannerError(ValueError):
    """A banner is misspelt or without its pair; the message names file and line."""


@dataclass(frozen=True)
class Region:
    """The lines between two banners.

    start, end   line numbers of the banners, from 1
    indent       the white space before the START banner
    body         the lines between them
    """

    start: int
    end: int
    indent: str
    body: tuple[str, ...]


def regions(text: str, where: str) -> list[Region]:
    """Return the solution regions of `text`; `where` names the file in a BannerError."""
    found, problems = _scan(text)
    for line, problem in problems:
        raise BannerError(f"{where}:{line}: {problem}")
    return found


def problems(text: str) -> list[tuple[int, str]]:
    """Return (line number, message) for everything that is wrong with the banners of `text`."""
    return _scan(text)[1]


def strip(text: str, where: str) -> str:
    """Return `text` with each solution replaced by `pass`; raise BannerError as `regions` does."""
    lines = text.split("\n")
    for region in reversed(regions(text, where)):
        lines[region.start : region.end - 1] = [f"{region.indent}pass"]
    return "\n".join(lines)


def _scan(text: str) -> tuple[list[Region], list[tuple[int, str]]]:
    found: list[Region] = []
    wrong: list[tuple[int, str]] = []
    lines = text.split("\n")
    opened = 0  # line number of the START that waits for its END, or 0
    for number, line in enumerate(lines, start=1):
        banner = line.strip()
        if banner == START:
            if opened:
                wrong.append((number, "START OF YOUR CODE inside another. Close the first one."))
            opened = number
        elif banner == END:
            if opened:
                indent = lines[opened - 1].partition("#")[0]
                found.append(Region(opened, number, indent, tuple(lines[opened : number - 1])))
            else:
                problem = "END OF YOUR CODE without a START. Add the missing banner."
                wrong.append((number, problem))
            opened = 0
        else:
            wrong += [(number, problem) for problem in _near_misses(line)]
    if opened:
        wrong.append((opened, "START OF YOUR CODE without an END. Add the missing banner."))
    return found, wrong


def _near_misses(line: str) -> Iterator[str]:
    for banner in (START, END):
        if banner in line:
            yield f"A banner must stand alone on its line. Write exactly: {banner}"
            return
    if not line.lstrip().startswith(("#", "*")):  # code or prose that speaks of banners
        return
    letters = _letters(line)
    for banner in (START, END):
        long = _letters(banner)
        short = long[: long.index("CODE") + len("CODE")]
        if _alike(letters, long) or _alike(letters, short):
            yield f"This looks like a banner, but is none. Write exactly: {banner}"
            return


def _letters(line: str) -> str:
    """Return only the letters, as capitals, with the digits that are mistaken for letters."""
    return re.sub(r"[^A-Z]", "", line.upper().translate(str.maketrans("015", "OIS")))


def _alike(letters: str, banner: str) -> bool:
    if not 0.7 < len(letters) / len(banner) < 1.4:  # cannot be alike, and is quick to see
        return False
    return SequenceMatcher(None, letters, banner, autojunk=False).ratio() >= ALIKE
