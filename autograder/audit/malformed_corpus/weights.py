"""Trained weights that are none, or of other shapes and types."""

import io
import struct
import zipfile
from collections.abc import Callable

import numpy as np

from autograder.audit.malformed_corpus.submission import file
from autograder.audit.material import npz, zipped


def weights(name: str, make: "Callable[[], bytes]", says: str = "best_model.npz"):
    return file(f"weights: {name}", "best_model.npz", lambda _: make(), says)


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


def zeros(hidden: int, method: int, dtype: str = "|i1", declared: int = 0) -> bytes:
    """Weights of zeros in a few kilobytes; their headers may declare that they are smaller."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, shape in (("W1", (3072, hidden)), ("b1", (hidden,)), ("W2", (hidden, 10))):
            with archive.open(f"{name}.npy", "w") as file:
                header = {"descr": dtype, "fortran_order": False, "shape": shape}
                np.lib.format.write_array_header_1_0(file, header)
                for _ in range(shape[0]):
                    file.write(bytes(int(np.prod(shape[1:])) * np.dtype(dtype).itemsize))
        archive.writestr("b2.npy", saved(np.zeros(10)))
        size = archive.getinfo("W1.npy").file_size
    content = buffer.getvalue()
    return content.replace(struct.pack("<L", size), struct.pack("<L", declared or size))


STRUCTURED = np.zeros(4, [("a", "f4"), ("b", "i4")])
MISSHAPEN = "{'descr': '<f8', 'fortran_order': False, 'shape': %s}"

WEIGHTS = [
    weights("H = 20,000 in int8", lambda: zeros(20_000, zipfile.ZIP_DEFLATED), "expands to more"),
    weights("H = 5,400 in int8", lambda: zeros(5400, zipfile.ZIP_DEFLATED), "expands to more"),
    weights(
        "60 MB that declare 100 kB",
        lambda: zeros(20_000, zipfile.ZIP_DEFLATED, declared=100_000),
        "expands to more",
    ),
    weights("bzip2", lambda: zeros(20_000, zipfile.ZIP_BZIP2, declared=100_000), "cannot be read"),
    weights("LZMA", lambda: zeros(4, zipfile.ZIP_LZMA), "cannot be read"),
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
    weights("b1 of shape (H, 1)", lambda: arrays(b1=np.zeros((4, 1))), "b1 has shape"),
    weights("b1 of shape (1, 5)", lambda: arrays(b1=np.zeros((1, 5))), "b1 has shape"),
    weights("b1 a number", lambda: arrays(b1=np.float64(0)), "has shape"),
    weights(
        "no hidden units",
        lambda: arrays(W1=np.zeros((3072, 0)), b1=np.zeros(0), W2=np.zeros((0, 10))),
        "",
    ),
    weights("H that differs", lambda: arrays(b1=np.zeros(5)), "b1 has shape"),
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
        "more than any net",
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
