"""Downloads: the files of what a platform gave, listed, and nothing in it run, followed or changed.

A download is a class's work, and hostile: files are reached through `grading/entries.py`, which
counts what it reads and opens regular files alone. What is not looked at is listed as left.
"""

import os
import stat
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from autograder.collecting.claim import CannotCollect, File, Left
from autograder.grading.entries import NOISE, Entry, FolderEntry, ZipEntry, name_in
from autograder.isolate.inside.archive import MAX_ENTRIES, TooManyFiles, open_archive
from autograder.plain_text import line

MAX_FILES = 500_000  # of a folder: a class of hundreds of clones
MAX_DEPTH = 12
COMPUTERS_OWN = {*(name.lower() for name in NOISE), "thumbs.db", "desktop.ini", "@eadir"}


@dataclass(frozen=True)
class Download:
    """The files of a download.

    files         all that could be students', by path
    left          what is not looked at, and why: links, what lies too deep
    empty         folders without any file, without those in them
    repositories  folders that are clones of a repository
    wrapper       the folder inside the download that `files` are below
    root          where the download lies as a folder; None for a zip
    """

    files: Sequence[File]
    left: Sequence[Left] = ()
    empty: Sequence[PurePosixPath] = ()
    repositories: Sequence[PurePosixPath] = ()
    wrapper: PurePosixPath = field(default_factory=PurePosixPath)
    root: Path | None = None

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> "Iterator[Download]":
        """Open the download at a path, a folder or a zip. Raises CannotCollect."""
        if path.is_dir():
            yield _of_folder(path)
            return
        try:
            with path.open("rb", buffering=0) as file:
                yield _of_zip(open_archive(file))  # type: ignore[arg-type]
        except TooManyFiles as error:
            raise CannotCollect(
                f"{path} holds more than {MAX_ENTRIES:,} files. Unzip it, and give the folder."
            ) from error
        except zipfile.BadZipFile as error:
            raise CannotCollect(
                f"{path} cannot be opened as a zip ({error}). Download it again, or unzip it and "
                "give the folder."
            ) from error

    def unwrapped(self, is_item: Callable[[str], bool]) -> "Download":
        """Return the download without folders that hold all of it.

        is_item  whether a name is what the platform names a student's work by: a folder called so
                 is no wrapper, except of others called so
        """
        top = self.only_folder()
        inner = {file.path.parts[1] for file in self.files if len(file.path.parts) > 1}
        if not top or (is_item(top) and not all(map(is_item, inner))):
            return self
        return self.below(top).unwrapped(is_item)

    def tops(self) -> list[str]:
        """Return the names at the top."""
        return sorted({file.path.parts[0] for file in self.files})

    def only_folder(self) -> str:
        """Return the name of the folder that holds all of the download, "" if there is none."""
        tops = {file.path.parts[0] for file in self.files}
        tops |= {path.parts[0] for path in (*self.empty, *self.repositories) if path.parts}
        loose = any(len(file.path.parts) == 1 for file in self.files)
        return "" if loose or len(tops) != 1 else tops.pop()

    def below(self, top: str) -> "Download":
        """Return the download without the folder that holds all of it."""

        def inside(path: PurePosixPath) -> PurePosixPath:
            return path.relative_to(top)

        return replace(
            self,
            files=[File(inside(file.path), file.entry) for file in self.files],
            empty=[inside(path) for path in self.empty if path.parts != (top,)],
            repositories=[inside(path) for path in self.repositories],
            wrapper=self.wrapper / top,
        )

    def a_few(self) -> str:
        """Return the names of some of its files, for a message."""
        names = [line(file.path) for file in self.files[:3]]
        return ", ".join(names) + (" …" if len(self.files) > 3 else "") or "nothing"


def _of_folder(folder: Path) -> Download:
    """Return the files below a folder. Raises CannotCollect."""
    files: list[File] = []
    left: list[Left] = []
    empty: set[PurePosixPath] = set()
    repositories: set[PurePosixPath] = set()
    todo = [PurePosixPath()]
    while todo:
        inside = todo.pop()
        try:
            found = sorted(os.scandir(folder / inside), key=lambda entry: entry.name)
        except OSError as error:
            left.append(Left(inside, f"cannot be listed ({error.strerror})"))
            continue
        for entry in found:
            path = inside / entry.name
            if entry.name == ".git" and not entry.is_symlink():
                repositories.add(inside)
            if _is_computers_own(path):
                continue
            if entry.is_symlink():
                left.append(Left(path, "is a link, which is not followed"))
            elif not entry.is_dir(follow_symlinks=False):
                files.append(File(path, FolderEntry(path, folder / path)))
            elif len(path.parts) > MAX_DEPTH:
                left.append(Left(path, f"lies more than {MAX_DEPTH} folders deep"))
            else:
                todo.append(path)
                empty.add(path)
        if len(files) > MAX_FILES:
            raise CannotCollect(f"{folder} holds more than {MAX_FILES:,} files: no class's work.")
    empty -= {parent for file in files for parent in file.path.parents}
    files.sort(key=lambda file: file.path)
    return Download(files, left, outermost(empty), outermost(repositories), root=folder)


def _of_zip(archive: zipfile.ZipFile) -> Download:
    """Return the files of an open zip, those with unsafe names left."""
    files: dict[PurePosixPath, File] = {}
    left: list[Left] = []
    repositories: set[PurePosixPath] = set()
    for info in archive.infolist():
        name = name_in(info).replace("\\", "/")
        path = PurePosixPath(name)
        if ".git" in path.parts:
            repositories.add(PurePosixPath(*path.parts[: path.parts.index(".git")]))
        if name.endswith("/") or not path.parts or _is_computers_own(path):
            continue
        if path.is_absolute() or ".." in path.parts:
            left.append(Left(path, "has a name that leads out of the download"))
        elif stat.S_ISLNK(info.external_attr >> 16):
            left.append(Left(path, "is a link, which is not followed"))
        elif path in files:
            left.append(Left(path, "is in the zip a second time under this name"))
        else:
            entry: Entry = ZipEntry(path, archive, info)
            files[path] = File(path, entry)
    return Download([files[path] for path in sorted(files)], left, (), outermost(repositories))


def outermost(folders: Collection[PurePosixPath]) -> list[PurePosixPath]:
    """Return folders without those inside others of them."""
    return sorted(folder for folder in folders if not {*folder.parents} & {*folders})


def _is_computers_own(path: PurePosixPath) -> bool:
    """Whether a computer put something there by itself: caches, thumbnails, what macOS adds."""
    return any(part.lower() in COMPUTERS_OWN or part.startswith("._") for part in path.parts)
