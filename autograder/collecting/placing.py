"""Placing: the folders of a class, written beside the one asked for and then put in its place."""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.collecting.claim import CannotCollect
from autograder.collecting.names import folder_name
from autograder.collecting.plan import COLLECTED, NOT_COPIED, Item
from autograder.collecting.table import NAME, write_table
from autograder.grading.entries import MAX_ZIP_BYTES, Unreadable
from autograder.results import writing

MAX_STUDENT_BYTES = 4 * MAX_ZIP_BYTES


@dataclass(frozen=True)
class Collected:
    """What a collection made.

    items    a line each of collected.csv
    folders  the folder of each student by id
    wrapper  the folder in the download that all of it lay in
    """

    items: Sequence[Item]
    folders: dict[str, str]
    wrapper: PurePosixPath


def place(
    items: Sequence[Item], into: Path, wrapper: PurePosixPath, each: Callable[[int, int], None]
) -> Collected:
    """Write a folder for each student, and collected.csv. Raises CannotCollect and CannotWrite."""
    folders: dict[str, str] = {}
    with writing(into):
        into.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=into.parent, prefix=".collecting-"))
        try:
            done = []
            sizes: dict[str, int] = {}
            for number, item in enumerate(items, start=1):
                each(number, len(items))
                if item.status == COLLECTED:
                    folder = folders.setdefault(item.student, folder_name(item.student, folders))
                    item = copied(item, beside / folder, sizes)
                done.append(item)
            write_table(beside / NAME, done, folders)
            os.chmod(beside, 0o755)
            if into.is_dir() and any(into.iterdir()):
                raise CannotCollect(f"{into} was filled meanwhile; nothing was put there.")
            os.replace(beside, into)
        except BaseException:
            shutil.rmtree(beside)
            raise
    return Collected(done, folders, wrapper)


def copied(item: Item, folder: Path, sizes: dict[str, int]) -> Item:
    """Copy a student's files; return the item with what could not be copied said."""
    folder.mkdir(exist_ok=True)
    files, why = [], [item.why]
    for file, path in item.files:
        room = MAX_STUDENT_BYTES - sizes.get(item.student, 0)
        try:
            content = file.entry.read(min(MAX_ZIP_BYTES, room))
        except Unreadable as error:
            why.append(f"not copied: {error}")
            continue
        sizes[item.student] = sizes.get(item.student, 0) + len(content)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as opened:
            opened.write(content)
        files.append((file, path))
    status = item.status if files else NOT_COPIED
    return replace(item, status=status, files=files, why="; ".join(why))
