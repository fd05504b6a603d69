"""A result as Gradescope reads it: the content of results.json."""

import json
from typing import Any

from autograder.lab import Lab
from autograder.outcomes import Outcome
from autograder.plain_text import finite
from autograder.reporting.explained import NO_MARK, counted_rows, explanation, no_total, summary
from autograder.reporting.row import Row
from autograder.reporting.worded import in_its_language
from autograder.results import Result
from autograder.student.language import _

# Everything is text: no name and no message is ever taken for HTML or Markdown.
_TEXT = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}
_SHOWN = {"visibility": "visible", "stdout_visibility": "hidden"}


@in_its_language
def document(result: Result, lab: Lab) -> dict[str, Any]:
    """Return a result as Gradescope reads it, in its language.

    Without a score there is none in it either.
    """
    score = finite(result.score)
    if score is None:
        return no_mark(words=no_total(result))
    rows = counted_rows(result, lab)
    return {
        "score": score,
        "execution_time": round(finite(result.seconds) or 0.0, 3),
        "output": summary(result, lab),
        **_TEXT,
        **_SHOWN,
        "tests": [one_test(number, row) for number, row in enumerate(rows, start=1)],
        "extra_data": {
            "lab": lab.name,
            "status": result.status,
            "isolation": result.isolation,
            "graded_with": dict(result.graded_with),
        },
    }


def one_test(number: int, row: Row) -> dict[str, Any]:
    """Return one question; one that waits for a person has no score, and so is not counted."""
    shown = {
        "name": _(row.question.title),
        "name_format": "text",
        "number": str(number),
        "output": explanation(row),
        "output_format": "text",
        "visibility": "visible",
        "extra_data": {"id": row.question.id, "outcome": row.outcome},
    }
    points = finite(row.answer.points) if row.answer else None
    if points is None or row.answer is None or row.answer.outcome == Outcome.MANUAL:
        return shown
    status = "passed" if row.outcome == Outcome.PASSED else "failed"
    return {"score": points, "max_score": row.question.points, "status": status, **shown}


def no_mark(reason: str = "", words: str = "") -> dict[str, Any]:
    """Return what to show where there is no total: words, and no score anywhere."""
    words = words or _(NO_MARK)
    return {"output": f"{words}\n{reason}".strip(), "output_format": "text", **_SHOWN}


def as_json(document: dict[str, Any]) -> str:
    """Return a document as the text of its file."""
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
