"""Each lab through nbgrader's own commands: the gradebook has the marks that `grade` gives.

A right submission, one with a known mistake and one not begun go from generate_assignment to
generate_feedback in a course of their own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook

import autograder
from autograder.audit.row import Row, left_out
from autograder.grading.grade import Grader
from autograder.lab import Lab
from autograder.master.demo_class import emptied
from autograder.oracle import master_sources

# Of the course: what nbgrader's commands read. What a course has not, it does not need.
COPIED = (
    "assignment", "course.py", "labs", "notebooks", "datasets/README.md", "get_datasets.sh",
    "nbgrader_config.py",
)  # fmt: skip
ENGINE = Path(autograder.__file__).parent
COMMANDS = ("generate_assignment", "autograde", "generate_feedback")
LONGEST_SECONDS = 300


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Return one row: the questions that have the same points in both."""
    here = lab.course.folder
    for needed in ("nbgrader_config.py", f"release/{lab.name}"):
        if not (here / needed).exists():
            return [left_out(name_of(lab), f"the course has no {needed}")]
    with tempfile.TemporaryDirectory(prefix="gradebook-") as scratch:
        root = Path(scratch) / "course"
        for name in (*COPIED, *lab.course.pages):
            if (here / name).exists():
                copy = shutil.copytree if (here / name).is_dir() else shutil.copy
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                copy(here / name, root / name)
        for student, sources in handed_in(lab):
            folder = root / "submitted" / student / lab.name
            shutil.copytree(here / "release" / lab.name, folder)
            for file in lab.student_files:
                (folder / "assignment" / file).write_text(sources[file], encoding="utf-8")
        for command in COMMANDS:
            failure = run(root, command, lab.name)
            if failure:
                return [Row(name_of(lab), 0, 1, (failure,))]
        compared = list(compare(lab, root))
    different = tuple(words for words in compared if words)
    same = len(compared) - len(different)
    return [Row(name_of(lab), same, len(compared), different)]


def name_of(lab: Lab) -> str:
    return f"marks in nbgrader's gradebook ({lab.name})"


def handed_in(lab: Lab) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield students and their files."""
    solved = master_sources(lab)
    yield "right", solved
    yield "mistaken", lab.mistakes[0].apply(solved)
    yield "not_begun", {file: emptied(solved[file]) for file in lab.student_files}


def run(root: Path, command: str, lab_name: str) -> str:
    """Run one of nbgrader's commands in the course; return why it failed, "" if it did not."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", command, lab_name],
        cwd=root,
        env={
            **os.environ,
            "HOME": str(root),
            "JUPYTER_CONFIG_DIR": str(root / "jupyter"),
            "PYTHONPATH": f"{ENGINE.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
        },
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    last = done.stderr.strip().splitlines()[-1:]
    return f"{command} exits {done.returncode}: {' '.join(last)[:300]}" if done.returncode else ""


def compare(lab: Lab, root: Path) -> Iterator[str]:
    """Yield for each student and question how the two differ, "" where they do not."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook, Grader(lab) as grader:
        for student, _ in handed_in(lab):
            stored = gradebook.find_submission_notebook(lab.name, lab.name, student)
            points = {grade.name: grade.auto_score or 0 for grade in stored.grades}
            result = grader.grade(root / "submitted" / student / lab.name)
            for question in result.questions:
                there = points.get(question.id)
                same = there is not None and abs(there - question.points) < 1e-9
                words = f"{student}, {question.id}: {there} and {question.points:g} points"
                yield "" if same else words
            page = root / "feedback" / student / lab.name / f"{lab.name}.html"
            yield "" if page.is_file() else f"{student}: no feedback"
