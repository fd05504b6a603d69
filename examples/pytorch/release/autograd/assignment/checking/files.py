"""What is wrong with a file before anything in it can run: it is absent, or is not Python."""

import difflib
from pathlib import Path

from ..language import N_, _
from .saved import Saved
from .source_text import decoded, is_read_by_python

ABSENT = N_(
    "{file} is not there: put the file assignment/{file} back, for no question in it counts "
    "without it."
)
RENAMED = N_(
    "{file} is not there, and {other} is: give the file assignment/{file} its own name back, for "
    "no question in it counts without it."
)
UNREADABLE = N_("{file} cannot be read ({reason}): make a copy of it that can, under its name.")
NOT_PYTHON = N_(
    "{file}, line {line}: Python cannot read this file ({problem}) at `{text}`; mend that first, "
    "for no question in the file counts until then."
)
ENCODING = N_(
    "{file} is saved as {encoding}: it is checked and graded so, but your notebook cannot import "
    "it and goes on with what it had before, until you save it as UTF-8 in your editor."
)
TEXT_SHOWN = 100


def problem_of(package: Saved, file: str) -> str:
    """Return a sentence on why a file of the saved package cannot be run, "" if it can."""
    try:
        package.code(str(package.folder / file))
    except FileNotFoundError:
        return absent(package.folder, file)
    except OSError as error:
        return _(UNREADABLE).format(file=file, reason=error.strerror or type(error).__name__)
    except SyntaxError as error:
        return not_python(package, file, error.lineno or 1, error.msg)
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return not_python(package, file, 1, str(error) or type(error).__name__)
    return ""


def not_python(package: Saved, file: str, line: int, problem: str) -> str:
    """Return the sentence on a line that is not Python, with the line itself."""
    lines = package.text(file).split("\n")
    text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return _(NOT_PYTHON).format(file=file, line=line, problem=problem, text=text[:TEXT_SHOWN])


def absent(folder: Path, file: str) -> str:
    """Return the sentence on a file that is not there, naming one that may be it renamed."""
    place = Path(folder, file)
    try:
        there = [path.name for path in place.parent.iterdir() if path.name.endswith(".py")]
    except OSError:
        there = []
    near = difflib.get_close_matches(place.name, there, 1, cutoff=0.75)
    if near:
        other = place.with_name(near[0]).relative_to(folder).as_posix()
        return _(RENAMED).format(file=file, other=other)
    return _(ABSENT).format(file=file)


def encoding_of(package: Saved, file: str) -> str:
    """Return a sentence on a file in an encoding that Python cannot import, else ""."""
    try:
        content = (package.folder / file).read_bytes()
    except OSError:
        return ""
    if is_read_by_python(content):
        return ""
    return _(ENCODING).format(file=file, encoding=decoded(content)[1].upper())
