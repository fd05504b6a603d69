"""The labs of the course one is in: a folder each, `labs/<lab>/`, of which `lab.py` says `lab`."""

import importlib

from autograder.author_errors import AuthorError
from autograder.course import current
from autograder.lab import Lab
from autograder.reads import watched

_read: dict[str, set[str]] = {}  # by the lab for which it was


class UnknownLab(AuthorError):
    """No lab of that name; the message lists those there are."""


def names() -> list[str]:
    """Return the names of all labs."""
    return sorted(path.parent.name for path in current().folder.glob("labs/*/lab.py"))


def load(name: str) -> Lab:
    """Return a lab by name. Raises UnknownLab."""
    if name not in names():
        raise UnknownLab(f"There is no lab '{name}'. Labs: {', '.join(names())}.")
    with watched() as read:
        lab: Lab = importlib.import_module(f"labs.{name}.lab").lab
    _read.setdefault(name, set()).update(read)
    return lab


def read_for(lab: Lab) -> set[str]:
    """Return the files that were opened when a lab was loaded."""
    return _read.get(lab.name, set())
