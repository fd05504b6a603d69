"""What two places that hold a person's marks last agreed on: the third side of a merge.

`DIR/marks/formgrader.json` remembers what stood both here and in nbgrader's gradebook when marks
went from one to the other. So a mark that changed in one place alone is known from one that changed
in both, which is a conflict and a person's to settle.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from autograder.gradesheet.marks import FOLDER, BadMarks
from autograder.results import write_text
from autograder.table_cells import same_mark

NAME = "formgrader.json"

SAME, OURS, THEIRS, CONFLICT = "same", "ours", "theirs", "conflict"

Place = tuple[str, str, str]  # student, what, question


def merged(base: float | None, ours: float | None, theirs: float | None) -> str:
    """Return which side has changed since both were `base`; None is no mark."""
    if equal(ours, theirs):
        return SAME
    if equal(ours, base):
        return THEIRS
    if equal(theirs, base):
        return OURS
    return CONFLICT


def equal(one: float | None, other: float | None) -> bool:
    """Whether two marks are the same, or neither is there."""
    return (one is None and other is None) or same_mark(one, other)


@dataclass
class Agreed:
    """What was last agreed with one gradebook; `where` names that."""

    path: Path
    where: str
    stored: dict[str, dict[str, float]]

    @classmethod
    def read(cls, folder: Path, where: str) -> "Agreed":
        """Read what a folder of results and a gradebook agreed on. Raises BadMarks."""
        path = folder / FOLDER / NAME
        try:
            plain = json.loads(path.read_text("utf-8"))
            stored = {
                str(place): {str(key): float(mark) for key, mark in marks.items()}
                for place, marks in plain.items()
            }
        except FileNotFoundError:
            stored = {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise BadMarks(
                f"{path} cannot be read ({type(error).__name__}): it tells what changed in the "
                "gradebook from what changed here. Move it away, and what differs is a conflict."
            ) from error
        return cls(path, where, stored)

    def get(self, place: Place) -> float | None:
        """Return what was agreed on a mark, None if nothing."""
        return self.stored.get(self.where, {}).get(json.dumps(place, ensure_ascii=False))

    def set(self, place: Place, mark: float | None) -> None:
        """Remember what is agreed on now."""
        marks = self.stored.setdefault(self.where, {})
        key = json.dumps(place, ensure_ascii=False)
        if mark is None:
            marks.pop(key, None)
        else:
            marks[key] = mark

    def write(self) -> None:
        """Write it down. Raises CannotWrite."""
        write_text(self.path, json.dumps(self.stored, ensure_ascii=False, indent=1) + "\n")
