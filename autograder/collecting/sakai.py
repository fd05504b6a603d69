"""Sakai: `<title>/<Last, First>(<eid>)/`, with the attachments in a folder of their own.

Beside that lie timestamp.txt, text that was typed, and what graders wrote; grades.csv is at the
top. The attachments' folders are called in the site's language, so where two hold files and
neither has its English name nobody can tell which is the student's. Without folders names begin
`<Last, First>(<eid>)_`.

Source: sakaiproject/sakai, AssignmentServiceImpl.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from autograder.collecting.claim import Claim, File, Left
from autograder.collecting.download import Download
from autograder.collecting.roster import Roster
from autograder.grading.entries import Unreadable
from autograder.plain_text import line

ROSTER_IDS = ("ID", "eid")
SUBMITTED, FEEDBACK = "submission attachment(s)", "feedback attachment(s)"
GRADES = ("grades.csv", "grades.xls", "grades.xlsx")
MEMBERS = "members.txt"  # in the folder of a group
GRADERS_OWN = ("feedbackText.html", "comments.txt", MEMBERS, "timestamp.txt")
TEXT = "_submissionText.html"
_NAMED = re.compile(r"(?P<name>.*)\((?P<id>[^()]+)\)", re.DOTALL)
_FLAT = re.compile(r"(?P<name>[^()]*)\((?P<id>[^()]+)\)_(?P<folder>[^_]+)_(?P<file>.+)", re.DOTALL)


def unwrapped(download: Download, roster: Roster) -> Download:
    """Return the download without the assignment's folder, which may be called like a student's.

    A student's folder is told by the timestamp in it, the assignment's by the grades.
    """
    top = download.only_folder()
    of_student = any(file.path.parts[1:] == ("timestamp.txt",) for file in download.files)
    of_class = any(
        file.path.parts[2:] == ("timestamp.txt",) or file.path.parts[1:] in (*zip(GRADES),)
        for file in download.files
    )
    if top and not of_student and (of_class or not _NAMED.fullmatch(top)):
        return unwrapped(download.below(top), roster)
    return download


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is."""
    folders: dict[str, list[File]] = defaultdict(list)
    for file in download.files:
        top = file.path.parts[0]
        if len(file.path.parts) > 1 and _NAMED.fullmatch(top):
            folders[top].append(file)
        elif len(file.path.parts) == 1 and top in GRADES:
            yield Left(file.path, "Sakai's grades", known=True)
        elif len(file.path.parts) == 1 and (flat := _FLAT.fullmatch(top)):
            if flat["folder"].lower() == FEEDBACK:
                yield Left(file.path, "what a grader attached", student=flat["id"], known=True)
                continue
            why = f"{flat['id']} in brackets is Sakai's user name"
            path = PurePosixPath(flat["file"])
            yield Claim(file, file.path, flat["id"], path, why, name=flat["name"])
    for top, files in folders.items():
        yield from of_student(top, files, roster)


def of_student(top: str, files: Sequence[File], roster: Roster) -> Iterator[Claim | Left]:
    """Yield what the files of a student's folder are."""
    named = _NAMED.fullmatch(top)
    assert named
    item = PurePosixPath(top)
    inside = [(file, file.path.relative_to(item)) for file in files]
    attached = {path.parts[0] for _, path in inside if len(path.parts) > 1}
    known = {name for name in attached if name.lower() == SUBMITTED}
    taken = known or {name for name in attached if name.lower() != FEEDBACK}
    if len(taken) > 1:
        names = ", ".join(sorted(map(line, taken)))
        yield Left(
            item, f"two folders hold files, and which is the student's is not known: {names}"
        )
        return
    ids = ids_in(top)
    group = ""
    if any(str(path) == MEMBERS for _, path in inside):
        group = named["name"].strip()
        if not roster.in_group(group):
            words = (
                f"is the group {line(group)}'s: a roster with the column group tells who that is"
            )
            yield Left(item, words)
            return
        ids = (group,)
    for file, path in inside:
        where = path.parts[0] if len(path.parts) > 1 else ""
        if (where and where not in taken) or (not where and path.name in GRADERS_OWN):
            yield Left(file.path, "Sakai's own, or a grader's", student=ids[0], known=True)
            continue
        for id in ids:
            yield Claim(
                file,
                item,
                id,
                path.relative_to(where) if where else path,
                "in brackets is Sakai's user name",
                name=named["name"],
                handed_in=timestamp([one for one, path in inside if str(path) == "timestamp.txt"]),
                members=ids if len(ids) > 1 else (),
                group=group,
            )


def ids_in(top: str) -> tuple[str, ...]:
    """Return the ids in a folder's name: of several submitters each stands in brackets, or all in
    one pair."""
    several = re.fullmatch(r"[^()]*\([^()]+\)(?:\s*[;,]\s*[^()]*\([^()]+\))+", top)
    found = re.findall(r"\(([^()]+)\)", top) if several else [_NAMED.fullmatch(top)["id"]]  # type: ignore[index]
    ids = (id.strip() for one in found for id in one.split(";"))
    return tuple(dict.fromkeys(filter(None, ids)))


def timestamp(files: Sequence[File]) -> str:
    """Return the time in timestamp.txt as Sakai wrote it, its digits parted; "" if none."""
    for file in files:
        try:
            text = line(file.entry.read(200).decode("utf-8", "replace"))
        except Unreadable:
            continue
        found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d*", text)
        return "{}-{}-{} {}:{}:{}".format(*found.groups()) if found else text
    return ""
