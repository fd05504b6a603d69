"""Errors of whoever writes a lab: said with file and line, in place of a traceback.

The master, a check or a known mistake is the author's own code. Where it fails, the last line of
it that ran is the place to look at.
"""

import inspect
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from autograder.labs import UnknownLab

KIT = Path(__file__).resolve().parents[1]
LABS = Path(__file__).resolve().parent / "labs"
REFERENCE = "reference/"  # what the master's files are called when they run


class AuthorError(Exception):
    """A lab that cannot be used as it is written; the message names file and line."""


@contextmanager
def authors_code(what: str) -> Iterator[None]:
    """Turn whatever the author's code raises into an AuthorError. `what` was being done."""
    try:
        yield
    except (AuthorError, UnknownLab):
        raise
    except Exception as error:
        raise AuthorError(
            f"{place(error)}: {what} fails with {type(error).__name__}: {reason(error)}"
        ) from error


def place(error: Exception) -> str:
    """Return file and line of the last step in a lab's own code, or else of the last step."""
    if isinstance(error, SyntaxError):
        return shown(error.filename or "", error.lineno)
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if step.filename.startswith((REFERENCE, str(LABS)))]
    step = (own or steps)[-1]
    return shown(step.filename, step.lineno)


def place_of(function: Callable[..., Any]) -> str:
    """Return file and line of a function of the author's."""
    code: CodeType = inspect.unwrap(function).__code__  # type: ignore[attr-defined]
    return shown(code.co_filename, code.co_firstlineno)


def reason(error: Exception) -> str:
    """Return what an error says, without the place that is named before it."""
    return error.msg if isinstance(error, SyntaxError) else str(error)


def shown(file: str, line: int | None) -> str:
    """Return a place as people know it: relative to the kit, the reference as the master."""
    if file.startswith(REFERENCE):
        file = f"assignment/{file.removeprefix(REFERENCE)}"
    return f"{Path(file).relative_to(KIT) if Path(file).is_relative_to(KIT) else file}:{line}"
