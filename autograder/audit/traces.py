"""What an attack may leave behind: changed files, processes, memory, and marks on pages."""

import hashlib
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.isolate.inside.kernel import prctl

PR_SET_CHILD_SUBREAPER = 36
NEVER_ON_A_PAGE = ("<script", "<img src=x", "<svg onload", "\x1b", "\u202e")


def snapshot(folders: tuple[Path, ...]) -> dict[str, tuple[int, int, int, str]]:
    """Return what would show a change of any file: names, owners, modes, times, contents."""
    seen = {}
    for path in (path for folder in folders for path in (folder, *folder.rglob("*"))):
        status = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        seen[str(path)] = (status.st_mode, status.st_uid, status.st_mtime_ns, content)
    return seen


def adopt_orphans() -> None:
    """Become the parent of every process below this one whose own parent ends."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


def processes() -> set[int]:
    """Return every living process below this one."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                after_name = Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if after_name[0] != "Z":
                parents[int(entry)] = int(after_name[1])
    mine = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return mine


def memory_mib() -> float:
    """Return the most memory this process has had, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform == "linux" else peak / 2**20


def spoiled(text: str) -> Iterator[str]:
    """Yield what stands on a page that must never stand there."""
    for bad in NEVER_ON_A_PAGE:
        if bad in text.lower():
            yield f"put {bad!r} on a page"
