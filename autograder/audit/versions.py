"""Versions: what is right under some Python and NumPy alone is right whatever the grader has.

Every style is graded with each NumPy of `NUMPYS` in the grader's place, on one Python that has
wheels of all of them, and so is every kind of `version_kinds`. The verdicts must be the same.
"""

import tempfile
from pathlib import Path

from autograder import labs
from autograder.audit.row import Row
from autograder.audit.styles import hand_in, lost, styles
from autograder.audit.version_kinds import KINDS, using
from autograder.grading.grade import Grader
from autograder.isolate import runtimes
from autograder.isolate.runtime import Runtime
from autograder.lab import Lab
from autograder.results import Result

NUMPYS = ("1.26.4", "2.0.2", "2.1.3", "2.2.6", "2.4.6", "2.5.5")
PYTHON = "3.12"
HOME = runtimes.HOME.with_name("audited-runtimes")
FAST = ("1.26.4",)


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Grade a lab's styles, and the kinds where it is their lab, under every NumPy."""
    found = {name: (files, ()) for name, files in styles(lab).items()}
    if lab.name == "two_layer_net":
        only = ("relu_forward",)
        found |= {f"kind {name}": (using(kind), only) for name, kind in KINDS.items()}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        paths = {
            name: (hand_in(files, Path(folder, name)), only)
            for name, (files, only) in found.items()
        }
        for numpy in FAST if fast else NUMPYS:
            runtime, problem = on_python(numpy)
            failures = [problem] if runtime is None else unequal(lab, runtime, paths)
            unfair = len(paths) if runtime is None else len({f.split(":")[0] for f in failures})
            name = f"{lab.name}: right under NumPy {numpy} in the grader's place"
            rows.append(Row(name, len(paths) - unfair, len(paths), tuple(failures)))
    return rows


def unequal(
    lab: Lab, runtime: Runtime, paths: dict[str, tuple[Path, tuple[str, ...]]]
) -> list[str]:
    """Return which right submissions lose marks under a runtime, and why.

    paths  of submissions, each with the questions it is about, () for all
    """
    with Grader(lab, runtime=runtime) as grader:
        return [
            f"{name}: {problem}"
            for name, (path, only) in paths.items()
            for problem in lost(lab, grader.grade_reading(grader.read(path), only))[:3]
        ]


def on_python(numpy: str) -> tuple[Runtime | None, str]:
    """Return a NumPy on the Python of the audit, or why it cannot be had."""
    name = runtimes.folder_name(PYTHON, numpy)
    made = runtimes.read(runtimes.HOME / name)
    if made:
        return made, ""
    folder, python = HOME / name, runtimes.interpreter(PYTHON)
    if python is None:
        return None, f"there is no Python {PYTHON} on this machine"
    problem = "" if runtimes.read(folder) else runtimes.install(folder, python[1], PYTHON, numpy)
    return runtimes.read(folder), problem


def verdicts(result: Result) -> dict[str, tuple[float, str]]:
    """Return what must be the same under all versions: points and outcome of each question."""
    return {question.id: (question.points, question.outcome) for question in result.questions}


def differing(lab_name: str, submissions: Path) -> list[str]:
    """Return which of some submissions have another verdict under a NumPy than under the grader's.

    submissions  a folder of them
    """
    lab, found = labs.load(lab_name), []
    paths = sorted(path for path in submissions.iterdir() if path.is_dir())
    with Grader(lab) as grader:
        expected = {path: verdicts(grader.grade(path)) for path in paths}
    for numpy in NUMPYS:
        runtime, problem = on_python(numpy)
        if runtime is None:
            found.append(f"NumPy {numpy}: {problem}")
            continue
        with Grader(lab, runtime=runtime) as grader:
            for path in paths:
                got = verdicts(grader.grade(path))
                wrong = {id for id in got if got[id] != expected[path][id]}
                if wrong:
                    found.append(f"{path.name} under NumPy {numpy}: {sorted(wrong)}")
    return found
