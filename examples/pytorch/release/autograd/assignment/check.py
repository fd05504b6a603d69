"""Instant checks of your own code: `check("affine_backward")`.

A check runs your function, as it is saved, on a few public cases and compares what it gives with
known right answers. If the outputs are those of a common mistake, it names what to look at. The
grader runs more cases of the same kinds; their names stand below every check.
`python -m assignment.check` runs all of them in a terminal.
"""

import difflib
import io
import sys
from collections.abc import Callable
from typing import Any

from .checking import earned, session
from .checking.checker import Checker
from .checking.command import run_command
from .checking.handed_in import empty_cells
from .checking.hints import Hints
from .checking.overview import Overview, of_answer, of_artefact, of_report
from .checking.released import HOME, questions, released, student_files
from .checking.render import Report, running_kernel, show
from .language import N_, _

UNKNOWN = N_('There is no check "{question}". Checks: {checks}.')
NEAR = N_('There is no check "{question}". Did you mean check("{near}")?')
NOT_AN_ID = N_("check takes the id of a question or its function, not {got}. Checks: {checks}.")
NO_CHECK = N_("{question} has no check: it is graded from what you hand in.")
NOTHING_TO_DRAW = N_("{question}: there are no arrays that differ, so nothing is drawn.")
EARNED = N_('The formula is unfolded: check("{question}", hint=4).')
DRAWN = N_("The arrays that differ are drawn in {path}.")


def check(
    question: str | Callable[..., object] | None = None, plot: bool = False, hint: int | None = None
) -> Report | Overview | None:
    """Check one question of the lab, or show how all of it stands.

    Inputs:
    - question: the id of a question, e.g. "affine_backward", or the function it is about; None for
      the whole lab
    - plot: whether to draw where arrays differ, in the first case that is not right
    - hint: 1, 2 or 3 for as many hints on the question in place of its check: a question to ask
      yourself, what to look at, and an example with other numbers; 4 for the formula as well,
      where there is one and three checks of changed code have failed

    Shows rich HTML in a notebook and text elsewhere, and returns a Report, whose `passed` tells
    whether every public case is right, or an Overview of them all. What is checked is what is
    saved in the files. It runs in this process, with copies of the inputs; the state of the random
    generators is left as it was.
    """
    if hint is not None:
        for id in asked(question):
            show(Hints(questions()[id], hint))
        return None
    if question is None:
        found = overview()
        show(found)
        return found
    report = None
    with checker() as checks:
        for id in asked(question):
            report = checks.report(id)
            report.notes += filter(None, [earned_formula(checks, questions()[id], report)])
            if report.passed and not checks.notes:
                names = session.names_of_notebook()
                report.notes += filter(None, [session.difference(checks, id, names)])
            show(report)
            if plot:
                draw(report)
    return report


def earned_formula(checks: Checker, data: dict[str, Any], report: Report) -> str:
    """Note a check of changed code that failed; say so if that has earned the formula, else ""."""
    if not data.get("formula") or report.state != "wrong":
        return ""
    text = checks.package.text(data["file"])
    failed = earned.note_failure(data["id"], text, data["function"])
    return _(EARNED).format(question=data["id"]) if failed >= earned.ENOUGH else ""


def asked(question: object) -> list[str]:
    """Return the ids of the questions that are meant by an id or a function; say if there are none.

    Several questions may be about one method.
    """
    known = questions()
    with_check = [id for id, data in known.items() if "cases" in data]
    if isinstance(question, str):
        if question in with_check:
            return [question]
        if question in known:
            print(_(NO_CHECK).format(question=question))
            return []
        near = difflib.get_close_matches(question, with_check, 1)
        words = _(NEAR if near else UNKNOWN)
        checks = ", ".join(with_check)
        print(words.format(question=question, checks=checks, near="".join(near)))
        return []
    name = getattr(question, "__qualname__", "")
    found = [id for id in with_check if name and f"{known[id]['function']}.".startswith(f"{name}.")]
    if not found:
        got = name or type(question).__name__
        print(_(NOT_AN_ID).format(got=got, checks=", ".join(with_check)))
    return found


def checker() -> Checker:
    """Return the checker of the lab's files as they are saved now."""
    return Checker(questions(), student_files())


def overview() -> Overview:
    """Check every question of the lab and return the Overview."""
    rows, reports = [], []
    with checker() as checks:
        for document in released():
            artefacts = {item["question"]: item["name"] for item in document["artefacts"]}
            for data in document["questions"]:
                question, points = data["id"], data["points"]
                if "cases" in data:
                    reports.append(checks.report(question))
                    rows.append(of_report(reports[-1]))
                elif question in artefacts:
                    name = artefacts[question]
                    rows.append(of_artefact(question, points, name, (HOME / name).is_file()))
                else:
                    answered = is_answered(document["lab"], question)
                    rows.append(of_answer(question, points, answered))
    title = ", ".join(document["title"] for document in released())
    return Overview(title, rows, reports, checks.notes)


def is_answered(lab: str, question: str) -> bool:
    """Whether the saved notebook holds an answer to a question that a person grades."""
    try:
        notebook = (HOME / f"{lab}.ipynb").read_text(encoding="utf-8")
        return question not in empty_cells(notebook)
    except (OSError, ValueError):
        return False


def draw(report: Report) -> None:
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


session.give_back({"check": check})

if __name__ == "__main__":
    sys.exit(run_command(sys.argv[1:], questions(), checker))
