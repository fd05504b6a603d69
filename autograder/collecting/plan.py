"""The plan of a collection: from claims to what goes where, for each student, and what does not.

Only a student's last attempt is taken. What a group handed in is each member's. Nobody's files
overwrite one another: names that a file system may take for one are kept apart.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath

from autograder.collecting.claim import Claim, File, Left
from autograder.collecting.download import Download
from autograder.collecting.names import free, part_name
from autograder.collecting.roster import Roster, key

COLLECTED = "collected"
NOT_COPIED = "could not be copied"
EARLIER = "earlier attempt"
NOTHING = "nothing handed in"
WAITS = "waits for you"
NOBODYS = "fits nobody"
PLATFORMS_OWN = "the platform's own"
PLACES = {
    COLLECTED: 0,
    EARLIER: 0,
    WAITS: 1,
    NOTHING: 1,
    NOBODYS: 2,
    PLATFORMS_OWN: 3,
}  # in the table


@dataclass(frozen=True)
class Item:
    """A line of what was found: a student's file or folder of the download, and what it becomes.

    files    what to copy: a file of the download, and its path in the student's folder
    attempt  which of how many, "" where there is but one
    stranger whether there is a roster, and the student is not in it
    """

    status: str
    path: PurePosixPath | None
    why: str
    student: str = ""
    name: str = ""
    files: Sequence[tuple[File, PurePosixPath]] = ()
    handed_in: str = ""
    late: str = ""
    attempt: str = ""
    group: str = ""
    members: Sequence[str] = ()
    stranger: bool = False


def plan(found: Iterator[Claim | Left], download: Download, roster: Roster) -> list[Item]:
    """Return what becomes of everything in a download, by student, the rest at the end."""
    claims: dict[str, list[Claim]] = {}
    left = list(download.left)
    seen: set[int] = set()
    for one in found:
        if isinstance(one, Left):
            left.append(one)
            continue
        seen.add(id(one.file.entry))
        for claim in for_each_member(one, roster):
            claims.setdefault(who(claim.student, roster), []).append(claim)
    items = [item for several in claims.values() for item in items_of(several, roster)]
    spoken_of = {one.item for one in left}
    for file in download.files:
        if id(file.entry) not in seen and not {file.path, *file.path.parents} & spoken_of:
            left.append(Left(file.path, "its name is none that the platform gives to a student's"))
    left += [Left(path, "is a folder without any file") for path in download.empty]
    items += [
        Item(PLATFORMS_OWN if one.known else NOBODYS, one.item, one.why, student=one.student)
        for one in left
    ]
    waiting = {key(id) for one in left for id in (*one.perhaps, *filter(None, [one.student]))}
    for person in roster.people:
        if who(person.id, roster) in claims:
            continue
        if key(person.id) in waiting:
            why = "something here may be this student's: see what fits nobody"
            items.append(Item(WAITS, None, why, person.id, person.name))
        else:
            why = f"in the roster, by {roster.column}"
            items.append(Item(NOTHING, None, why, person.id, person.name))
    items += [
        Item(NOBODYS, None, f"in the roster without {roster.column}, so nobody can say", name=name)
        for name in roster.without_id
    ]
    return sorted(items, key=in_order)


def who(id: str, roster: Roster) -> str:
    """Return what an id is told from others by: the person's in the roster, else as it stands.

    A roster's ids are typed by people; two of a download that differ in case are two.
    """
    person = roster.find(id)
    return key(person.id) if person else f"={unicodedata.normalize('NFC', id)}"


def in_order(item: Item) -> tuple[int, str, str]:
    """Return what items are sorted by. A student's last attempt comes before the earlier ones."""
    return PLACES[item.status], key(item.student), "" if item.student else str(item.path)


def for_each_member(claim: Claim, roster: Roster) -> Iterator[Claim]:
    """Yield a claim for everybody who handed a file in: one, or all of a group in the roster."""
    of_group = roster.in_group(claim.group)
    if claim.members or not of_group:
        yield claim
        return
    members = {key(person.id): person.id for person in of_group}
    if one := roster.find(claim.student):  # who handed it in may be in another group by now
        members.setdefault(key(one.id), one.id)
    why = f"{claim.why}; the members are those of {claim.group} in the roster"
    for member in members.values():
        yield replace(claim, student=member, members=tuple(members.values()), why=why)


def items_of(claims: Sequence[Claim], roster: Roster) -> Iterator[Item]:
    """Yield what becomes of a student's files."""
    attempts = sorted({claim.attempt for claim in claims})
    taken: set[str] = set()
    by_item = sorted(claims, key=lambda claim: (claim.attempt != attempts[-1], str(claim.item)))
    person = roster.find(claims[0].student)
    for path, group in groupby(by_item, key=lambda claim: claim.item):
        of_item = list(group)
        first = of_item[0]
        last = first.attempt == attempts[-1]
        why = [first.why]
        files: list[tuple[File, PurePosixPath]] = []
        for claim in of_item if last else ():
            plain = PurePosixPath(*map(part_name, claim.path.parts))
            place = free(plain, taken)
            if plain != claim.path:
                why.append(f"{claim.path} is no name on every system, so it is {plain}")
            if place != plain:
                why.append(f"{plain} is there already, so this one is {place}")
            files.append((claim.file, place))
        if roster and not person:
            why.append(f"nobody in the roster has this {roster.column}")
        number = f"{attempts.index(first.attempt) + 1} of {len(attempts)}"
        yield Item(
            COLLECTED if last else EARLIER,
            path,
            "; ".join(why),
            student=person.id if person else claims[0].student,
            name=person.name if person and person.name else first.name,
            files=files,
            handed_in=first.handed_in or (person.handed_in if person else ""),
            late=first.late or (person.late if person else ""),
            attempt=number if len(attempts) > 1 else "",
            group=first.group,
            members=first.members,
            stranger=bool(roster) and not person,
        )
