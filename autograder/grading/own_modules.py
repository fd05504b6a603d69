"""Own modules: the Python files that a student hands in beside those that the lab asks for.

Modules of their own, which their files import, and changed copies of the kit's files. Both are
taken from where the lab's own files were found, and a few at most; what belongs to another lab is
neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from autograder.course import PACKAGE
from autograder.grading.entries import Entry, Unreadable
from autograder.lab import STUDENT_SIDE, Lab
from autograder.student.language import Message, fact

MAX_MODULES = 40
MAX_MODULES_BYTES = 2**21  # of all together
MAX_FOLDERS = 3  # of packages inside the package


@dataclass
class OwnModules:
    """What was found, as bytes by its path in assignment/.

    own       modules of the student's own
    changed   files of the kit, or of an earlier lab, with another text than the kit's
    problems  file name to why it was left out, for the student
    """

    own: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, bytes] = field(default_factory=dict)
    problems: dict[str, Message] = field(default_factory=dict)


def own_modules(entries: Sequence[Entry], wanted: Mapping[str, Entry], lab: Lab) -> OwnModules:
    """Return the modules beside the files of a lab that were taken from a submission.

    wanted  the entries that were taken, by the name the lab knows them under
    """
    found, left = OwnModules(), MAX_MODULES_BYTES
    the_kits = kits(lab.course.folder)
    changeable = {*lab.kit_files} - {*lab.fixed_files}
    deepest_last = sorted(entries, key=lambda entry: len(entry.path.parts))
    modules = {name: entry for entry in deepest_last for name in names_of(entry, wanted, lab)}
    for name, entry in sorted(modules.items()):
        if name in lab.student_files or (name in the_kits and name not in changeable):
            continue
        if len(found.own) + len(found.changed) == MAX_MODULES:
            found.problems["modules"] = fact("own_modules.too_many", most=MAX_MODULES)
            break
        try:
            content = entry.read(left)
        except Unreadable as error:
            found.problems[name] = error.args[0]
            continue
        left -= len(content)
        if name not in the_kits:
            found.own[name] = content
        elif without_returns(content) != without_returns((the_kits[name]).read_bytes()):
            found.changed[name] = content
    folders = {str(folder) for name in found.own for folder in PurePosixPath(name).parents}
    for folder in folders - {"."}:  # packages without an __init__.py are packages, too
        if f"{folder}/__init__.py" not in the_kits:
            found.own.setdefault(f"{folder}/__init__.py", b"")
    return found


def names_of(entry: Entry, wanted: Mapping[str, Entry], lab: Lab) -> Iterator[str]:
    """Yield the names in the package of a module that lies where the lab's files were found.

    A file that was taken from elsewhere than its place is taken to be in it, and so is what lies
    beside it. What lies beside the package, as the notebook does, is found by its bare name.
    """
    path = entry.path
    if path.suffix != ".py":
        return
    for name in lab.student_files:
        if name not in wanted:
            continue
        place, taken = PurePosixPath(name), wanted[name].path
        if taken.parts[-len(place.parts) :] == place.parts:
            folder, inside = taken.parents[len(place.parts) - 1], PurePosixPath()
        else:
            folder, inside = taken.parent, place.parent
        if inside == PurePosixPath() and path.parent == folder.parent != folder:
            folder = folder.parent
        if folder not in path.parents:
            continue
        module = inside / path.relative_to(folder)
        if len(module.parts) <= MAX_FOLDERS and all(
            part.isidentifier() for part in module.with_suffix("").parts
        ):
            yield str(module)


@cache
def kits(course_folder: Path) -> dict[str, Path]:
    """Return every file of a course's package by its path in assignment/."""
    folders = (course_folder / PACKAGE, STUDENT_SIDE)
    return {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in folder.rglob("*.py")
    }


def without_returns(content: bytes) -> bytes:
    """Return text whose line ends do not tell where it was saved."""
    return content.replace(b"\r\n", b"\n").strip()
