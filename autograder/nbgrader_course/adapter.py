"""nbgrader and this kit: the only module that imports nbgrader.

`configure` makes a folder an nbgrader course. Then `nbgrader generate_assignment LAB` writes the
release, and `nbgrader autograde LAB` grades with this engine: where nbgrader would run the
student's notebook in a kernel and look at what its test cells print, `GradeWithKit` asks the
grader and writes the verdicts into the test cells, in the form nbgrader reads them from. All that
follows (gradebook, formgrader, feedback, export) is nbgrader's own.
"""

import atexit
import functools
import glob
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import nbformat
from alembic.script import ScriptDirectory
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader import __version__
from nbgrader.api import Base, Gradebook, InvalidEntry, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import ClearOutput, Execute, NbGraderPreprocessor, SaveCells
from sqlalchemy import URL, Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from traitlets import Unicode
from traitlets.config import Config

from autograder import banners, labs
from autograder.gradesheet.agreed import Agreed
from autograder.gradesheet.marked import Marked
from autograder.grading.grade import Grader
from autograder.lab import Lab
from autograder.master import master, open_in_colab, release_files
from autograder.master.notebook import notebook_of, text_of
from autograder.master.release_files import Material
from autograder.nbgrader_course import database, gradebook, people
from autograder.nbgrader_course.submitted_folder import put_notebook_in_place
from autograder.nbgrader_course.verdict_cells import write_verdicts
from autograder.releasing.display import check_display
from autograder.releasing.leaks import inspect as inspect_release
from autograder.releasing.leaks import wrong_marks
from autograder.reporting import submitted_notebook
from autograder.reporting.submitted_notebook import MAX_NOTEBOOK_BYTES, ReleasedCell
from autograder.results import Result
from autograder.student.checking.source_text import decoded
from autograder.student.language import speaking

Resources = dict[str, Any]


# ---------------------------------------------------------------------------- configuration


def configure(config: Config, root: Path) -> None:
    """Set the options that make `root`, a folder laid out as this kit, an nbgrader course."""
    put_alembic_on_path()
    configure_release(config)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.source_directory = "notebooks"
    config.GenerateAssignment.force = True  # release/ is generated: the new one replaces the old
    config.GenerateAssignment.post_convert_hook = functools.partial(write_package, root=root)

    Autograde.init_notebooks = GenerateFeedback.init_notebooks = find_notebooks
    config.Autograde.exporter_class = SubmissionReader
    config.Autograde.sanitize_preprocessors = _with(
        Autograde.sanitize_preprocessors, ClearOutput, RestoreAndClean
    )
    config.Autograde.autograde_preprocessors = _with(
        Autograde.autograde_preprocessors, Execute, GradeWithKit
    )
    config.Autograde.exclude_overwriting = {
        name: [f"assignment/{file}" for file in labs.load(name).student_files]
        for name in labs.names()
    }


def configure_release(config: Config) -> None:
    """Set how a notebook is released: the banners stay, with `pass` between them."""
    config.GenerateAssignment.preprocessors = [
        PrepareMaster,
        *_with(GenerateAssignment.preprocessors, SaveCells, SaveChangedCells),
    ]
    config.ClearSolutions.begin_solution_delimeter = banners.START
    config.ClearSolutions.end_solution_delimeter = banners.END
    config.ClearSolutions.code_stub = {"python": master.CODE_STUB}
    config.ClearSolutions.text_stub = master.TEXT_STUB


def put_alembic_on_path() -> None:
    """Let nbgrader find `alembic`, which it starts by name, in an environment not activated."""
    if shutil.which("alembic") is None:
        scripts = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), scripts])


def _with(trait: Any, old: type, new: type) -> list[type]:
    """Return the default of a list of preprocessors with one of them replaced."""
    return [new if item is old else item for item in trait.default_args[0]]


# ---------------------------------------------------------------------------------- release


class PrepareMaster(NbGraderPreprocessor):  # type: ignore[misc]
    """Refuses a master that could not be released or graded; drops what is not for students.

    nbgrader itself drops a stray END banner and keeps the solution before it.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        lab = labs.load(resources["nbgrader"]["assignment"])
        notebook = notebook_of(nb)
        check_display(notebook, lab)
        master.check_notebook(notebook, lab)
        master.keep_what_is_released(notebook)
        if lab.course.colab:
            open_in_colab.link(notebook, lab)
        return nbformat.reads(text_of(notebook), as_version=4), resources


class SaveChangedCells(SaveCells):  # type: ignore[misc]
    """Enters a notebook's cells in the gradebook, unless they are there as they are.

    nbgrader deletes a notebook that has no submissions yet and makes it anew. The marks that
    another `nbgrader autograde` enters at that moment would be lost with it.
    """

    def _create_notebook(self, nb: NotebookNode) -> None:
        if not self._is_entered(nb):
            super()._create_notebook(nb)

    def _is_entered(self, nb: NotebookNode) -> bool:
        try:
            entered = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            return False
        cells = (
            (entered.grade_cells, self.new_grade_cells),
            (entered.solution_cells, self.new_solution_cells),
            (entered.task_cells, self.new_task_cells),
            (entered.source_cells, self.new_source_cells),
        )
        return entered.kernelspec == json.dumps(nb.metadata.get("kernelspec", {})) and all(
            {cell.name: _facts(cell) for cell in old} == new for old, new in cells
        )


def _facts(cell: Any) -> dict[str, Any]:
    """Return what the gradebook holds of a cell, as nbgrader's SaveCells keeps it."""
    facts: dict[str, Any] = cell.to_dict()
    return {key: facts[key] for key in facts if key not in ("name", "notebook", "assignment")}


def write_package(assignment: str, student: str, notebooks: list[str], root: Path) -> None:
    """Write everything of a release but the notebook, as nbgrader's post_convert_hook.

    nbgrader only logs the exceptions of a hook. A release that lacks its files, or holds those of
    the last one, must not look like a success, so a failure here ends the command.
    """
    folder = root / "release" / assignment
    try:
        material = Material(labs.load(assignment))
        release_files.write(material, folder)
        leave_out(folder, material)
        leaks = [*inspect_release(folder, material.lab), *wrong_marks(material.lab, folder)]
        if leaks:
            raise master.MasterError("\n".join(map(str, leaks)))
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SystemExit(f"nbgrader generate_assignment {assignment}: {error}") from error


def leave_out(folder: Path, material: Material) -> None:
    """Take away what lies beside the master notebook and is no part of a release, and name it.

    nbgrader copies it all.
    """
    released = {folder / name for name in release_files.render(material)}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in released:
            print(f"Not released: {path.relative_to(folder)}", file=sys.stderr)
            path.unlink()


def enter(lab: Lab, db_url: str) -> None:
    """Enter a lab and its cells in the gradebook at `db_url`, as generate_assignment does."""
    config = Config()
    configure_release(config)
    # nbgrader makes no course for its own default, an empty id, and PostgreSQL misses it.
    config.CourseDirectory.course_id = "default_course"
    config.CourseDirectory.source_directory = str(lab.course.folder / "notebooks")
    config.CourseDirectory.assignment_id = lab.name
    config.CourseDirectory.db_url = db_url
    with tempfile.TemporaryDirectory() as scratch:
        config.CourseDirectory.root = scratch
        config.CourseDirectory.release_directory = scratch
        coursedir = CourseDirectory(config=config)
        GenerateAssignment(coursedir=coursedir, config=config).start()


# ---------------------------------------------------------------------------------- grading


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
        with speaking(marker.language.messages):
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


# -------------------------------------------------------------------------------- gradebook


def write_gradebook(lab: Lab, results: Sequence[Result], url: URL) -> list[str]:
    """Enter results in the nbgrader gradebook at `url`; it is made if it is not there.

    Marks a person gave stay. The manual questions wait for theirs. Returns in words which results
    the gradebook cannot hold. Raises CannotEnter where that is all of them, and DatabaseFailed.
    """
    results, left = gradebook.fitting(lab, results)
    put_alembic_on_path()
    with database.connected(url) as engine:
        check_revision(engine)
        try:
            enter(lab, database.patient(url).render_as_string(hide_password=False))
        except (NbGraderException, InvalidEntry) as error:
            if isinstance(error.__context__, DBAPIError):  # the driver's own words say more
                raise error.__context__ from None
            raise database.DatabaseFailed(
                f"{database.shown(url)}: nbgrader cannot enter the lab {lab.name} ({error}). "
                "If its cells changed after marks were entered, use another gradebook."
            ) from error
        gradebook.enter(engine, Base.metadata.tables, lab, results)
    return left


def write_people(lab: Lab, results: Sequence[Marked], url: URL, agreed: Agreed) -> list[str]:
    """Enter what people said of results that are in a gradebook; return what they have to know.

    Raises DatabaseFailed.
    """
    with database.connected(url) as engine:
        return people.enter(engine, Base.metadata.tables, lab, results, agreed)


def read_people(lab: Lab, url: URL) -> list[tuple[str, str, float | None, float | None, str]]:
    """Return the hand grades of a lab in a gradebook. Raises DatabaseFailed."""
    file = Path(url.database or "")
    if url.drivername == "sqlite" and not file.is_file():
        raise database.DatabaseFailed(
            f"{file} is not there. Enter the marks first: autograder export nbgrader DIR."
        )
    put_alembic_on_path()
    with database.connected(url) as engine:
        check_revision(engine)
        return people.hand_grades(engine, Base.metadata.tables, lab)


def check_revision(engine: Engine) -> None:
    """Raise DatabaseFailed unless the gradebook, if there is one, is of this nbgrader's making."""
    if not inspect(engine).has_table("alembic_version"):
        return
    with engine.begin() as connection:
        made_by = connection.scalar(text("SELECT version_num FROM alembic_version"))
    known = [
        step.revision for step in ScriptDirectory(ALEMBIC_DIR).walk_revisions()
    ]  # newest first
    where = database.shown(engine.url)
    if made_by not in known:
        raise database.DatabaseFailed(
            f"{where}: this gradebook has the layout {made_by}, which nbgrader {__version__} does "
            f"not know (its own is {known[0]}): a newer nbgrader made it. Install that one."
        )
    if made_by != known[0]:
        raise database.DatabaseFailed(
            f"{where}: an older nbgrader made this gradebook. Make a copy of it, then run "
            "`nbgrader db upgrade`, with this database as CourseDirectory.db_url."
        )
