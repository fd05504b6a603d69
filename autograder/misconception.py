"""A misconception: a mistake students make, as an edit of the reference that makes it too.

Running a check against the edited reference gives the outputs that betray the mistake. The
hint says what to look at, never the line to write.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from autograder.told import Told


class BadEdit(Told):
    """A misconception's edit does not fit the reference; the message says which and why."""


@dataclass(frozen=True)
class Misconception:
    """One known mistake.

    id        "<question>.<mistake>", shown in results
    function  the graded function it is made in, "module:name"
    hint      what a student reads
    edits     pairs (text of the reference, text in its place), each found exactly once
    fails     other questions about the function in which the same mistake is made again
    follows   other questions about the function that only come out wrong because of it
    """

    id: str
    function: str
    hint: str
    edits: tuple[tuple[str, str], ...]
    fails: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """The question it is mainly about."""
        return self.id.partition(".")[0]

    def apply(self, sources: Mapping[str, str]) -> dict[str, str]:
        """Return the package's sources with the mistake made. Raises BadEdit."""
        module, _, name = self.function.partition(":")
        file = module.replace(".", "/") + ".py"
        first, last = span(sources[file], name)
        lines = sources[file].splitlines(keepends=True)
        body = "".join(lines[first:last])
        for old, new in self.edits:
            if body.count(old) != 1:
                raise BadEdit(
                    f"{self.id}: {old!r} stands {body.count(old)} times in {name} of "
                    f"assignment/{file}, expected once. Mend the text of this known mistake in the "
                    "lab's mistakes/."
                )
            body = body.replace(old, new)
        return {**sources, file: "".join(lines[:first]) + body + "".join(lines[last:])}


def mistakes_in(question: str, function: str) -> Callable[..., Misconception]:
    """Return how to write down a mistake in a function: `mistake(name, hint, *edits)`."""

    def mistake(
        name: str,
        hint: str,
        *edits: tuple[str, str],
        fails: tuple[str, ...] = (),
        follows: tuple[str, ...] = (),
    ) -> Misconception:
        return Misconception(f"{question}.{name}", function, hint, edits, fails, follows)

    return mistake


@lru_cache(100)  # many mistakes are made in one function, one after the other
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
