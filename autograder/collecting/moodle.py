"""Moodle: `<full name>_<participant number>_assignsubmission_<kind>`, a folder or before a file.

The number is of this assignment alone. A team's name and number stand in the place of a person's,
under blind marking a word in the site's language in the place of the name. Online text comes apart
from files, so that a student may have two folders. Versions before 4.1 end folders with `_`.

Source: moodle/moodle, mod/assign/classes/downloader.php.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from autograder.collecting.claim import Claim, Left
from autograder.collecting.download import Download
from autograder.collecting.roster import Person, Roster, words
from autograder.plain_text import line

ROSTER_IDS = ("Identifier",)
_TAKEN_OUT = re.compile(r"[\x00-\x1f&<>\"`|':\\/]")  # of a name, by Moodle
_NAMED = re.compile(
    r"(?P<name>.*?)(?:_(?P<id>[0-9]+))?_assignsubmission_(?P<kind>[a-z0-9]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)


def is_called(name: str, person: Person) -> bool:
    """Whether a name in the download is that of a person."""
    return bool(words(name)) and words(name) == words(_TAKEN_OUT.sub("", person.name))


def is_named(download: Download, roster: Roster) -> bool:
    """Whether the download names people as the roster does. Under blind marking it does not."""
    return any(
        is_called(named["name"], person)
        for file in download.files
        for part in file.path.parts
        if (named := _NAMED.fullmatch(part)) and (person := roster.find(named["id"] or ""))
    )


def is_item(name: str) -> bool:
    """Whether a file or folder is called as the platform calls a student's."""
    return bool(_NAMED.fullmatch(name))


def unwrapped(download: Download, roster: Roster) -> Download:
    """Return the download without folders round it."""
    return download.unwrapped(is_item)


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is."""
    by_name = is_named(download, roster)
    for file in download.files:
        for depth, part in enumerate(file.path.parts):
            named = _NAMED.fullmatch(part)
            if not named:
                continue
            item = PurePosixPath(*file.path.parts[: depth + 1])
            inside = file.path.relative_to(item)
            path = inside if inside.parts else PurePosixPath(named["file"] or part)
            group = named["name"] if roster.in_group(named["name"]) else ""
            if not named["id"] and not group:
                yield Left(item, "has no participant number: a team that the roster does not have")
                break
            person = roster.find(named["id"] or "")
            if person and not group and by_name and not is_called(named["name"], person):
                words = (
                    f"{named['id']} is {line(person.name)} in the roster, and the name here is "
                    f"{line(named['name'])}: a team's number, or another worksheet's"
                )
                yield Left(item, words, perhaps=(person.id,))
                break
            why = f"{named['id']} in the name is Moodle's participant number"
            if not roster:
                why += " (or a team's: a roster tells)"
            if group:
                why = f"{named['name']} is a team in the roster"
            elif named["kind"] == "onlinetext":
                why += "; text that was written in Moodle"
            if person and (status := person.cells.get("status")):
                why += f"; in Moodle: {status}"
            student = group or named["id"]
            yield Claim(file, item, student, path, why, name=named["name"], group=group)
            break
