"""Class folders: what in the folders that somebody names is a submission, and what is not."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path, PurePosixPath

from autograder.course import PACKAGE
from autograder.grading import intake
from autograder.grading.entries import NOISE, Rejected, folder_entries
from autograder.grading.intake import COLLECTED
from autograder.lab import Lab

ZIP_CLOCK = timedelta(seconds=2)  # the least a zip tells apart


@dataclass(frozen=True)
class Found:
    """What is at some paths.

    submissions  folders, archives and whatever was named itself, one a student
    others       visible files in class folders that are no submissions
    whole_class  whether one of the paths was a class folder
    passed_over  a submission to the student's others, which are older and do not count
    wrapped      folders that hold all of a class folder's submissions in its place
    undecided    submissions of one student of which nobody can say which is the last
    """

    submissions: list[Path]
    others: list[Path]
    whole_class: bool
    passed_over: Mapping[Path, list[Path]] = field(default_factory=dict)
    undecided: Sequence[list[Path]] = ()
    wrapped: Sequence[Path] = ()


@dataclass(frozen=True)
class Listing:
    """The visible entries of a folder: what could be submissions, and what could not."""

    candidates: list[Path]
    others: list[Path]

    @classmethod
    def of(cls, folder: Path) -> "Listing":
        candidates: list[Path] = []
        others: list[Path] = []
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if not entry.name.startswith(".") and entry.name not in (*NOISE, COLLECTED):
                    (candidates if could_be_submission(entry) else others).append(
                        folder / entry.name
                    )
        return cls(candidates, others)


def find(paths: list[Path], lab: Lab) -> list[Path]:
    """Return every submission at `paths`: each is one, or a folder of them. Raises ValueError."""
    return survey(paths, lab).submissions


def survey(paths: list[Path], lab: Lab) -> Found:
    """Return what is at `paths`: each is a submission, or a folder of them.

    Of several submissions of a student the one last modified counts, by its own files.

    Raises ValueError, in words for whoever typed the paths, when one does not exist or nothing is
    there.
    """
    submissions: list[Path] = []
    others: list[Path] = []
    wrapped: list[Path] = []
    classes = 0
    for path in paths:
        if not path.exists():
            raise ValueError(f"There is no {path}.")
        if path.name in ("", ".."):  # of "." the name is that of the folder we are in
            path = Path(os.path.abspath(path))
        listing = Listing.of(path) if path.is_dir() else Listing([], [])
        if len(paths) == 1 and path.is_dir() and not listing.candidates + listing.others:
            raise ValueError(
                f"{path} is empty. Put a folder or a zip for each student there, named by student "
                "id."
            )
        if not is_class(path, listing, lab):
            submissions.append(path)
            continue
        outer = path
        path, listing = inside_wrapper(path, listing, lab)
        if path != outer:
            wrapped.append(path)
        of_lab = path / lab.name
        if of_lab.is_dir() and is_class(of_lab, Listing.of(of_lab), lab):
            raise ValueError(f"{path} holds a folder for each lab. Grade {of_lab}.")
        submissions += listing.candidates
        others += listing.others
        classes += 1
    found = one_a_student(submissions, others, classes > 0, lab)
    return replace(found, wrapped=wrapped)


def one_a_student(paths: list[Path], others: list[Path], whole_class: bool, lab: Lab) -> Found:
    """Return what was found, with one submission of each student."""
    by_student: dict[str, dict[str, Path]] = {}
    for path in paths:
        by_student.setdefault(intake.student_id(path), {}).setdefault(os.path.abspath(path), path)
    submissions: list[Path] = []
    passed_over: dict[Path, list[Path]] = {}
    undecided: list[list[Path]] = []
    for places in by_student.values():
        newest, *older = by_age(list(places.values()), lab)
        if older and is_tie(newest, older[0], lab):
            undecided.append([newest, *older])
            continue
        submissions.append(newest)
        if older:
            passed_over[newest] = older
    return Found(submissions, others, whole_class, passed_over, undecided)


def by_age(paths: list[Path], lab: Lab) -> list[Path]:
    """Return submissions of one student, the last modified first."""
    if len(paths) == 1:
        return paths
    return sorted(paths, key=lambda path: intake.last_modified(path, lab), reverse=True)


def is_tie(newest: Path, next_one: Path, lab: Lab) -> bool:
    """Whether nobody can say which of two different submissions is the last."""
    times = [intake.last_modified(path, lab) for path in (newest, next_one)]
    return times[0] - times[1] < ZIP_CLOCK and not intake.same_files(newest, next_one, lab)


def inside_wrapper(path: Path, listing: Listing, lab: Lab) -> tuple[Path, Listing]:
    """Return the class folder itself: where one folder holds all submissions, that is it.

    As when somebody unpacks `class.zip` into a folder. Else the whole class would be one student,
    with the mark of whoever's files lie nearest to the top. It takes two works in it: a student's
    folder has other folders, too.
    """
    inside, found = path, listing
    others = list(listing.others)
    while len(found.candidates) == 1:
        (only,) = found.candidates
        if only.is_symlink() or not only.is_dir() or only.name == lab.name:
            return path, listing
        inside, found = only, Listing.of(only)
        if is_submission(only, found, lab):
            return path, listing
        others += found.others
    works = [one for one in found.candidates if not one.is_symlink() and is_work(one, lab)]
    if inside == path or len(works) < 2:
        return path, listing
    return inside, Listing(found.candidates, others)


def is_work(path: Path, lab: Lab) -> bool:
    """Whether a path is an archive, or a folder with code for the lab somewhere in it."""
    try:
        return path.is_file() or intake.has_code(folder_entries(path), lab)
    except Rejected:
        return False


def is_class(path: Path, listing: Listing, lab: Lab) -> bool:
    """Whether a path is a folder of submissions, rather than one."""
    return bool(listing.candidates) and not is_submission(path, listing, lab)


def is_submission(folder: Path, listing: Listing, lab: Lab) -> bool:
    """Whether a folder holds a submission's files itself, rather than submissions.

    A stray notebook lies in many a class folder, and a submission may hold folders and zips. So
    all of the lab's code tells a submission, and less does where nothing else is in it.
    """
    code = {PurePosixPath(file).name for file in lab.student_files}
    files = {path.name for path in listing.others}
    if code <= files or any(is_package(folder / name, lab) for name in lab.course.package_names):
        return True
    if listing.candidates == [folder / lab.name]:  # the release's folder round it
        inside = listing.candidates[0]
        return inside.is_dir() and is_submission(inside, Listing.of(inside), lab)
    return not listing.candidates


def is_package(folder: Path, lab: Lab) -> bool:
    """Whether a folder is the package students edit, and not that of a student called Al."""
    if folder.name == PACKAGE:
        return folder.is_dir()
    return any((folder / file).is_file() for file in lab.student_files)


def could_be_submission(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry of a class folder is a submission: a folder or an archive, links and all."""
    archive = entry.name.lower().endswith(intake.ARCHIVES)
    return archive or entry.is_symlink() or entry.is_dir(follow_symlinks=False)
