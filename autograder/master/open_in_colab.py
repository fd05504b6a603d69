"""The Open-in-Colab badge of a released notebook, and where its set-up cell finds a fresh lab.

The badge opens the notebook as it stands in a public GitHub repository. There is no `assignment/`
beside it there, so the set-up cell learns where to fetch the lab: it puts it into the student's
Drive, where it stays, and sends the student there.
"""

import re

from autograder.lab import Lab
from autograder.master.master import MasterError
from autograder.master.notebook import Notebook

REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[\w.-]+")
BRANCH = re.compile(r"[\w.-]+")
NO_COPY = "FRESH_COPY = None"

BADGE = """\
[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({address})

*On Colab, the first cell puts the lab into your Drive, and tells you what to open there.*

"""


def link(notebook: Notebook, lab: Lab) -> None:
    """Point a lab's notebook to the repository that holds its release; changes the notebook.

    Raises MasterError where the names cannot be ones of GitHub's, or the notebook has no cells
    for them.
    """
    repository, branch = lab.course.colab, lab.course.colab_branch
    if not REPOSITORY.fullmatch(repository) or not BRANCH.fullmatch(branch):
        raise MasterError(
            f"course.py: colab names the repository {repository!r} and the branch "
            f'{branch!r}, expected names such as "OWNER/NAME" and "main".'
        )
    cells = {cell.id: cell for cell in notebook.cells}
    name = f"notebooks/{lab.name}/{lab.notebook}"
    if not {"title", "setup"} <= cells.keys() or NO_COPY not in cells["setup"].source:
        raise MasterError(
            f"{name}: needs a cell `title` for the Open-in-Colab badge, and a cell `setup` with "
            f"the line `{NO_COPY}`. Copy them from another lab's notebook."
        )
    github = f"https://colab.research.google.com/github/{repository}/blob/{branch}"
    address = f"{github}/{lab.name}/{lab.notebook}"
    fresh = f"https://github.com/{repository}/archive/refs/heads/{branch}.zip"
    cells["title"].source = BADGE.format(address=address) + cells["title"].source
    cells["setup"].source = cells["setup"].source.replace(NO_COPY, f'FRESH_COPY = "{fresh}"')
