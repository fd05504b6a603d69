"""Entries: the files in a folder or a zip that somebody handed in, listed and read safely.

No link is followed, nothing outside is reached, nothing that is no regular file is opened, and
nothing grows: bytes are counted as they are read, those of a zip as they expand.
"""

import io
import os
import stat
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.isolate.inside.archive import (
    MAX_ENTRIES,
    METHODS,
    TooLarge,
    TooManyFiles,
    expand,
    open_archive,
)
from autograder.student.language import Message, fact

NOISE = ("__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git", ".DS_Store")

MAX_ZIP_BYTES = 100 * 2**20
MAX_INNER_ZIPS = 4
MAX_ZIPS_DEEP = 2  # a zip in a zip, as platforms and students pack one after the other
MAX_DEPTH = 8  # folders inside folders; the lab's own files lie three deep


class Rejected(Exception):
    """The submission cannot be read at all; the message is for the student."""


class Undecided(Rejected):
    """Nobody can say which of several things in a submission counts: there is no mark until a
    person has said so."""


class Unreadable(Exception):
    """One file of a submission cannot be read; the message is for the student."""


class Entry(ABC):
    """One regular file of a submission: its path inside, and a way to its bytes."""

    def __init__(self, path: PurePosixPath) -> None:
        self.path = path

    @abstractmethod
    def read(self, limit: int) -> bytes:
        """Return the file's bytes. Raises Unreadable, also when there are more than `limit`."""

    @abstractmethod
    def modified(self) -> datetime | None:
        """Return when the file was last modified, in this machine's time; None if unknown."""


class FolderEntry(Entry):
    """A file in a folder; never a link, never outside."""

    def __init__(self, path: PurePosixPath, file: Path) -> None:
        super().__init__(path)
        self.file = file

    def read(self, limit: int) -> bytes:
        try:
            fd = os.open(self.file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(fd, "rb") as file:
                found = os.fstat(fd)
                if not stat.S_ISREG(found.st_mode):
                    raise Unreadable(fact("file.not_regular", path=self.path))
                content = file.read(min(limit, found.st_size) + 1)
        except OSError as error:
            message = fact("file.cannot_read", path=self.path, reason=error.strerror)
            raise Unreadable(message) from error
        if len(content) > limit:
            raise Unreadable(too_large(self.path, limit))
        return content

    def modified(self) -> datetime | None:
        try:
            return datetime.fromtimestamp(os.lstat(self.file).st_mtime)
        except (OSError, ValueError, OverflowError):
            return None


class ZipEntry(Entry):
    """A file in a zip archive."""

    def __init__(
        self, path: PurePosixPath, archive: zipfile.ZipFile, info: zipfile.ZipInfo
    ) -> None:
        super().__init__(path)
        self.archive = archive
        self.info = info

    def read(self, limit: int) -> bytes:
        if self.info.flag_bits & 1:
            raise Unreadable(fact("file.encrypted", path=self.path))
        if self.info.compress_type not in METHODS:
            raise Unreadable(fact("file.compression", path=self.path))
        try:
            return expand(self.archive, self.info, limit)
        except TooLarge as error:
            raise Unreadable(too_large(self.path, limit)) from error
        except Exception as error:  # zipfile raises many kinds for a damaged archive
            message = fact("file.damaged", path=self.path, reason=type(error).__name__)
            raise Unreadable(message) from error

    def modified(self) -> datetime | None:
        try:
            return datetime(*self.info.date_time)
        except ValueError:
            return None


def too_large(path: PurePosixPath, limit: int) -> Message:
    """Return the message that a file is larger than it may be."""
    if limit < 2**20:
        return fact("file.over_kilobytes", path=path, kilobytes=limit // 2**10)
    return fact("file.over_megabytes", path=path, megabytes=limit // 2**20)


def folder_entries(folder: Path) -> list[Entry]:
    """Return the regular files below a folder; links are not followed. Raises Rejected."""
    entries: list[Entry] = []
    todo, seen = [PurePosixPath()], 0
    while todo:
        inside = todo.pop()
        try:
            with os.scandir(folder / inside) as listing:
                for found in listing:
                    seen += 1
                    if seen > MAX_ENTRIES:
                        raise Rejected(fact("submission.too_many", most=MAX_ENTRIES))
                    path = inside / found.name
                    if found.is_symlink():
                        continue
                    if not found.is_dir(follow_symlinks=False):
                        entries.append(FolderEntry(path, folder / path))
                    elif found.name not in NOISE and len(path.parts) <= MAX_DEPTH:
                        todo.append(path)
        except OSError:  # a folder that may not be listed is as if it were empty
            continue
    return sorted(entries, key=lambda entry: entry.path)


def zip_entries(path: Path) -> list[Entry]:
    """Return the regular files of a zip. Raises Rejected if it is not one."""
    if path.stat().st_size > MAX_ZIP_BYTES:
        raise Rejected(fact("zip.too_large", megabytes=MAX_ZIP_BYTES // 2**20))
    try:
        return entries_of(path.open("rb", buffering=0))
    except OSError as error:
        raise Rejected(fact("zip.cannot_read", reason=error.strerror)) from error


def inner_zip_entries(
    entries: list[Entry], is_work: Callable[[list[Entry]], bool], deep: int = MAX_ZIPS_DEEP
) -> list[Entry]:
    """Return the files of the only zip among `entries`; none if there is none.

    Of several it is the only one whose files are work for the lab, as `is_work` says. A zip that
    holds no work but a zip stands for that one.

    deep  how many zips may lie in one another

    Raises Rejected if the only zip cannot be read, Undecided where two hold work, or one does and
    another cannot be read.
    """
    zips = [
        entry
        for entry in entries
        if entry.path.suffix.lower() == ".zip" and not {"..", *NOISE} & set(entry.path.parts)
    ]

    def inside(entry: Entry) -> list[Entry]:
        found = opened(entry)
        if deep > 1 and not is_work(found):
            return inner_zip_entries(found, is_work, deep - 1) or found
        return found

    if len(zips) == 1:
        return inside(zips[0])
    works: list[tuple[Entry, list[Entry]]] = []
    damaged: list[Entry] = []
    for entry in zips[:MAX_INNER_ZIPS]:
        try:
            if is_work(found := inside(entry)):
                works.append((entry, found))
        except Undecided:
            raise
        except Rejected:
            damaged.append(entry)
    rest = zips[MAX_INNER_ZIPS:]
    if len(works) == 1 and not damaged and not rest:
        return works[0][1]
    if works or (zips and rest):
        doubtful = [*(entry for entry, _files in works), *damaged, *rest]
        names = ", ".join(sorted(str(entry.path)[:60] for entry in doubtful))
        raise Undecided(fact("zip.several", names=names))
    return []


def name_in(info: zipfile.ZipInfo) -> str:
    """Return the name of a file in a zip, as whoever made the zip read it.

    Without a flag that says UTF-8 it is in the encoding of that machine, which zipfile takes for
    that of the first PCs. Korean Windows writes CP949, and some programs UTF-8 without the flag.
    """
    name = info.filename
    if info.flag_bits & 0x800 or name.isascii():
        return name
    try:
        content = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "euc_kr", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        others = [letter for letter in text if not letter.isascii()]
        if encoding == "utf-8" or (len(others) > 1 and all("가" <= one <= "힣" for one in others)):
            return text
    return name


def opened(entry: Entry) -> list[Entry]:
    """Return the files of a zip in a submission. Raises Rejected."""
    try:
        return entries_of(io.BytesIO(entry.read(MAX_ZIP_BYTES)))
    except Unreadable as error:
        raise Rejected(error.args[0]) from error


def entries_of(file: IO[bytes]) -> list[Entry]:
    """Return the regular files of an open zip. Raises Rejected if it is none."""
    try:
        archive = open_archive(file)
        infos = {info.filename: info for info in archive.infolist()}
    except TooManyFiles as error:
        raise Rejected(fact("zip.too_many", most=MAX_ENTRIES)) from error
    except Exception as error:  # zipfile raises many kinds for what is not a zip
        raise Rejected(fact("zip.damaged", reason=type(error).__name__)) from error
    return [
        ZipEntry(path, archive, info)
        for info in infos.values()
        if (
            path := PurePosixPath((name := name_in(info)).replace("\\", "/"))
        ).parts  # some have no name at all
        and not name.endswith(("/", "\\"))
        and not stat.S_ISLNK(info.external_attr >> 16)
    ]
