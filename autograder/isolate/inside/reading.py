"""The loop of a confined reader: what in a submission is costly to read, read under limits.

Nothing of a submission is run here. Python's own parsers make objects of a text, a notebook or
an archive that take a hundred times its bytes, and a forged one is made to; so they work in a
process that has little memory, and that is ended when it takes too long.

A request is a frame {"read": what, "size": bytes, "settings": {…}} and so many bytes. The answer
is a frame {"found": ..., "size": bytes} and so many bytes; `autograder/grading/reader.py` asks.
"""

import ast
import io
import json
import math
import socket
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import numpy as np

from autograder.isolate.inside import archive, wire

MAX_ARRAY_BYTES = 2**26  # of one array in a file of weights
MAX_ELEMENTS = 2**24  # of all of them
MAX_TEXT_BYTES = 2**12

Found = tuple[Any, bytes]


def serve(channel: socket.socket) -> None:
    """Answer requests until the grader hangs up."""
    wire.send(channel, {"confined": True})
    inbox = wire.Inbox(channel)
    while True:
        request = inbox.receive()
        content = inbox.receive_content(request["size"])
        found, data = READERS[request["read"]](content, **request["settings"])
        del content
        wire.send(channel, {"found": found, "size": len(data)})
        channel.sendall(data)


def functions(content: bytearray) -> Found:
    """Return the first and last line of each function and class of a source: {name: [first, last]}.

    Names are "function", "Class" or "Class.method". Of several of one name the first counts.
    """
    found: dict[str, list[int]] = {}
    try:
        tree = ast.parse(bytes(content))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return found, b""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.setdefault(node.name, [node.lineno, node.end_lineno or node.lineno])
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, (ast.FunctionDef, ast.ClassDef)):
                        name = f"{node.name}.{inner.name}"
                        lines = [inner.lineno, inner.end_lineno or inner.lineno]
                        found.setdefault(name, lines)
    return found, b""


def notebook(content: bytearray) -> Found:
    """Return what is wrong with a notebook: "", "source" or the type of an exception."""
    try:
        cells = json.loads(content.decode("utf-8", "replace"))["cells"]
        if not isinstance(cells, list):
            raise TypeError
        if all(isinstance(cell["source"], (str, list)) for cell in cells):
            return "", b""
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError) as error:
        return type(error).__name__, b""
    return "source", b""


def weights(content: bytearray, names: list[str]) -> Found:
    """Return some arrays of an .npz: {name: {dtype, shape, finite}}, and their numbers as float32.

    Those that are no numbers, or a pickle, have none. {"data": text} is a text among them. Where
    it is no archive of arrays, or too large, {"error": why}.
    """
    try:
        with archive.open_archive(io.BytesIO(content)) as stored:
            arrays = dict(_arrays(stored, (*names, "data")))
    except Exception as error:  # numpy and zipfile raise many kinds for what is no .npz
        return {"error": "too large" if _is_too_large(error) else _reason(error)}, b""
    found: dict[str, Any] = {}
    numbers = []
    for name, array in arrays.items():
        if name == "data":
            found[name] = str(array)[:MAX_TEXT_BYTES]
            continue
        plain = array.dtype.kind in "fiu"
        finite = plain and bool(np.isfinite(array).all())
        found[name] = {"dtype": str(array.dtype)[:100], "shape": list(array.shape)}
        found[name] |= {"numbers": plain, "finite": finite}
        if finite:
            with np.errstate(all="ignore"):
                numbers.append(array.astype(np.float32).tobytes())
    return found, b"".join(numbers)


def _arrays(stored: zipfile.ZipFile, names: Sequence[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the arrays of weights in an archive by name. Raises many kinds of exceptions."""
    listed = {info.filename: info for info in stored.infolist()}
    elements = 0
    for name in names:
        info = listed.get(f"{name}.npy")
        if info is None:
            continue
        if info.compress_type not in archive.NUMPY_METHODS or info.flag_bits & 1:
            raise zipfile.BadZipFile("not as NumPy writes it")
        content = archive.expand(stored, info, MAX_ARRAY_BYTES)
        dtype, shape, order, start = _header(io.BytesIO(content))
        count = math.prod(shape)
        elements += count
        if elements > MAX_ELEMENTS:
            raise archive.TooLarge
        yield name, np.frombuffer(content, dtype, count, start).reshape(shape, order=order)


def _header(file: io.BytesIO) -> tuple[np.dtype[Any], tuple[int, ...], Literal["C", "F"], int]:
    """Return what the header of a .npy says: dtype, shape, order; and where the numbers begin."""
    version = np.lib.format.read_magic(file)
    if version == (1, 0):
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
    else:
        shape, fortran, dtype = np.lib.format.read_array_header_2_0(file)
    if dtype.hasobject:
        raise ValueError("it holds pickled objects")
    return dtype, shape, "F" if fortran else "C", file.tell()


def _is_too_large(error: Exception) -> bool:
    return isinstance(error, (archive.TooLarge, archive.TooManyFiles, MemoryError))


def _reason(error: Exception) -> str:
    return "pickle" if "pickle" in str(error) else type(error).__name__


READERS: dict[str, Callable[..., Found]] = {
    "functions": functions,
    "notebook": notebook,
    "weights": weights,
}
