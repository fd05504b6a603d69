"""Class folders: what in the folders that somebody names is a submission, and what is not."""

import os
from pathlib import Path, PurePosixPath

from autograder.grading import intake
from autograder.grading.entries import NOISE
from autograder.lab import Lab


def find(paths: list[Path], lab: Lab) -> list[Path]:
    """Return every submission at `paths`: each is one, or a folder of them.

    Raises ValueError, in words for whoever typed the paths, when one does not exist, nothing is
    there, or two submissions have the same student id.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise ValueError(f"There is no {path}.")
        if path.name in ("", ".."):  # of "." the name is that of the folder we are in
            path = Path(os.path.abspath(path))
        if len(paths) == 1 and path.is_dir() and not visible(path):
            raise ValueError(
                f"{path} is empty. Put a folder or a zip for each student there, named by student "
                "id."
            )
        if is_class(path, lab) and is_class(path / lab.name, lab):
            raise ValueError(f"{path} holds a folder for each lab. Grade {path / lab.name}.")
        found += in_class(path) if is_class(path, lab) else [path]
    by_student: dict[str, dict[str, Path]] = {}
    for path in found:
        by_student.setdefault(intake.student_id(path), {}).setdefault(os.path.abspath(path), path)
    twice = [places.values() for places in by_student.values() if len(places) > 1]
    if twice:
        pairs = "; ".join(" and ".join(map(str, places)) for places in twice)
        raise ValueError(
            f"These have the same student id: {pairs}. Move those that do not count elsewhere, "
            "or rename them."
        )
    return [path for places in by_student.values() for path in places.values()]


def passed_over(paths: list[Path], lab: Lab) -> list[Path]:
    """Return the visible files in class folders that are no submissions."""
    return [
        child
        for path in paths
        if is_class(path, lab)
        for child in visible(path)
        if not could_be_submission(child)
    ]


def is_class(path: Path, lab: Lab) -> bool:
    """Whether a path is a folder of submissions, rather than one."""
    return path.is_dir() and not is_submission(path, lab) and bool(in_class(path))


def in_class(folder: Path) -> list[Path]:
    """Return the submissions in a class folder."""
    return [child for child in visible(folder) if could_be_submission(child)]


def is_submission(folder: Path, lab: Lab) -> bool:
    """Whether a folder holds a submission's files itself, rather than submissions.

    A stray notebook lies in many a class folder, and a submission may hold folders and zips. So
    all of the lab's code tells a submission, and less does where nothing else is in it.
    """
    code = {PurePosixPath(file).name for file in lab.student_files}
    names = {child.name for child in folder.iterdir()}
    if code <= names or any(is_package(folder / name, lab) for name in intake.PACKAGE_NAMES):
        return True
    inside = in_class(folder)
    if inside == [folder / lab.name] and inside[0].is_dir():  # the release's folder round it
        return is_submission(inside[0], lab)
    some = names & {*code, *lab.artefacts} or any(name.endswith(".ipynb") for name in names)
    return bool(some) and not inside


def is_package(folder: Path, lab: Lab) -> bool:
    """Whether a folder is the package students edit, and not that of a student called Al."""
    if folder.name in ("assignment", "cs231n"):
        return folder.is_dir()
    return any((folder / file).is_file() for file in lab.student_files)


def visible(folder: Path) -> list[Path]:
    """Return what is in a folder, except hidden files and what computers put there."""
    children = sorted(folder.iterdir(), key=lambda child: child.name)
    return [
        child for child in children if not child.name.startswith(".") and child.name not in NOISE
    ]


def could_be_submission(path: Path) -> bool:
    """Whether an entry of a class folder is a submission: a folder or an archive, links and all."""
    return path.name.lower().endswith(intake.ARCHIVES) or path.is_dir() or path.is_symlink()
