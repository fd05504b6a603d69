"""Which files are read while a lab is loaded and its checks run: Python tells of each it opens.

So what is kept of their answers is not taken for right after a file changed that nobody knew of.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_watching: list[set[str]] = []
_hooked: list[bool] = []


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        _watching[-1].add(os.fsdecode(arguments[0]))


@contextmanager
def watched() -> Iterator[set[str]]:
    """Give the names of the files that are opened from here on, as they are opened."""
    if not _hooked:
        sys.addaudithook(_heard)
        _hooked.append(True)
    found: set[str] = set()
    _watching.append(found)
    try:
        yield found
    finally:
        _watching.remove(found)
        if _watching:
            _watching[-1] |= found


def elsewhere(names: Iterable[str], places: Iterable[Path]) -> set[str]:
    """Return those files that are or lie in none of some places, nor where Python and the system
    lie."""
    own = (sys.prefix, sys.base_prefix, sys.pycache_prefix or "", "/proc", "/sys", "/dev")
    known = {os.path.realpath(place) for place in (*filter(None, own), *map(str, places))}

    def is_known(name: str) -> bool:
        path = Path(os.path.realpath(name))
        return any(str(place) in known for place in (path, *path.parents))

    return {name for name in names if not is_known(name)}
