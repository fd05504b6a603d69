"""Recognise a function nobody has started on: its blank still holds only `pass`."""

import ast
from collections.abc import Iterable, Iterator

START = "START OF YOUR CODE"
END = "END OF YOUR CODE"


def blanks(source: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line number, lines) of what stands between each pair of banners."""
    inside: list[str] | None = None
    first = 0
    for number, line in enumerate(source.splitlines(), 1):
        if START in line and line.lstrip().startswith("#"):
            inside, first = [], number + 1
        elif END in line and line.lstrip().startswith("#") and inside is not None:
            yield first, inside
            inside = None
        elif inside is not None:
            inside.append(line)
    if inside is not None:
        yield first, inside


def is_blank(lines: Iterable[str]) -> bool:
    """Whether the lines hold nothing but `pass` and comments."""
    code = [line.split("#")[0].strip() for line in lines]
    return all(line in ("", "pass") for line in code)


def blanks_of(source: str, name: str) -> list[list[str]]:
    """Return the lines of each blank in a function, "name" or "Class.name".

    None of them where the function cannot be found: in a file that is not Python, too.
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    for part in name.split("."):
        # Of several with one name the last one counts, as it does for Python.
        found = [node for node in body if getattr(node, "name", None) == part]
        if not found or not hasattr(found[-1], "body"):
            return []
        body = found[-1].body
    lines = source.splitlines()[found[-1].lineno - 1 : found[-1].end_lineno]
    return [blank for _, blank in blanks("\n".join(lines))]


def is_untouched(source: str, name: str, number: int) -> bool:
    """Whether a function's blank of this number, counted from 0, is still empty."""
    found = blanks_of(source, name)
    return number < len(found) and is_blank(found[number])
