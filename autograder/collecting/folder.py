"""A folder or a zip for each student, named by student id: what an instructor put together."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from autograder.collecting.claim import Claim, File, Left
from autograder.collecting.download import Download
from autograder.collecting.roster import Roster, key
from autograder.grading.intake import ARCHIVES, PACKAGE_NAMES, student_id

ROSTER_IDS = ("id", "student", "username", "email")


def unwrapped(download: Download, roster: Roster) -> Download:
    """Return the download without a folder round it.

    A wrapper holds folders and archives alone, two or more; of a student in the roster, or with
    the package in it, a folder is none.
    """
    top = download.only_folder()
    if not top or roster.find(top):
        return download
    inner = {file.path.parts[1:] for file in download.files}
    works = {parts[0] for parts in inner if len(parts) > 1 or is_archive(parts[0])}
    loose = {parts[0] for parts in inner} - works
    if len(works) > 1 and not loose and not works & {*PACKAGE_NAMES}:
        return unwrapped(download.below(top), roster)
    return download


def claims(download: Download, roster: Roster) -> Iterator[Claim | Left]:
    """Yield whose each file is."""
    of_student: dict[str, dict[PurePosixPath, list[File]]] = defaultdict(lambda: defaultdict(list))
    for file in download.files:
        top = file.path.parts[0]
        if len(file.path.parts) > 1 or is_archive(top):
            of_student[key(student_id(Path(top)))][PurePosixPath(top)].append(file)
        elif roster.find(PurePosixPath(top).stem):
            of_student[key(PurePosixPath(top).stem)][PurePosixPath(top)].append(file)
    for items in of_student.values():
        names = ", ".join(map(str, items))
        for item, files in items.items():
            if len(items) > 1:
                words = f"one student has several here, {names}: keep the one that counts"
                yield Left(item, words, student=student_id(Path(item.name)))
                continue
            loose = files[0].path == item and not is_archive(item.name)
            student = item.stem if loose else student_id(Path(item.name))
            for file in files:
                inside = file.path.relative_to(item)
                path = inside if inside.parts else item
                yield Claim(file, item, student, path, "the name is the student's id")


def is_archive(name: str) -> bool:
    """Whether a file is an archive by its name."""
    return name.lower().endswith(ARCHIVES)
