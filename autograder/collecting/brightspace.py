"""Brightspace: `<n>-<n> - <name> - <Mon D, YYYY hmm AM|PM> - <file>`, or a folder without the file.

There is no id of the student in it, only the name: a roster gives the id, and where two have a name
nothing is taken. Without one the folder is called by the name. Each time of handing in is an
attempt. The platform's own index.html lies at the top.

Source: OfficeCoffee/GradingFileProject, and readers of such folders.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from autograder.collecting.claim import Claim, Left
from autograder.collecting.download import Download
from autograder.collecting.roster import Roster, words
from autograder.plain_text import line

ROSTER_IDS = ("Username", "OrgDefinedId", "Org Defined ID")
INDEX = PurePosixPath("index.html")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = re.compile(
    r"(?P<numbers>[0-9]+-[0-9]+) - (?P<name>.+?) - "
    r"(?P<time>[^\W\d_]{3,}\.? \d{1,2}, \d{4} \d{3,4} ?[AP]M)(?: - (?P<file>.+))?",
    re.DOTALL,
)


def is_item(name: str) -> bool:
    """Whether a file or folder is called as the platform calls a student's."""
    return bool(_NAMED.fullmatch(name))


def unwrapped(download: Download, roster: Roster) -> Download:
    """Return the download without folders round it."""
    return download.unwrapped(is_item)


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is."""
    numbers = numbers_of(download)
    for file in download.files:
        if file.path == INDEX:
            yield Left(INDEX, "Brightspace's list of what was handed in", known=True)
            continue
        for depth, part in enumerate(file.path.parts):
            named = _NAMED.fullmatch(part)
            if not named:
                continue
            item = PurePosixPath(*file.path.parts[: depth + 1])
            people = roster.named(named["name"])
            several = numbers[name_key(named["name"])]
            if not people and len(several) > 1:
                shown = ", ".join(sorted(several))
                words = f"the name comes with several numbers, {shown}: perhaps two people's"
                yield Left(item, f"{words}; a roster gives their ids")
                break
            if len(people) > 1:
                ids = ", ".join(line(person.id) for person in people)
                perhaps = tuple(person.id for person in people)
                yield Left(
                    item, f"{len(people)} in the roster have this name: {ids}", perhaps=perhaps
                )
                break
            student = people[0].id if people else named["name"]
            why = "the name is in the roster once" if people else "by the name: there is no id"
            if len(several) > 1:
                why += f"; it comes with several numbers: {', '.join(sorted(several))}"
            time = as_time(named["time"])
            inside = file.path.relative_to(item)
            yield Claim(
                file,
                item,
                student,
                inside if inside.parts else PurePosixPath(named["file"] or part),
                why,
                name=named["name"],
                handed_in=time or named["time"],
                attempt=time,
            )
            break


def name_key(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(words(name))


def numbers_of(download: Download) -> dict[str, set[str]]:
    """Return the numbers that each name comes with, by the key of the name.

    What the two numbers mean is nowhere said. One that all of the download has is the
    assignment's; the others tell two people of a name apart.
    """
    pairs = {
        (name_key(named["name"]), *named["numbers"].split("-"))
        for file in download.files
        for part in file.path.parts
        if (named := _NAMED.fullmatch(part))
    }
    same = [len({pair[place] for pair in pairs}) == 1 for place in (1, 2)]
    found: dict[str, set[str]] = defaultdict(set)
    for name, *both in pairs:
        own = [number for number, shared in zip(both, same) if not shared] or both
        found[name].add("-".join(own))
    return found


def as_time(text: str) -> str:
    """Return a time of Brightspace's as one that sorts, "" if it is none that is known."""
    found = re.fullmatch(r"(\w{3})\w*\.? (\d+), (\d+) (\d{1,2})(\d\d) ?([AP]M)", text)
    if not found or found[1].lower() not in MONTHS:
        return ""
    month = MONTHS.index(found[1].lower()) + 1
    hour = int(found[4]) % 12 + (12 if found[6] == "PM" else 0)
    try:
        return str(datetime(int(found[3]), month, int(found[2]), hour, int(found[5])))
    except ValueError:
        return ""
