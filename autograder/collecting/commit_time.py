"""When the commit was made that a clone has checked out.

The clone is hostile: its configuration can name programs for git to run. So git looks only at its
objects, from an empty repository of our own, and never at the clone's configuration or hooks.
"""

import os
import re
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

from autograder.grading.entries import FolderEntry, Unreadable

WALL_SECONDS = 10
MAX_BYTES = 2**20
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REF = re.compile(r"refs/[\w.-]+(?:/[\w.-]+)*")
_COMMITTER = re.compile(r"^committer .* (\d{1,11}) ([+-])(\d\d)(\d\d)$", re.M)


def commit_time(clone: Path) -> str:
    """Return the time of a clone's commit with its offset, "" where it cannot be told."""
    git = clone / ".git"
    objects = git / "objects"
    if git.is_symlink() or objects.is_symlink() or not objects.is_dir():
        return ""
    commit = _head(git)
    return _time_of(commit, objects) if commit else ""


def _head(git: Path) -> str:
    """Return the hash of the commit that is checked out, "" if none can be read."""
    head = _text(git, "HEAD").strip()
    if head.startswith("ref: "):
        ref = head.removeprefix("ref: ").strip()
        if not _REF.fullmatch(ref) or ".." in ref:
            return ""
        packed = re.search(rf"^([0-9a-f]+) {re.escape(ref)}$", _text(git, "packed-refs"), re.M)
        head = _text(git, ref).strip() or (packed[1] if packed else "")
    return head if _COMMIT.fullmatch(head) else ""


def _text(git: Path, name: str) -> str:
    """Return a small file of a repository, "" where there is none."""
    path = git / name
    if any(parent.is_symlink() for parent in path.parents if git in parent.parents):
        return ""
    try:
        return FolderEntry(PurePosixPath(name), path).read(MAX_BYTES).decode("utf-8", "replace")
    except Unreadable:
        return ""


def _time_of(commit: str, objects: Path) -> str:
    """Return the time in a commit, "" where git is missing or cannot read it."""
    with tempfile.TemporaryDirectory() as ours:
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": ours,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
        }
        try:
            subprocess.run(
                ["git", "init", "--quiet", "--bare", "--template=", f"{ours}/empty"],
                env=environment,
                check=True,
                timeout=WALL_SECONDS,
                capture_output=True,
            )
            shown = subprocess.run(
                ["git", "--git-dir", f"{ours}/empty", "cat-file", "commit", commit],
                env={**environment, "GIT_OBJECT_DIRECTORY": str(objects.resolve())},
                check=True,
                timeout=WALL_SECONDS,
                capture_output=True,
            ).stdout[:MAX_BYTES]
        except (OSError, subprocess.SubprocessError):
            return ""
    header = shown.partition(b"\n\n")[0].decode("utf-8", "replace")
    found = _COMMITTER.search(header)
    if not found:
        return ""
    seconds, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (1 if sign == "+" else -1)
    try:
        return str(datetime.fromtimestamp(int(seconds), timezone(offset)))
    except (ValueError, OverflowError):
        return ""
