"""The folder of what is worked out once and kept: `$AUTOGRADER_CACHE`, else `~/.cache/autograder`.

All of it can be deleted at any time. What is read from there is believed, so a folder that somebody
else owns or may write to is not used; and no sandbox shows it.
"""

import os
import stat
from pathlib import Path

VARIABLE = "AUTOGRADER_CACHE"


def place() -> Path:
    """Return where the cache is, whether it is there or not."""
    if said := os.environ.get(VARIABLE):
        return Path(said)
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "autograder"


def folder(name: str) -> Path | None:
    """Return a folder of the cache, made if need be; None where none can be had that is ours."""
    try:
        path = place() / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = os.lstat(path)
    except (OSError, RuntimeError):  # a full or read-only disk, nobody's home
        return None
    ours = found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return path if ours and stat.S_ISDIR(found.st_mode) else None
