"""What a lab adds to its audit: the package `labs/<lab>/audit/`, which may define

ATTACKS    attacks that only this lab can have (attacks_corpus/attack.py)
REWRITES   name to a function of its students' files, {file: text}, that returns them as right
           in another style
"""

import importlib
from types import ModuleType
from typing import Any

from autograder.lab import Lab


def added(lab: Lab, name: str, default: Any) -> Any:
    """Return what a lab's own audit defines under a name, else the default."""
    module = own(lab)
    return getattr(module, name, default) if module else default


def own(lab: Lab) -> ModuleType | None:
    """Return a lab's own audit, None where it has none."""
    folder = lab.course.folder / "labs" / lab.name / "audit"
    return importlib.import_module(f"labs.{lab.name}.audit") if folder.is_dir() else None
