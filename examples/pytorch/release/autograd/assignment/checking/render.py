"""How a check looks: a card in a notebook, a few lines of text elsewhere."""

import html
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..language import N_, _
from .verdict import Finding, Output

STYLE = (
    "font-family:system-ui,sans-serif;line-height:1.45;max-width:46em;margin:.3em 0;"
    "padding:.6em .9em;border:1px solid rgba(128,128,128,.35);border-radius:6px;"
    "border-left:5px solid {colour}"
)
# Each reads at 4.5 to 1 on white and on black.
COLOURS = {"passed": "#2a8552", "wrong": "#d0453a", "waits": "#757575", "not started": "#757575"}
SIGNS = {N_("passed"): "✓", N_("wrong"): "✗", N_("waits"): "…", N_("not started"): "○"}
QUIET = "opacity:.75;font-size:.92em"

NOT_STARTED = N_(
    "{question}: not implemented yet. The blank in {file} still holds `pass`. "
    "Write your code between the banners and run this again."
)
RIGHT = N_("{question}: all public cases pass.")
NOT_RIGHT = N_("{question}: not right yet.")
WAITS = N_(
    "{question}: waits for {others}. What is not right there is graded with the reference's in its "
    "place, so this may be right already. Mend {first} first."
)
LOOK_HERE = N_("Look here:")
OR = N_("or:")
RELATIVE_ERROR = N_("relative error: {errors}")
TINY = 1e-9  # what is smaller differs from machine to machine, and is told as that
TINY_ERROR = N_("{name} below {tiny:.0e}")
HOW_IT_WORKS = N_('How does it work? understand("{question}") asks you.')
GRADED = N_("The grader runs these cases: {cases}.")


@dataclass
class Report:
    """What a check found. Shown by `check` itself; in a notebook it shows nothing more.

    findings  one for each property in each case
    started   whether the blank holds anything yet
    hints     of the known mistakes that give exactly these outputs
    graded    names of all cases the grader runs
    outputs   what the first case that is not right gave: Output of each array
    waits     what has to be right first: ids of questions, and files that cannot be loaded
    notes     what there is to say of the files, whatever the question
    sure      points that the public cases show, of most that it may still have
    """

    question: str
    title: str
    points: float
    findings: list[Finding] = field(repr=False)
    started: bool
    file: str
    hints: list[str]
    graded: list[str] = field(repr=False)
    properties: list[str] = field(repr=False)
    seconds: float
    outputs: list[Output] = field(default_factory=list, repr=False)
    waits: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sure: float = 0
    most: float = 0

    @property
    def passed(self) -> bool:
        """Whether everything in every public case is right."""
        return all(finding.holds for finding in self.findings)

    @property
    def state(self) -> str:
        """ "passed", "wrong", "waits" or "not started"."""
        if self.passed:
            return "passed"
        if not self.started:
            return "not started"
        return "waits" if self.waits else "wrong"

    @property
    def problems(self) -> list[str]:
        """The messages of what does not hold, each once."""
        return list(
            dict.fromkeys(str(f.message) for f in self.findings if not f.holds and f.message)
        )

    @property
    def errors(self) -> dict[str, float]:
        """The relative error of each output, the largest of all cases."""
        worst: dict[str, float] = {}
        for finding in self.findings:
            if finding.error is not None:
                worst[finding.property] = max(finding.error, worst.get(finding.property, 0.0))
        return worst

    @property
    def headline(self) -> str:
        """One sentence that says how it stands."""
        if self.state == "not started":
            return _(NOT_STARTED).format(question=self.question, file=self.file)
        if self.state == "waits":
            others = ", ".join(self.waits)
            return _(WAITS).format(question=self.question, others=others, first=self.waits[0])
        return _(RIGHT if self.passed else NOT_RIGHT).format(question=self.question)

    @property
    def cases(self) -> str:
        """The sentence that names all cases the grader runs."""
        return _(GRADED).format(cases="; ".join(_(name) for name in self.graded))

    @property
    def how_it_works(self) -> str:
        """The sentence that leads to questions on code that passes, "" for any other."""
        return _(HOW_IT_WORKS).format(question=self.question) if self.passed else ""

    @property
    def remarks(self) -> list[str]:
        """What there is to say of the files, and is not a problem of this question already."""
        return [note for note in self.notes if note not in self.problems]

    def __str__(self) -> str:
        lines = [*self.remarks, f"{SIGNS[self.state]} {self.headline}"]
        if self.state == "wrong":
            lines += [f"  - {problem}" for problem in self.problems]
            starts = [_(LOOK_HERE), *[_(OR)] * len(self.hints)]
            lines += [f"  {start} {_(hint)}" for start, hint in zip(starts, self.hints)]
        if self.passed and self.errors:
            lines.append(f"  {_(RELATIVE_ERROR).format(errors=words_of_errors(self.errors))}")
        if self.state != "not started":
            lines.append(f"  {self.cases}")
        lines += [f"  {self.how_it_works}"] if self.how_it_works else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [f"<div>{html.escape(note)}</div>" for note in self.remarks]
        parts.append(f"<b>{SIGNS[self.state]} {html.escape(self.headline)}</b>")
        if self.state == "wrong":
            items = "".join(f"<li>{html.escape(problem)}</li>" for problem in self.problems)
            parts.append(f"<ul style='margin:.4em 0 .2em'>{items}</ul>")
            if self.hints:
                between = f"<br>{_(OR)} ".join(html.escape(_(hint)) for hint in self.hints)
                parts.append(f"<div><b>{_(LOOK_HERE)}</b> {between}</div>")
        if self.passed and self.errors:
            errors = html.escape(_(RELATIVE_ERROR).format(errors=words_of_errors(self.errors)))
            parts.append(f"<div style='{QUIET}'>{errors}</div>")
        if self.state != "not started":
            parts.append(f"<div style='{QUIET}'>{html.escape(self.cases)}</div>")
        if self.how_it_works:
            parts.append(f"<div style='{QUIET}'>{html.escape(self.how_it_works)}</div>")
        style = STYLE.format(colour=COLOURS[self.state])
        return f"<div style='{style}'>{''.join(parts)}</div>"

    def _ipython_display_(self) -> None:
        """Show nothing: `check` has shown the report already."""


def words_of_errors(errors: Mapping[str, float]) -> str:
    """Return relative errors as text."""
    return ", ".join(
        f"{_(name)} {error:.1e}" if error >= TINY else _(TINY_ERROR).format(name=_(name), tiny=TINY)
        for name, error in errors.items()
    )


class Shown(Protocol):
    """What can be shown: a Report, an Overview, Hints."""

    def _repr_html_(self) -> str: ...


def show(shown: Shown) -> None:
    """Show a Report or an Overview: as HTML in a notebook, as text elsewhere."""
    if running_kernel() is not None:
        from IPython.display import HTML, display

        display(HTML(shown._repr_html_()))
    else:
        print(shown)


def running_kernel() -> Any:
    """Return the notebook kernel this runs in, None outside of one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None)
