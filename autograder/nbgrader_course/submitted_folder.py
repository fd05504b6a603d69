"""A submitted folder, made so that nbgrader finds the lab's notebook in it under its name.

nbgrader passes over a student without a notebook, and grades none that is called otherwise or lies
in a zip. So the notebook that `intake` takes is put where nbgrader looks, and where there is none,
or nobody can say which, a stand-in that says so: the code is graded all the same.
"""

import shutil
from pathlib import Path

import nbformat

from autograder.grading import intake
from autograder.grading.entries import Rejected, Unreadable
from autograder.lab import Lab

NONE = (
    "*No notebook was handed in. The questions that are graded automatically do not depend on it.*"
)
SEVERAL = (
    "*No notebook of this lab's name was handed in, and nobody can say which of these is it: "
    "{names}. The questions that are graded automatically do not depend on it.*"
)


def put_notebook_in_place(folder: Path, lab: Lab) -> Path:
    """Return the path of a submitted folder's notebook, put there if it was not."""
    place = folder / lab.notebook
    if place.is_file() and not place.is_symlink():
        return place
    if place.is_symlink():  # whatever it leads to, it is nothing that was handed in
        place.unlink()
    found = sorted(folder.glob("*.ipynb"))
    others = [path for path in found if path.is_file() and not path.is_symlink()]
    if len(others) == 1:  # renamed by a browser, Drive or the student
        shutil.copyfile(others[0], place)
        return place
    try:
        content = intake.notebook_in(folder, lab)
    except (Rejected, Unreadable):
        content = None
    if content is None:
        names = ", ".join(path.name[:60] for path in others[:5])
        content = stand_in(SEVERAL.format(names=names) if others else NONE).encode()
    place.write_bytes(content)
    return place


def stand_in(words: str) -> str:
    """Return a notebook that stands where there is none, and says so."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(words)])
    notebook.metadata[intake.STAND_IN] = True
    return str(nbformat.writes(notebook))
