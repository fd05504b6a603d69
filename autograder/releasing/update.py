"""Updates: what mends a lab that students have begun, as one script that each of them runs.

It holds what the release has now, and hashes of what it had when it was handed out. So it replaces
what nobody changed, and leaves what a student wrote: their files, their cells, and the text of ours
that they wrote into.
"""

import base64
import hashlib
import json
import string
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.lab import Lab
from autograder.master.release_files import mode_of
from autograder.releasing.release import place

TEMPLATE = Path(__file__).with_name("templates") / "update.py.txt"
SUFFIX = "_update.py"
_LINE = 100  # letters of the data on a line

Files = Mapping[str, bytes]


class NoEarlier(Exception):
    """The release as it was handed out is not to be had; the message says what to name."""


def write_update(lab: Lab, since: Sequence[str], target: Path) -> tuple[Path, list[str]]:
    """Write the script that brings students' folders from earlier releases to the present one.

    since  what git calls the states in which the release was handed out

    Returns where it is, and the files and cells in which the two differ. Raises NoEarlier.
    """
    before, now = [release_at(lab, one) for one in since], files_in(place(lab))
    path = target / f"{lab.name}{SUFFIX}"
    data = update(lab, before, now)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script(lab.name, data), encoding="utf-8")
    return path, differences(data)


def release_at(lab: Lab, revision: str) -> Files:
    """Return the files of a lab's release as git has them at a revision. Raises NoEarlier."""
    root = lab.course.folder

    def git(*arguments: str) -> bytes:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False, timeout=60
        )
        if done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise NoEarlier(
                f"git has no release of {lab.name} at {revision} ({reason}). Name the commit or "
                "tag at which it was handed out, with --since."
            )
        return done.stdout

    folder = place(lab).relative_to(root).as_posix()
    listed = git("ls-tree", "-r", "-z", "--name-only", "--full-tree", f"{revision}:./{folder}")
    names = [name for name in listed.decode("utf-8").split("\0") if name]
    if not names:
        raise NoEarlier(f"git has no release of {lab.name} at {revision}. Name another --since.")
    return {name: git("show", f"{revision}:./{folder}/{name}") for name in names}


def files_in(folder: Path) -> Files:
    """Return the files of a release by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def update(lab: Lab, before: Sequence[Files], now: Files) -> dict[str, Any]:
    """Return what the script is told: files and cells, and hashes of those handed out."""
    yours = {f"assignment/{file}" for file in (*lab.student_files, *lab.earlier_files)}
    files = {
        name: {
            "content": base64.b64encode(content).decode("ascii"),
            "before": [digest(one[name]) for one in before if name in one],
            "yours": name in yours,
            "mode": mode_of(name),
        }
        for name, content in now.items()
        if name != lab.notebook
    }
    earlier: dict[str, list[str]] = {}
    for one in before:
        for cell in cells_of(one[lab.notebook]):
            earlier.setdefault(cell["id"], []).append(text_of(cell))
    cells = [told(cell, earlier.get(cell["id"], [])) for cell in cells_of(now[lab.notebook])]
    return {"notebook": lab.notebook, "files": files, "cells": cells}


def told(cell: Mapping[str, Any], earlier: Sequence[str]) -> dict[str, Any]:
    """Return what the script is told of a cell; `yours` is one that students write in.

    earlier  its texts as they were handed out, none of a new cell
    """
    marks = cell["metadata"].get("nbgrader") or {}
    return {
        "id": cell["id"],
        "grade_id": marks.get("grade_id", ""),
        "cell": dict(cell),
        "text": text_of(cell),
        "before": [digest(text.encode()) for text in earlier],
        "added": not earlier,
        "yours": bool(marks.get("solution")),
    }


def differences(data: Mapping[str, Any]) -> list[str]:
    """Return the names of files and cells that the update changes in an untouched folder."""
    files = [
        name
        for name, file in data["files"].items()
        if {*file["before"]} != {digest(base64.b64decode(file["content"]))}
        and not (file["yours"] and file["before"])
    ]
    cells = [
        f"cell {cell['id']}"
        for cell in data["cells"]
        if {*cell["before"]} != {digest(cell["text"].encode())}
        and not (cell["yours"] and cell["before"])
    ]
    return files + cells


def script(lab: str, data: Mapping[str, Any]) -> str:
    """Return the text of the script that students run."""
    packed = base64.b64encode(zlib.compress(json.dumps(data).encode("utf-8"), 9)).decode("ascii")
    lines = "\n".join(packed[at : at + _LINE] for at in range(0, len(packed), _LINE))
    template = string.Template(TEMPLATE.read_text(encoding="utf-8"))
    return template.substitute(lab=lab, suffix=SUFFIX, data=lines)


def cells_of(notebook: bytes) -> list[dict[str, Any]]:
    """Return the cells of a released notebook."""
    return list(json.loads(notebook)["cells"])


def text_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, which a notebook holds whole or line by line."""
    return "".join(cell["source"])


def digest(content: bytes) -> str:
    """Return a hash of bytes, as the script makes it."""
    return hashlib.sha256(content).hexdigest()
