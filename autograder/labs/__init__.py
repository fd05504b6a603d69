"""The labs: `<lab>.py` holds a lab's questions, `<lab>_misconceptions.py` its known mistakes."""

import importlib
import pkgutil

from autograder.lab import Lab


class UnknownLab(Exception):
    """No lab of that name; the message lists those there are."""


def names() -> list[str]:
    """Return the names of all labs."""
    modules = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(name for name in modules if "_misconceptions" not in name)


def load(name: str) -> Lab:
    """Return a lab by name. Raises UnknownLab."""
    if name not in names():
        raise UnknownLab(f"There is no lab '{name}'. Labs: {', '.join(names())}.")
    lab: Lab = importlib.import_module(f"autograder.labs.{name}").lab
    return lab
