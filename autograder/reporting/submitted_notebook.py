"""A student's notebook, made fit to be graded and to be shown to a grader.

It comes from Colab, VS Code or an attacker: unreadable, without its metadata, with cells copied,
edited or missing, and with outputs that may be anything. Nothing in it counts for the automatic
marks; what must survive is what a person reads: the answers, the code, plots and printed text.
"""

import base64
import binascii
import json
import re
import struct
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

import nbformat
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from autograder.grading.apart import TooCostly, apart
from autograder.reporting.harmless import is_harmless

MAX_NOTEBOOK_BYTES = 20 * 2**20
MAX_CELLS = 1000
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
    """Read a notebook; where it is broken, return what can be saved of it. Never raises.

    JSON and nbformat make a hundred times of some texts, so they are let loose on it apart; here
    only what comes back is read, which has no more cells and outputs than a person looks at.
    """
    text = stream.read(MAX_NOTEBOOK_BYTES)
    try:
        plain = apart(_read, text.encode("utf-8", "surrogatepass"))
        return nbformat.reads(plain.decode("utf-8"), as_version=4)
    except Exception:
        return _salvage("")


def _read(content: bytes) -> bytes:
    """Return a notebook's JSON, or that of what can be saved of it, without what is not shown."""
    text = content.decode("utf-8", "surrogatepass")
    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Exception:  # whatever a hostile file makes the JSON and notebook readers raise
        notebook = _salvage(text)
    del notebook.cells[MAX_CELLS:]
    for cell in notebook.cells:
        cell.source = _storable(cell.source)
        _keep_what_is_shown(cell)
    return bytes(nbformat.writes(notebook).encode("utf-8", "replace"))


def _keep_what_is_shown(cell: NotebookNode) -> None:
    """Leave of a cell's outputs and attachments only text, tables and pictures."""
    if cell.cell_type == "code":
        outputs = [_clean_output(output) for output in cell.outputs[:MAX_OUTPUTS]]
        cell.outputs = [output for output in outputs if output is not None]
        return
    pictures = {name: _pictures(bundle) for name, bundle in cell.pop("attachments", {}).items()}
    if pictures:
        cell.attachments = pictures


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


def clean(notebook: NotebookNode, released: Sequence[ReleasedCell] = ()) -> None:
    """Leave in a notebook only what is harmless in a browser: text, code, tables and pictures.

    Links become text, and pictures from elsewhere their description. Markdown that would render
    to anything else is shown as it was typed; a released cell that nobody changed stays as it is.
    """
    notebook.metadata = NotebookNode(language_info={"name": "python"})
    del notebook.cells[MAX_CELLS:]
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader")
        cell.metadata = NotebookNode({"nbgrader": marks} if marks else {})
        cell.source = _storable(cell.source)
        _keep_what_is_shown(cell)
        if cell.cell_type == "raw":
            cell.cell_type, cell.source = "markdown", as_typed(cell.source)
    unchanged = {cell.source for cell in released}
    texts = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "markdown" and cell.source not in unchanged
    ]
    for cell, source in zip(texts, shown(texts, {cell.id for cell in released}), strict=True):
        cell.source = source


def shown(cells: Sequence[NotebookNode], taken_ids: Collection[str]) -> list[str]:
    """Return the sources of Markdown cells, harmless; rendered apart, for that may take long."""
    asked = [{"source": cell.source, "attachments": cell.get("attachments", {})} for cell in cells]

    def answer(content: bytes) -> bytes:
        cells = [NotebookNode(cell) for cell in json.loads(content)]
        return json.dumps([harmless(cell, taken_ids) for cell in cells]).encode()

    try:
        sources = json.loads(apart(answer, json.dumps(asked).encode()))
    except TooCostly:
        sources = [as_typed(cell.source) for cell in cells]
    return [str(source) for source in sources]


def harmless(cell: NotebookNode, taken_ids: Collection[str]) -> str:
    """Return the source of a Markdown cell as it may be shown."""
    if renders_harmlessly(cell, taken_ids):
        return str(cell.source)
    # The pictures' bytes, which are checked already, are left out of what is checked here.
    pictures = cell.get("attachments", {})
    outlines = {name: dict.fromkeys(kinds, "") for name, kinds in pictures.items()}
    outline = NotebookNode(source=tame(cell.source, outlines))
    if outline.source and renders_harmlessly(outline, taken_ids):
        return tame(cell.source, pictures)
    return as_typed(cell.source)


def as_typed(source: str) -> str:
    """Return Markdown that shows a text as code."""
    return "".join(f"    {line}\n" for line in source.splitlines())


def renders_harmlessly(cell: NotebookNode, taken_ids: Collection[str]) -> bool:
    """Say whether a Markdown cell may be shown to graders as a page, not only as it is typed."""
    renderer = IPythonRenderer(escape=False, attachments=cell.get("attachments", {}))
    html = _rendered(cell.source, renderer)
    return html is not None and is_harmless(html, taken_ids)


class WithoutAddresses(IPythonRenderer):  # type: ignore[misc]
    """Renders Markdown with its links as text, and of its pictures only the attached ones."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("#"):
            return str(super().link(text, url, title))
        address = self.escape_html(url)
        return text if text == address else f"{text} ({address})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("attachment:"):
            return str(super().image(text, url, title))
        return f"[{self.escape_html(text)}: {self.escape_html(url)}]"


def tame(source: str, pictures: Mapping[str, Mapping[str, str]]) -> str:
    """Return Markdown as HTML without addresses, on one line so that it stays HTML.

    Attached pictures become part of it, and mathematics stays as it is typed. "" where it cannot
    be rendered.
    """
    renderer = WithoutAddresses(escape=False, attachments=pictures)
    html = _rendered(source, renderer)
    if html is None:
        return ""
    parts = re.split("(<pre>.*?</pre>)", html, flags=re.DOTALL)
    lines = [part.replace("\n", "&#10;" if part.startswith("<pre>") else " ") for part in parts]
    return f"<div>{''.join(lines)}</div>"


def _rendered(source: str, renderer: IPythonRenderer) -> str | None:
    """Return Markdown as HTML; None where that fails or there is more than a person writes."""
    if len(source) > MAX_TEXT:
        return None
    try:
        return str(MarkdownWithMath(renderer=renderer).render(source))
    except Exception:  # e.g. a picture whose attachment is missing would break every page later
        return None


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
