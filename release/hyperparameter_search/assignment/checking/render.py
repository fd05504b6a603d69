"""How a check looks: a card in a notebook, a few lines of text elsewhere."""

import html
import sys
from dataclasses import dataclass, field

STYLE = (
    "font-family:system-ui,sans-serif;line-height:1.45;max-width:46em;margin:.3em 0;"
    "padding:.6em .9em;border:1px solid rgba(128,128,128,.35);border-radius:6px;"
    "border-left:5px solid {colour}"
)
COLOURS = {"passed": "#2e8b57", "wrong": "#c0392b", "not started": "#888888"}
SIGNS = {"passed": "✓", "wrong": "✗", "not started": "○"}
QUIET = "opacity:.75;font-size:.92em"


@dataclass
class Report:
    """What a check found. Shown by `check` itself; in a notebook it shows nothing more.

    findings  one for each property in each case
    started   whether the blank holds anything yet
    hints     of the known mistakes that give exactly these outputs
    graded    names of all cases the grader runs
    """

    question: str
    title: str
    points: float
    findings: list = field(repr=False)
    started: bool
    file: str
    hints: list
    graded: list = field(repr=False)
    properties: list = field(repr=False)
    seconds: float

    @property
    def passed(self):
        """Whether everything in every public case is right."""
        return all(finding.holds for finding in self.findings)

    @property
    def state(self):
        """ "passed", "wrong" or "not started"."""
        if self.passed:
            return "passed"
        return "wrong" if self.started else "not started"

    @property
    def problems(self):
        """The messages of what does not hold, each once."""
        return list(dict.fromkeys(f.message for f in self.findings if not f.holds and f.message))

    @property
    def errors(self):
        """The relative error of each output, the largest of all cases."""
        worst = {}
        for finding in self.findings:
            if finding.error is not None:
                worst[finding.property] = max(finding.error, worst.get(finding.property, 0.0))
        return worst

    @property
    def headline(self):
        """One sentence that says how it stands."""
        if self.state == "not started":
            return (
                f"{self.question}: not implemented yet. The blank in {self.file} still holds "
                "`pass`. Write your code between the banners and run this again."
            )
        if self.passed:
            return f"{self.question}: all public cases pass."
        return f"{self.question}: not right yet."

    def __str__(self):
        lines = [f"{SIGNS[self.state]} {self.headline}"]
        if self.state == "wrong":
            lines += [f"  - {problem}" for problem in self.problems]
            lines += [f"  Look here: {hint}" for hint in self.hints]
        if self.passed and self.errors:
            lines.append(f"  relative error: {words_of_errors(self.errors)}")
        if self.state != "not started":
            lines.append(f"  The grader runs these cases: {'; '.join(self.graded)}.")
        return "\n".join(lines)

    def _repr_html_(self):
        parts = [f"<b>{SIGNS[self.state]} {html.escape(self.headline)}</b>"]
        if self.state == "wrong":
            items = "".join(f"<li>{html.escape(problem)}</li>" for problem in self.problems)
            parts.append(f"<ul style='margin:.4em 0 .2em'>{items}</ul>")
            if self.hints:
                between = "<br>or: ".join(html.escape(hint) for hint in self.hints)
                parts.append(f"<div><b>Look here:</b> {between}</div>")
        if self.passed and self.errors:
            errors = html.escape(words_of_errors(self.errors))
            parts.append(f"<div style='{QUIET}'>relative error: {errors}</div>")
        if self.state != "not started":
            graded = html.escape("; ".join(self.graded))
            parts.append(f"<div style='{QUIET}'>The grader runs these cases: {graded}.</div>")
        style = STYLE.format(colour=COLOURS[self.state])
        return f"<div style='{style}'>{''.join(parts)}</div>"

    def _ipython_display_(self):
        """Show nothing: `check` has shown the report already."""


def words_of_errors(errors):
    """Return relative errors as text."""
    return ", ".join(f"{name} {error:.1e}" for name, error in errors.items())


def show(reports):
    """Show reports: a card each, or a table of all where there are several."""
    kernel = running_kernel()
    if kernel is not None:
        from IPython.display import HTML, display

        text = reports[0]._repr_html_() if len(reports) == 1 else table_html(reports)
        display(HTML(text))
    else:
        print(str(reports[0]) if len(reports) == 1 else table_text(reports))


def running_kernel():
    """Return the notebook kernel this runs in, None outside of one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None)


def table_text(reports):
    """Return a line for each report, and how many pass."""
    passed = sum(report.passed for report in reports)
    lines = [f"{SIGNS[r.state]} {r.question:<26} {r.points:>4g} points  {r.state}" for r in reports]
    return "\n".join([*lines, f"{passed} of {len(reports)} pass their public cases."])


def table_html(reports):
    """Return a table with a row for each report, and how many pass."""
    passed = sum(report.passed for report in reports)
    rows = "".join(
        f"<tr><td style='color:{COLOURS[r.state]}'>{SIGNS[r.state]}</td>"
        f"<td style='text-align:left'>{html.escape(r.question)}</td>"
        f"<td>{r.points:g} points</td><td style='text-align:left'>{r.state}</td></tr>"
        for r in reports
    )
    style = STYLE.format(colour=COLOURS["passed" if passed == len(reports) else "not started"])
    summary = f"{passed} of {len(reports)} pass their public cases."
    table = f"<table style='color:inherit'>{rows}</table>"
    return f"<div style='{style}'>{table}<div>{summary}</div></div>"
