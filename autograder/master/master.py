"""What a master must be to be released: its notebook's cells, and where its solutions stand."""

import re
import textwrap
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import banners
from autograder.lab import Lab, Manual
from autograder.master import notebook as notebooks
from autograder.master.notebook import Notebook

CODE_STUB = f"{banners.START}\npass\n{banners.END}"
TEXT_STUB = "*Write your answer here.*"

CELL_METADATA = frozenset({"nbgrader", "deletable", "editable"})
# Of test cells: where the front end honours it, running all cells goes on after one that fails.
TEST_TAGS = ["raises-exception"]
INSTRUCTOR = "instructor"  # the tag of cells that no student gets
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
NOTEBOOK_METADATA = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}

NBGRADER_MARKERS = re.compile(
    r"(?:BEGIN|END)\s+(?:SOLUTION|HIDDEN\s+TESTS?|MARK\s+SCHEME)|###\s*(?:HASHED\s+)?AUTOTEST", re.I
)


class MasterError(Exception):
    """The master cannot be released; each line of the message names a file and a place in it."""


@dataclass(frozen=True)
class Solution:
    """A piece of the master that no release may hold.

    where, line  the master file and the line (for a notebook: of its cell) it starts at
    text         the piece, dedented
    """

    where: str
    line: int
    text: str
    is_code: bool = True


def notebook_path(lab: Lab) -> Path:
    """Return where a lab's master notebook stands."""
    return lab.course.folder / "notebooks" / lab.name / lab.notebook


def read_notebook(lab: Lab) -> Notebook:
    """Read a lab's master notebook. Raises MasterError if there is none or it is broken."""
    path = notebook_path(lab)
    try:
        return notebooks.read(path)
    except (OSError, ValueError) as error:
        raise MasterError(
            f"{path.relative_to(lab.course.folder)}: cannot be read ({error})."
        ) from error


def read_more_notebook(lab: Lab, name: str) -> Notebook:
    """Read a notebook that a lab has beside its own. Raises MasterError as `read_notebook` does."""
    path = lab.course.folder / "labs" / lab.name / name
    try:
        return notebooks.read(path)
    except (OSError, ValueError) as error:
        raise MasterError(
            f"{path.relative_to(lab.course.folder)}: cannot be read ({error})."
        ) from error


def check_notebook(notebook: Notebook, lab: Lab) -> None:
    """Raise MasterError unless the notebook can be released and graded."""
    name = f"notebooks/{lab.name}/{lab.notebook}"
    problems = []
    for number, cell in enumerate(notebook.cells, start=1):
        where = f"{name}: cell {number}"
        if cell.cell_type == "code":
            problems += [f"{where}, line {n}: {text}" for n, text in banners.problems(cell.source)]
        for marker in NBGRADER_MARKERS.findall(cell.source):
            problems.append(
                f"{where}: {marker} is nbgrader's. Solutions stand between the banners, "
                f"hidden cases in labs/{lab.name}/."
            )
    problems += [f"{name}: {text}" for text in _graded_cell_problems(notebook, lab)]
    if problems:
        raise MasterError("\n".join(problems))


def _graded_cell_problems(notebook: Notebook, lab: Lab) -> list[str]:
    found = [
        (marks["grade_id"], float(marks["points"]), marks["solution"])
        for marks in (cell.metadata.get("nbgrader") for cell in notebook.cells)
        if marks and marks["grade"]
    ]
    expected = [(q.id, float(q.points), isinstance(q, Manual)) for q in lab.questions]
    kinds = {True: "graded by hand", False: "test cell"}
    problems = []
    for cell in found:
        if cell not in expected:
            problems.append(
                f"the graded cell {cell[0]} ({cell[1]:g} points, {kinds[cell[2]]}) is no question "
                f"of labs/{lab.name}/ as it stands. Make them agree."
            )
    for id, points, manual in expected:
        if [cell[0] for cell in found].count(id) != 1:
            problems.append(
                f"the question {id} needs exactly one graded cell ({points:g} points, "
                f"{kinds[manual]}) of that id."
            )
    return problems


def keep_what_is_released(notebook: Notebook) -> None:
    """Drop from a notebook what is not for students: changes it.

    Cells with the tag `instructor`, pictures attached to a model answer, and what editors write:
    widths, versions, timings, tags. Test cells get the tag that lets a notebook run on after them.
    """
    notebook.metadata = deepcopy(NOTEBOOK_METADATA)
    notebook.cells = [
        cell for cell in notebook.cells if INSTRUCTOR not in cell.metadata.get("tags", ())
    ]
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in CELL_METADATA if key in cell.metadata}
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            cell.attachments = {}
        if is_test(marks):
            cell.metadata["tags"] = list(TEST_TAGS)


def is_test(tag: Mapping[str, Any]) -> bool:
    """Whether nbgrader's metadata are those of a test cell."""
    return bool(tag.get("grade")) and not tag.get("solution")


def solutions(lab: Lab) -> list[Solution]:
    """Return every solution of a lab's master: of the package, and of the notebook.

    Raises BannerError and MasterError.
    """
    found = []
    for file in (*lab.student_files, *lab.earlier_files):
        where = f"assignment/{file}"
        text = lab.master(file).read_text(encoding="utf-8")
        for region in banners.regions(text, where):
            found.append(Solution(where, region.start + 1, _dedent(region.body)))
    name = f"notebooks/{lab.name}/{lab.notebook}"
    for number, cell in enumerate(read_notebook(lab).cells, start=1):
        if not cell.metadata.get("nbgrader", {}).get("solution"):
            continue
        where, is_code = f"{name}: cell {number}", cell.cell_type == "code"
        regions = banners.regions(cell.source, where) if is_code else []
        for region in regions:
            found.append(Solution(where, region.start + 1, _dedent(region.body)))
        if not regions and cell.source not in (CODE_STUB, TEXT_STUB):
            found.append(Solution(where, 1, cell.source, is_code))
    return found


def _dedent(lines: tuple[str, ...]) -> str:
    return textwrap.dedent("\n".join(lines))
