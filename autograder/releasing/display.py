"""How formgrader shows the text of a master notebook.

Rendering a text takes two seconds, for what has to be imported, so that a text which was found to
be shown well is not rendered again by the same programs.
"""

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

from autograder import cache
from autograder.lab import Lab
from autograder.master.master import MasterError
from autograder.master.notebook import Cell, Notebook

# What renders a text, and what judges it then: with another of these it is looked at again.
LIBRARIES = ("mistune", "nbconvert", "nbformat", "pygments")
REPORTING = Path(__file__).parents[1] / "reporting"
JUDGES = (Path(__file__), REPORTING / "submitted_notebook.py", REPORTING / "harmless.py")
MOST = 200  # are kept: the oldest give way


def check_display(notebook: Notebook, lab: Lab) -> None:
    """Raise MasterError where formgrader would show a master's text otherwise than Jupyter does."""
    ids = {question.id for question in lab.questions}
    texts = {n: cell for n, cell in enumerate(notebook.cells, start=1) if cell.cell_type != "code"}
    kept = cache.folder("displayed")
    name = name_of(list(texts.values()), ids)
    if kept and (kept / name).exists():
        return
    problems = [
        f"notebooks/{lab.name}/{lab.notebook}: cell {number}: graders would see this text as it is "
        "typed. Use plain Markdown, and no heading that is the id of a question."
        for number, cell in texts.items()
        if not is_shown(cell, ids)
    ]
    if problems:
        raise MasterError("\n".join(problems))
    if kept:
        keep(kept / name)


def is_shown(cell: Cell, ids: set[str]) -> bool:
    """Whether a text may be shown as a page."""
    import nbformat

    from autograder.reporting.submitted_notebook import renders_harmlessly

    node = nbformat.v4.new_markdown_cell(cell.source, attachments=cell.attachments)
    return renders_harmlessly(node, ids)


def name_of(texts: list[Cell], ids: set[str]) -> str:
    """Return a hash of all that decides how texts are shown."""
    facts = [(library, version(library)) for library in LIBRARIES]
    cells = [(cell.cell_type, cell.source, sorted(cell.attachments.items())) for cell in texts]
    judges = [path.read_bytes() for path in JUDGES]
    return hashlib.sha256(repr((facts, cells, sorted(ids), judges)).encode()).hexdigest()[:40]


def keep(path: Path) -> None:
    """Remember that texts are shown well; the oldest that are remembered give way."""
    try:
        path.touch()
        for old in sorted(path.parent.iterdir(), key=os.path.getmtime)[:-MOST]:
            old.unlink(missing_ok=True)
    except OSError:  # a full or read-only disk: looked at again next time
        return
