"""The master notebook of a lab, laid out as students have it and executed."""

import re
import resource
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course import current
from autograder.lab import STUDENT_SIDE, Lab
from autograder.master.master import notebook_path
from autograder.master.public_checks import render
from autograder.student.checking.handed_in import NO_ANSWER

ROOT = current().folder

START = "# *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****"
END = "# *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****"
REGION = re.compile(
    rf"^( *)({re.escape(START)}\n).*?^ *({re.escape(END)})", re.DOTALL | re.MULTILINE
)


def tag(cell):
    return cell.metadata.get("nbgrader", {})


def graded(notebook):
    return [cell for cell in notebook.cells if tag(cell).get("grade")]


def by_hand(notebook):
    return [cell for cell in graded(notebook) if tag(cell)["solution"]]


def read(lab: Lab):
    """Return a lab's master notebook."""
    return nbformat.read(notebook_path(lab), as_version=4)


def lay_out(lab: Lab, folder: Path) -> None:
    """Lay a folder out like a release: the notebook, and `assignment/` beside it."""
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "assignment", folder / "assignment", ignore=skip)
    shutil.copytree(STUDENT_SIDE, folder / "assignment", ignore=skip, dirs_exist_ok=True)
    (folder / "assignment" / "checks").mkdir(exist_ok=True)
    (folder / "assignment" / "checks" / f"{lab.name}.json").write_text(render(lab), "utf-8")
    shutil.copy(notebook_path(lab), folder)


def strip(source: str) -> str:
    """Empty every region between the banners, as a release does."""
    return REGION.sub(r"\1\2\1pass\n\1\3", source)


def execute(folder: Path, lab: Lab, notebook):
    """Run a notebook in a kernel whose working directory is the folder; return it.

    Its metadata then holds `cpu_seconds`, of one core, which do not depend on what else runs.
    """
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    before = cpu_seconds_of_children()
    with pytest.MonkeyPatch.context() as patch:
        # Beside other tests on two cores, two BLAS threads are several times slower than one.
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.delenv("CIFAR10_DIR", raising=False)
        client.execute()
    notebook.metadata["cpu_seconds"] = cpu_seconds_of_children() - before
    nbformat.write(notebook, folder / lab.notebook)
    return notebook


def run_solved(lab: Lab, folder: Path):
    """Run all cells as somebody who solved everything; return the notebook."""
    lay_out(lab, folder)
    return execute(folder, lab, read(lab))


def run_untouched(lab: Lab, folder: Path):
    """Run all cells as somebody who wrote nothing, here or earlier; return the notebook."""
    lay_out(lab, folder)
    for name in (*lab.student_files, *lab.earlier_files):
        file = folder / "assignment" / name
        file.write_text(strip(file.read_text(encoding="utf-8")), encoding="utf-8")
    notebook = read(lab)
    for cell in notebook.cells:
        cell.source = NO_ANSWER if cell in by_hand(notebook) else strip(cell.source)
    nbformat.write(notebook, folder / lab.notebook)
    return execute(folder, lab, notebook)


def cpu_seconds_of_children() -> float:
    """Return the CPU time of all processes this one started that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def failures(notebook):
    """Return {cell id: error output} of an executed notebook."""
    return {
        cell.id: output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    }


def errors(notebook):
    """Return {cell id: last line of its error} of an executed notebook."""
    return {id: f"{error.ename}: {error.evalue}" for id, error in failures(notebook).items()}


def text_of(notebook, cell_id):
    """Return all a cell printed."""
    (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
    return "".join(output.get("text", "") for output in cell.outputs)
