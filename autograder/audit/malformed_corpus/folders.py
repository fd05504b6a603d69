"""Folders of odd things: links, pipes, sockets, names no encoding knows."""

import os
import socket
from pathlib import Path

from autograder.audit.malformed_corpus.submission import LAYERS, NOTEBOOK, folder, put
from autograder.audit.material import zipped


def made(change):
    def make(folder, right):
        path = put(folder / "ada", right)
        change(path)
        return path

    return make


def instead(name, make):
    """Put something else in a file's place."""

    def change(path):
        (path / name).unlink()
        make(path / name)

    return made(change)


def bind(path):
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's path may have only 108 characters
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def empty(folder, right):
    (folder / "ada").mkdir()
    return folder / "ada"


def unreadable_zip(folder, right):
    path = folder / "ada.zip"
    path.write_bytes(zipped(right))
    path.chmod(0)
    return path


def a_pipe(folder, right):
    os.mkfifo(folder / "ada.zip")
    return folder / "ada.zip"


FOLDERS = [
    folder("an empty folder", empty, "found nothing", True),
    folder(
        "a text file instead of a submission",
        lambda f, r: put(f, {"ada": b"I did it"}) / "ada",
        "cannot be read here",
        True,
    ),
    folder("a folder called layers.py", instead(LAYERS, Path.mkdir), "layers.py"),
    folder("a folder called like the notebook", instead(NOTEBOOK, Path.mkdir), ""),
    folder("a folder called like the weights", instead("best_model.npz", Path.mkdir), "is missing"),
    folder("a pipe called layers.py", instead(LAYERS, os.mkfifo), "not a regular file"),
    folder("a socket called layers.py", instead(LAYERS, bind), "layers.py"),
    folder("a broken link", instead(LAYERS, lambda p: p.symlink_to("nowhere")), "layers.py"),
    folder("a link to itself", instead(LAYERS, lambda p: p.symlink_to(p)), "layers.py"),
    folder("a file nobody may read", made(lambda p: (p / LAYERS).chmod(0)), ""),
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
        made(lambda p: [(p / NOTEBOOK).rename(p / "a.ipynb"), put(p, {"b.ipynb": b"{}"})]),
        "",
    ),
]
