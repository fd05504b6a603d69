"""The checks as a command, for a terminal and for CI: `python -m assignment.check`.

Exit status: 0 everything that was asked for passes, 1 something does not yet, 2 wrong usage.
"""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from ..language import N_, _
from .checker import Checker
from .classroom50 import MissingInput, result_document, result_text
from .hints import Hints
from .render import SIGNS, Report
from .spelling import Data

COUNTED = N_("{passed} of {all} pass their public cases.")
SUMMARY = """\
## Public checks

{counted}

| | question | points | state |
| --- | --- | ---: | --- |
{rows}

These are the public cases. The grader runs more cases of the same kinds.
"""


def run_command(
    arguments: Sequence[str], questions: Mapping[str, Data], checker: Callable[[], Checker]
) -> int:
    """Check questions, print what was found, and return the exit status.

    Inputs:
    - arguments: list of the command line's words
    - questions: dictionary of the lab's questions by id
    - checker: function that returns a Checker of the files as they are saved
    """
    parser = argparse.ArgumentParser(
        prog="python -m assignment.check", description="Check your code on the public cases."
    )
    parser.add_argument("question", nargs="*", help="ids of questions; none means all of them")
    parser.add_argument("--summary", metavar="FILE", help="also append a Markdown table to FILE")
    parser.add_argument(
        "--classroom50", action="store_true", help="write result.json; failing checks exit 0"
    )
    parser.add_argument(
        "--hint", type=int, metavar="N", help="show the first N hints on each question instead"
    )
    chosen = parser.parse_args(arguments)
    with_check = {id: data for id, data in questions.items() if "cases" in data}
    unknown = [id for id in chosen.question if id not in with_check]
    if unknown:
        parser.error(f'there is no check "{unknown[0]}". Checks: {", ".join(with_check)}.')

    if chosen.hint is not None:
        if not chosen.question:
            parser.error("--hint needs the id of a question.")
        for id in chosen.question:
            print(Hints(with_check[id], chosen.hint))
        return 0

    with checker() as checks:
        reports = [checks.report(id) for id in chosen.question or with_check]
    if checks.notes:
        print("\n".join(checks.notes), end="\n\n")
    for report in reports:
        report.notes = []
        if report.state == "wrong":
            print(f"{report}\n")
    print(table(reports))
    if chosen.summary:
        with open(chosen.summary, "a", encoding="utf-8") as file:
            file.write(markdown(reports))
    if chosen.classroom50:
        try:
            write_result(reports)
        except MissingInput as error:
            parser.error(str(error))
        return 0
    return 0 if all(report.passed for report in reports) else 1


def counted(reports: Sequence[Report]) -> str:
    """Return the sentence on how many reports have passed."""
    return _(COUNTED).format(passed=sum(report.passed for report in reports), all=len(reports))


def table(reports: Sequence[Report]) -> str:
    """Return reports as lines of text, one each, and how many have passed."""
    width = max(len(report.question) for report in reports)
    lines = [
        f"{SIGNS[r.state]} {_(r.state):<11}  {r.question:<{width}}  {r.points:>4g}" for r in reports
    ]
    return "\n".join([*lines, counted(reports)])


def markdown(reports: Sequence[Report]) -> str:
    """Return reports as a table in Markdown; nothing in it is text of the student's."""
    rows = "\n".join(
        f"| {SIGNS[r.state]} | `{r.question}` | {r.points:g} | {r.state} |" for r in reports
    )
    return SUMMARY.format(counted=counted(reports), rows=rows)


def write_result(reports: Sequence[Report]) -> None:
    """Write ./result.json for Classroom 50: a question that passes has all its points."""
    tests: list[dict[str, Any]] = [
        {
            "name": report.question,
            "points": report.points if report.passed else 0,
            "max_points": report.points,
            "outcome": report.state,
        }
        for report in reports
    ]
    points = sum(test["points"] for test in tests)
    most = sum(test["max_points"] for test in tests)
    now = datetime.now(timezone.utc)
    text = result_text(result_document(tests, points, most, dict(os.environ), now))
    with open("result.json", "w", encoding="utf-8") as file:
        file.write(text)
