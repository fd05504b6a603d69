"""The release by nbgrader's own command, with this kit's gate and its files beside the notebook."""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor, SaveCells
from traitlets.config import Config

from autograder import banners, labs
from autograder.lab import Lab
from autograder.master import master, open_in_colab, release_files
from autograder.master.notebook import notebook_of, text_of
from autograder.master.release_files import Material
from autograder.releasing.display import check_display
from autograder.releasing.leaks import inspect as inspect_release
from autograder.releasing.leaks import wrong_marks

Resources = dict[str, Any]


def configure_release(config: Config) -> None:
    """Set how a notebook is released: the banners stay, with `pass` between them."""
    config.GenerateAssignment.preprocessors = [
        PrepareMaster,
        *replaced(GenerateAssignment.preprocessors, SaveCells, SaveChangedCells),
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


def replaced(trait: Any, old: type, new: type) -> list[type]:
    """Return the default of a list of preprocessors with one of them replaced."""
    return [new if item is old else item for item in trait.default_args[0]]


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
