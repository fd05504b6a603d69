"""Canvas: `<name>[_LATE]_<user id>_<attachment id>_<file>`, flat, without a manifest.

The name is the sortable one in small letters without what is no letter, digit or underscore, so
where digits end it the id cannot be told from it by the pattern alone; a roster tells. Text entries
and addresses come without an attachment id, anonymous work as `anon_<id>`. To a name that the
student used before Canvas adds -1, -2 …

Source: instructure/canvas-lms, lib/content_zipper.rb and the attachment model.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.collecting.claim import Claim, File, Left
from autograder.collecting.download import Download
from autograder.collecting.roster import Person, Roster, key
from autograder.plain_text import line

ROSTER_IDS = ("ID", "canvas_user_id")
WITHOUT_ATTACHMENT = (["text.html"], ["link.html"])
_DIGITS = re.compile("[0-9]+")
_ADDED = re.compile(
    r"(?P<stem>.+)-(?P<number>[0-9]{1,2}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"(?P<endings>(?:\.\w+)+)"
)


@dataclass(frozen=True)
class Reading:
    """One way to read a name. `attachment` is its number, 0 where there is none."""

    name: str
    late: bool
    student: str
    attachment: int
    shown: str


def readings(name: str) -> list[Reading]:
    """Return every way to read a file's name, the one that Canvas itself takes first."""
    parts = name.split("_")
    is_late = parts[0] == "LATE"
    if parts[is_late : is_late + 1] == ["anon"] and len(parts) > is_late + 3:
        student, attachment, *shown = parts[is_late + 1 :]
        if _DIGITS.fullmatch(attachment):
            return [Reading("", is_late, student, int(attachment), "_".join(shown))]
    found = []
    for n in range(1, len(parts) - 1):
        student, rest = parts[n], parts[n + 1 :]
        before, late = parts[:n], parts[n - 1] == "LATE"
        called = "_".join(before[:-1] if late else before)
        if not _DIGITS.fullmatch(student):
            continue
        if rest in WITHOUT_ATTACHMENT:
            found.append(Reading(called, late, student, 0, rest[0]))
        elif _DIGITS.fullmatch(rest[0]) and any(rest[1:]):
            found.append(Reading(called, late, student, int(rest[0]), "_".join(rest[1:])))
    return found


def is_item(name: str) -> bool:
    """Whether a file or folder is called as the platform calls a student's."""
    return bool(readings(name))


def unwrapped(download: Download, roster: Roster) -> Download:
    """Return the download without folders round it."""
    return download.unwrapped(is_item)


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is."""
    of_student: dict[str, list[tuple[File, PurePosixPath, Reading, str]]] = defaultdict(list)
    for file in download.files:
        for depth, part in enumerate(file.path.parts):
            if found := readings(part):
                item = PurePosixPath(*file.path.parts[: depth + 1])
                if two := of_two(found, roster):
                    yield two_people(item, two)
                    break
                reading, why = choose(found, roster)
                of_student[reading.student].append((file, item, reading, why))
                break
    for student, several in of_student.items():
        names = original_names([reading for _, _, reading, _ in several])
        for file, item, reading, why in several:
            shown, renamed = names[reading]
            group = group_of(reading, roster)
            yield Claim(
                file,
                item,
                student,
                PurePosixPath(shown, file.path.relative_to(item)),
                "; ".join(filter(None, (why, renamed, about_name(reading, group, roster)))),
                name=reading.name,
                late="yes" if reading.late else "no",
                group=group,
            )


def choose(found: list[Reading], roster: Roster) -> tuple[Reading, str]:
    """Return the reading whose id and name are somebody's in the roster, else Canvas's own.

    Never one by its id alone: who hands in `20117_1_conv.py` writes that id.
    """
    called = [one for one in found if is_called(one, roster) or group_of(one, roster)]
    reading = (called or found)[0]
    why = f"{reading.student} in the name is Canvas's ID"
    others = [other.student for other in found if other != reading]
    if others and not called:
        why += f" (or is it {' or '.join(others)}? The name fits both; a roster tells)"
    return reading, why


def of_two(found: list[Reading], roster: Roster) -> list[Person]:
    """Return whose a file may be by the roster, where its name and its ids say different people.

    The name of one and the id of another, or the ids of two and the name of neither.
    """
    if any(is_called(one, roster) or group_of(one, roster) for one in found):
        return []
    by_id = [person for one in found if (person := roster.find(one.student))]
    called = {slug(one.name) for one in found if one.name}
    by_name = [person for person in roster.people if slug(person.name) in called]
    people = {person.id: person for person in (*by_id, *by_name)}
    return list(people.values()) if len(people) > 1 else []


def two_people(item: PurePosixPath, people: list[Person]) -> Left:
    """Return that nobody can say whose of several a file is."""
    names = ", ".join(f"{line(one.id)} ({line(one.name)})" for one in people)
    words = f"name and ids in it are of different people in the roster: {names}"
    return Left(item, words, perhaps=tuple(one.id for one in people))


def is_called(reading: Reading, roster: Roster) -> bool:
    """Whether the name is that of the student with this id in the roster."""
    person = roster.find(reading.student)
    return person is not None and slug(person.name) == slug(reading.name)


def slug(name: str) -> str:
    """Return a name as Canvas puts it into a file's."""
    return re.sub(r"\W|_", "", key(name))


def group_of(reading: Reading, roster: Roster) -> str:
    """Return the roster's group that stands in the place of a student's name, "" if none."""
    if not reading.name or is_called(reading, roster):
        return ""
    groups = {person.group for person in roster.people if person.group}
    return next((group for group in groups if slug(group) == slug(reading.name)), "")


def about_name(reading: Reading, group: str, roster: Roster) -> str:
    """Return what is odd about a name, "" if nothing."""
    if slug(reading.name) == "studenttest":
        return "Canvas's Test Student"
    person = roster.find(reading.student)
    if person and person.name and reading.name and not group and not is_called(reading, roster):
        return f"{reading.name} is not the name in the roster: perhaps a group's"
    return ""


def original_names(readings: list[Reading]) -> dict[Reading, tuple[str, str]]:
    """Return each file's name before Canvas added a number to it, and words on that.

    Where two would get one name, the one uploaded last gets it, and a file that has it keeps it.
    """
    plain = {key(reading.shown): reading.shown for reading in readings}
    names: dict[Reading, tuple[str, str]] = {}
    for reading in sorted(readings, key=lambda reading: -reading.attachment):
        added = _ADDED.fullmatch(reading.shown)
        if not added or not reading.attachment:
            names[reading] = (reading.shown, "")
            continue
        original = added["stem"] + added["endings"]
        if key(original) in plain:
            other = plain[key(original)]
            words = f"-{added['number']} is left, because {other} was handed in, too"
            if other != original:
                words = f"-{added['number']} is left, because {other} is {original} by now"
            names[reading] = (reading.shown, words)
        else:
            plain[key(original)] = reading.shown
            words = f"-{added['number']} is taken off, which Canvas adds to a name used before"
            names[reading] = (original, words)
    return names
