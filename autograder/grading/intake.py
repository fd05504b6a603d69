"""Intake: a folder or zip becomes a Submission, and nothing in it is run, followed or trusted.

Only the files a lab names are taken, as bytes, from inside the submission (`entries.py` lists and
reads them); everything else in it is as if it were not there. What is wrong with one file is a
problem of that file; only a submission that cannot be opened at all is rejected.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assignment.language import _
from autograder.grading.entries import (
    MAX_ZIP_BYTES,
    NOISE,
    Entry,
    Rejected,
    Unreadable,
    folder_entries,
    zip_entries,
)
from autograder.lab import Lab

PACKAGE = "assignment"
PACKAGE_NAMES = (PACKAGE, "cs231n", "AI", "Al", "ai")

MAX_SOURCE_BYTES = 2 * 2**20
MAX_NOTEBOOK_BYTES = 50 * 2**20
MAX_ARTEFACT_BYTES = 200 * 2**20


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    sources    student-edited files by their path in assignment/, as text
    artefacts  trained weights by file name, as bytes
    notebook   the notebook's text, None if there is none
    problems   file name to what is wrong with it, in words for the student
    digest     hash of everything taken
    """

    student: str
    sources: Mapping[str, str]
    artefacts: Mapping[str, bytes]
    notebook: str | None
    problems: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


def find(paths: list[Path], lab: Lab) -> list[Path]:
    """Return every submission at `paths`: each is one, or a folder of them.

    Raises ValueError, in words for whoever typed the paths, when one does not exist or two
    submissions have the same student id.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise ValueError(f"There is no {path}.")
        if path.is_file() or is_submission(path, lab):
            found.append(path)
        else:
            found += list(filter(could_be_submission, children(path))) or [path]
    found = list(dict.fromkeys(found))
    seen: dict[str, Path] = {}
    for path in found:
        other = seen.setdefault(student_id(path), path)
        if other != path:
            raise ValueError(f"{other} and {path} have the same student id. Rename one.")
    return found


def left_out(paths: list[Path], lab: Lab) -> list[Path]:
    """Return the files beside submissions that are none themselves: a .rar, a lone notebook."""
    classes = [path for path in paths if path.is_dir() and not is_submission(path, lab)]
    return [
        child
        for path in classes
        for child in children(path)
        if not could_be_submission(child) and any(map(could_be_submission, children(path)))
    ]


def student_id(path: Path) -> str:
    """Return the student id a submission is named by."""
    name = os.path.basename(os.path.abspath(path))  # the name of "." is that of the folder
    return Path(name).stem if path.suffix.lower() == ".zip" else name


def is_submission(folder: Path, lab: Lab) -> bool:
    """Whether a folder holds a submission's files itself, rather than submissions.

    Beside submissions, a notebook of any name is one that somebody handed in alone; and a folder
    of one of the package's old names may be a student called Al.
    """
    names = {child.name for child in folder.iterdir()}
    tops = {file.partition("/")[0] for file in lab.student_files}
    if names & {PACKAGE, "layers.py", lab.notebook, *lab.artefacts, *tops}:
        return True
    packages = names & set(PACKAGE_NAMES)
    if any((folder / name / file).exists() for name in packages for file in lab.student_files):
        return True
    renamed = any(name.endswith(".ipynb") for name in names)
    return renamed and not any(map(could_be_submission, children(folder)))


def children(folder: Path) -> list[Path]:
    """Return what lies in a folder, in order, without what systems and editors leave there."""
    found = sorted(folder.iterdir(), key=lambda child: child.name)
    return [child for child in found if not child.name.startswith(".") and child.name not in NOISE]


def could_be_submission(path: Path) -> bool:
    """Whether an entry of a class folder is a submission: a folder or a zip, links and all."""
    return path.suffix.lower() == ".zip" or path.is_dir() or path.is_symlink()


def read(path: Path, lab: Lab) -> Submission:
    """Read a submission. Raises Rejected."""
    if path.is_symlink():
        raise Rejected(_("The submission is a link. Hand in the files themselves."))
    entries = zip_entries(path) if path.is_file() else folder_entries(path)
    wanted = choose(entries, lab)
    if not wanted:
        raise Rejected(
            _(
                "None of the lab's files are in the submission: expected {notebook} or "
                "assignment/{file}, found {found}. "
                "Make the zip with the notebook's last cell and hand that in."
            ).format(notebook=lab.notebook, file=lab.student_files[0], found=listing(entries))
        )
    sources: dict[str, str] = {}
    artefacts: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    notebook = None
    digest = hashlib.sha256()
    for name, entry in sorted(wanted.items()):
        try:
            content = entry.read(limit_of(name))
        except Unreadable as error:
            problems[name] = str(error)
            digest.update(f"{name}\0unreadable\0".encode())
            continue
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
        if name == lab.notebook:
            notebook = content.decode("utf-8", "replace")
            problems.update(notebook_problem(lab.notebook, notebook))
        elif name in lab.artefacts:
            artefacts[name] = content
        else:
            sources[name] = decode(content)
    return Submission(student_id(path), sources, artefacts, notebook, problems, digest.hexdigest())


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

    The entry nearest to the top wins, so that a copy in a backup folder never does.
    """
    wanted: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: (len(entry.path.parts), str(entry.path))):
        parts = entry.path.parts
        if ".." in parts or entry.path.is_absolute() or any(part in NOISE for part in parts):
            continue
        for name in names_of(parts, lab):
            wanted.setdefault(name, entry)
    if lab.notebook not in wanted:
        notebooks = [entry for entry in entries if entry.path.suffix == ".ipynb"]
        notebooks = [entry for entry in notebooks if not set(NOISE) & set(entry.path.parts)]
        if len(notebooks) == 1:  # renamed by a browser, Drive or the student
            wanted[lab.notebook] = notebooks[0]
    return wanted


def names_of(parts: tuple[str, ...], lab: Lab) -> Iterator[str]:
    """Yield the name the lab knows a path by: directly, or inside one wrapping folder."""
    for inside in (parts, parts[1:]):
        path = "/".join(inside)
        if path == lab.notebook or path in lab.artefacts:
            yield path
        elif inside and inside[0] in PACKAGE_NAMES:
            if "/".join(inside[1:]) in lab.student_files:
                yield "/".join(inside[1:])
        elif path in lab.student_files:
            yield path


def listing(entries: list[Entry]) -> str:
    """Return the names of a few entries, for a message."""
    names = [str(entry.path)[:60] for entry in entries[:5]]
    if not names:
        return _("nothing")
    if len(entries) <= len(names):
        return ", ".join(names)
    message = _("{names} and {count} more")
    return message.format(names=", ".join(names), count=len(entries) - len(names))


def limit_of(name: str) -> int:
    """Return how many bytes a file may have."""
    if name.endswith(".py"):
        return MAX_SOURCE_BYTES
    return MAX_NOTEBOOK_BYTES if name.endswith(".ipynb") else MAX_ARTEFACT_BYTES


def decode(content: bytes) -> str:
    """Return source text, be it UTF-8 with or without BOM, or from Korean Windows."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def notebook_problem(name: str, text: str) -> dict[str, str]:
    """Return {} if the text is a notebook, else what is wrong with it."""
    try:
        cells = json.loads(text)["cells"]
        if not isinstance(cells, list):
            raise TypeError
        if all(isinstance(cell["source"], (str, list)) for cell in cells):
            return {}
        reason = _("a cell without source")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = type(error).__name__
    return {
        name: _(
            "{name} is not a readable notebook ({reason}). "
            "Save it in Jupyter again and hand it in again."
        ).format(name=name, reason=reason)
    }
