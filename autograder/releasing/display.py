"""How formgrader shows the text of a master notebook."""

import nbformat

from autograder.lab import Lab
from autograder.master.master import MasterError
from autograder.master.notebook import Cell, Notebook
from autograder.reporting import submitted_notebook


def check_display(notebook: Notebook, lab: Lab) -> None:
    """Raise MasterError where formgrader would show a master's text otherwise than Jupyter does."""
    ids = {question.id for question in lab.questions}
    problems = [
        f"notebooks/{lab.name}/{lab.notebook}: cell {number}: graders would see this text as it is "
        "typed. Use plain Markdown, and no heading that is the id of a question."
        for number, cell in enumerate(notebook.cells, start=1)
        if cell.cell_type != "code"
        and not submitted_notebook.renders_harmlessly(as_node(cell), ids)
    ]
    if problems:
        raise MasterError("\n".join(problems))


def as_node(cell: Cell) -> nbformat.NotebookNode:
    """Return a text cell as nbformat has it."""
    return nbformat.v4.new_markdown_cell(cell.source, attachments=cell.attachments)
