"""Intake: a folder or zip becomes a Submission, and nothing in it is run, followed or trusted.

Only the files a lab names are taken, as bytes, from inside the submission (`entries.py` lists and
reads them); everything else in it is as if it were not there. What is wrong with one file is a
problem of that file; only a submission that cannot be opened at all is rejected.
"""

import csv
import functools
import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from autograder import labs
from autograder.grading.entries import (
    MAX_ZIP_BYTES,
    NOISE,
    Entry,
    Rejected,
    Unreadable,
    folder_entries,
    inner_zip_entries,
    zip_entries,
)
from autograder.grading.own_modules import own_modules
from autograder.lab import Lab
from autograder.student.checking.source_text import decoded
from autograder.student.language import Message, fact, facts_of
from autograder.table_cells import text_of

# Of these only zips can be read. A student who hands in another is told so, and not left out.
ARCHIVES = (".zip", ".rar", ".7z", ".alz", ".egg", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")

# Several times what the labs need: 20 kB, or a notebook pasted above them; a few hundred kB of
# plots; 12 MB of weights.
MAX_SOURCE_BYTES = 2 * 2**20
MAX_NOTEBOOK_BYTES = 20 * 2**20
MAX_ARTEFACT_BYTES = 64 * 2**20
MAX_VERSIONS_BYTES = 200

_COPIED = re.compile(
    r"^(?:Copy of )?(?P<name>.+?)(?: ?\(\d{1,3}\)|-\d{1,2}| - Copy)?(?P<ending>\.\w+)$"
)

COLLECTED = "collected.csv"  # what `collect` says of the folders beside it
_SAFE_FORM = re.compile("-[0-9a-f]{10}$")  # of an id that no folder can have, `collect` makes it

STAND_IN = "autograder_stand_in"  # in a notebook that stands where none was handed in

MADE_WITH = "made_with.txt"  # a line each: Python and NumPy, as assignment/submit.py writes them


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    sources    student-edited files by their path in assignment/, as text
    own        modules of the student's own, likewise
    changed    files of the kit that the student changed, likewise
    artefacts  trained weights by file name, as bytes
    notebook   the notebook's bytes, None if there is none
    problems   file name to what is wrong with it
    digest     hash of everything taken
    made_with  versions of Python and NumPy that it says it was made with, by name
    outline    tells of a file of `sources` on which lines each function stands, first and last;
               nothing where nobody has read it
    """

    student: str
    sources: Mapping[str, str]
    artefacts: Mapping[str, bytes]
    notebook: bytes | None
    problems: Mapping[str, Message] = field(default_factory=dict)
    digest: str = ""
    made_with: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    outline: Callable[[str], Mapping[str, Sequence[int]]] = lambda file: {}


def student_id(path: Path) -> str:
    """Return the student id a submission is named by.

    An id that no folder can have is in the table that `collect` left beside the folder.
    """
    if _SAFE_FORM.search(path.name):
        whole = collected_ids(path.parent).get(path.name)
        if whole is not None:
            return whole
    for suffix in sorted(ARCHIVES, key=len, reverse=True):
        if path.name.lower().endswith(suffix) and len(path.name) > len(suffix):
            return path.name[: -len(suffix)]
    return path.name


def collected_ids(folder: Path) -> Mapping[str, str]:
    """Return the student ids of the folders in a collection, by the folders' names."""
    table = folder / COLLECTED
    try:
        return _collected_ids(table, table.stat().st_mtime_ns)
    except (OSError, ValueError, csv.Error):
        return {}


@functools.lru_cache(4)
def _collected_ids(table: Path, stamp: int) -> Mapping[str, str]:
    if table.stat().st_size > MAX_NOTEBOOK_BYTES:
        return {}
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["to"].partition("/")[0]: text_of(row["student"])
        for row in rows
        if row.get("to") and row.get("student")
    }


def read(path: Path, lab: Lab) -> Submission:
    """Read a submission. Raises Rejected."""
    if path.is_symlink():
        raise Rejected(fact("submission.link"))
    if path.is_file() and path.suffix.lower() != ".zip" and not zipfile.is_zipfile(path):
        raise Rejected(fact("submission.unreadable", name=path.name[:60]))
    entries = zip_entries(path) if path.is_file() else folder_entries(path)
    wanted = choose(entries, lab)
    clashes: list[tuple[str, Message]] = []
    code = wanted.keys() & set(lab.student_files)
    if len(code) < len(lab.student_files):  # learning platforms put zips into folders
        try:
            inner = inner_zip_entries(entries, lambda inside: has_code(inside, lab))
        except Rejected as error:
            if not code:
                raise
            inner, clashes = [], [("zip", error.args[0])]
        zipped = choose(inner, lab)
        clashes += differing({name: wanted[name] for name in code}, zipped)
        entries = [*entries, *inner]
        wanted = zipped | wanted if code else wanted | zipped
    if not wanted.keys() - {MADE_WITH}:
        raise Rejected(
            fact(
                "submission.nothing",
                notebook=lab.notebook,
                file=lab.student_files[0],
                found=listing(entries),
            )
        )
    sources: dict[str, str] = {}
    artefacts: dict[str, bytes] = {}
    problems: dict[str, Message] = {}
    notebook = None
    made_with: dict[str, str] = {}
    digest = hashlib.sha256()
    clashes += [(f"another {name}", message) for name, message in rivals(entries, wanted, lab)]
    for name, message in clashes:
        problems.setdefault(name, message)
        digest.update(repr(facts_of(message)).encode("utf-8", "surrogatepass"))
    for name, entry in sorted(wanted.items()):
        try:
            content = entry.read(limit_of(name))
        except Unreadable as error:
            problems[name] = error.args[0]
            digest.update(f"{name}\0unreadable\0".encode())
            continue
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
        if name == lab.notebook:
            notebook = notebook_text(content)
        elif name in lab.artefacts:
            artefacts[name] = content
        elif name == MADE_WITH:
            made_with = versions_in(content.decode("ascii", "replace"))
        else:
            sources[name] = decoded(content)[0]
    beside = own_modules([entry for entry in entries if is_usable(entry)], wanted, lab)
    problems.update(beside.problems)
    for name, content in (*beside.own.items(), *beside.changed.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return Submission(
        student_id(path),
        sources,
        artefacts,
        notebook,
        problems,
        digest.hexdigest(),
        made_with,
        own={name: decoded(content)[0] for name, content in beside.own.items()},
        changed={name: decoded(content)[0] for name, content in beside.changed.items()},
    )


def notebook_in(path: Path, lab: Lab) -> bytes | None:
    """Return the notebook that is taken of a submission, as it is; None if there is none.

    Raises Rejected and Unreadable.
    """
    entries = zip_entries(path) if path.is_file() else folder_entries(path)
    entry = choose(entries, lab).get(lab.notebook)
    if entry is None:
        inner = inner_zip_entries(entries, lambda inside: has_code(inside, lab))
        entry = choose(inner, lab).get(lab.notebook)
    return entry.read(MAX_NOTEBOOK_BYTES) if entry else None


def last_modified(path: Path, lab: Lab) -> datetime:
    """Return when the newest of the lab's files in a submission was modified.

    By the clock of the machine that wrote it; long ago where nothing can be read.
    """
    try:
        entries = zip_entries(path) if path.is_file() else folder_entries(path)
        wanted = choose(entries, lab) or choose(
            inner_zip_entries(entries, lambda inside: has_code(inside, lab)), lab
        )
    except (Rejected, OSError):
        wanted = {}
    times = [entry.modified() for entry in wanted.values()]
    return max((time for time in times if time), default=datetime.min)


def same_files(one: Path, other: Path, lab: Lab) -> bool:
    """Whether what is graded of two submissions is the same."""
    try:
        return read(one, lab).digest == read(other, lab).digest
    except (Rejected, OSError):
        return False


def digest_of(path: Path) -> str:
    """Return a hash of a submission that could not be read."""
    content = b""
    if path.is_file() and not path.is_symlink():
        size = path.stat().st_size
        try:
            content = path.read_bytes() if size <= MAX_ZIP_BYTES else str(size).encode()
        except OSError:  # unreadable: it stays so until somebody changes its mode
            content = b"unreadable"
    return hashlib.sha256(content).hexdigest()


def choose(entries: list[Entry], lab: Lab) -> dict[str, Entry]:
    """Return the entries to take, by the name the lab knows them under.

    The entry nearest to the top wins, so that a copy in a backup folder never does. What is not
    where it belongs is taken if there is only one: people hand in single files, and wrap folders
    in folders.
    """
    wanted: dict[str, Entry] = {}
    entries = [entry for entry in entries if is_usable(entry)]
    for entry in sorted(entries, key=lambda entry: (len(entry.path.parts), str(entry.path))):
        for name in names_of(entry.path.parts, lab):
            wanted.setdefault(name, entry)
    for name in (*lab.student_files, *lab.artefacts):
        for called in (lambda path: path.name, name_before_copying):
            only = [entry for entry in entries if called(entry.path) == PurePosixPath(name).name]
            if only:
                break
        if len(only) == 1:
            wanted.setdefault(name, only[0])
    if lab.notebook not in wanted:
        notebooks = [entry for entry in entries if entry.path.suffix == ".ipynb"]
        if len(notebooks) == 1 and notebooks[0].path.stem not in labs.names():
            wanted[lab.notebook] = notebooks[0]  # renamed by a browser, Drive or the student
    return wanted


def has_code(entries: list[Entry], lab: Lab) -> bool:
    """Whether any of the files that students of a lab edit is among entries."""
    return bool(choose(entries, lab).keys() & set(lab.student_files))


def name_before_copying(path: PurePosixPath) -> str:
    """Return a file's name without what a browser, Drive or a platform made of a second one."""
    return _COPIED.sub(r"\g<name>\g<ending>", path.name)


def differing(
    loose: Mapping[str, Entry], zipped: Mapping[str, Entry]
) -> Iterator[tuple[str, Message]]:
    """Yield files that lie beside a zip and are others in it, and which was graded."""
    for name in sorted(loose.keys() & zipped.keys()):
        try:
            same = loose[name].read(limit_of(name)) == zipped[name].read(limit_of(name))
        except Unreadable:
            same = False
        if not same:
            yield f"another {name}", graded_beside(name, loose[name], zipped[name])


def rivals(
    entries: list[Entry], wanted: Mapping[str, Entry], lab: Lab
) -> Iterator[tuple[str, Message]]:
    """Yield the students' files of which another lies as near to the top, and that one does."""
    for name in lab.student_files:
        for entry in filter(is_usable, entries):
            taken, parts = wanted.get(name), entry.path.parts
            if taken and entry.path != taken.path and len(parts) == len(taken.path.parts):
                if name in names_of(parts, lab):
                    yield name, graded_beside(name, taken, entry)
                    break


def graded_beside(name: str, taken: Entry, other: Entry) -> Message:
    """Return that of two files of a name one was graded."""
    return fact(
        "file.several",
        file=PurePosixPath(name).name,
        taken=str(taken.path)[:100],
        other=str(other.path)[:100],
    )


def is_usable(entry: Entry) -> bool:
    """Whether an entry is inside the submission, and not what a computer put there."""
    parts = entry.path.parts
    return not (entry.path.is_absolute() or {"..", *NOISE} & set(parts))


def names_of(parts: tuple[str, ...], lab: Lab) -> Iterator[str]:
    """Yield the name the lab knows a path by: directly, or inside one wrapping folder."""
    for inside in (parts, parts[1:]):
        path = "/".join(inside)
        if path in (lab.notebook, MADE_WITH) or path in lab.artefacts:
            yield path
        elif inside and inside[0] in lab.course.package_names:
            if "/".join(inside[1:]) in lab.student_files:
                yield "/".join(inside[1:])
        elif path in lab.student_files:
            yield path


def listing(entries: list[Entry]) -> Message:
    """Return the names of a few entries, for a message."""
    names = [str(entry.path)[:60] for entry in entries[:5]]
    if not names:
        return fact("submission.empty")
    if len(entries) <= len(names):
        return ", ".join(names)
    return fact("submission.and_more", names=", ".join(names), count=len(entries) - len(names))


def limit_of(name: str) -> int:
    """Return how many bytes a file may have."""
    if name == MADE_WITH:
        return MAX_VERSIONS_BYTES
    if name.endswith(".py"):
        return MAX_SOURCE_BYTES
    return MAX_NOTEBOOK_BYTES if name.endswith(".ipynb") else MAX_ARTEFACT_BYTES


def notebook_text(content: bytes) -> bytes | None:
    """Return a notebook's bytes in UTF-8, however an editor saved it; None for a stand-in."""
    if STAND_IN.encode() in content:
        return None
    text: str = decoded(content)[0].removeprefix("\ufeff")
    return text.encode("utf-8", "replace")


def nothing_to_read(submission: Submission, lab: Lab) -> Message:
    """Return why a person finds no answer in a submission's notebook, "" where there is one."""
    if submission.notebook is None:
        return fact("notebook.missing")
    if lab.notebook in submission.problems:
        return fact("notebook.no_answer")
    return ""


def versions_in(text: str) -> dict[str, str]:
    """Return the versions of Python and NumPy that a text names, in plain numbers."""
    return dict(re.findall(r"^(Python|NumPy) (\d{1,3}(?:\.\d{1,3}){1,2})", text, re.M))


def notebook_problem(name: str, reason: str) -> Message:
    """Return that a notebook cannot be read, for a reason that the reader gave."""
    why = fact("notebook.no_source") if reason == "source" else reason
    return fact("notebook.unreadable", name=name, reason=why)
