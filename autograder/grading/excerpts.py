"""Excerpts: a wrong function that nothing explains, kept beside the result for whoever reads it.

Equal wrong answers of several students are a mistake that has no name yet; what they wrote shows
which. Kept is the text of the function alone, cut, and only where it lost points without a reason.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from autograder.grading.intake import Submission
from autograder.lab import Lab
from autograder.results import Result, safe_name, write_text

FOLDER = "excerpts"
MOST_LETTERS = 4000  # of a function
MAX_BYTES = 2**18  # of a file that is read back


def excerpts(result: Result, submission: Submission, lab: Lab) -> dict[str, str]:
    """Return the text of each function whose wrong answers have no name, by question id."""
    found = {}
    for answer in result.questions:
        question = lab.checked.get(answer.id) if answer.unnamed else None
        place = submission.outline(question.file).get(question.name) if question else None
        if question and place:
            lines = submission.sources.get(question.file, "").splitlines(keepends=True)
            found[answer.id] = "".join(lines[place[0] - 1 : place[1]])[:MOST_LETTERS]
    return found


def write_excerpts(student: str, found: Mapping[str, str], out: Path) -> None:
    """Write a submission's excerpts; where there are none, earlier ones go. Raises CannotWrite."""
    path = path_of(student, out)
    if found:
        write_text(path, json.dumps(found, ensure_ascii=False))
    else:
        path.unlink(missing_ok=True)


def read_excerpts(student: str, out: Path) -> dict[str, str]:
    """Return a submission's excerpts, {} if there are none that can be read."""
    path = path_of(student, out)
    try:
        if path.stat().st_size > MAX_BYTES:
            return {}
        plain = json.loads(path.read_text(encoding="utf-8"))
        return {str(id): str(text)[:MOST_LETTERS] for id, text in plain.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def path_of(student: str, out: Path) -> Path:
    """Return where a submission's excerpts are kept."""
    return out / FOLDER / f"{safe_name(student)}.json"
