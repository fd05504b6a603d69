"""Folders of odd things: links, pipes, sockets, names no encoding knows."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

from autograder.audit.malformed_corpus.submission import (
    NOTEBOOK,
    SOURCE,
    WEIGHTS,
    Make,
    Right,
    folder,
    put,
)
from autograder.audit.material import zipped
from autograder.audit.target import Need


def made(change: Callable[[Path], object], below: str = "") -> Make:
    """A right submission, changed at a place in it."""

    def make(folder: Path, right: Right) -> Path:
        path = put(folder / "ada", right)
        change(path / right.target.fill(below))
        return path

    return make


def instead(name: str, put_there: Callable[[Path], object]) -> Make:
    """Put something else in a file's place."""

    def change(path: Path) -> None:
        path.unlink()
        put_there(path)

    return made(change, name)


def bind(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's path may have only 108 characters
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def empty(folder: Path, right: Right) -> Path:
    (folder / "ada").mkdir()
    return folder / "ada"


def unreadable_zip(folder: Path, right: Right) -> Path:
    path = folder / "ada.zip"
    path.write_bytes(zipped(right))
    path.chmod(0)
    return path


def a_pipe(folder: Path, right: Right) -> Path:
    os.mkfifo(folder / "ada.zip")
    return folder / "ada.zip"


def two_notebooks(path: Path) -> None:
    path.rename(path.with_name("a.ipynb"))
    path.with_name("b.ipynb").write_bytes(b"{}")


FOLDERS = [
    folder("an empty folder", empty, "found nothing", True),
    folder(
        "a text file instead of a submission",
        lambda f, r: put(f, {"ada": b"I did it"}) / "ada",
        "cannot be read here",
        True,
    ),
    folder("a folder called like a source file", instead(SOURCE, Path.mkdir), "@FILE@"),
    folder("a folder called like the notebook", instead(NOTEBOOK, Path.mkdir), ""),
    folder(
        *("a folder called like the weights", instead(WEIGHTS, Path.mkdir), "is missing", False),
        Need.WEIGHTS,
    ),
    folder("a pipe called like a source file", instead(SOURCE, os.mkfifo), "not a regular file"),
    folder("a socket called like a source file", instead(SOURCE, bind), "@FILE@"),
    folder("a broken link", instead(SOURCE, lambda p: p.symlink_to("nowhere")), "@FILE@"),
    folder("a link to itself", instead(SOURCE, lambda p: p.symlink_to(p)), "@FILE@"),
    folder("a file nobody may read", made(lambda p: p.chmod(0), SOURCE), ""),
    folder("a folder nobody may read", made(lambda p: (p / "assignment").chmod(0)), ""),
    folder("a zip nobody may read", unreadable_zip, "", os.geteuid() != 0),
    folder("a pipe called zip", a_pipe, "found nothing", True),
    folder(
        "names no encoding knows",
        made(lambda p: Path(os.fsdecode(bytes(p) + b"/\xff\xfe\xed\xa0\x80.py")).write_bytes(b"x")),
        "",
    ),
    folder(
        "names with newlines and escapes",
        made(lambda p: (p / "a\n\x1b[2Jb\u202e.py").write_bytes(b"x")),
        "",
    ),
    folder(
        "only other files",
        lambda f, r: put(f / "ada", {"essay\n.txt": b"x", "\x1b[31m.doc": b""}),
        "found",
        True,
    ),
    folder(
        "two notebooks, neither the lab's",
        made(two_notebooks, NOTEBOOK),
        "",
    ),
]
