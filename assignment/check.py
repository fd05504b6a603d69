"""Instant checks of your own code: `check("affine_backward")`.

A check runs your function on a few public cases and compares what it gives with known right
answers. If the outputs are those of a common mistake, it names what to look at. The grader runs
more cases of the same kinds; their names stand below every check. `python -m assignment.check` runs
all of them in a terminal.
"""

import importlib
import inspect
import io
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
from .checking.handed_in import empty_cells
from .checking.overview import Overview, of_answer, of_artefact, of_report
from .checking.program import WrongCount, handed_over, modules_used, run
from .checking.render import Report, running_kernel, show
from .checking.stub import blanks, is_blank
from .checking.verdict import (
    SHAPES,
    UNCHANGED,
    Expected,
    Finding,
    findings,
    wrong_outputs,
)
from .language import N_, _

CHECKS = Path(__file__).parent / "checks"
HOME = Path(__file__).parent.parent  # where the notebook and the trained weights are
NEXT_STEP = N_("Print the shapes and values of each step for the smallest case.")
UNKNOWN = N_('There is no check "{question}". Checks: {checks}.')
NO_CHECK = N_("{question} has no check: it is graded from what you hand in.")
NO_RELEASE = N_(
    "There are no public cases in {folder}. They belong to a release of the lab: "
    "work in the folder you were given, or make one with `autograder release`."
)
NOTHING_TO_DRAW = N_("{question}: there are no arrays that differ, so nothing is drawn.")
DRAWN = N_("The arrays that differ are drawn in {path}.")
PLACE = N_("{file}, line {line}: ")
RAISED = N_("{question} ({case}): {place}{kind}: {error}")
RETURNED_NONE = N_(
    "{question} ({case}): {function} returned None, expected {expected} values. "
    "Return what its docstring lists, in that order."
)
RETURNED_ONE = N_(
    "{question} ({case}): {function} returned one value ({got}), expected {expected} values. "
    "Return what its docstring lists, in that order."
)
RETURNED_MANY = N_(
    "{question} ({case}): {function} returned {got} values, expected {expected}. "
    "Return what its docstring lists, in that order."
)


def check(question=None, plot=False):
    """Check one question of the lab, or show how all of it stands.

    Inputs:
    - question: the id of a question, e.g. "affine_backward"; None for the whole lab
    - plot: whether to draw where arrays differ, in the first case that is not right

    Shows rich HTML in a notebook and text elsewhere, and returns a Report, whose `passed` tells
    whether every public case is right, or an Overview of them all. Your code runs in this process,
    with copies of the inputs; the state of the random generators is left as it was.
    """
    known = questions()
    if question is None:
        found = overview()
        show(found)
        return found
    if question not in known:
        ids = ", ".join(id for id, data in known.items() if "cases" in data)
        print(_(UNKNOWN).format(question=question, checks=ids))
        return None
    data = known[question]
    if "cases" not in data:
        print(_(NO_CHECK).format(question=question))
        return None
    report = checked(data)
    show(report)
    if plot:
        draw(report)
    return report


def overview():
    """Check every question of the lab and return the Overview."""
    rows, reports = [], []
    for document in released():
        artefacts = {item["question"]: item["name"] for item in document["artefacts"]}
        for data in document["questions"]:
            question, points = data["id"], data["points"]
            if "cases" in data:
                reports.append(checked(data))
                rows.append(of_report(reports[-1]))
            elif question in artefacts:
                name = artefacts[question]
                rows.append(of_artefact(question, points, name, (HOME / name).is_file()))
            else:
                rows.append(of_answer(question, points, is_answered(document["lab"], question)))
    return Overview(", ".join(document["title"] for document in released()), rows, reports)


def is_answered(lab, question):
    """Whether the saved notebook holds an answer to a question that a person grades."""
    try:
        notebook = (HOME / f"{lab}.ipynb").read_text(encoding="utf-8")
        return question not in empty_cells(notebook)
    except (OSError, ValueError):
        return False


def draw(report):
    """Show where the outputs of a report differ: in a notebook, or as a file elsewhere."""
    if not report.outputs:
        print(_(NOTHING_TO_DRAW).format(question=report.question))
        return
    from .checking.difference_plot import plot_differences  # matplotlib is slow to load

    figure = plot_differences(report)
    if running_kernel() is not None:
        from IPython.display import Image, display

        png = io.BytesIO()
        figure.savefig(png)
        display(Image(data=png.getvalue()))
    else:
        path = f"{report.question}.png"
        figure.savefig(path)
        print(_(DRAWN).format(path=path))


@lru_cache(maxsize=1)
def released():
    """Return the released data of the lab as a list of documents, arrays in place of lists."""
    files = sorted(CHECKS.glob("*.json"))
    if not files:
        raise FileNotFoundError(_(NO_RELEASE).format(folder=CHECKS))
    texts = [file.read_text(encoding="utf-8") for file in files]
    return [json.loads(text, object_hook=as_python) for text in texts]


def questions():
    """Return the questions of the released lab by id."""
    return {data["id"]: data for document in released() for data in document["questions"]}


def as_python(item):
    """Return a JSON object, or the array or tuple it stands for."""
    if set(item) == {"tuple"}:
        return tuple(item["tuple"])
    if set(item) == {"array", "shape", "dtype"}:
        array = np.array(item["array"], dtype=item["dtype"])
        return array.reshape(item["shape"]) if array.size != 1 else np.full(item["shape"], array)
    return item


def checked(data):
    """Run the public cases of one question and return the Report."""
    start = time.perf_counter()
    numpy_state, python_state = np.random.get_state(), random.getstate()
    found, known, answers, outputs = [], [], [], []
    try:
        for case in data["cases"]:
            case_found, answer, wrong = run_case(data, case)
            found += case_found
            known.append((case["right"], case["wrong"], case.get("all_known", False)))
            answers.append(answer)
            outputs = outputs or wrong
    finally:
        np.random.set_state(numpy_state)
        random.setstate(python_state)
    passed = all(finding.holds for finding in found)
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
        outputs=outputs,
    )


def run_case(data, case):
    """Run one case; return its findings, the answer's fingerprint, and the wrong outputs."""
    expected = Expected(
        case=case["name"],
        tests=case["tests"],
        outputs=case["expected"],
        watched=before(case),
        compare={**data["compare"], **case["compare"]},
        drawn=case["drawn"],
    )
    try:
        for module in modules_used(case["program"]):
            import_module(module)
        outputs, watched = run(case["program"], import_module)
    except Exception as error:
        message = raised(error, data["id"], expected.words)
        tested = [case["tests"]] if case["tests"] else [*case["expected"]]
        found = [Finding(name, False, message) for name in tested]
        return found, error_fingerprint(type(error).__name__), []
    found = findings(data["id"], expected, outputs, watched, lambda name: next_step(data, name))
    answer = answer_fingerprint(outputs, watched, expected.compare)
    return found, answer, wrong_outputs(expected, outputs)


def before(case):
    """Return what a case watches as it was before: most of it stands in its program."""
    program, made = case["program"], case["watched"]
    return {
        name: made[name] if name in made else handed_over(program, ref)
        for name, ref in program["watched"].items()
    }


def raised(error, question, case):
    """Return the message on an exception: what, where, and what was expected instead."""
    if isinstance(error, WrongCount):
        words = RETURNED_MANY if isinstance(error.got, int) else RETURNED_ONE
        words = RETURNED_NONE if error.got is None else words
        return _(words).format(question=question, case=case, **vars(error))
    return _(RAISED).format(
        question=question,
        case=case,
        place=where(error),
        kind=type(error).__name__,
        error=error,
    )


def next_step(data, name):
    """Return the sentence that tells a student where to go from here."""
    usual = _(NEXT_STEP) if name not in (SHAPES, UNCHANGED) else ""
    known = data["next_steps"].get(name)
    return usual if known is None else _(known)


def import_module(name):
    """Return a module of this package by its short name, e.g. "layers"."""
    return importlib.import_module(f"{__package__}.{name}")


def where(error):
    """Return the line of your code an exception came from, "" if it is not in your code."""
    package = str(Path(__file__).parent)
    if isinstance(error, SyntaxError) and error.filename:
        return _(PLACE).format(file=Path(error.filename).name, line=error.lineno)
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(package) and "checking" not in frame.filename:
            if Path(frame.filename) != Path(__file__):
                place = _(PLACE).format(file=Path(frame.filename).name, line=frame.lineno)
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
