"""The notebook of a release: the master's without its solutions, as nbgrader wants it.

What comes out is, byte for byte, what `nbgrader generate_assignment` makes of the same master, so
a course can change from one to the other; nbgrader need not be installed for it.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from autograder import banners
from autograder.lab import Lab
from autograder.languages import Say, markdown, source
from autograder.master import master, open_in_colab
from autograder.master.notebook import Cell, Notebook


def release(notebook: Notebook, lab: Lab, text_stub: str = master.TEXT_STUB) -> Notebook:
    """Return a master notebook as students get it; the master may change.

    text_stub  stands where students write in words

    Raises MasterError.
    """
    master.check_notebook(notebook, lab)
    master.keep_what_is_released(notebook)
    if lab.course.colab:
        open_in_colab.link(notebook, lab)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader")
        lock(cell, marks or {})
        clear(cell, marks or {}, text_stub)
        if marks and (marks["grade"] or marks["solution"] or marks.get("locked")):
            marks["checksum"] = checksum(cell, marks)
            marks["cell_type"] = cell.cell_type
    return notebook


def translate_cell(cell: Cell, say: Say) -> None:
    """Say a master's cell in another language, without its solution; a student's answer stays."""
    solution = bool(cell.metadata.get("nbgrader", {}).get("solution"))
    if cell.cell_type == "markdown":
        if not solution:
            cell.source = markdown.translate(cell.source, say)
    elif cell.cell_type == "code":
        if solution:
            if not banners.regions(cell.source, ""):
                return
            cell.source = banners.strip(cell.source, "")
        cell.source = source.translate(cell.source, say)


def lock(cell: Cell, marks: Mapping[str, Any]) -> None:
    """Keep front ends from deleting a cell, and from editing what is not the student's."""
    solution = marks.get("solution")
    if solution or marks.get("grade") or marks.get("locked"):
        cell.metadata["deletable"] = False
        if not solution:
            cell.metadata["editable"] = False


def clear(cell: Cell, marks: Mapping[str, Any], text_stub: str) -> None:
    """Empty the blanks of a cell, or all of a solution cell that has none."""
    if cell.cell_type == "code" and banners.regions(cell.source, ""):
        cell.source = banners.strip(cell.source, "")
    elif marks.get("solution"):
        cell.source = master.CODE_STUB if cell.cell_type == "code" else text_stub


def checksum(cell: Cell, marks: Mapping[str, Any]) -> str:
    """Return the hash by which nbgrader tells whether a student has changed a cell."""
    locked = not marks["solution"] and bool(marks["grade"] or marks.get("locked"))
    parts = [cell.source, cell.cell_type]
    parts += [str(bool(marks["grade"])), str(bool(marks["solution"])), str(locked)]
    parts += [marks["grade_id"]]
    if marks["grade"]:
        parts.append(str(float(marks["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
