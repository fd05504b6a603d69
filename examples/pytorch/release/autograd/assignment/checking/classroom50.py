"""result.json for Classroom 50, from public checks or from the grader's verdicts."""

import json
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

SCHEMA = "classroom50/result/v1"

# Field of the document: the variable in which Classroom 50 gives it.
INPUTS = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}


class MissingInput(Exception):
    """A variable that Classroom 50 sets is not there; the message names it."""


def result_document(
    tests: Iterable[Mapping[str, Any]],
    points: float,
    max_points: float,
    environment: Mapping[str, str],
    now: datetime,
) -> dict[str, Any]:
    """Return the document, with whole points; each test keeps its exact ones beside them.

    Inputs:
    - tests: list of {"name", "points", "max_points", …}; what else is in them is kept
    - points, max_points: of all tests together
    - environment: dictionary of the environment's variables
    - now: datetime with its time zone

    Raises MissingInput.
    """
    missing = [name for name in INPUTS.values() if name not in environment]
    if missing:
        raise MissingInput(
            f"Not set in the environment: {', '.join(missing)}. Classroom 50 sets them where it "
            "grades a submission; to try this elsewhere, set them yourself."
        )
    return {
        "schema": SCHEMA,
        **{field: environment[name] for field, name in INPUTS.items()},
        "datetime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": whole(points),
        "max-score": whole(max_points),
        "tests": [one_test(**test) for test in tests],
    }


def one_test(name: str, points: float, max_points: float, **more: object) -> dict[str, Any]:
    """Return one test, passed if it has all its points."""
    return {
        "test-name": name,
        "passed": points == max_points,
        "score": whole(points),
        "max-score": whole(max_points),
        "points": points,
        "max-points": max_points,
        **more,
    }


def whole(points: float) -> int:
    """Return points as the nearest integer, a half upwards."""
    return math.floor(points + 0.5)


def result_text(document: Mapping[str, Any]) -> str:
    """Return the text of result.json."""
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
