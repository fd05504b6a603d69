"""What has not changed since the last run, known without reading it.

`DIR/index.json` holds the stamps of every submission's files and of its result: size, times,
inode. As in git's index, a file whose stamps are all the same has not changed, with one
exception: it may have been written twice within one tick of the clock, and read in between. So
stamps count only if they were old when the file was read. A clock that is set back or forward
costs a reading, never a mark: times are compared for being the same, and `ctime` cannot be set.
"""

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from autograder.gradesheet.marks import FOLDER as MARKS
from autograder.grading import entries, intake
from autograder.grading.entries import MAX_ENTRIES
from autograder.grading.fingerprints import FOLDER as FINGERPRINTS
from autograder.reporting.moved import Move
from autograder.reporting.views import Summary
from autograder.results import PREVIOUS, safe_name, write_text
from autograder.scheduling.job import Done

MOST_NAMES = 2 * MAX_ENTRIES  # of a submission, in which nothing more is handed in
SETTLED_SECONDS = 3  # longer than a tick of any file system's clock
VIEWS = ("grades.csv", "report.html")


class Index:
    """The stamps of the submissions in a folder of results, as of the last run and of this one.

    made_with  what all results of this run are made with; after others, nothing is believed
    """

    def __init__(self, out: Path, made_with: Mapping[str, str]) -> None:
        self.out = out
        self.made_with = dict(made_with)
        self.path = out / "index.json"
        self.results = {name: hash_of([stamp]) for name, stamp in files_in(out / "results").items()}
        self.pages = files_in(out / "feedback").keys()
        self.fingerprints = files_in(out / FINGERPRINTS).keys()
        self.before: dict[str, Stamps] = {}
        self.noted = False
        stored = read(self.path)
        same = stored.get("made_with") == self.made_with
        self.seen: dict[str, list[Any]] = stored.get("seen", {}) if same else {}
        self.views: dict[str, Any] = stored.get("views", {}) if same else {}

    def is_unchanged(self, path: Path) -> bool:
        """Whether a submission and its result are as the last run left them, and all is there."""
        where = os.path.abspath(path)
        name = safe_name(intake.student_id(path))
        known = self.seen.get(where)
        if known and f"{name}.html" in self.pages and f"{name}.json" in self.fingerprints:
            names, stamps, result = known
            if stamps_of(where, names) == stamps and self.results.get(f"{name}.json") == result:
                return True
        self.before[where] = Stamps.of(where)
        return False

    def note(self, done: Done) -> None:
        """Remember a submission that was looked at in this run."""
        self.noted = True
        where = os.path.abspath(done.path)
        self.seen.pop(where, None)
        before = self.before.pop(where)
        if before.settled and {**done.graded_with, "submission": ""} == self.made_with:
            name = safe_name(intake.student_id(Path(done.path)))
            result = stamps_of(str(self.out / "results" / f"{name}.json"), [""])
            self.seen[where] = [before.names, before.stamps, result]

    def summary(self) -> Summary | None:
        """Return the summary of the last run, if its views still show the results as they are."""
        there = all((self.out / view).exists() for view in VIEWS)
        if not self.views or not there or self.views["of"] != self.all_results():
            return None
        plain = self.views["summary"]
        moved = tuple(
            Move(
                **{
                    **move,
                    "questions": tuple(tuple(question) for question in move["questions"]),
                    "reasons": tuple(move["reasons"]),
                }
            )
            for move in plain["moved"]
        )
        return Summary(**{**plain, "moved": moved, "problems": ()})

    def save(self, summary: Summary) -> None:
        """Keep the index for the next run. Raises CannotWrite."""
        views = {"of": self.all_results(), "summary": asdict(summary)}
        if summary.problems:  # the next run makes them again
            views = {}
        if not self.noted and views and self.views.get("of") == views["of"]:
            return
        stored = {"made_with": self.made_with, "views": views, "seen": self.seen}
        write_text(self.path, json.dumps(stored))

    def all_results(self) -> str:
        """Return a hash of the stamps of everything that views are made from."""
        folders = [self.out / "results", self.out / PREVIOUS, self.out / MARKS]
        return hash_of([sorted(files_in(folder).items()) for folder in folders])


def read(path: Path) -> dict[str, Any]:
    """Return what an index holds, nothing if it cannot be read."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def files_in(folder: Path) -> dict[str, str]:
    """Return the stamps of the files in a folder, by name."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {
            entry.name: words(entry.stat(follow_symlinks=False))
            for entry in entries
            if not entry.name.startswith(".")
        }


@dataclass(frozen=True)
class Stamps:
    """What tells whether a submission is still the same.

    names    of all files and folders in it, with "" for itself
    stamps   of these: a folder's change when something in it comes, goes or is renamed
    settled  whether all are older than any that a change from now on could get
    """

    names: list[str]
    stamps: str
    settled: bool

    @classmethod
    def of(cls, where: str) -> "Stamps":
        """Take the stamps of a submission, before it is read."""
        now = time.time_ns()
        try:
            names = list(islice(names_in(where, "", 0), MOST_NAMES + 1))
            newest = max((os.lstat(where + name).st_ctime_ns for name in names), default=now)
        except OSError:  # it comes and goes, or has a name that no path can hold
            return cls([], "", settled=False)
        if len(names) > MOST_NAMES:  # intake will say so, and that costs little
            return cls([], "", settled=False)
        stamps = stamps_of(where, names)
        return cls(names, stamps, newest < now - SETTLED_SECONDS * 10**9)


def names_in(where: str, name: str, depth: int) -> Iterator[str]:
    """Yield a file or folder and, as far as intake looks, everything in it."""
    yield name
    if depth <= entries.MAX_DEPTH + 1 and stat.S_ISDIR(os.lstat(where + name).st_mode):
        try:
            inside = sorted(os.listdir(where + name))
        except OSError:
            return
        for child in inside:
            yield from names_in(where, f"{name}/{child}", depth + 1)


def stamps_of(where: str, names: Sequence[str]) -> str:
    """Return the stamps of some files as one text; "" where one is gone."""
    try:
        return hash_of([words(os.lstat(where + name)) for name in names])
    except OSError:
        return ""


def words(times: os.stat_result) -> str:
    """Return the stamps of one file as text."""
    return f"{times.st_mode} {times.st_size} {times.st_mtime_ns} {times.st_ctime_ns} {times.st_ino}"


def hash_of(stamps: Sequence[object]) -> str:
    """Return a hash of stamps."""
    content = "\0".join(map(str, stamps)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=16).hexdigest()
