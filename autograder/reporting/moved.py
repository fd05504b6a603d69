"""Moved marks: whose marks differ from those that were published, and why.

Before a result with other marks replaces an earlier one, the earlier file goes to
`DIR/previous/`, and stays there until the new marks are published. So whatever a change of the
checks does is there to be seen before anybody is told, and nothing is lost.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.results import PREVIOUS, Result, read_results, safe_name, write_bytes, writing

MOST_CHECKS = 4  # that are named one by one


@dataclass(frozen=True)
class Move:
    """A student whose marks move: from, to, the questions they move in, and the reasons.

    before, after  scores; None where there is none, or none that can be read
    questions      (id, points before, points after), None where there was no such question
    """

    student: str
    before: float | None
    after: float | None
    questions: tuple[tuple[str, float | None, float | None], ...]
    reasons: tuple[str, ...]


def set_aside(result: Result, folder: Path) -> None:
    """Keep the file that `result` is about to replace, if its marks differ. Raises CannotWrite.

    What is there already stays: those are the marks that were published.
    """
    name = f"{safe_name(result.student)}.json"
    earlier, kept = folder / "results" / name, folder / PREVIOUS / name
    if not earlier.exists() or kept.exists() or marks(plain(earlier)) == marks(result.to_dict()):
        return
    with writing(kept):
        content = earlier.read_bytes()
    write_bytes(kept, content)


def publish(folder: Path) -> None:
    """From now on, count moves from the marks as they are. Raises CannotWrite."""
    with writing(folder / PREVIOUS):
        if (folder / PREVIOUS).exists():
            shutil.rmtree(folder / PREVIOUS)


def moves(folder: Path, results: list[Result] | None = None) -> list[Move]:
    """Return every student whose marks differ from the published ones, by student id."""
    names = {path.name for path in (folder / PREVIOUS).glob("*.json")}
    if not names:
        return []
    found = []
    for result in read_results(folder) if results is None else results:
        if f"{safe_name(result.student)}.json" in names:
            before = plain(folder / PREVIOUS / f"{safe_name(result.student)}.json")
            after = result.to_dict()
            if marks(before) != marks(after):
                found.append(move(before, after))
    return sorted(found, key=lambda moved: moved.student)


def move(before: Mapping[str, Any], after: Mapping[str, Any]) -> Move:
    """Return what moves between two results of a student, and why."""
    old, new = points(before), points(after)
    changed = [id for id in {**new, **old} if old.get(id) != new.get(id)]
    return Move(
        after["student"],
        before.get("score"),
        after["score"],
        tuple((id, old.get(id), new.get(id)) for id in changed),
        tuple(reasons(before, after)),
    )


def reasons(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return in words what is different about how two results came about."""
    if after["score"] is None:
        return ["there is no mark now, and its message says why; grade again"]
    was, now = before.get("graded_with"), after["graded_with"]
    if before.get("schema") != after["schema"] or not isinstance(was, Mapping):
        return ["the earlier result is damaged or of an older kit"]
    if not was:
        return ["there was no mark before: the grader had failed"]
    found = []
    if was.get("submission") != now["submission"]:
        found.append("another submission")
    if was.get("engine") != now["engine"]:
        found.append("another version of the grader or of the lab's files")
    else:
        found += changed_checks(before, after)
    for name in ("isolation", "python", "numpy"):
        if was.get(name) != now[name]:
            found.append(f"{name} {now[name]}, was {was.get(name)}")
    return found or ["the same code was graded differently; it may depend on chance or time"]


def changed_checks(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return in words whose checks changed between two results."""
    was = {question["id"]: question.get("check") for question in before["questions"]}
    now = {question["id"]: question["check"] for question in after["questions"]}
    changed = [id for id in {**now, **was} if was.get(id) != now.get(id)]
    if len(changed) > MOST_CHECKS:
        return [f"the checks of {len(changed)} questions changed, as with another AUTOGRADER_SEED"]
    many = "the checks of {} changed" if len(changed) > 1 else "the check of {} changed"
    return [many.format(", ".join(changed))] if changed else []


def marks(result: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what counts of a result: its status, score and points."""
    return result.get("status"), result.get("score"), points(result)


def points(result: Mapping[str, Any]) -> dict[str, float]:
    """Return the points of each question of a result that can be read, {} of another."""
    try:
        return {question["id"]: question["points"] for question in result.get("questions", ())}
    except (TypeError, KeyError):
        return {}


def plain(path: Path) -> Mapping[str, Any]:
    """Return what stands in a result's file, of whatever schema; {} if it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, Mapping) else {}
