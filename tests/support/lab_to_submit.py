"""A small lab, solved, ready to be handed in."""

import json
import os

import pytest

START = "# *****START OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****"
END = "# *****END OF YOUR CODE (DO NOT DELETE/MODIFY THIS LINE)*****"
SOLVED = f"def relu_forward(x):\n    {START}\n    out = x * (x > 0)\n    {END}\n    return out\n"
STUB = SOLVED.replace("out = x * (x > 0)", "pass")


@pytest.fixture
def folder(tmp_path):
    """A small lab, complete and solved, its notebook saved last."""
    listing = {
        "student_files": ["layers.py", "classifiers/fc_net.py"],
        "artefacts": [
            {"name": "best_model.npz", "question": "best_model", "required": True},
            {"name": "notes.txt", "question": "hyperparameter_study", "required": False},
        ],
        "questions": [
            {"id": "relu_forward", "file": "layers.py"},
            {"id": "svm_loss", "file": "layers.py"},
            {"id": "two_layer_net_loss", "file": "classifiers/fc_net.py"},
            {"id": "best_model"},
        ],
    }
    for name in ("assignment/checks", "assignment/classifiers"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "assignment/checks/two_layer_net.json").write_text(json.dumps(listing))
    (tmp_path / "assignment/layers.py").write_text(SOLVED)
    (tmp_path / "assignment/classifiers/fc_net.py").write_text(SOLVED)
    (tmp_path / "best_model.npz").write_bytes(b"weights")
    (tmp_path / "notes.txt").write_text("what I tried")
    (tmp_path / "runs.csv").write_text("hidden_size\n50\n")
    write_notebook(tmp_path, f"{START}\nmodel = 1\n{END}", "My runs show that ...")
    return tmp_path


def write_notebook(folder, code, text):
    cells = [
        {"cell_type": "code", "source": code.splitlines(True), "grade_id": "best_model_code"},
        {"cell_type": "markdown", "source": text, "grade_id": "hyperparameter_study"},
        {"cell_type": "markdown", "source": "", "grade_id": None},
    ]
    for cell in cells:
        grade_id = cell.pop("grade_id")
        tag = {"solution": True, "grade_id": grade_id}
        cell["metadata"] = {"nbgrader": tag} if grade_id else {}
    (folder / "two_layer_net.ipynb").write_text(json.dumps({"cells": cells}))
    age(folder, "two_layer_net.ipynb", 0)


def age(folder, name, seconds):
    """Set when a file was last written, relative to the rest, which is 100 seconds old."""
    for file in folder.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    os.utime(folder / name, (1_700_000_100 - seconds, 1_700_000_100 - seconds))
