"""Marks that a person entered on a platform: told from those that were exported, and kept.

A file beside the exports remembers what was last written, by column and by the platform's id of
each student. What stands on the platform and is not that, somebody entered there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.export import CannotExport
from autograder.export.matching import Table, is_excused
from autograder.plain_text import line, number
from autograder.results import Result, write_text
from autograder.table_cells import as_number, same_mark

NO_MARK = ("", "-")
EX = "EX"  # excused, as Canvas reads and writes it
SAID = {"ex": "excused", "n/a": "without a mark that can be changed"}


@dataclass
class Written:
    """The marks that the last exports wrote: {column: {id: mark}}."""

    path: Path
    marks: dict[str, dict[str, float]]

    @classmethod
    def read(cls, path: Path, platform: str) -> "Written":
        """Read what earlier exports wrote. Raises CannotExport."""
        try:
            plain = json.loads(path.read_text("utf-8"))
            marks = {
                str(column): {str(id): float(mark) for id, mark in found.items()}
                for column, found in plain.items()
            }
        except FileNotFoundError:
            marks = {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise CannotExport(
                f"{path} cannot be read ({type(error).__name__}): it tells marks that were "
                f"exported from those entered by hand. Move it away, and all that stand in "
                f"{platform} are kept."
            ) from error
        return cls(path, marks)

    def of(self, column: str) -> dict[str, float]:
        """Return what was written in a column, by id."""
        return self.marks.setdefault(column, {})

    def add(self, column: str, id: str, mark: float) -> None:
        """Remember a mark."""
        self.of(column)[id] = mark

    def write(self) -> None:
        """Write it down. Raises CannotWrite."""
        write_text(self.path, json.dumps(self.marks, ensure_ascii=False) + "\n")


def apart_from_hand_entered(
    book: Table, column: int, marks: Mapping[int, Result], written: Mapping[str, float]
) -> tuple[dict[int, Result], list[str]]:
    """Return the marks to write, without the rows in which a person had the last word, and notes
    on those."""
    left, notes = {}, []
    for row, result in sorted(marks.items()):
        cells = book.students[row]
        cell = cells[column].strip() if column < len(cells) else ""
        there = as_number(cell)
        excused = is_excused(result) and cell.upper() == EX
        known = (result.score, written.get(book.id(cells)))
        if excused or cell in NO_MARK or any(same_mark(there, mark) for mark in known):
            left[row] = result
            continue
        name, where = book.name(cells), book.platform
        mark = EX if is_excused(result) else number(result.score)
        if cell.casefold() in SAID:
            notes.append(
                f"{name} is {SAID[cell.casefold()]} in {where} ({cell}), not {mark}: kept."
            )
        else:
            notes.append(
                f"{name} has {line(cell)} in {where}, which was entered by hand, not exported from "
                f"here: kept, and {mark} is not written. To write it, empty the cell in {where}."
            )
    return left, notes
