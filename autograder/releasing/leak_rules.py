"""The leak gate's rules: what no released file may hold.

Each rule takes the files of a release (path → content) and yields leaks. `RULES` is all of them
that need only the files; the gate (leaks.py) adds what needs the master.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from autograder import banners
from autograder.master.master import (
    CELL_METADATA,
    NBGRADER_MARKERS,
    NOTEBOOK_METADATA,
    TEST_TAGS,
    Solution,
    is_test,
)
from autograder.releasing.passages import Passage, passages

Files = Mapping[str, bytes]

CELL_KEYS = {
    "code": {"cell_type", "id", "metadata", "source", "execution_count", "outputs"},
    "markdown": {"cell_type", "id", "metadata", "source"},
}
NBGRADER_KEYS = {
    *("schema_version", "grade_id", "points", "checksum", "cell_type"),
    *("grade", "solution", "locked", "task"),
}


HINT_LETTERS = 8  # of a line of a solution, without spaces: shorter ones stand in any program


@dataclass(frozen=True)
class Leak:
    """Something in a release that must not be there; `line` is 0 where a whole file is meant."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


def text_of(content: bytes) -> str | None:
    """Return a file's text, or None if it is none."""
    try:
        return None if b"\0" in content else content.decode("utf-8")
    except UnicodeDecodeError:
        return None


@cache
def passages_of(path: str, content: bytes) -> list[Passage]:
    """Return the passages of a released file; none if it is no text."""
    text = text_of(content)
    return [] if text is None else passages(path, text)


def unwanted_files(files: Files) -> Iterator[Leak]:
    """Compiled code, checkpoints and other things that editors and interpreters leave behind."""
    for path, content in files.items():
        parts = path.split("/")
        if "__pycache__" in parts or re.search(r"\.py[cod]$", path):
            yield Leak(path, 0, "compiled Python, perhaps of the solutions. Delete it.")
        elif ".ipynb_checkpoints" in parts:
            yield Leak(path, 0, "an editor's checkpoint, perhaps of the master. Delete it.")
        elif text_of(content) is None:
            yield Leak(path, 0, "not a text file, so nobody can see what is in it. Delete it.")


def unsound_banners(files: Files) -> Iterator[Leak]:
    """Banners without their pair or misspelt, and regions that hold more than `pass`."""
    for path, content in files.items():
        for passage in passages_of(path, content):
            if not passage.is_code:
                continue
            wrong = banners.problems(passage.text)
            for number, problem in wrong:
                yield Leak(path, passage.line(number), problem)
            for region in [] if wrong else banners.regions(passage.text, path):
                if [line.strip() for line in region.body] != ["pass"]:
                    message = "the banners hold more than `pass`. Build the release again."
                    yield Leak(path, passage.line(region.start + 1), message)


def foreign_markers(files: Files) -> Iterator[Leak]:
    """nbgrader's markers: of solutions, hidden tests, mark schemes."""
    for path, content in files.items():
        for passage in passages_of(path, content):
            for line, text in passage.lines:
                if marker := NBGRADER_MARKERS.search(text):
                    message = f"the marker {marker[0]!r} is left. Take its part out of the master."
                    yield Leak(path, line, message)


def notebook_remains(files: Files) -> Iterator[Leak]:
    """Outputs, counts, attachments and metadata in notebooks."""
    for path, content in files.items():
        if not path.endswith(".ipynb"):
            continue
        try:
            document = json.loads(content)
            cells = document["cells"]
            metadata = document["metadata"]
            unknown = set(document) - {"cells", "metadata", "nbformat", "nbformat_minor"}
            starts = _cell_starts(content.decode("utf-8"), len(cells))
            for number, (line, cell) in enumerate(zip(starts, cells, strict=True), start=1):
                for problem in _cell_remains(cell):
                    yield Leak(path, line, f"cell {number}: {problem}")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield Leak(path, 0, f"not a notebook as nbgrader writes it ({error}). Build it again.")
            continue
        for key in sorted(unknown):
            yield Leak(path, 0, f"the notebook has {key!r} at its top level. Build it again.")
        if metadata != NOTEBOOK_METADATA:
            yield Leak(path, 0, f"the notebook's metadata are {metadata}. Build it again.")


def _cell_remains(cell: dict[str, object]) -> Iterator[str]:
    kind = str(cell["cell_type"])
    if kind not in CELL_KEYS:
        yield f"a {kind} cell. Use code and Markdown."
        return
    if cell.get("outputs"):
        yield "it has outputs. Build the release again."
    if cell.get("execution_count") is not None:
        yield "it has an execution count. Build the release again."
    for key in sorted(set(cell) - CELL_KEYS[kind]):
        yield f"it has {key}. Take them out of the master."
    metadata = cell["metadata"]
    assert isinstance(metadata, dict)
    tags = {"tags"} if is_test(metadata.get("nbgrader", {})) else set()
    if tags and metadata.get("tags", TEST_TAGS) != TEST_TAGS:
        yield f"its tags are {metadata['tags']}. Build the release again."
    for key in sorted(set(metadata) - CELL_METADATA - tags):
        yield f"its metadata have {key!r}. Build the release again."
    for key in sorted(set(metadata.get("nbgrader", {})) - NBGRADER_KEYS):
        yield f"its nbgrader metadata have {key!r}. Build the release again."


def _cell_starts(text: str, count: int) -> list[int]:
    """Return the line each cell starts at, in a notebook written with one space a level."""
    starts = [number for number, line in enumerate(text.split("\n"), 1) if line == "  {"]
    return starts if len(starts) == count else [1] * count


def hints_that_tell(files: Files, solutions: Iterable[Solution]) -> Iterator[Leak]:
    """Hints that hold a line of the solution, however short, in any language.

    Elsewhere short lines tell nothing; a hint is read with the question in mind.
    """
    lines: dict[str, Solution] = {}
    for solution in solutions:
        for line in solution.text.split("\n") if solution.is_code else ():
            squeezed = "".join(line.partition("#")[0].split())
            if len(squeezed) >= HINT_LETTERS and not squeezed.isidentifier():
                lines.setdefault(squeezed, solution)
    for path, content in files.items():
        for hint in hints_of(path, content):
            for line, solution in lines.items():
                if line in "".join(hint.split()):
                    message = f"the hint {hint[:40]!r} tells a line of {solution.where}. Reword it."
                    yield Leak(path, 0, message)


def hints_of(path: str, content: bytes) -> list[str]:
    """Return the hints in a release's checks, and what its language says in their place."""
    if not re.fullmatch(r"assignment/(checks/\w+|language)\.json", path):
        return []
    document = json.loads(content)
    said = document.get("messages", {})
    questions = document.get("questions", ())
    hints = [hint for question in questions for hint in question.get("steps", ())]
    return [*hints, *(text for english, text in said.items() if english)]


RULES: tuple[Callable[[Files], Iterator[Leak]], ...] = (
    unwanted_files,
    unsound_banners,
    foreign_markers,
    notebook_remains,
)
