"""A kit of one small lab in a folder: master package, master notebook, and their Lab."""

import json
from pathlib import Path

import nbformat

from autograder.banners import END, START
from autograder.course import Course
from autograder.lab import Checked, Lab, Manual
from autograder.master.release_files import Material
from autograder.releasing import release

LAYERS = f'''\
"""Layers of a small lab."""

import numpy as np


def relu_forward(x):
    """Return (out, cache) of a ReLU."""
    out = None
    {START}
    # keep what is positive, nothing else
    out = np.maximum(x, 0)
    {END}
    return out, x


def softmax(x):
    """Return the probabilities of scores x (N, C)."""
    {START}
    num_examples = x.shape[0]
    shifted = x - x.max(axis=1, keepdims=True)
    exps = np.exp(shifted)
    probs = exps / exps.sum(axis=1, keepdims=True)
    {END}
    return probs
'''

SCALE = '''\
"""Given to students: nothing to do here."""

import numpy as np


def scale(x, factor):
    """Return x times a factor."""
    num_examples = x.shape[0]
    return np.asarray(x) * factor
'''


def make_lab(root: Path) -> Lab:
    """Return a lab of the course in `root`; nothing checks its one automatic question."""
    return Lab(
        name="tiny",
        title="A tiny lab",
        student_files=("layers.py",),
        given_files=("data_utils.py", "scale.py"),
        loads_data=True,
        course=Course(folder=root),
        questions=[
            Checked("relu", "ReLU", 4.0, lambda *_: {}, "layers:relu_forward", {}, ()),
            Manual("study", "A study", 3.0),
        ],
    )


def make_root(folder: Path) -> Path:
    """Fill `folder` with the master of the lab and return it."""
    files = {
        "course.py": "from autograder.course import Course\n\ncourse = Course()\n",
        "assignment/__init__.py": "",
        "assignment/data_utils.py": "",
        "assignment/layers.py": LAYERS,
        "assignment/scale.py": SCALE,
        "datasets/README.md": "Data go here.\n",
        "get_datasets.sh": "#!/bin/sh\nexit 0\n",
        "notebooks/tiny/tiny.ipynb": nbformat.writes(make_notebook()) + "\n",
    }
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def make_notebook() -> nbformat.NotebookNode:
    """Return the master notebook: prose, a solution cell, a test cell and a study."""
    v4 = nbformat.v4
    train = f"rate = None\n{START}\nrate = 1e-3 * 0.95 ** np.arange(10)\n{END}\nprint(rate)"
    cells = [
        v4.new_markdown_cell("# A tiny lab\n\nWrite *ReLU*: $x < 0$ becomes 0."),
        v4.new_code_cell("import numpy as np\nfrom assignment.layers import relu_forward"),
        v4.new_code_cell(train, metadata=marks("train_code", solution=True)),
        v4.new_code_cell(
            "out, _ = relu_forward(np.array([-1.0, 2.0]))\nassert out.tolist() == [0, 2]",
            metadata=marks("relu", points=4, grade=True, locked=True),
        ),
        v4.new_markdown_cell(
            "A lower rate learns more slowly, as the curve of the loss shows.",
            metadata=marks("study", points=3, grade=True, solution=True, cell_type="markdown"),
        ),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    cells[1].outputs = [v4.new_output("stream", text="an output of the author's\n")]
    cells[1].execution_count = 7
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata = {"kernelspec": {"display_name": "mine", "name": "python3"}, "toc": {}}
    return notebook


def marks(id: str, points: float | None = None, **settings: object) -> dict[str, object]:
    """Return a cell's metadata as nbgrader wants them."""
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    known = {"schema_version": 3, "grade_id": id, "cell_type": "code", **plain, **settings}
    if points is not None:
        known["points"] = points
    return {"nbgrader": known}


def build_release(lab: Lab) -> Path:
    """Build the release of a lab and return it."""
    release.build(Material(lab), release.place(lab))
    return release.place(lab)


def render_checks(material: Material) -> str:
    """Stand in for the public cases: data, no code."""
    return json.dumps({"lab": material.lab.name, "cases": [[0.5, 1.5]]}, indent=1) + "\n"
