"""A broken submission: how it is made of a right one, and what it must be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.audit.target import Need, Target

SOURCE, NOTEBOOK, WEIGHTS = "assignment/@FILE@", "@NOTEBOOK@", "@WEIGHTS@"


class Right(dict[str, bytes]):
    """The files of a right submission of a lab, by name."""

    def __init__(self, target: Target, files: Mapping[str, bytes]) -> None:
        super().__init__(files)
        self.target = target

    @property
    def source(self) -> str:
        """The file that is broken."""
        return self.target.fill(SOURCE)


Make = Callable[[Path, Right], Path]
Content = bytes | str | Callable[[bytes], bytes]


@dataclass(frozen=True)
class Malformed:
    """A submission: `make(folder, right)` writes it, from a right one's files, and says where.

    says       what must stand somewhere in the result
    rejected   whether the submission cannot be read at all
    needs      what the lab must have for it
    """

    name: str
    make: Make
    says: str
    rejected: bool = False
    needs: tuple[Need, ...] = ()


def file(name: str, which: str, content: Content, says: str) -> Malformed:
    """A right submission, with other bytes in one file."""

    def make(folder: Path, right: Right) -> Path:
        path = right.target.fill(which)
        if callable(content):
            new = content(right.get(path, b""))
        else:
            new = content if isinstance(content, bytes) else right.target.fill(content).encode()
        return put(folder / "ada", {**right, path: new})

    return Malformed(name, make, says)


def folder(name: str, make: Make, says: str, rejected: bool = False, *needs: Need) -> Malformed:
    return Malformed(name, make, says, rejected, needs)


def put(path: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path
