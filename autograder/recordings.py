"""What the checks of a lab asked and what the reference answered, kept from run to run.

Working that out takes longer than grading a submission. It follows from the seed, the engine, the
course's code, and the versions of Python and its libraries: all of these make the name it is kept
under. Where a check read some other file, or was changed after it was loaded, nothing is kept.
"""

import hashlib
import importlib.metadata
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder import cache, labs
from autograder.isolate.inside import wire
from autograder.lab import Checked, Lab
from autograder.reads import elsewhere
from autograder.record import Recording
from autograder.results import CannotWrite, write_bytes

ENGINE = Path(__file__).parent
FIELDS = ("program", "expected", "watched", "drawn", "compare")
MOST = 20  # are kept: the oldest give way
_DIGEST = hashlib.sha256().digest_size

Recorded = dict[str, list[Recording]]  # question id to its cases


class Recordings:
    """The recordings of one lab for one seed, as they are kept."""

    def __init__(self, lab: Lab, seed: int) -> None:
        self.lab = lab
        folder = cache.folder("recordings") if as_loaded(lab) else None
        self.path = folder / name_of(lab, seed) if folder else None

    def load(self) -> Recorded | None:
        """Return what was kept, None where there is nothing, or nothing sound."""
        try:
            content = self.path.read_bytes() if self.path else b""
            body = content[_DIGEST:]
            if not body or hashlib.sha256(body).digest() != content[:_DIGEST]:
                return None
            plain = wire.unpack(body, trusted=True)
        except (OSError, wire.WireError):
            return None
        return {
            question.id: [
                Recording(case, **dict(zip(FIELDS, parts, strict=True)))
                for case, parts in zip(asked(question), plain[question.id], strict=True)
            ]
            for question in self.lab.checked.values()
        }

    def save(self, recorded: Recorded, read: Iterable[str]) -> None:
        """Keep recordings, unless files were read for them that do not make the name.

        read  the files that were opened while they were made
        """
        if self.path is None or unknown(self.lab, {*read, *labs.read_for(self.lab)}):
            return
        plain = {
            id: [[getattr(one, field) for field in FIELDS] for one in cases]
            for id, cases in recorded.items()
        }
        body = wire.packed(plain)[4:]
        try:
            write_bytes(self.path, hashlib.sha256(body).digest() + body)
            kept = sorted(self.path.parent.iterdir(), key=os.path.getmtime)
            for path in kept[:-MOST]:
                path.unlink(missing_ok=True)
        except (CannotWrite, OSError):
            return


def asked(question: Checked) -> list[Any]:
    """Return the cases of a question that submissions are graded by."""
    return [case for case in question.cases if not case.practice]


def as_loaded(lab: Lab) -> bool:
    """Whether a lab is as its files say: loaded by name, and no check put in another's place."""
    module = sys.modules.get(f"labs.{lab.name}.lab")
    course = os.path.join(os.path.realpath(lab.course.folder), "labs", "")
    checks = [question.check for question in lab.checked.values()]
    return getattr(module, "lab", None) is lab and all(
        os.path.realpath(check.__code__.co_filename).startswith(course) for check in checks
    )


def unknown(lab: Lab, read: Iterable[str]) -> set[str]:
    """Return those of some files that were read of which `files_of` knows nothing."""
    data = {name for name in read if not name.endswith((".py", ".pyc"))}
    code = {*read} - data
    course = lab.course.folder
    own = [ENGINE, course / "labs" / lab.name, lab.course.master]
    return elsewhere(data, own) | elsewhere(code, [*own, course / "labs", course / "course.py"])


def name_of(lab: Lab, seed: int) -> str:
    """Return a hash of all that recordings follow from."""
    found = hashlib.sha256()
    versions = [importlib.metadata.version(name) for name in ("numpy", *lab.libraries)]
    cases = [
        (question.id, question.function, case.name, case.tests, case.public)
        for question in lab.checked.values()
        for case in asked(question)
    ]
    facts = (lab.name, seed, sys.version, platform.machine(), versions, cases)
    for text in (*map(repr, facts), *map(str, files_of(lab))):
        found.update(text.encode("utf-8", "surrogateescape") + b"\0")
    for path in files_of(lab):
        content = Path(path).read_bytes()
        found.update(b"%d\0" % len(content) + content)
    return found.hexdigest()[:40]


def files_of(lab: Lab) -> Iterator[str]:
    """Yield the code of the engine, of all labs and of the package, and all files of the lab."""
    course = lab.course.folder
    yield from below(ENGINE, ".py")
    yield from below(course / "labs", ".py")
    yield from (path for path in below(course / "labs" / lab.name) if not path.endswith(".py"))
    yield from below(lab.course.master)
    yield str(course / "course.py")


def below(folder: str | Path, suffix: str = "") -> Iterator[str]:
    """Yield the files below a folder whose names end so, those that Python makes left out."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from below(entry.path, suffix)
        elif entry.is_file() and entry.name.endswith(suffix):
            yield entry.path
