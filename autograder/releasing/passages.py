"""A released file as passages of text, each line with its line number in the file.

Code is hidden in many places of a notebook or JSON file: cells, outputs, metadata, attachments.
So every string in them is a passage, wherever it stands.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Passage:
    """A run of lines that belong together: (line number in the file, text) each."""

    lines: tuple[tuple[int, str], ...]
    is_code: bool = False

    @property
    def text(self) -> str:
        """The lines, joined."""
        return "\n".join(text for _, text in self.lines)

    def line(self, number: int) -> int:
        """Return the line number in the file of the passage's line `number`, from 1."""
        return self.lines[min(number, len(self.lines)) - 1][0]


def passages(path: str, text: str) -> list[Passage]:
    """Return the passages of a file. JSON that cannot be read is plain text."""
    if path.endswith((".ipynb", ".json")):
        try:
            return list(_of_json(text, json.loads(text)))
        except ValueError:
            pass
    lines = tuple(enumerate(text.split("\n"), start=1))
    return [Passage(lines, is_code=path.endswith(".py"))]


def _of_json(text: str, document: Any) -> Iterator[Passage]:
    """Walk a document in the order it is written in, and so find each string in the text."""
    finder = _Finder(text)

    def walk(value: Any, is_code: bool) -> Iterator[Passage]:
        if isinstance(value, str):
            line = finder.line_of(value)
            yield Passage(tuple((line, part) for part in value.split("\n")), is_code)
        elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            found = [(finder.line_of(item), item) for item in value]
            if all(item.endswith("\n") for _, item in found[:-1]):  # lines, as notebooks keep them
                lines = tuple((line, item.removesuffix("\n")) for line, item in found)
                yield Passage(lines, is_code)
            else:
                for line, item in found:
                    yield Passage(tuple((line, part) for part in item.split("\n")), is_code)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item, is_code)
        elif isinstance(value, dict):
            code_cell = value.get("cell_type") == "code"
            for key, item in value.items():
                yield from walk(key, False)
                yield from walk(item, code_cell and key == "source")

    yield from walk(document, False)


class _Finder:
    """Finds the strings of a JSON text one after another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.line = 1

    def line_of(self, string: str) -> int:
        for ascii_only in (False, True):
            written = json.dumps(string, ensure_ascii=ascii_only)
            found = self.text.find(written, self.position)
            if found >= 0:
                self.line += self.text.count("\n", self.position, found)
                self.position = found + len(written)
                return self.line
        return self.line  # written with other escapes: it stands hereabouts
