"""Notebooks as Jupyter writes them (nbformat 4): read, and written the same bytes each time."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MINOR = 5  # of the format: each cell has an id


@dataclass
class Cell:
    """A cell; outputs are nobody's.

    attachments  pictures that its text shows, by name
    """

    cell_type: str
    source: str
    metadata: dict[str, Any]
    id: str
    attachments: dict[str, Any] = field(default_factory=dict)


@dataclass
class Notebook:
    """The cells of a notebook, in order, and what is said of it as a whole."""

    cells: list[Cell]
    metadata: dict[str, Any]


def read(path: Path) -> Notebook:
    """Return a notebook. Raises OSError, and ValueError where it is none of this format."""
    return notebook_of(json.loads(path.read_text("utf-8")))


def notebook_of(document: Any) -> Notebook:
    """Return a notebook from its JSON. Raises ValueError where it is none of this format."""
    try:
        if document["nbformat"] != 4:
            raise ValueError(f"it has the format {document['nbformat']}, expected 4")
        cells = [cell_of(number, cell) for number, cell in enumerate(document["cells"], start=1)]
        return Notebook(cells, document["metadata"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is no notebook ({type(error).__name__}: {error})") from error


def cell_of(number: int, cell: dict[str, Any]) -> Cell:
    """Return a cell as it stands in the file; one without an id gets its number."""
    source = cell["source"]
    return Cell(
        cell_type=cell["cell_type"],
        source=source if isinstance(source, str) else "".join(source),
        metadata=cell["metadata"],
        id=cell.get("id", f"cell-{number}"),
        attachments=cell.get("attachments", {}),
    )


def text_of(notebook: Notebook) -> str:
    """Return a notebook as the text of a file, without outputs."""
    cells = []
    for cell in notebook.cells:
        kept: dict[str, Any] = {
            "cell_type": cell.cell_type,
            "id": cell.id,
            "metadata": cell.metadata,
            "source": cell.source.splitlines(keepends=True),
        }
        if cell.attachments:
            kept["attachments"] = cell.attachments
        if cell.cell_type == "code":
            kept |= {"execution_count": None, "outputs": []}
        cells.append(kept)
    document = {
        "cells": cells,
        "metadata": notebook.metadata,
        "nbformat": 4,
        "nbformat_minor": MINOR,
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
