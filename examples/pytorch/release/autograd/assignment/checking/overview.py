"""The whole lab at a glance: each question, its points, how it stands, and what to do next."""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..language import N_, _
from .render import COLOURS, QUIET, SIGNS, STYLE, Report

WORDS = {
    "passed": N_("done"),
    "wrong": N_("wrong"),
    "waits": N_("waits"),
    "not started": N_("not started"),
}
HEADINGS = (N_("question"), N_("points"), N_("state"), N_("what to do next"))

SUMMARY = N_("{done} of {questions} done: {sure:g} points for sure, up to {most:g} of {all:g}.")
MORE_CASES = N_(
    "The grader runs more cases of each question than these checks. What only they show is not "
    "for sure, and neither is what you train or write in words."
)
ALL_DONE = N_("Save the notebook, run its last cell, and hand in the zip.")
NEXT = N_("Next comes {question}. {advice}")
NEXT_PROBLEM = N_("Next: {problem}")
SEE = N_('Run check("{question}"): it shows what differs.')
ABOVE = N_("Its file cannot be run: see above.")
WAITS = N_("Waits for {others}; graded with the reference's in its place.")
WRITE = N_("Write it in {file}, between the banners.")
MAKE = N_("Run the notebook's cell that writes {artefact}.")
MADE = N_("{artefact} is there. The grader measures it on images of its own.")
ANSWER = N_("Write your answer in the notebook, and save it.")
ANSWERED = N_("A person grades your answer.")

LEFT = "text-align:left;padding:.15em .8em .15em 0;vertical-align:top"


@dataclass(frozen=True)
class Row:
    """How one question stands: its state as a Report has it, and the advice beside it.

    problem   the first of what is wrong, "" where nothing is known to be
    sure      points that it has, of most that it may have
    """

    question: str
    points: float
    state: str
    advice: str = ""
    problem: str = ""
    sure: float = 0
    most: float = 0

    @property
    def standing(self) -> str:
        """The points as text, "5.5–6/6" where 5.5 of 6 are sure and all 6 may come."""
        between = f"{self.sure:g}" if self.sure == self.most else f"{self.sure:g}–{self.most:g}"
        return f"{between}/{self.points:g}"


def of_report(report: Report) -> Row:
    """Return the row of a question that has a check."""
    advice, problem = "", ""
    if report.state == "wrong":
        problem = "".join(report.problems[:1])
        advice = _(ABOVE) if problem in report.notes else _(SEE).format(question=report.question)
    elif report.state == "waits":
        advice = _(WAITS).format(others=", ".join(report.waits))
    elif report.state == "not started":
        advice = _(WRITE).format(file=report.file)
    return Row(
        report.question, report.points, report.state, advice, problem, report.sure, report.most
    )


def of_artefact(question: str, points: float, artefact: str, is_there: bool) -> Row:
    """Return the row of a question that is graded from a file of trained weights."""
    advice = _(MADE if is_there else MAKE).format(artefact=artefact)
    most = points if is_there else 0
    return Row(question, points, "passed" if is_there else "not started", advice, most=most)


def of_answer(question: str, points: float, is_answered: bool) -> Row:
    """Return the row of a question that a person grades."""
    advice = _(ANSWERED if is_answered else ANSWER)
    most = points if is_answered else 0
    return Row(question, points, "passed" if is_answered else "not started", advice, most=most)


class Overview:
    """What `check()` found: the reports of all checks, and a table of all questions.

    notes   what there is to say of the files: what is broken in one comes before all else

    Iterates over the reports. `check` has shown it already, so a notebook shows nothing more.
    """

    def __init__(
        self, title: str, rows: Sequence[Row], reports: Sequence[Report], notes: Iterable[str] = ()
    ) -> None:
        self.title = title
        self.rows = rows
        self.reports = reports
        self.notes = list(notes)

    def __iter__(self) -> Iterator[Report]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    @property
    def summary(self) -> str:
        """A sentence on how much is done."""
        done = [row for row in self.rows if row.state == "passed"]
        return _(SUMMARY).format(
            done=len(done),
            questions=len(self.rows),
            sure=sum(row.sure for row in self.rows),
            most=sum(row.most for row in self.rows),
            all=sum(row.points for row in self.rows),
        )

    @property
    def next(self) -> str:
        """A sentence on what to do now: the first question that is not done."""
        open_rows = [row for row in self.rows if row.state != "passed"]
        for row in sorted(open_rows, key=lambda row: row.state == "waits"):
            if row.problem:  # it begins with the name of the question or of a file
                return _(NEXT_PROBLEM).format(problem=row.problem)
            return _(NEXT).format(question=row.question, advice=row.advice)
        return _(ALL_DONE)

    def __str__(self) -> str:
        width = max(len(row.question) for row in self.rows)
        wide = max(len(row.standing) for row in self.rows)
        lines = [*self.notes, _(self.title)]
        for row in self.rows:
            state = f"{SIGNS[row.state]} {_(WORDS[row.state]):<11}"
            points = f"{row.standing:>{wide}}"
            lines.append(f"{state}  {row.question:<{width}}  {points}  {row.advice}".rstrip())
        return "\n".join([*lines, self.summary, self.next, _(MORE_CASES)])

    def _repr_html_(self) -> str:
        heads = "".join(f"<th scope='col' style='{LEFT}'>{_(word)}</th>" for word in HEADINGS)
        rows = "".join(map(row_html, self.rows))
        done = all(row.state == "passed" for row in self.rows)
        style = STYLE.format(colour=COLOURS["passed" if done else "not started"])
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes)
        return (
            f"<div style='{style}'>{notes}<b>{html.escape(_(self.title))}</b>"
            f"<table style='color:inherit;margin:.5em 0;border-collapse:collapse'>"
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            f"<div><b>{html.escape(self.summary)}</b></div>"
            f"<div>{html.escape(self.next)}</div>"
            f"<div style='{QUIET}'>{html.escape(_(MORE_CASES))}</div></div>"
        )

    def _ipython_display_(self) -> None:
        """Show nothing: `check` has shown the table already."""


def row_html(row: Row) -> str:
    """Return a row of the table. The state is told by a sign and a word, not by colour alone."""
    colour = f"color:{COLOURS[row.state]};font-weight:bold"
    return (
        f"<tr><th scope='row' style='{LEFT};font-weight:normal'>{html.escape(row.question)}</th>"
        f"<td style='{LEFT}'>{row.standing}</td>"
        f"<td style='{LEFT};white-space:nowrap'><span style='{colour}'>{SIGNS[row.state]}</span> "
        f"{_(WORDS[row.state])}</td>"
        f"<td style='{LEFT}'>{html.escape(row.advice)}</td></tr>"
    )
