"""Hints on demand, in steps: a question, what to look at, an example with other numbers.

Where a question has a formula, that is the last step, once it is earned (`earned.py`). Nothing is
kept of which hints were asked for.
"""

import html

from ..language import N_, _
from . import earned
from .render import COLOURS, QUIET, STYLE
from .spelling import Data

STEPS = (
    N_("Ask yourself"),
    N_("Look at"),
    N_("An example with other numbers"),
    N_("The formula"),
)
HEADING = N_("{question}: hint {shown} of {all}")
MORE = N_('More: check("{question}", hint={next}).')
FOLDED = N_(
    "The formula is unfolded once {enough} checks of changed code have failed; so far: {failed}."
)
NONE = N_("{question}: there are no hints on this question.")


class Hints:
    """The first hints on a question, shown like a Report.

    data    the question, as released
    number  how many to show; whatever is asked for, at least one and at most all
    """

    def __init__(self, data: Data, number: int) -> None:
        self.question = data["id"]
        self.all = list(data.get("steps", []))
        formula = data.get("formula")
        self.failed = earned.failures(self.question)
        self.folded = bool(formula) and self.failed < earned.ENOUGH
        if formula and not self.folded:
            self.all.append(formula)
        self.shown = self.all[: max(int(number), 1)]

    @property
    def heading(self) -> str:
        """Which hints these are."""
        if not self.all:
            return _(NONE).format(question=self.question)
        shown, most = len(self.shown), len(self.all)
        return _(HEADING).format(question=self.question, shown=shown, all=most)

    @property
    def more(self) -> str:
        """How to get the next one, "" where there is none."""
        if len(self.shown) == len(self.all):
            if self.folded:
                return _(FOLDED).format(enough=earned.ENOUGH, failed=self.failed)
            return ""
        return _(MORE).format(question=self.question, next=len(self.shown) + 1)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Each hint shown, with what kind it is."""
        return [(_(kind), _(text)) for kind, text in zip(STEPS, self.shown)]

    def __str__(self) -> str:
        lines = [self.heading, *(f"  {kind}: {text}" for kind, text in self.steps)]
        return "\n".join([*lines, *([f"  {self.more}"] if self.more else [])])

    def _repr_html_(self) -> str:
        steps = "".join(
            f"<div style='margin:.3em 0;white-space:pre-line'><b>{html.escape(kind)}:</b> "
            f"{html.escape(text)}</div>"
            for kind, text in self.steps
        )
        more = f"<div style='{QUIET}'>{html.escape(self.more)}</div>" if self.more else ""
        style = STYLE.format(colour=COLOURS["not started"])
        return f"<div style='{style}'><b>{html.escape(self.heading)}</b>{steps}{more}</div>"
