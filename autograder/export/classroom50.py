"""Classroom 50: result.json in the folder it grades in, for the one submission of a run.

autograder export classroom50 DIR --lab LAB   what its runner calls; DIR needs no results
"""

import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from autograder.export import CannotExport, Made, Request
from autograder.export.classroom50_bundle import write_bundle
from autograder.gradesheet.marked import why_no_total
from autograder.lab import Lab
from autograder.plain_text import finite
from autograder.reporting.explained import counted_rows, explanation
from autograder.reporting.worded import in_its_language
from autograder.results import BadResult, Result, write_text
from autograder.student.checking.classroom50 import MissingInput, result_document, result_text


def write(request: Request) -> Made:
    """Write ./result.json; without results, what Classroom 50's runner calls.

    Raises BadResult where there is no score.
    """
    if not request.results:
        folder = request.folder / "export" / "classroom50" / request.lab.name
        return Made(write_bundle(request.lab, folder))
    if len(request.results) != 1:
        raise CannotExport(
            f"{request.folder} holds {len(request.results)} results, and Classroom 50 takes one "
            "submission at a time. Grade that one into a folder of its own."
        )
    path = Path("result.json")
    write_text(path, result_text(document(request.results[0], request.lab, dict(os.environ))))
    return Made([path])


@in_its_language
def document(result: Result, lab: Lab, environment: dict[str, str]) -> dict[str, Any]:
    """Return a result as Classroom 50 reads it: whole points, the exact ones beside them.

    environment  where Classroom 50 says which submission it is

    Raises CannotExport and BadResult.
    """
    score = finite(result.score)
    if score is None:
        raise BadResult(
            f"{result.student} {why_no_total(result)}: {result.message} No result.json was written."
        )
    tests = [
        {
            "name": row.question.id,
            "points": (finite(row.answer.points) or 0.0) if row.answer else 0.0,
            "max_points": row.question.points,
            "outcome": row.outcome,
            "message": explanation(row),
        }
        for row in counted_rows(result, lab)
    ]
    most = result.max_score  # a score above it, with extra credit, is refused
    now = datetime.now(timezone.utc)
    try:
        return dict(result_document(tests, min(score, most), most, environment, now))
    except MissingInput as error:
        raise CannotExport(str(error)) from error
