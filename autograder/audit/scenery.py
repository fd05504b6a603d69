"""The scene of an attack: a kit of its own, secrets in every place, and another's submission."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import autograder
from autograder.audit.answers import watched
from autograder.audit.attacks_corpus.attack import Scene, packed
from autograder.audit.material import handed_in_weights
from autograder.audit.target import Target
from autograder.isolate.inside.confine import NOBODY
from autograder.master.demo_class import emptied
from autograder.oracle import master_sources

ENGINE = Path(autograder.__file__).parent


@contextmanager
def scenery(target: Target) -> Iterator[tuple[Scene, Path]]:
    """Make a scene of attacks in a new folder, with its secrets in place."""
    lab = target.lab
    folder = Path(tempfile.mkdtemp(prefix="attacks-"))
    told = {
        place: f"canary-{secrets.token_hex(12)}"
        for place in ("environment", "file", "other", "reference")
    }
    sources = master_sources(lab)
    student = {name: sources[name] for name in lab.student_files}
    weights = handed_in_weights(lab)
    os.environ["GRADER_TOKEN"] = told["environment"]
    root = folder / "kit"
    for part in (lab.course.master, ENGINE, lab.course.folder / "labs"):
        shutil.copytree(part, root / part.name, ignore=shutil.ignore_patterns("__pycache__"))
    with (root / "assignment" / target.file).open("a") as file:
        file.write(f"\nSECRET = {told['reference']!r}\n")
    secret_file = folder / "out" / "secret" / "marks.txt"
    secret_file.parent.mkdir(parents=True)
    secret_file.write_text(told["file"])
    marked = {**student, target.file: f"{student[target.file]}\nSECRET = {told['other']!r}\n"}
    beside: dict[str, str | bytes] = {**weights, lab.notebook: '{"cells": []}'}
    other = write(folder / "others" / "ada", packed(marked, beside))
    give_away(folder)
    try:
        yield (
            Scene(
                target=target,
                answers=watched(target),
                right=student,
                stub={name: emptied(text) for name, text in student.items()},
                weights=weights,
                secrets=told,
                secret_file=secret_file,
                other=other,
                root=root,
            ),
            folder,
        )
    finally:
        del os.environ["GRADER_TOKEN"]
        remove(folder)


def write(folder: Path, files: "Mapping[str, str | bytes]") -> Path:
    """Write a submission's files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def remove(folder: Path) -> None:
    """Remove a folder, also one that is deeper than Python's recursion goes."""
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def give_away(folder: Path) -> None:
    """Let the user that student code runs as own everything below a folder."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    folder.chmod(0o755)
