"""The labs: a folder each. `<lab>/__init__.py` says what the lab is, `<lab>/<topic>.py` asks its
questions, and `<lab>/misconceptions/` holds its known mistakes."""

import importlib
import pkgutil

from autograder.lab import Lab


class UnknownLab(Exception):
    """No lab of that name; the message lists those there are."""


def names() -> list[str]:
    """Return the names of all labs."""
    return sorted(folder.name for folder in pkgutil.iter_modules(__path__) if folder.ispkg)


def load(name: str) -> Lab:
    """Return a lab by name. Raises UnknownLab."""
    if name not in names():
        raise UnknownLab(f"There is no lab '{name}'. Labs: {', '.join(names())}.")
    lab: Lab = importlib.import_module(f"autograder.labs.{name}").lab
    return lab
