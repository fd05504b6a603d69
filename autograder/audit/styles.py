"""Styles: right solutions as students write them. Each must get full marks.

Whole files stand in `labs/<lab>/styles/<style>/`, at their places in assignment/, and what is
missing there is the master's; the other styles are made from the master's text (`rewrites.py`,
and what a lab adds of its own, `own.py`).
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from autograder.audit import own, rewrites
from autograder.audit.rewrites import Text
from autograder.audit.row import Row
from autograder.grading.grade import Grader
from autograder.isolate.levels import available
from autograder.lab import Lab
from autograder.oracle import master_sources
from autograder.results import Result

Files = dict[str, Text]  # path in assignment/ to content


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Grade every style under each isolation there is (fast: the strongest only)."""
    levels = [level for level in ("bubblewrap", "landlock") if not available(level)]
    return [graded(lab, level) for level in levels[: 1 if fast else 2]]


def graded(lab: Lab, level: str) -> Row:
    """Grade every style of a lab under one isolation."""
    failures = []
    found = styles(lab)
    with tempfile.TemporaryDirectory() as folder, Grader(lab, level) as grader:
        for name, files in found.items():
            result = grader.grade(hand_in(files, Path(folder, name)))
            failures += [f"{name}: {problem}" for problem in lost(lab, result)[:3]]
    unfair = len({failure.partition(":")[0] for failure in failures})
    name = f"{lab.name}: styles fairly graded ({level})"
    return Row(name, len(found) - unfair, len(found), tuple(failures))


def styles(lab: Lab) -> dict[str, Files]:
    """Return the student's files of every style, the master itself first."""
    master = master_sources(lab)
    mine = {file: master[file] for file in lab.student_files}
    found: dict[str, Files] = {"reference": dict(mine)}
    for folder in sorted(
        path
        for path in (lab.course.folder / "labs" / lab.name / "styles").glob("*")
        if path.is_dir()
    ):
        written = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")
        }
        strange = set(written) - set(mine)
        if strange:
            raise ValueError(f"{folder}: {sorted(strange)} are no files that students edit")
        found[folder.name] = {**mine, **written}
    for name, rewrite in rewrites.REWRITES.items():
        found[name] = {file: rewrite(text) for file, text in mine.items()}
    for name, rewrite_all in own.added(lab, "REWRITES", {}).items():
        found[name] = rewrite_all(dict(mine))
    return found


def hand_in(files: Mapping[str, Text], folder: Path) -> Path:
    """Write a style as a submission; return its folder."""
    for file, content in files.items():
        path = folder / "assignment" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def lost(lab: Lab, result: Result) -> list[str]:
    """Return what a right solution lost and why, for every question that code answers."""
    return [
        f"{question.id}: {question.points:g} of {question.max_points:g}. {question.message}"
        for question in result.questions
        if question.id in lab.checked
        and (question.points != question.max_points or question.carried)
    ]
