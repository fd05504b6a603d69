"""The names that a notebook adds to Python's own.

A student's files are run from a notebook, where IPython has put these among the builtins: code
that uses them there is right. What would be shown is not shown here.
"""

import builtins
import sys
from typing import Any

from autograder.isolate.inside.stand_in import Inert


def display(*objects: Any, **options: Any) -> None:
    """Show nothing."""


def get_ipython() -> Inert:
    """Return what stands in for the notebook's shell: its magics do nothing."""
    return Inert()


def add_names() -> None:
    """Add the names to the builtins."""
    names = {"display": display, "exit": sys.exit, "get_ipython": get_ipython, "quit": sys.exit}
    vars(builtins).update(names)
