"""Marks by nbgrader's own command: this engine in the place of a kernel."""

import atexit
import functools
import glob
import io
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder import labs
from autograder.grading.grade import Grader
from autograder.lab import Lab
from autograder.nbgrader_course.submitted_folder import put_notebook_in_place
from autograder.nbgrader_course.verdict_cells import write_verdicts
from autograder.reporting import submitted_notebook
from autograder.reporting.submitted_notebook import MAX_NOTEBOOK_BYTES, ReleasedCell
from autograder.student.checking.source_text import decoded
from autograder.student.language import speaking

Resources = dict[str, Any]


def find_notebooks(self: BaseConverter) -> None:
    """Find what to convert, in the place of nbgrader's own `init_notebooks`.

    That takes a student id such as ann[1] for a pattern, and passes over whoever has no notebook.
    """
    assignment, student = self.coursedir.assignment_id, self.coursedir.student_id
    exact = Path(self._format_source(assignment, student))
    folders = [exact] if exact.is_dir() else map(Path, glob.glob(str(exact)))
    self.assignments, self.notebooks = {}, []
    for folder in sorted(folder for folder in folders if folder.is_dir()):
        if isinstance(self, Autograde) and assignment in labs.names():
            found = [str(put_notebook_in_place(folder, labs.load(assignment)))]
        else:
            found = sorted(map(str, folder.glob("*.ipynb")))
        if found:
            self.assignments[str(folder)] = found
    if not self.assignments:
        raise NbGraderException(f"Nothing was handed in: there is no {exact}.")


class SubmissionReader(NotebookExporter):  # type: ignore[misc]
    """Reads a submitted notebook whatever state it is in."""

    def from_file(self, file_stream: IO[str], resources: Any = None, **kw: Any) -> Any:
        content = getattr(file_stream, "buffer", file_stream).read(MAX_NOTEBOOK_BYTES)
        text = content if isinstance(content, str) else decoded(content)[0]
        notebook = submitted_notebook.read(io.StringIO(text.removeprefix("\ufeff")))
        return self.from_notebook_node(notebook, resources, **kw)


class RestoreAndClean(NbGraderPreprocessor):  # type: ignore[misc]
    """Marks the released cells again as the gradebook knows them, and leaves no active content.

    Stands where nbgrader clears all outputs: the student's plots are what a person grades.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as book:
            released = released_cells(book, place["notebook"], place["assignment"])
        submitted_notebook.restore(nb, released)
        submitted_notebook.clean(nb, released)
        return nb, resources


def released_cells(book: Gradebook, notebook: str, assignment: str) -> list[ReleasedCell]:
    """Return the marked cells of a released notebook, from the gradebook."""
    known = book.find_notebook(notebook, assignment)
    points = {cell.name: float(cell.max_score) for cell in known.grade_cells}
    solutions = {cell.name for cell in known.solution_cells}
    cells = []
    for cell in sorted(known.source_cells, key=lambda cell: str(cell.name)):
        metadata = {
            "schema_version": 3,
            "grade_id": cell.name,
            "grade": cell.name in points,
            "solution": cell.name in solutions,
            "locked": cell.locked,
            "task": False,
            "checksum": cell.checksum,
            "cell_type": cell.cell_type,
        }
        if cell.name in points:
            metadata["points"] = points[cell.name]
        cells.append(ReleasedCell(cell.name, cell.cell_type, cell.source, metadata))
    return cells


class GradeWithKit(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades the submitted folder and writes the verdicts into the notebook's test cells.

    Stands where nbgrader runs the notebook. No kernel is started.
    """

    isolation = Unicode("auto", help="How student code is isolated.").tag(config=True)
    language = Unicode("en", help="The language of what students read.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        place = resources["nbgrader"]
        course = self.parent.parent.coursedir  # of the converter that owns the exporter
        submitted = course.format_path(
            course.submitted_directory, place["student"], place["assignment"]
        )
        lab = labs.load(place["assignment"])
        marker = grader(lab, self.isolation, self.language)
        result = marker.grade(Path(submitted))
        with speaking(marker.language.messages, marker.language.sentences):
            write_verdicts(nb, lab, result)
        return nb, resources


@functools.cache
def _open_graders() -> ExitStack:
    stack = ExitStack()
    atexit.register(stack.close)
    return stack


_graders: dict[tuple[str, str, str], Grader] = {}


def grader(lab: Lab, isolation: str, language: str) -> Grader:
    """Return the one grader that all submissions of an nbgrader run share."""
    key = lab.name, isolation, language
    if key not in _graders:
        _graders[key] = _open_graders().enter_context(
            Grader(lab, isolation=isolation, language=language)
        )
    return _graders[key]
