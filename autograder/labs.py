"""The labs of the course one is in: a folder each, `labs/<lab>/`, of which `lab.py` says `lab`."""

import importlib

from autograder.author_errors import AuthorError
from autograder.course import current
from autograder.lab import Lab


class UnknownLab(AuthorError):
    """No lab of that name; the message lists those there are."""


def names() -> list[str]:
    """Return the names of all labs."""
    return sorted(path.parent.name for path in current().folder.glob("labs/*/lab.py"))


def load(name: str) -> Lab:
    """Return a lab by name. Raises UnknownLab."""
    if name not in names():
        raise UnknownLab(f"There is no lab '{name}'. Labs: {', '.join(names())}.")
    lab: Lab = importlib.import_module(f"labs.{name}.lab").lab
    return lab
