"""Versions: what is right under some Python and NumPy alone is right whatever the grader has.

Every style is graded with each NumPy of `NUMPYS` in the grader's place, on one Python that has
wheels of all of them. The verdicts must be the same.
"""

import tempfile
from pathlib import Path

from autograder import labs
from autograder.audit.row import Row, left_out
from autograder.audit.styles import hand_in, lost, styles
from autograder.grading.grade import Grader
from autograder.isolate import runtimes
from autograder.isolate.runtime import Runtime
from autograder.lab import Lab
from autograder.results import Result

NUMPYS = ("1.26.4", "2.0.2", "2.1.3", "2.2.6", "2.4.6", "2.5.5")
PYTHON = "3.12"
HOME = runtimes.HOME.with_name("audited-runtimes")
FAST = ("1.26.4",)


Paths = dict[str, tuple[Path, tuple[str, ...]]]  # submissions, and the questions they are about


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Grade a lab's styles under every NumPy."""
    title = f"{lab.name}: right under NumPy %s in the grader's place"
    with tempfile.TemporaryDirectory() as folder:
        paths: Paths = {
            name: (hand_in(files, Path(folder, name)), ()) for name, files in styles(lab).items()
        }
        return [compared(lab, numpy, paths, title % numpy) for numpy in (FAST if fast else NUMPYS)]


def compared(lab: Lab, numpy: str, paths: Paths, title: str) -> Row:
    """Return the row of right submissions that have full marks under a NumPy."""
    runtime, problem = on_python(numpy)
    if runtime is None:
        return left_out(title, problem)
    failures = unequal(lab, runtime, paths)
    unfair = len({failure.split(":")[0] for failure in failures})
    return Row(title, len(paths) - unfair, len(paths), tuple(failures))


def unequal(lab: Lab, runtime: Runtime, paths: Paths) -> list[str]:
    """Return which right submissions lose marks under a runtime, and why.

    paths  each with the questions it is about, () for all
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
