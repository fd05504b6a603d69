"""Instant checks of your own code: `check("affine_backward")`.

A check runs your function on a few public cases and compares what it gives with known right
answers. If the outputs are those of a common mistake, it names what to look at. The grader runs
more cases of the same kinds; their names stand below every check. `python -m assignment.check` runs
all of them in a terminal.
"""

import importlib
import inspect
import json
import random
import sys
import time
import traceback
from functools import lru_cache
from pathlib import Path

import numpy as np

from .checking.command import run_command
from .checking.diagnose import answer_fingerprint, error_fingerprint, matching
from .checking.program import modules_used, run
from .checking.render import Report, show
from .checking.stub import blanks, is_blank
from .checking.verdict import SHAPES, UNCHANGED, Expected, Finding, findings

CHECKS = Path(__file__).parent / "checks"
NEXT_STEP = "Print the shapes and values of each step for the smallest case."


def check(question=None):
    """Check one question of the lab, or all of them, and show what was found.

    Inputs:
    - question: the id of a question, e.g. "affine_backward"; None checks them all

    Shows rich HTML in a notebook and text elsewhere, and returns a Report (or a list of them)
    whose `passed` tells whether every public case is right. Your code runs in this process, with
    copies of the inputs; the state of the random generators is left as it was.
    """
    known = questions()
    if question is None:
        reports = [checked(data) for data in known.values() if "cases" in data]
        show(reports)
        return reports
    if question not in known:
        ids = ", ".join(id for id, data in known.items() if "cases" in data)
        print(f'There is no check "{question}". Checks: {ids}.')
        return None
    data = known[question]
    if "cases" not in data:
        print(f"{question} has no check: it is graded from what you hand in.")
        return None
    report = checked(data)
    show([report])
    return report


@lru_cache(maxsize=1)
def questions():
    """Return the questions of the released lab by id, with arrays in place of JSON lists."""
    files = sorted(CHECKS.glob("*.json"))
    if not files:
        raise FileNotFoundError(
            f"There are no public cases in {CHECKS}. They belong to a release of the lab: "
            "work in the folder you were given, or make one with `autograder release`."
        )
    found = {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        document = json.loads(text, object_hook=as_python)
        found.update({data["id"]: data for data in document["questions"]})
    return found


def as_python(item):
    """Return a JSON object, or the array or tuple it stands for."""
    if set(item) == {"tuple"}:
        return tuple(item["tuple"])
    if set(item) == {"array", "shape", "dtype"}:
        return np.array(item["array"], dtype=item["dtype"]).reshape(item["shape"])
    return item


def checked(data):
    """Run the public cases of one question and return the Report."""
    start = time.perf_counter()
    numpy_state, python_state = np.random.get_state(), random.getstate()
    found, answers = [], []
    try:
        for case in data["cases"]:
            case_found, answer = run_case(data, case)
            found += case_found
            answers.append(answer)
    finally:
        np.random.set_state(numpy_state)
        random.setstate(python_state)
    passed = all(finding.holds for finding in found)
    known = [(case["right"], case["wrong"]) for case in data["cases"]]
    mistakes = [] if passed else matching(known, answers)
    return Report(
        question=data["id"],
        title=data["title"],
        points=data["points"],
        findings=found,
        started=passed or not untouched(data),
        file=f"assignment/{data['file']}",
        hints=[data["hints"][mistake] for mistake in mistakes],
        graded=data["graded"],
        properties=[*data["properties"]],
        seconds=time.perf_counter() - start,
    )


def run_case(data, case):
    """Run one case; return its findings and the fingerprint of the answer."""
    expected = Expected(
        case["name"], case["tests"], case["expected"], case["watched"], data["compare"]
    )
    try:
        for module in modules_used(case["program"]):
            import_module(module)
        outputs, watched = run(case["program"], import_module)
    except Exception as error:
        message = f"{data['id']} ({case['name']}): {where(error)}{type(error).__name__}: {error}"
        tested = [case["tests"]] if case["tests"] else [*case["expected"]]
        found = [Finding(name, False, message) for name in tested]
        return found, error_fingerprint(type(error).__name__)
    found = findings(data["id"], expected, outputs, watched, lambda name: next_step(data, name))
    return found, answer_fingerprint(outputs, watched, data["compare"])


def next_step(data, name):
    """Return the sentence that tells a student where to go from here."""
    usual = NEXT_STEP if name not in (SHAPES, UNCHANGED) else ""
    return data["next_steps"].get(name, usual)


def import_module(name):
    """Return a module of this package by its short name, e.g. "layers"."""
    return importlib.import_module(f"{__package__}.{name}")


def where(error):
    """Return the line of your code an exception came from, "" if it is not in your code."""
    package = str(Path(__file__).parent)
    if isinstance(error, SyntaxError) and error.filename:
        return f"{Path(error.filename).name}, line {error.lineno}: "
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(package) and "checking" not in frame.filename:
            if Path(frame.filename) != Path(__file__):
                place = f"{Path(frame.filename).name}, line {frame.lineno}: "
    return place


def untouched(data):
    """Whether the blanks of a question still hold only `pass`."""
    module_name = data["file"].removesuffix(".py").replace("/", ".")
    try:
        target = import_module(module_name)
        for part in data["function"].split("."):
            target = getattr(target, part)
        source = inspect.getsource(target)
    except Exception:  # a file that cannot be imported has been worked on
        return False
    found = [lines for _, lines in blanks(source)]
    wanted = [found[number] for number in data["blanks"] if number < len(found)]
    return bool(wanted) and all(is_blank(lines) for lines in wanted)


if __name__ == "__main__":
    sys.exit(run_command(sys.argv[1:], questions(), checked))
