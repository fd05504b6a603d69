"""PrairieLearn: results.json of an external grader."""

from typing import Any

from autograder.export import Made, Request
from autograder.export.gradescope_results import as_json
from autograder.lab import Lab
from autograder.outcomes import Outcome, Status
from autograder.plain_text import finite, line, tame
from autograder.reporting.explained import counted_rows, explanation, no_total, summary
from autograder.reporting.row import Row
from autograder.reporting.worded import in_its_language
from autograder.results import Result, safe_name, write_text
from autograder.student.language import _

MAX_BYTES = 1_000_000  # a larger file is not read
_SHORTER = 300  # letters of a message, where all of them together are too much


def write(request: Request) -> Made:
    """Write DIR/export/prairielearn/<student>/results.json of each result."""
    folder = request.folder / "export" / "prairielearn"
    paths = []
    for result in request.results:
        paths.append(folder / safe_name(result.student) / "results.json")
        write_text(paths[-1], text(result, request.lab))
    return Made(paths)


def text(result: Result, lab: Lab) -> str:
    """Return the file of a result, with shorter messages if it would be too large."""
    whole = document(result, lab)
    if len(as_json(whole).encode()) > MAX_BYTES:
        for shown in (whole, *whole.get("tests", ())):
            for key in ("message", "output"):
                if key in shown:
                    shown[key] = tame(shown[key], _SHORTER)
    return as_json(whole)


@in_its_language
def document(result: Result, lab: Lab) -> dict[str, Any]:
    """Return a result as PrairieLearn reads it.

    What could not be read is "not gradable": it costs no attempt. Questions that a person grades
    are left out, because points must stand on all tests or on none.
    """
    score = finite(result.score)
    if score is None:
        return {"gradable": False, "format_errors": [], "message": no_total(result)}
    if result.status == Status.REJECTED and not score:
        message = tame(result.message)
        return {"gradable": False, "format_errors": [message], "message": message}
    rows = counted_rows(result, lab)
    waiting = [row for row in rows if row.answer is None or row.answer.outcome == Outcome.MANUAL]
    counted = [row for row in rows if row not in waiting]
    most = result.max_score
    notes = [summary(result, lab), *(explanation(row) for row in waiting)]
    return {
        "gradable": True,
        "score": min(max(score / most, 0.0), 1.0) if most else 0.0,
        "message": "\n".join(note for note in notes if note),
        "tests": [one_test(row) for row in counted],
    }


def one_test(row: Row) -> dict[str, Any]:
    """Return one question."""
    assert row.answer is not None
    return {
        "name": line(_(row.question.title)),
        "description": row.question.id,
        "points": finite(row.answer.points) or 0.0,
        "max_points": row.question.points,
        "message": explanation(row),
    }
