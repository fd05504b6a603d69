"""What the notebook's test cells ask of your results.

A test that does not hold stops its cell with a message: what, expected against got, next step.
Jupyter shows the message alone, without the lines of code that raised it.
"""

import sys
from typing import Any

import numpy as np

from .checking import session
from .checking.checker import Checker
from .checking.released import questions, student_files
from .gradient_check import rel_error
from .language import N_, _

NOT_BEGUN = N_("{question} is not written yet: write it in {file}, then run this cell again.")


class Unmet(AssertionError):
    """A test that does not hold."""

    def _render_traceback_(self) -> list[str]:
        """Return the lines Jupyter shows in place of a traceback."""
        return [str(self)]


def expect_saved(question: str) -> None:
    """Stop unless the notebook runs what is saved, so that a test tells what will be graded.

    Inputs:
    - question: the id of the question that the cell tests

    Raises Unmet where the question is not begun, its file cannot be run, or a function it is about
    is another one in the notebook than in the file. Without the lab's data nothing is asked.
    """
    try:
        known = questions()
    except FileNotFoundError:
        return
    names = sys._getframe(1).f_globals
    with Checker(known, student_files()) as checks:
        data = known[question]
        file = f"assignment/{data['file']}"
        difference = session.difference(checks, question, names)
        begun = not checks.untouched(data)
    expect(not difference, difference)
    expect(begun, _(NOT_BEGUN).format(question=question, file=file))


def expect(holds: bool, message: str) -> None:
    """Stop with a message unless something holds.

    Inputs:
    - holds: truth value
    - message: what is wrong, what was expected, and what to do next

    Raises Unmet, which is an AssertionError.
    """
    if not holds:
        raise Unmet(message)


def compare(name: str, got: Any, wanted: Any, tolerance: float) -> None:
    """Print the relative error of what you computed, and stop if it is too large.

    Whole numbers are counted: they are as expected, or not.

    Inputs:
    - name: what was computed, e.g. "affine_forward: out"
    - got: your array or number; None if your function returned nothing
    - wanted: the right one
    - tolerance: the relative error must be less than this

    Raises Unmet where the value is missing, of another shape, or too far off.
    """
    shape = np.shape(wanted)
    kind = _("shape {shape}").format(shape=shape) if shape else _("a number")
    message = _("{name} is None, expected {kind}. Write the function first.")
    expect(got is not None, message.format(name=name, kind=kind))
    message = _("{name} has shape {got}, expected {expected}.")
    expect(np.shape(got) == shape, message.format(name=name, got=np.shape(got), expected=kind))
    advice = _("Run the check above: it shows where the numbers differ.")
    if np.asarray(wanted).dtype.kind in "biu":
        right = bool(np.all(np.asarray(got) == wanted))
        message = _("{name}: {got}, expected {wanted}.").format(name=name, got=got, wanted=wanted)
        expect(right, f"{message} {advice}")
        print(_("{name}: as expected").format(name=name))
        return
    error = rel_error(wanted, got)
    result = _("{name}: relative error {error:.1e}, expected less than {tolerance:.0e}").format(
        name=name, error=error, tolerance=tolerance
    )
    print(result)
    expect(error < tolerance, f"{result}. {advice}")
