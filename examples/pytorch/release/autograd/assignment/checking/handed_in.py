"""What of a submission stands in the notebook: which of its cells are still empty."""

import hashlib
import json

from ..language import N_, ever_said
from .stub import blanks, is_blank

# What a release puts in the place of an answer in words.
NO_ANSWER = N_("*Write your answer here.*")


def empty_cells(notebook: str) -> list[str]:
    """Return the ids of the cells for a student's work that hold none yet.

    `notebook` is the text of a notebook file. Raises ValueError where it is not one.
    """
    unanswered = {"", *ever_said(NO_ANSWER)}
    try:
        cells = json.loads(notebook)["cells"]
        found = []
        for cell in cells:
            tag = cell["metadata"].get("nbgrader", {})
            source = "".join(cell["source"])
            if not tag.get("solution"):
                continue
            regions = [lines for _, lines in blanks(source)]
            if any(map(is_blank, regions)) or source.strip() in unanswered:
                found.append(tag.get("grade_id"))
        return found
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a notebook") from error


def digest(text: str) -> str:
    """Return a hash of a file's text that tells whether it was changed; line ends do not count."""
    lines = text.replace("\r\n", "\n")
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:16]
