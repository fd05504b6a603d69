"""Zips that are none, are damaged, or hold odd things."""

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from autograder.audit.malformed_corpus.submission import Malformed, Right
from autograder.audit.material import zipped


def zips(
    name: str, content: Callable[[Right], bytes], says: str, rejected: bool = True
) -> Malformed:
    """A submission that is a zip file of the bytes `content(right)`."""

    def make(folder: Path, right: Right) -> Path:
        path = folder / "ada.zip"
        path.write_bytes(content(right))
        return path

    return Malformed(name, make, says, rejected)


def flipped(right: Right, offset: int) -> bytes:
    data = bytearray(zipped(right))
    data[offset] ^= 0xFF
    return bytes(data)


def stored_twice(right: Right) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(right.source, b"raise SystemExit")
        for name, content in right.items():
            archive.writestr(name, content)  # zipfile warns of the second one
    return buffer.getvalue()


def with_flag(right: Right, flag: int) -> bytes:
    """Set a flag of every entry's header, as encryption does."""
    data = bytearray(zipped(right))
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + place] |= flag
            start = data.find(signature, start + 4)
    return bytes(data)


def compressed(right: Right, method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in right.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_method(right: Right, number: int) -> bytes:
    data = bytearray(zipped(right))
    for signature, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        start = data.find(signature)
        while start >= 0:
            data[start + place : start + place + 2] = struct.pack("<H", number)
            start = data.find(signature, start + 4)
    return bytes(data)


def zip64(right: Right) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in right.items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(content)
    return buffer.getvalue()


def tarred(right: Right, compression: str = "") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{compression}") as archive:  # type: ignore[call-overload]
        for name, content in right.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def named(right: Right, name: str) -> bytes:
    """A right submission with an entry of a name that zipfile itself would change."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for right_name, content in right.items():
            archive.writestr(right_name, content)
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"x")
    return buffer.getvalue()


def bomb(right: Right, method: int) -> bytes:
    """A right submission whose source expands to 60 MB, and declares 100 kB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in {**right, right.source: b"#" * 60_000_000}.items():
            archive.writestr(name, content)
    content = buffer.getvalue()
    return content.replace(struct.pack("<L", 60_000_000), struct.pack("<L", 100_000))


def zips_in_each_other(right: Right, deep: int) -> bytes:
    content = zipped(right)
    for _ in range(deep - 1):
        content = zipped({"ada.zip": content})
    return content


ODD_NAMES = ("a\nb.py", "\u202egnp.exe", "x" * 5000, "C:\\Users\\ada\\layers.txt", "\\\\host\\x",
             "COM1", "..", "assignment/", "//", "é\u0301", "\ud55c\uae00.py")  # fmt: skip

ZIPS = [
    zips("an entry without a name", lambda r: named(r, ""), "", False),
    zips("an entry whose name begins with NUL", lambda r: named(r, "\0x"), "", False),
    zips("an entry called /", lambda r: named(r, "/"), "", False),
    zips("a bomb of deflate", lambda r: bomb(r, zipfile.ZIP_DEFLATED), "larger than 2 MB", False),
    zips("a bomb of bzip2", lambda r: bomb(r, zipfile.ZIP_BZIP2), "larger than 2 MB", False),
    zips(
        "a list of files of 6 MB",
        lambda r: zipped({f"{n:05}{'x' * 60_000}": b"" for n in range(100)}),
        "more than 20000",
    ),
    zips("an empty file called zip", lambda r: b"", "cannot be opened"),
    zips("four bytes", lambda r: b"PK\3\4", "cannot be opened"),
    zips("zeros", lambda r: b"\0" * 10000, "cannot be opened"),
    zips("an empty zip", lambda r: zipped({}), "found nothing"),
    zips("a zip cut in half", lambda r: zipped(r)[: len(zipped(r)) // 2], "damaged or incomplete"),
    zips("a zip without its last byte", lambda r: zipped(r)[:-1], "damaged or incomplete"),
    zips("a zip without its first bytes", lambda r: zipped(r)[4:], "", False),
    zips("a zip with one byte flipped", lambda r: flipped(r, 60), "", False),
    zips("junk before the zip", lambda r: b"MZ" + b"junk" * 500 + zipped(r), "", False),
    zips("junk after the zip", lambda r: zipped(r) + b"junk" * 500, "", False),
    zips("a zip of a zip", lambda r: zipped({"ada.zip": zipped(r)}), "", False),
    zips("a zip of a zip of a zip", lambda r: zips_in_each_other(r, 3), "", False),
    zips("thirty zips in each other", lambda r: zips_in_each_other(r, 30), "found ada.zip"),
    zips("a tar called zip", tarred, "Make "),
    zips("a gzip called zip", lambda r: gzip.compress(zipped(r)), "cannot be opened"),
    zips("a tar.gz called zip", lambda r: tarred(r, "gz"), "cannot be opened"),
    zips(
        "a web page called zip",
        lambda r: b"<!DOCTYPE html><title>Sign in</title>",
        "cannot be opened",
    ),
    zips("a RAR called zip", lambda r: b"Rar!\x1a\x07\x01\x00" + b"\0" * 100, "cannot be opened"),
    zips("an encrypted zip", lambda r: with_flag(r, 1), "encrypted", False),
    zips("an LZMA zip", lambda r: compressed(r, zipfile.ZIP_LZMA), "unusual way", False),
    zips("a bzip2 zip", lambda r: compressed(r, zipfile.ZIP_BZIP2), "", False),
    zips("a deflate64 zip", lambda r: with_method(r, 9), "unusual way", False),
    zips("a zip with zip64 headers", zip64, "", False),
    zips("a zip with a file twice", stored_twice, "", False),
    zips("a zip of odd names", lambda r: zipped(dict.fromkeys(ODD_NAMES, b"x")), "found"),
    zips(
        "odd names beside the right files",
        lambda r: zipped({**dict.fromkeys(ODD_NAMES, b"x"), **r}),
        "",
        False,
    ),
    zips(
        "backslashes in a zip",
        lambda r: zipped({n.replace("/", "\\"): c for n, c in r.items()}),
        "",
        False,
    ),
    zips(
        "a directory entry where a file belongs",
        lambda r: zipped({**r, f"{r.source}/": b""}),
        "",
        False,
    ),
    zips(
        "only folders",
        lambda r: zipped({"assignment/": b"", "assignment/inner/": b""}),
        "found nothing",
    ),
    zips(
        "thirty thousand files",
        lambda r: zipped({f"f{n}": b"" for n in range(30_000)}),
        "more than 20000",
    ),
    zips("a comment of 65 kB", lambda r: commented(r, b"x" * 65535), "", False),
]


def commented(right: Right, comment: bytes) -> bytes:
    buffer = io.BytesIO(zipped(right))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = comment
    return buffer.getvalue()
