"""A broken submission: how it is made of a right one, and what it must be told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LAYERS = "assignment/layers.py"
NOTEBOOK = "two_layer_net.ipynb"


@dataclass(frozen=True)
class Malformed:
    """A submission: `make(folder, right)` writes it, from a right one's files, and says where.

    says       what must stand somewhere in the result
    rejected   whether the submission cannot be read at all
    """

    name: str
    make: Callable[[Path, dict[str, bytes]], Path]
    says: str
    rejected: bool = False


def file(name: str, which: str, content: "bytes | Callable[[bytes], bytes]", says: str):
    """A right submission, with other bytes in one file."""

    def make(folder, right):
        new = content(right.get(which, b"")) if callable(content) else content
        return put(folder / "ada", {**right, which: new})

    return Malformed(name, make, says)


def folder(name: str, make: Callable[[Path, dict[str, bytes]], Path], says: str, rejected=False):
    return Malformed(name, make, says, rejected)


def put(path: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path
