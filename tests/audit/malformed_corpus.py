"""Submissions that are broken rather than hostile, and what each must be told."""

import gzip
import io
import json
import os
import socket
import struct
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.conftest import npz, zipped

NET = "assignment/classifiers/fc_net.py"
LAYERS = "assignment/layers.py"
NOTEBOOK = "two_layer_net.ipynb"


@dataclass(frozen=True)
class Malformed:
    """A submission: `make(folder, right)` writes it, from a right one's files, and says where.

    says       what must stand somewhere in the result
    rejected   whether the submission cannot be read at all
    """

    name: str
    make: Callable[[Path, dict[str, bytes]], Path]
    says: str
    rejected: bool = False


def zips(name: str, content: Callable[[dict[str, bytes]], bytes], says: str, rejected=True):
    """A submission that is a zip file of the bytes `content(right)`."""

    def make(folder, right):
        path = folder / "ada.zip"
        path.write_bytes(content(right))
        return path

    return Malformed(name, make, says, rejected)


def file(name: str, which: str, content: "bytes | Callable[[bytes], bytes]", says: str):
    """A right submission, with other bytes in one file."""

    def make(folder, right):
        new = content(right.get(which, b"")) if callable(content) else content
        return put(folder / "ada", {**right, which: new})

    return Malformed(name, make, says)


def folder(name: str, make: Callable[[Path, dict[str, bytes]], Path], says: str, rejected=False):
    return Malformed(name, make, says, rejected)


def put(path: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


def weights(name: str, make: "Callable[[], bytes]", says: str = "best_model.npz"):
    return file(f"weights: {name}", "best_model.npz", lambda _: make(), says)


def notebook(name: str, content: object, says: str = "not a readable notebook"):
    text = content if isinstance(content, (str, bytes)) else json.dumps(content)
    return file(
        f"notebook: {name}", NOTEBOOK, text if isinstance(text, bytes) else text.encode(), says
    )


def source(name: str, content: "bytes | Callable[[bytes], bytes]", says: str = "svm_loss"):
    return file(f"source: {name}", LAYERS, content, says)


# --------------------------------------------------------------------------------------- zips


def flipped(right, offset):
    data = bytearray(zipped(right))
    data[offset] ^= 0xFF
    return bytes(data)


def stored_twice(right):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(LAYERS, b"raise SystemExit")
        for name, content in right.items():
            archive.writestr(name, content)  # zipfile warns of the second layers.py
    return buffer.getvalue()


def with_flag(right, flag):
    """Set a flag of every entry's header, as encryption does."""
    data = bytearray(zipped(right))
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + place] |= flag
            start = data.find(signature, start + 4)
    return bytes(data)


def compressed(right, method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in right.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_method(right, number):
    data = bytearray(zipped(right))
    for signature, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        start = data.find(signature)
        while start >= 0:
            data[start + place : start + place + 2] = struct.pack("<H", number)
            start = data.find(signature, start + 4)
    return bytes(data)


def zip64(right):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in right.items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(content)
    return buffer.getvalue()


def tarred(right, compression=""):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{compression}") as archive:
        for name, content in right.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


ODD_NAMES = ("a\nb.py", "\u202egnp.exe", "x" * 5000, "C:\\Users\\ada\\layers.txt", "\\\\host\\x",
             "COM1", "..", "assignment/", "//", "é\u0301", "\ud55c\uae00.py")  # fmt: skip

ZIPS = [
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
    zips("a zip of a zip", lambda r: zipped({"ada.zip": zipped(r)}), "found ada.zip"),
    zips("a tar called zip", tarred, "Make the zip"),
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
        lambda r: zipped({**r, f"{LAYERS}/": b""}),
        "",
        False,
    ),
    zips(
        "only folders",
        lambda r: zipped({"assignment/": b"", "assignment/classifiers/": b""}),
        "found nothing",
    ),
    zips(
        "thirty thousand files",
        lambda r: zipped({f"f{n}": b"" for n in range(30_000)}),
        "more than 20000",
    ),
    zips("a comment of 65 kB", lambda r: commented(r, b"x" * 65535), "", False),
]


def commented(right, comment):
    buffer = io.BytesIO(zipped(right))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = comment
    return buffer.getvalue()


# ------------------------------------------------------------------------------------- folders


def made(change):
    def make(folder, right):
        path = put(folder / "ada", right)
        change(path)
        return path

    return make


def instead(name, make):
    """Put something else in a file's place."""

    def change(path):
        (path / name).unlink()
        make(path / name)

    return made(change)


def bind(path):
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's path may have only 108 characters
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def empty(folder, right):
    (folder / "ada").mkdir()
    return folder / "ada"


def unreadable_zip(folder, right):
    path = folder / "ada.zip"
    path.write_bytes(zipped(right))
    path.chmod(0)
    return path


def a_pipe(folder, right):
    os.mkfifo(folder / "ada.zip")
    return folder / "ada.zip"


FOLDERS = [
    folder("an empty folder", empty, "found nothing", True),
    folder(
        "a text file instead of a submission",
        lambda f, r: put(f, {"ada": b"I did it"}) / "ada",
        "cannot be opened",
        True,
    ),
    folder("a folder called layers.py", instead(LAYERS, Path.mkdir), "layers.py"),
    folder("a folder called like the notebook", instead(NOTEBOOK, Path.mkdir), ""),
    folder("a folder called like the weights", instead("best_model.npz", Path.mkdir), "is missing"),
    folder("a pipe called layers.py", instead(LAYERS, os.mkfifo), "not a regular file"),
    folder("a socket called layers.py", instead(LAYERS, bind), "layers.py"),
    folder("a broken link", instead(LAYERS, lambda p: p.symlink_to("nowhere")), "layers.py"),
    folder("a link to itself", instead(LAYERS, lambda p: p.symlink_to(p)), "layers.py"),
    folder("a file nobody may read", made(lambda p: (p / LAYERS).chmod(0)), ""),
    folder("a folder nobody may read", made(lambda p: (p / "assignment").chmod(0)), ""),
    folder("a zip nobody may read", unreadable_zip, "", os.geteuid() != 0),
    folder("a pipe called zip", a_pipe, "found nothing", True),
    folder(
        "names no encoding knows",
        made(lambda p: Path(os.fsdecode(bytes(p) + b"/\xff\xfe\xed\xa0\x80.py")).write_bytes(b"x")),
        "",
    ),
    folder(
        "names with newlines and escapes",
        made(lambda p: (p / "a\n\x1b[2Jb\u202e.py").write_bytes(b"x")),
        "",
    ),
    folder(
        "only other files",
        lambda f, r: put(f / "ada", {"essay\n.txt": b"x", "\x1b[31m.doc": b""}),
        "found",
        True,
    ),
    folder(
        "two notebooks, neither the lab's",
        made(lambda p: [(p / NOTEBOOK).rename(p / "a.ipynb"), put(p, {"b.ipynb": b"{}"})]),
        "",
    ),
]

# ------------------------------------------------------------------------------------- sources

SOURCES = [
    source("empty", b"", "svm_loss"),
    source("a null byte", lambda t: t + b"\0", "null byte"),
    source("only null bytes", b"\0" * 1000, "null byte"),
    source("random bytes", bytes(range(256)) * 40, "cannot be imported"),
    source("UTF-16", lambda t: t.decode().encode("utf-16"), "cannot be imported"),
    source("a false coding line", lambda t: b"# -*- coding: klingon -*-\n" + t, ""),
    source(
        "a coding line of another alphabet",
        lambda t: "# -*- coding: cp949 -*-\n# 한글\n".encode("cp949") + t,
        "",
    ),
    source("cut in the middle", lambda t: t[: len(t) // 2], "layers.py"),
    source("a line of one megabyte", lambda t: t + b"x = '" + b"a" * 2**20 + b"'\n", ""),
    source(
        "an expression of one megabyte", lambda t: t + b"x = 1" + b"+1" * 2**19 + b"\n", "layers.py"
    ),
    source("parentheses 10^5 deep", b"x = " + b"(" * 10**5 + b")" * 10**5, "too many nested"),
    source("minus signs 10^5 deep", b"x = " + b"-" * 10**5 + b"1", "layers.py"),
    source("attributes 10^5 deep", b"x = a" + b".b" * 10**5, "layers.py"),
    source("calls 10^5 deep", b"x = a" + b"()" * 10**5, "layers.py"),
    source(
        "blocks a hundred deep",
        b"".join(b" " * n + b"if 1:\n" for n in range(150)) + b" " * 150 + b"pass",
        "too many levels",
    ),
    source("ten thousand elifs", b"if 0: pass\n" + b"elif 0: pass\n" * 10**4, "layers.py"),
    source("a number of a million digits", lambda t: t + b"x = " + b"9" * 10**6, "layers.py"),
    source("tabs and spaces mixed", b"def f():\n\tx = 1\n        y = 2\n", "TabError"),
    source("a notebook saved as layers.py", b'{"cells": [], "nbformat": 4}', "svm_loss"),
    source("a web page saved as layers.py", b"<!DOCTYPE html>\n<html>", "SyntaxError"),
    source("notebook magics left in", b"%matplotlib inline\n!ls\n", "SyntaxError"),
    source("merge markers left in", b"<<<<<<< HEAD\nx = 1\n=======\n", "SyntaxError"),
    source("Python 2", b"print 'hello'\n", "SyntaxError"),
    source("three megabytes", b"#" * (3 * 2**20), "larger than 2 MB"),
    source(
        "functions that are numbers", b"affine_forward = relu_forward = svm_loss = 3\n", "svm_loss"
    ),
    source("functions without parameters", b"def svm_loss(): return 1\n", "svm_loss"),
]

# ------------------------------------------------------------------------------------ notebooks

CELL = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "x = 1"}

NOTEBOOKS = [
    notebook("empty", b""),
    notebook("text", b"I did it"),
    notebook("cut off", b'{"cells": [{"cell_type": "code", "sour'),
    notebook("a list", []),
    notebook("null", None),
    notebook("without cells", {"nbformat": 4}),
    notebook("of version 3", {"worksheets": [{"cells": [CELL]}], "nbformat": 3}),
    notebook("cells that are a number", {"cells": 7}),
    notebook("cells that are a dictionary", {"cells": {}}),
    notebook("cells that are text", {"cells": "abc"}),
    notebook("a cell that is null", {"cells": [None]}),
    notebook("a cell without source", {"cells": [{"cell_type": "code"}]}),
    notebook("a source of numbers", {"cells": [{**CELL, "source": 5}]}),
    notebook("NaN and infinity", b'{"cells": [], "x": NaN, "y": -Infinity}', ""),
    notebook("keys twice", b'{"cells": 1, "cells": []}', ""),
    notebook("lists 10^5 deep", b"[" * 10**5 + b"]" * 10**5),
    notebook("a number of 10^5 digits", b'{"cells": [], "x": ' + b"1" * 10**5 + b"}"),
    notebook("not UTF-8", b'{"cells": [{"source": "\xff\xfe\xed\xa0\x80"}]}', ""),
    notebook("UTF-16", '{"cells": []}'.encode("utf-16")),
    notebook("half surrogates", b'{"cells": [{"source": "\\ud800"}]}', ""),
    notebook(
        "outputs of 20 MB", {"cells": [{**CELL, "outputs": [{"text": "x" * 20_000_000}]}]}, ""
    ),
    notebook("of 100 MB", b" " * 100_000_000, "larger than 50 MB"),
]

# -------------------------------------------------------------------------------------- weights


def arrays(**change):
    right = {
        "W1": np.zeros((3072, 4)),
        "b1": np.zeros(4),
        "W2": np.zeros((4, 10)),
        "b2": np.zeros(10),
    }
    return npz(**{name: a for name, a in {**right, **change}.items() if a is not None})


def raw(header: bytes, body: bytes = b"", version: bytes = b"\1\0") -> bytes:
    """An .npz all of whose arrays have a header written by hand."""
    length = struct.pack("<H" if version == b"\1\0" else "<I", len(header))
    array = b"\x93NUMPY" + version + length + header + body
    return zipped({f"{name}.npy": array for name in ("W1", "b1", "W2", "b2")})


def saved(array) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


STRUCTURED = np.zeros(4, [("a", "f4"), ("b", "i4")])
MISSHAPEN = "{'descr': '<f8', 'fortran_order': False, 'shape': %s}"

WEIGHTS = [
    weights("empty", lambda: b""),
    weights("text", lambda: b"accuracy 0.55"),
    weights("a .npy", lambda: saved(np.zeros(3))),
    weights("a pickle", lambda: __import__("pickle").dumps({"W1": [1]})),
    weights("cut in half", lambda: arrays()[:40000]),
    weights("an empty zip", lambda: zipped({}), "W1, b1, W2, b2 is missing"),
    weights(
        "a zip of text",
        lambda: zipped({"W1.npy": b"hello", "b1.npy": b"", "W2.npy": b"", "b2.npy": b""}),
    ),
    weights("without b2", lambda: arrays(b2=None), "b2 is missing"),
    weights("of another lab", lambda: npz(weights=np.zeros(3)), "is missing"),
    weights("W1 transposed", lambda: arrays(W1=np.zeros((4, 3072))), "W1 has shape"),
    weights("W1 of images", lambda: arrays(W1=np.zeros((3, 32, 32, 4))), "W1 has shape"),
    weights("b1 of shape (1, H)", lambda: arrays(b1=np.zeros((1, 4))), "has shape"),
    weights("b1 a number", lambda: arrays(b1=np.float64(0)), "has shape"),
    weights(
        "no hidden units",
        lambda: arrays(W1=np.zeros((3072, 0)), b1=np.zeros(0), W2=np.zeros((0, 10))),
        "",
    ),
    weights("H that differs", lambda: arrays(b1=np.zeros(5)), "has shape"),
    weights("Fortran order", lambda: arrays(W1=np.asfortranarray(np.zeros((3072, 4)))), ""),
    weights("big-endian", lambda: arrays(W1=np.zeros((3072, 4), ">f8")), ""),
    weights("float16", lambda: arrays(W1=np.zeros((3072, 4), np.float16)), ""),
    weights("integers", lambda: arrays(W1=np.zeros((3072, 4), np.int8)), ""),
    weights("1e300, too large for float32", lambda: arrays(W1=np.full((3072, 4), 1e300)), ""),
    weights("NaN", lambda: arrays(W1=np.full((3072, 4), np.nan)), "NaN or infinity"),
    weights("infinity", lambda: arrays(b2=np.full(10, np.inf)), "NaN or infinity"),
    weights("complex", lambda: arrays(W1=np.zeros((3072, 4), complex)), "complex"),
    weights("text in an array", lambda: arrays(W1=np.full((3072, 4), "x")), "W1 has shape"),
    weights("structured", lambda: arrays(b1=STRUCTURED), "b1 has shape"),
    weights("objects", lambda: arrays(b1=np.array([None] * 4, object)), "pickled objects"),
    weights("a header that is no header", lambda: raw(b"import os")),
    weights("a header of nothing", lambda: raw(b"")),
    weights("a header of 60 kB", lambda: raw(b" " * 60_000)),
    weights("a header of version 9", lambda: raw(b"{}", version=b"\x09\0")),
    weights("a header nested deeply", lambda: raw(b"(" * 9000)),
    weights("a shape of negative numbers", lambda: raw((MISSHAPEN % "(-3072, -4)").encode())),
    weights(
        "a shape of 10^18",
        lambda: raw((MISSHAPEN % "(10**18,)").replace("10**18", str(10**18)).encode()),
    ),
    weights("a shape of floats", lambda: raw((MISSHAPEN % "(1.5,)").encode())),
    weights(
        "a shape that promises more than there is",
        lambda: raw((MISSHAPEN % "(3072, 4)").encode(), b"\0" * 80),
    ),
    weights("data of a megabyte of text", lambda: arrays(data=np.array("x" * 250_000)), ""),
    weights("data that is an array", lambda: arrays(data=np.zeros((5, 5))), ""),
    weights("data that is pickled", lambda: arrays(data=np.array([{}], object)), "pickled objects"),
]

MALFORMED = [*ZIPS, *FOLDERS, *SOURCES, *NOTEBOOKS, *WEIGHTS]
