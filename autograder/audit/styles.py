"""Styles: right solutions as students write them. Each must get full marks.

Whole files stand in `labs/<lab>/styles/<style>/`, at their places in assignment/, and what is
missing there is the master's; the other styles are made from the master's text (`rewrites.py`,
and `rewrites_two_layer_net.py` for what only that lab has).
"""

import tempfile
from pathlib import Path

from autograder.audit import rewrites, rewrites_two_layer_net
from autograder.audit.rewrites import Text
from autograder.audit.row import Row
from autograder.grading.grade import Grader
from autograder.isolate.levels import available
from autograder.lab import Lab
from autograder.oracle import master_sources
from autograder.results import Result

MINIMUM = {"two_layer_net": 40}
MINIMUM_ELSEWHERE = 20

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
    return Row(name, len(found) - unfair, len(found), tuple(failures), minimum(lab))


def minimum(lab: Lab) -> int:
    """Return how many styles a lab must have at least."""
    return MINIMUM.get(lab.name, MINIMUM_ELSEWHERE)


def styles(lab: Lab) -> dict[str, Files]:
    """Return the student's files of every style, the master itself first."""
    master = master_sources(lab)
    own = {file: master[file] for file in lab.student_files}
    found: dict[str, Files] = {"reference": dict(own)}
    for folder in sorted(
        path
        for path in (lab.course.folder / "labs" / lab.name / "styles").glob("*")
        if path.is_dir()
    ):
        written = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")
        }
        strange = set(written) - set(own)
        if strange:
            raise ValueError(f"{folder}: {sorted(strange)} are no files that students edit")
        found[folder.name] = {**own, **written}
    for name, rewrite in rewrites.REWRITES.items():
        found[name] = {file: rewrite(text) for file, text in own.items()}
    if lab.name == "two_layer_net":
        for name, rewrite_both in rewrites_two_layer_net.REWRITES.items():
            layers, net = rewrite_both(own["layers.py"], own["classifiers/fc_net.py"])
            found[name] = {"layers.py": layers, "classifiers/fc_net.py": net}
    return found


def hand_in(files: Files, folder: Path) -> Path:
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
        if lab[question.id].check and (question.points != question.max_points or question.carried)
    ]
