"""Styles: right solutions as students write them. Each must get full marks.

Whole files stand in `style_sources/<style>/`, what is missing there is the master's; the other
styles are made from the master's text (`rewrites.py`).
"""

import tempfile
from pathlib import Path

from autograder import labs
from autograder.grade import Grader
from autograder.isolate.sandbox import available
from autograder.oracle import master_sources
from autograder.results import Result
from tests.audit.rewrites import REWRITES, Text
from tests.audit.row import Row

LAB = labs.load("two_layer_net")
SOURCES = Path(__file__).parent / "style_sources"
FILES = {"layers.py": "layers.py", "classifiers/fc_net.py": "fc_net.py"}
MINIMUM = 40

Files = dict[str, Text]  # path in assignment/ to content


def styles() -> dict[str, Files]:
    """Return the student's files of every style, the master itself first."""
    master = master_sources(LAB)
    own = {file: master[file] for file in LAB.student_files}
    found: dict[str, Files] = {"reference": dict(own)}
    for folder in sorted({path.parent for path in SOURCES.glob("*/*.py")}):
        written = {
            file: (folder / name).read_bytes()
            for file, name in FILES.items()
            if (folder / name).exists()
        }
        found[folder.name] = {**own, **written}
    for name, rewrite in REWRITES.items():
        layers, net = rewrite(own["layers.py"], own["classifiers/fc_net.py"])
        found[name] = {"layers.py": layers, "classifiers/fc_net.py": net}
    return found


def hand_in(files: Files, folder: Path) -> Path:
    """Write a style as a submission; return its folder."""
    for file, content in files.items():
        path = folder / "assignment" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def lost(result: Result) -> list[str]:
    """Return what a right solution lost and why, for every question that code answers."""
    return [
        f"{question.id}: {question.points:g} of {question.max_points:g}. {question.message}"
        for question in result.questions
        if LAB[question.id].check and (question.points != question.max_points or question.carried)
    ]


def audit(fast: bool) -> list[Row]:
    """Grade every style under each isolation there is (fast: the strongest only)."""
    levels = [level for level in ("bubblewrap", "landlock") if not available(level)]
    rows = []
    for level in levels[:1] if fast else levels:
        failures = []
        found = styles()
        with tempfile.TemporaryDirectory() as folder, Grader(LAB, level) as grader:
            for name, files in found.items():
                result = grader.grade(hand_in(files, Path(folder, name)))
                failures += [f"{name}: {problem}" for problem in lost(result)[:3]]
        unfair = len({failure.partition(":")[0] for failure in failures})
        rows.append(
            Row(
                f"styles fairly graded ({level})",
                len(found) - unfair,
                len(found),
                tuple(failures),
                MINIMUM,
            )
        )
    return rows
