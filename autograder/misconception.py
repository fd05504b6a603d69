"""A misconception: a mistake students make, as an edit of the reference that makes it too.

Running a check against the edited reference gives the outputs that betray the mistake. The
hint says what to look at, never the line to write.
"""

import ast
import importlib
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.lab import Lab


class BadEdit(Exception):
    """A misconception's edit does not fit the reference; the message says which and why."""


@dataclass(frozen=True)
class Misconception:
    """One known mistake.

    id        "<function>.<mistake>", shown in results
    function  the graded function it is made in, "module:name"
    hint      what a student reads
    edits     pairs (text of the reference, text in its place), each found exactly once
    """

    id: str
    function: str
    hint: str
    edits: tuple[tuple[str, str], ...]

    def apply(self, sources: Mapping[str, str]) -> dict[str, str]:
        """Return the package's sources with the mistake made. Raises BadEdit."""
        module, _, name = self.function.partition(":")
        file = module.replace(".", "/") + ".py"
        first, last = span(sources[file], name)
        lines = sources[file].splitlines(keepends=True)
        body = "".join(lines[first:last])
        for old, new in self.edits:
            if body.count(old) != 1:
                raise BadEdit(f"{self.id}: {old!r} stands {body.count(old)} times in {name}")
            body = body.replace(old, new)
        return {**sources, file: "".join(lines[:first]) + body + "".join(lines[last:])}


def span(source: str, name: str) -> tuple[int, int]:
    """Return the lines [first, last) of a function, "name" or "Class.name"."""
    body: list[ast.stmt] = ast.parse(source).body
    found: ast.stmt | None = None
    for part in name.split("."):
        found = next((node for node in body if getattr(node, "name", None) == part), None)
        if not isinstance(found, (ast.FunctionDef, ast.ClassDef)):
            raise BadEdit(f"the reference has no {name}")
        body = found.body
    assert found is not None and found.end_lineno is not None
    return found.lineno - 1, found.end_lineno


def bank(lab: Lab) -> list[Misconception]:
    """Return the misconceptions of a lab."""
    module = importlib.import_module(f"autograder.labs.{lab.name}_misconceptions")
    misconceptions: list[Misconception] = module.bank
    return misconceptions
