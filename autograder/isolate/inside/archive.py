"""Zip archives that may be forged to be costly: what is read of one is counted as it comes.

zipfile makes objects of a list of files that take far more memory than the list, and expands
bzip2 and LZMA block by block, however much comes of a block. What an archive declares about
itself is only a claim.
"""

import copy
import encodings.cp437  # noqa: F401 - of names in archives; a confined process cannot find it later
import io
import zipfile
import zlib
from collections.abc import Iterator
from types import ModuleType
from typing import IO

bz2: ModuleType | None
try:
    import bz2
except ImportError:  # some build Python without it
    bz2 = None

MAX_ENTRIES = 20_000
MAX_LIST_BYTES = 4 * 2**20  # of the list of files, which zipfile reads in one go

# LZMA is not read: it asks for as much memory as its header says.
NUMPY_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
METHODS = (*NUMPY_METHODS, zipfile.ZIP_BZIP2)

_TAKEN, _GIVEN = 2**16, 2**20  # bytes at a time, compressed and expanded
_ENTRY = b"PK\1\2"


class TooManyFiles(Exception):
    """An archive lists more files than anything that is handed in."""


class TooLarge(Exception):
    """A file of an archive has more bytes than it may have."""


class _Archive(io.BufferedReader):
    """An open archive, of which nobody gets a list of files longer than it may be."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_LIST_BYTES:
            raise TooManyFiles
        data = super().read(size)
        if data.startswith(_ENTRY) and data.count(_ENTRY) > MAX_ENTRIES:
            raise TooManyFiles
        return data


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """Open a zip archive. Raises TooManyFiles, and whatever zipfile raises."""
    return zipfile.ZipFile(_Archive(file))  # type: ignore[arg-type]


def expand(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """Return the bytes of a file in an archive, compressed by one of METHODS.

    Raises TooLarge where there are more than `limit`, and whatever zipfile raises.
    """
    stored = copy.copy(info)
    stored.compress_type, stored.file_size = zipfile.ZIP_STORED, info.compress_size
    stored.CRC = None  # type: ignore[assignment] # it is that of the expanded bytes
    blocks, size, checksum = [], 0, 0
    with archive.open(stored) as file:
        for block in _expanding(file, info.compress_type, min(limit + 1, _GIVEN)):
            size += len(block)
            if size > limit:
                raise TooLarge
            checksum = zlib.crc32(block, checksum)
            blocks.append(block)
    if checksum != info.CRC:
        raise zipfile.BadZipFile("its checksum is another")
    return b"".join(blocks)


def _expanding(file: IO[bytes], method: int, most: int) -> Iterator[bytes]:
    """Yield what a compressed file expands to, in blocks of at most so many bytes."""
    if method == zipfile.ZIP_STORED:
        while block := file.read(most):
            yield block
    elif method == zipfile.ZIP_DEFLATED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        while not inflate.eof:
            block = inflate.unconsumed_tail or file.read(_TAKEN)
            inflated = inflate.decompress(block, most)
            if not block and not inflated:
                raise zipfile.BadZipFile("it ends too early")
            yield inflated
    elif method == zipfile.ZIP_BZIP2 and bz2:
        unpack = bz2.BZ2Decompressor()
        while not unpack.eof:
            block = file.read(_TAKEN) if unpack.needs_input else b""
            if unpack.needs_input and not block:
                raise zipfile.BadZipFile("it ends too early")
            yield unpack.decompress(block, most)
    else:
        raise zipfile.BadZipFile(f"the method {method}")
