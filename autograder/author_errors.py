"""Errors of whoever writes a lab: said with file and line, in place of a traceback.

The master, a check or a known mistake is the author's own code. Where it fails, the last line of
it that ran is the place to look at.
"""

import inspect
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from autograder.told import Told

ENGINE = Path(__file__).resolve().parent
REFERENCE = "reference/"  # what the master's files are called when they run


class AuthorError(Told):
    """A lab that cannot be used as it is written; the message names file and line."""


@contextmanager
def authors_code(what: str, function: Callable[..., Any] | None = None) -> Iterator[None]:
    """Turn whatever the author's code raises into an AuthorError. `what` was being done.

    function  the author's, to look at where the error came up in none of the author's lines
    """
    try:
        yield
    except AuthorError:
        raise
    except Exception as error:
        raise AuthorError(
            f"{place(error, function)}: {what} fails with {type(error).__name__}: {reason(error)}"
        ) from error


def place(error: Exception, function: Callable[..., Any] | None = None) -> str:
    """Return file and line of the last step in the course's own code, or else of a function of
    the course's, or of the last step at all."""
    if isinstance(error, SyntaxError):
        return shown(error.filename or "", error.lineno)
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if is_own(step.filename)]
    if not own and function is not None:
        return place_of(function)
    step = (own or steps)[-1]
    return shown(step.filename, step.lineno)


def is_own(file: str) -> bool:
    """Whether a file that ran is the course's, and no library's or the engine's."""
    if file.startswith(REFERENCE):
        return True
    path = Path(file)
    libraries = (ENGINE, Path(sys.base_prefix), Path(sys.prefix))
    return not (
        file.startswith("<")
        or any(path.is_relative_to(folder) for folder in libraries)
        or "site-packages" in path.parts
    )


def place_of(function: Callable[..., Any]) -> str:
    """Return file and line of a function of the author's."""
    code: CodeType = inspect.unwrap(function).__code__  # type: ignore[attr-defined]
    return shown(code.co_filename, code.co_firstlineno)


def reason(error: Exception) -> str:
    """Return what an error says, without the place that is named before it."""
    return error.msg if isinstance(error, SyntaxError) else str(error)


def shown(file: str, line: int | None) -> str:
    """Return a place as people know it: from where they are, the reference as the master."""
    if file.startswith(REFERENCE):
        file = f"assignment/{file.removeprefix(REFERENCE)}"
    here = Path.cwd()
    return f"{Path(file).relative_to(here) if Path(file).is_relative_to(here) else file}:{line}"
