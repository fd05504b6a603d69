"""A class on a page of Markdown, for the summary of a CI run."""

import re
from collections.abc import Sequence

from autograder.export import Made, Request
from autograder.gradesheet.marked import NO_SCORE, Marked, why_no_total
from autograder.gradesheet.steps import said
from autograder.lab import Lab, Manual
from autograder.outcomes import Outcome
from autograder.plain_text import finite, line, number
from autograder.reporting.row import rows_of
from autograder.results import Result, write_text

# Whatever Markdown, HTML or a mention could be made of; `&` first of all becomes text itself.
_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&@:$/]")

MOST_ROWS = 500  # a summary may have 1 MiB


def write(request: Request) -> Made:
    """Write DIR/export/summary.md."""
    path = request.folder / "export" / "summary.md"
    write_text(path, summary(request.lab, request.results))
    return Made([path])


def summary(lab: Lab, results: Sequence[Result]) -> str:
    """Return two tables: the students with their scores, the questions with how many passed."""
    rows = [
        f"| {plain(result.student)} | {plain(state(result), 400)} | {number(result.score)} "
        f"| {number(result.max_score)} |"
        for result in results[:MOST_ROWS]
    ]
    if len(results) > MOST_ROWS:
        rows.append(f"| and {len(results) - MOST_ROWS} more | | | |")
    lines = [f"## {plain(lab.title)}", "", f"Submissions: {len(results)}", ""]
    lines += ["| student | status | score | of |", "| --- | --- | ---: | ---: |", *rows, ""]
    lines += ["| question | passed | partly | other |", "| --- | ---: | ---: | ---: |"]
    for position, question in enumerate(lab.questions):
        outcomes = [rows_of(result, lab)[position].outcome for result in results]
        if isinstance(question, Manual):
            outcomes = [outcome for outcome in outcomes if outcome != Outcome.MANUAL]
            if not outcomes:
                continue
        passed, partly = outcomes.count(Outcome.PASSED), outcomes.count(Outcome.PARTIAL)
        other = len(outcomes) - passed - partly
        lines.append(f"| {plain(question.title)} | {passed} | {partly} | {other} |")
    return "\n".join(lines) + "\n"


def state(result: Result) -> str:
    """Return the status in a word or two, with the steps to a total that is more than a sum."""
    if finite(result.score) is None:
        return why_no_total(result).replace(NO_SCORE, "no mark")
    steps = said(result) if isinstance(result, Marked) else []
    return "; ".join([result.status, *steps])


def plain(text: str, limit: int = 80) -> str:
    """Return text on one line of which Markdown makes nothing, as character references."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", line(text, limit))
