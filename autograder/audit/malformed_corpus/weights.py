"""Trained weights that are none, or of other shapes and types."""

import io
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.audit.malformed_corpus.submission import WEIGHTS as FILE
from autograder.audit.malformed_corpus.submission import Malformed, Right, put
from autograder.audit.material import npz, zipped
from autograder.audit.target import Need, Target

HIDDEN = 4


class Small:
    """A small net's arrays, all zeros: `matrix` is the first of two axes, `vector` of one.

    wide  how long the matrix is along the axis that is no number of hidden units
    """

    def __init__(self, target: Target) -> None:
        assert target.net is not None
        self.shapes = target.net.shapes
        self.matrix, self.vector = target.matrix, target.vector
        self.wide = self.shapes[self.matrix][0] or HIDDEN
        self.last = [*self.shapes][-1]

    def zeros(self, hidden: int = HIDDEN) -> dict[str, np.ndarray]:
        return {
            name: np.zeros([hidden if size is None else size for size in shape])
            for name, shape in self.shapes.items()
        }

    def npz(self, data: Any = None, **change: Any) -> bytes:
        """Return an .npz with some arrays changed, by the parts they play; None leaves one out."""
        arrays: dict[str, Any] = {**self.zeros()}
        arrays |= {getattr(self, part): array for part, array in change.items()}
        arrays |= {} if data is None else {"data": data}
        return npz(**{name: array for name, array in arrays.items() if array is not None})

    def raw(self, header: bytes, body: bytes = b"", version: bytes = b"\1\0") -> bytes:
        """An .npz all of whose arrays have a header written by hand."""
        length = struct.pack("<H" if version == b"\1\0" else "<I", len(header))
        array = b"\x93NUMPY" + version + length + header + body
        return zipped({f"{name}.npy": array for name in self.shapes})

    def bomb(self, megabytes: float, method: int, declared: int = 0) -> bytes:
        """Weights of zeros of one byte each in a few kilobytes; headers may declare them smaller.

        megabytes  how large the matrix becomes
        """
        buffer = io.BytesIO()
        arrays = self.zeros(0)
        hidden = int(megabytes * 10**6) // self.wide
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name in arrays:
                shape = [hidden if size is None else size for size in self.shapes[name]]
                with archive.open(f"{name}.npy", "w") as file:
                    header = {"descr": "|i1", "fortran_order": False, "shape": tuple(shape)}
                    np.lib.format.write_array_header_1_0(file, header)
                    for _ in range(shape[0]):
                        file.write(bytes(int(np.prod(shape[1:]))))
            size = archive.getinfo(f"{self.matrix}.npy").file_size
        content = buffer.getvalue()
        return content.replace(struct.pack("<L", size), struct.pack("<L", declared or size))


def weights(name: str, make: Callable[[Small], bytes], says: str = "@WEIGHTS@") -> Malformed:
    """A right submission, with other bytes in its trained weights."""

    def made(folder: Path, right: Right) -> Path:
        content = make(Small(right.target))
        return put(folder / "ada", {**right, right.target.fill(FILE): content})

    return Malformed(f"weights: {name}", made, says, needs=(Need.WEIGHTS, Need.MATRIX))


def saved(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


STRUCTURED = np.zeros(4, [("a", "f4"), ("b", "i4")])
MISSHAPEN = "{'descr': '<f8', 'fortran_order': False, 'shape': %s}"

DEFLATED, BZIP2, LZMA = zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA

WEIGHTS = [
    weights("60 MB of int8", lambda s: s.bomb(61.44, DEFLATED), "expands to more"),
    weights("16 MB of int8", lambda s: s.bomb(16.6, DEFLATED), "expands to more"),
    weights(
        "60 MB that declare 100 kB", lambda s: s.bomb(61.44, DEFLATED, 100_000), "expands to more"
    ),
    weights("bzip2", lambda s: s.bomb(61.44, BZIP2, 100_000), "cannot be read"),
    weights("LZMA", lambda s: s.bomb(0.013, LZMA), "cannot be read"),
    weights("empty", lambda s: b""),
    weights("text", lambda s: b"accuracy 0.55"),
    weights("a .npy", lambda s: saved(np.zeros(3))),
    weights("a pickle", lambda s: pickle.dumps({s.matrix: [1]})),
    weights("cut in half", lambda s: s.npz()[: len(s.npz()) // 2]),
    weights("an empty zip", lambda s: zipped({}), "@ARRAYS@ is missing"),
    weights(
        "a zip of text",
        lambda s: zipped({f"{name}.npy": b"hello" * (name == s.matrix) for name in s.shapes}),
    ),
    weights("without the last array", lambda s: s.npz(last=None), "@LAST_ARRAY@ is missing"),
    weights("of another lab", lambda s: npz(weights=np.zeros(3)), "is missing"),
    weights("transposed", lambda s: s.npz(matrix=np.zeros((4, s.wide))), "@MATRIX@ has shape"),
    weights("of images", lambda s: s.npz(matrix=np.zeros((3, s.wide, 4))), "@MATRIX@ has shape"),
    weights("biases in a column", lambda s: s.npz(vector=np.zeros((4, 1))), "@VECTOR@ has shape"),
    weights("biases in a row", lambda s: s.npz(vector=np.zeros((1, 5))), "@VECTOR@ has shape"),
    weights("biases a number", lambda s: s.npz(vector=np.float64(0)), "has shape"),
    weights("no hidden units", lambda s: npz(**s.zeros(0)), ""),
    weights("H that differs", lambda s: s.npz(vector=np.zeros(5)), "@VECTOR@ has shape"),
    weights("Fortran order", lambda s: s.npz(matrix=np.zeros((s.wide, 4), order="F")), ""),
    weights("big-endian", lambda s: s.npz(matrix=np.zeros((s.wide, 4), ">f8")), ""),
    weights("float16", lambda s: s.npz(matrix=np.zeros((s.wide, 4), np.float16)), ""),
    weights("integers", lambda s: s.npz(matrix=np.zeros((s.wide, 4), np.int8)), ""),
    weights(
        "1e300, too large for float32", lambda s: s.npz(matrix=np.full((s.wide, 4), 1e300)), ""
    ),
    weights("NaN", lambda s: s.npz(matrix=np.full((s.wide, 4), np.nan)), "NaN or infinity"),
    weights(
        "infinity", lambda s: s.npz(last=np.full_like(s.zeros()[s.last], np.inf)), "NaN or infinity"
    ),
    weights("complex", lambda s: s.npz(matrix=np.zeros((s.wide, 4), complex)), "complex"),
    weights("text in an array", lambda s: s.npz(matrix=np.full((s.wide, 4), "x")), "has shape"),
    weights("structured", lambda s: s.npz(vector=STRUCTURED), "@VECTOR@ has shape"),
    weights("objects", lambda s: s.npz(vector=np.array([None] * 4, object)), "pickled objects"),
    weights("a header that is no header", lambda s: s.raw(b"import os")),
    weights("a header of nothing", lambda s: s.raw(b"")),
    weights("a header of 60 kB", lambda s: s.raw(b" " * 60_000)),
    weights("a header of version 9", lambda s: s.raw(b"{}", version=b"\x09\0")),
    weights("a header nested deeply", lambda s: s.raw(b"(" * 9000)),
    weights("a shape of negative numbers", lambda s: s.raw((MISSHAPEN % "(-3072, -4)").encode())),
    weights(
        "a shape of 10^18",
        lambda s: s.raw((MISSHAPEN % f"({10**18},)").encode()),
        "more than any net",
    ),
    weights("a shape of floats", lambda s: s.raw((MISSHAPEN % "(1.5,)").encode())),
    weights(
        "a shape that promises more than there is",
        lambda s: s.raw((MISSHAPEN % f"({s.wide}, 4)").encode(), b"\0" * 80),
    ),
    weights("data of a megabyte of text", lambda s: s.npz(data=np.array("x" * 250_000)), ""),
    weights("data that is an array", lambda s: s.npz(data=np.zeros((5, 5))), ""),
    weights(
        "data that is pickled", lambda s: s.npz(data=np.array([{}], object)), "pickled objects"
    ),
]
