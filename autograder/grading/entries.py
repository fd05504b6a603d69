"""Entries: the files in a folder or a zip that somebody handed in, listed and read safely.

No link is followed, nothing outside is reached, nothing that is no regular file is opened, and
nothing grows: sizes are limited before bytes are read.
"""

import io
import os
import stat
import zipfile
from abc import ABC, abstractmethod
from pathlib import Path, PurePosixPath

from assignment.language import _

NOISE = ("__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git", ".DS_Store")

MAX_ZIP_BYTES = 500 * 2**20
MAX_INNER_ZIP_BYTES = 200 * 2**20  # it is held in memory besides the one round it
MAX_ENTRIES = 20_000
ENTRY_BYTES = 46  # of a zip's list of files, at least
MAX_DEPTH = 8  # folders inside folders; the lab's own files lie three deep
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
MAX_RATIO = 200  # a zip entry that expands further than this is a bomb


class Rejected(Exception):
    """The submission cannot be read at all; the message is for the student."""


class Unreadable(Exception):
    """One file of a submission cannot be read; the message is for the student."""


class TooManyFiles(Exception):
    """An archive holds more files than anything that is handed in."""


class Entry(ABC):
    """One regular file of a submission: its path inside, and a way to its bytes."""

    def __init__(self, path: PurePosixPath) -> None:
        self.path = path

    @abstractmethod
    def read(self, limit: int) -> bytes:
        """Return the file's bytes. Raises Unreadable, also when there are more than `limit`."""


class FolderEntry(Entry):
    """A file in a folder; never a link, never outside."""

    def __init__(self, path: PurePosixPath, file: Path) -> None:
        super().__init__(path)
        self.file = file

    def read(self, limit: int) -> bytes:
        try:
            fd = os.open(self.file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            message = _("{path} cannot be read ({reason}).")
            raise Unreadable(message.format(path=self.path, reason=error.strerror)) from error
        with os.fdopen(fd, "rb") as file:
            found = os.fstat(fd)
            if not stat.S_ISREG(found.st_mode):
                raise Unreadable(_("{path} is not a regular file.").format(path=self.path))
            content = file.read(min(limit, found.st_size) + 1)
        if len(content) > limit:
            raise Unreadable(too_large(self.path, limit))
        return content


class ZipEntry(Entry):
    """A file in a zip archive that is held in memory."""

    def __init__(
        self, path: PurePosixPath, archive: zipfile.ZipFile, info: zipfile.ZipInfo
    ) -> None:
        super().__init__(path)
        self.archive = archive
        self.info = info

    def read(self, limit: int) -> bytes:
        if self.info.flag_bits & 1:
            message = _("{path} is encrypted. Make the zip without a password.")
            raise Unreadable(message.format(path=self.path))
        if self.info.compress_type not in COMPRESSIONS:
            message = _("{path} is compressed in an unusual way. Make an ordinary zip.")
            raise Unreadable(message.format(path=self.path))
        if self.info.file_size > max(self.info.compress_size, 1000) * MAX_RATIO:
            message = _("{path} expands to far more than a file of its kind can hold.")
            raise Unreadable(message.format(path=self.path))
        try:
            with self.archive.open(self.info) as file:
                content = file.read(limit + 1)
        except Exception as error:  # zipfile raises many kinds for a damaged archive
            message = _("{path} is damaged in the zip ({reason}). Zip it again.")
            reason = type(error).__name__
            raise Unreadable(message.format(path=self.path, reason=reason)) from error
        if len(content) > limit:
            raise Unreadable(too_large(self.path, limit))
        return content


def too_large(path: PurePosixPath, limit: int) -> str:
    message = _("{path} is larger than {megabytes} MB, more than such a file can need.")
    return message.format(path=path, megabytes=limit // 2**20)


def folder_entries(folder: Path) -> list[Entry]:
    """Return the regular files below a folder; links are not followed."""
    entries: list[Entry] = []
    for parent, folders, files in os.walk(folder, followlinks=False):
        depth = len(Path(parent).parts) - len(folder.parts)
        folders[:] = sorted(name for name in folders if name not in NOISE and depth < MAX_DEPTH)
        for name in sorted(files):
            file = Path(parent, name)
            if not file.is_symlink():
                inside = PurePosixPath(file.relative_to(folder).as_posix())
                entries.append(FolderEntry(inside, file))
        if len(entries) > MAX_ENTRIES:
            raise Rejected(
                _("The submission holds more than {most} files. Hand in the lab's own.").format(
                    most=MAX_ENTRIES
                )
            )
    return entries


def zip_entries(path: Path) -> list[Entry]:
    """Return the regular files of a zip. Raises Rejected if it is not one."""
    if path.stat().st_size > MAX_ZIP_BYTES:
        raise Rejected(
            _(
                "The zip is larger than {megabytes} MB, more than this lab can need. "
                "Make it again with the notebook's last cell."
            ).format(megabytes=MAX_ZIP_BYTES // 2**20)
        )
    return entries_of(path.read_bytes())


def inner_zip_entries(entries: list[Entry]) -> list[Entry]:
    """Return the files of the only zip among `entries`; none if there is none, or several.

    Raises Rejected if it cannot be read.
    """
    zips = [
        entry
        for entry in entries
        if entry.path.suffix.lower() == ".zip" and not {"..", *NOISE} & set(entry.path.parts)
    ]
    if len(zips) != 1:
        return []
    try:
        return entries_of(zips[0].read(MAX_INNER_ZIP_BYTES))
    except Unreadable as error:
        raise Rejected(str(error)) from error


def entries_of(content: bytes) -> list[Entry]:
    """Return the regular files of a zip's bytes. Raises Rejected if they are none."""
    try:
        archive = open_zip(content)
        infos = list({info.filename: info for info in archive.infolist()}.values())
    except TooManyFiles as error:
        raise Rejected(str(error)) from error
    except Exception as error:  # zipfile raises many kinds for what is not a zip
        raise Rejected(
            _(
                "The zip cannot be opened ({reason}): it is damaged or incomplete. "
                "Make it again with the notebook's last cell, and check that it opens before you "
                "hand it in."
            ).format(reason=type(error).__name__)
        ) from error
    return [
        ZipEntry(PurePosixPath(info.filename.replace("\\", "/")), archive, info)
        for info in infos
        if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16)
    ]


def open_zip(content: bytes) -> zipfile.ZipFile:
    """Open a zip archive. Raises TooManyFiles, and whatever zipfile raises.

    Reading the list of files costs more than the archive's size lets one think, so their
    signatures are counted first.
    """
    if len(content) > MAX_ENTRIES * ENTRY_BYTES and content.count(b"PK\1\2") > MAX_ENTRIES:
        raise TooManyFiles(
            _(
                "The zip holds more than {most} files. Make it with the notebook's last cell."
            ).format(most=MAX_ENTRIES)
        )
    return zipfile.ZipFile(io.BytesIO(content))
