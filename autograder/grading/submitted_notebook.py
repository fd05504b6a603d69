"""A student's notebook, made fit to be graded and to be shown to a grader.

It comes from Colab, VS Code or an attacker: unreadable, without its metadata, with cells copied,
edited or missing, and with outputs that may be anything. Nothing in it counts for the automatic
marks; what must survive is what a person reads: the answers, the code, plots and printed text.
"""

import base64
import binascii
import json
import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import IO, Any

import nbformat
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from autograder.grading.harmless import is_harmless

MAX_NOTEBOOK_BYTES = 50_000_000
MAX_TEXT = 20_000
MAX_OUTPUTS = 100
MAX_IMAGE_BYTES = 4_000_000
MAX_IMAGE_SIDE = 10_000

MISSING = (
    "*This cell was missing from the submitted notebook and has been put back. "
    "An answer may stand in another cell.*"
)
UNREADABLE = (
    "*The submitted notebook could not be read as a notebook. What could be saved of it follows. "
    "The questions that are graded automatically do not depend on it.*"
)


@dataclass(frozen=True)
class ReleasedCell:
    """A cell that the release marks: its id, its text, and its metadata as nbgrader wants it."""

    id: str
    cell_type: str
    source: str
    metadata: dict[str, Any]

    @property
    def graded(self) -> bool:
        """Whether marks hang on it."""
        return bool(self.metadata["grade"])

    @property
    def manual(self) -> bool:
        """Whether a person grades what the student wrote in it."""
        return self.graded and bool(self.metadata["solution"])


def read(stream: IO[str]) -> NotebookNode:
    """Read a notebook; where it is broken, return what can be saved of it. Never raises."""
    text = ""
    try:
        text = stream.read(MAX_NOTEBOOK_BYTES)
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Exception:  # whatever a hostile file makes the JSON and notebook readers raise
        return _salvage(text)
    return notebook


def _salvage(text: str) -> NotebookNode:
    """Return a notebook of the sources of those cells that can be understood."""
    try:
        cells = json.loads(text)["cells"]
        cells = [cell for cell in cells if isinstance(cell, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        cells = []
    saved = [nbformat.v4.new_markdown_cell(UNREADABLE)]
    for cell in cells:
        source = cell.get("source", "")
        if isinstance(source, list):
            source = "".join(line for line in source if isinstance(line, str))
        if not isinstance(source, str):
            continue
        is_code = cell.get("cell_type") == "code"
        new = nbformat.v4.new_code_cell if is_code else nbformat.v4.new_markdown_cell
        saved.append(new(_storable(source), metadata={"nbgrader": {"grade_id": _grade_id(cell)}}))
    return nbformat.v4.new_notebook(cells=saved)


def restore(notebook: NotebookNode, released: Sequence[ReleasedCell]) -> None:
    """Mark the released cells of a notebook again, each exactly once; add those that are missing.

    A cell is known by its id or else, where its metadata was lost, by its unchanged text. Of
    several copies the last that was written in counts. All other cells are left unmarked, so
    nothing a student writes into the metadata has any meaning.
    """
    ids = [_grade_id(cell) for cell in notebook.cells]
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    taken: set[int] = set()
    for known in released:
        places = [i for i, grade_id in enumerate(ids) if grade_id == known.id and i not in taken]
        if not places:
            places = [
                i
                for i, cell in enumerate(notebook.cells)
                if i not in taken and not ids[i] and cell.source == known.source
            ]
        written = [i for i in places if notebook.cells[i].source != known.source]
        if known.metadata["solution"] and written:
            places = written
        if places:
            place = places[-1]
            cell = notebook.cells[place]
            if cell.cell_type != known.cell_type:
                cell = notebook.cells[place] = _new_cell(known.cell_type, cell.source)
        elif known.graded:
            source = f"{MISSING}\n\n{known.source}" if known.manual else known.source
            place, cell = len(notebook.cells), _new_cell(known.cell_type, source)
            notebook.cells.append(cell)
            ids.append(known.id)
        else:
            continue
        taken.add(place)
        cell.metadata["nbgrader"] = dict(known.metadata)


def clean(notebook: NotebookNode, taken_ids: Collection[str] = ()) -> None:
    """Leave in a notebook only what is harmless in a browser: text, code, tables and pictures.

    Markdown that would render to anything else is shown as it was typed. `taken_ids` are ids of
    the page it will be shown on.
    """
    notebook.metadata = NotebookNode(language_info={"name": "python"})
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader")
        cell.metadata = NotebookNode({"nbgrader": marks} if marks else {})
        cell.source = _storable(cell.source)
        if cell.cell_type == "code":
            outputs = [_clean_output(output) for output in cell.outputs[:MAX_OUTPUTS]]
            cell.outputs = [output for output in outputs if output is not None]
            continue
        pictures = {name: _pictures(bundle) for name, bundle in cell.pop("attachments", {}).items()}
        if pictures:
            cell.attachments = pictures
        if cell.cell_type == "raw" or not renders_harmlessly(cell, taken_ids):
            cell.cell_type = "markdown"
            cell.source = "".join(f"    {line}\n" for line in cell.source.splitlines())


def renders_harmlessly(cell: NotebookNode, taken_ids: Collection[str]) -> bool:
    """Say whether a Markdown cell may be shown to graders as a page, not only as it is typed."""
    if len(cell.source) > MAX_TEXT:
        return False
    renderer = IPythonRenderer(escape=False, attachments=cell.get("attachments", {}))
    try:
        html = MarkdownWithMath(renderer=renderer).render(cell.source)
    except Exception:  # e.g. a picture whose attachment is missing would break every page later
        return False
    return is_harmless(html, taken_ids)


def _clean_output(output: NotebookNode) -> NotebookNode | None:
    if output.output_type == "stream":
        return nbformat.v4.new_output("stream", name=output.name, text=_short(output.text))
    if output.output_type == "error":
        return nbformat.v4.new_output(
            "error",
            ename=_short(output.ename),
            evalue=_short(output.evalue),
            traceback=[_short(line) for line in output.traceback[:MAX_OUTPUTS]],
        )
    data: dict[str, str] = _pictures(output.data)
    text, html = (_text(output.data.get(kind)) for kind in ("text/plain", "text/html"))
    if text:
        data["text/plain"] = _short(text)
    if html and len(html) <= MAX_TEXT and is_harmless(html):
        data["text/html"] = html
    return nbformat.v4.new_output("display_data", data=data) if data else None


def _pictures(bundle: Any) -> dict[str, str]:
    """Return those entries of a MIME bundle that are PNG or JPEG pictures of ordinary size."""
    pictures = {}
    for kind in ("image/png", "image/jpeg"):
        try:
            encoded = "".join(_text(bundle.get(kind)).split())
            data = base64.b64decode(encoded, validate=True)
        except (AttributeError, binascii.Error, ValueError):
            continue
        if len(data) <= MAX_IMAGE_BYTES and _is_picture(kind, data):
            pictures[kind] = base64.b64encode(data).decode("ascii")
    return pictures


def _is_picture(kind: str, data: bytes) -> bool:
    if kind == "image/jpeg":
        return data.startswith(b"\xff\xd8\xff")
    if not data.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") or len(data) < 24:
        return False
    width, height = struct.unpack(">II", data[16:24])
    return bool(max(width, height) <= MAX_IMAGE_SIDE)


def _new_cell(cell_type: str, source: str) -> NotebookNode:
    new = nbformat.v4.new_code_cell if cell_type == "code" else nbformat.v4.new_markdown_cell
    return new(source)


def _grade_id(cell: Any) -> str:
    """Return the id nbgrader's metadata give a cell, or "" where there is none."""
    try:
        grade_id = cell["metadata"]["nbgrader"]["grade_id"]
    except (KeyError, TypeError):
        return ""
    return grade_id if isinstance(grade_id, str) else ""


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        text = f"{text[:MAX_TEXT]}\n… [{len(text):,} characters in all]"
    return _storable(text)


def _storable(text: str) -> str:
    """Return text that can be written as UTF-8: half surrogates become "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")
