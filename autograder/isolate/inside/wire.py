"""Frames between the grader and a worker: a length, then MessagePack.

Arrays travel as their dtype, shape and bytes. Whatever cannot be plain data is replaced by an
`Opaque` that names its type; the object itself never leaves the worker, and nothing that
arrives is ever unpickled.
"""

import math
import select
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np

MAX_FRAME_BYTES = 64 * 2**20
MAX_ITEMS = 10_000
MAX_TEXT = 20_000
_ARRAY, _OPAQUE, _TUPLE = 1, 2, 3
_LENGTH = struct.Struct("<I")


class WireError(Exception):
    """The other side sent something that is not a frame of this protocol."""


class Closed(Exception):
    """The other side is gone."""


class OutOfTime(Exception):
    """No complete frame arrived before the deadline."""


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that is not plain data."""

    type_name: str


def send(channel: socket.socket, message: Any) -> None:
    """Send one frame; raises Closed when nobody is there to read it."""
    body = msgpack.packb(message, default=_encode, strict_types=True)
    try:
        channel.sendall(_LENGTH.pack(len(body)) + body)
    except OSError as error:
        raise Closed(str(error)) from error


def receive(channel: socket.socket, deadline: float | None = None) -> Any:
    """Receive one frame; `deadline` is a time of `time.monotonic()`.

    Raises Closed, OutOfTime or WireError.
    """
    (length,) = _LENGTH.unpack(_read(channel, _LENGTH.size, deadline))
    if length > MAX_FRAME_BYTES:
        raise WireError(f"a frame of {length} bytes")
    body = _read(channel, length, deadline)
    try:
        return msgpack.unpackb(body, ext_hook=_decode)
    except WireError:
        raise
    except Exception as error:  # whatever a forged frame makes msgpack say
        raise WireError(f"an unreadable frame ({type(error).__name__})") from error


def _read(channel: socket.socket, size: int, deadline: float | None) -> bytearray:
    data = bytearray()
    while len(data) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([channel], [], [], left)[0]:
                raise OutOfTime
        try:
            chunk = channel.recv(min(size - len(data), 2**20))
        except OSError as error:
            raise Closed(str(error)) from error
        if not chunk:
            raise Closed("end of stream")
        data += chunk
    return data


def plain(value: Any, depth: int = 0) -> Any:
    """Return `value` as plain data, with an Opaque in place of everything else."""
    if value is None or type(value) in (bool, float):
        return value
    if type(value) is int:
        return value if -(2**63) <= value < 2**63 else Opaque("int too large")
    if type(value) is str:
        return value[:MAX_TEXT]
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        return array if array.dtype.kind in "biufc" else Opaque(f"array of {array.dtype}")
    if depth < 10 and isinstance(value, (tuple, list)) and len(value) <= MAX_ITEMS:
        items = [plain(item, depth + 1) for item in value]
        return tuple(items) if isinstance(value, tuple) else items
    if depth < 10 and isinstance(value, dict) and len(value) <= MAX_ITEMS:
        if all(type(key) is str for key in value):
            return {key[:MAX_TEXT]: plain(item, depth + 1) for key, item in value.items()}
    return Opaque(type(value).__name__[:100])


def _encode(value: Any) -> msgpack.ExtType:
    if isinstance(value, np.ndarray):
        fortran = value.ndim > 1 and value.flags.f_contiguous and not value.flags.c_contiguous
        head = (value.dtype.str, list(value.shape), fortran, value.tobytes("A"))
        return msgpack.ExtType(_ARRAY, msgpack.packb(head))
    if isinstance(value, tuple):
        return msgpack.ExtType(
            _TUPLE, msgpack.packb(list(value), default=_encode, strict_types=True)
        )
    if isinstance(value, Opaque):
        return msgpack.ExtType(_OPAQUE, value.type_name.encode())
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _decode(code: int, data: bytes) -> Any:
    if code == _OPAQUE:
        return Opaque(data.decode(errors="replace")[:100])
    if code == _TUPLE:
        return tuple(msgpack.unpackb(data, ext_hook=_decode))
    if code != _ARRAY:
        raise WireError(f"an unknown extension {code}")
    dtype_name, shape, fortran, content = msgpack.unpackb(data)
    dtype = np.dtype(dtype_name)
    sizes_fit = all(type(n) is int and n >= 0 for n in shape)
    if dtype.kind not in "biufc" or len(shape) > 32 or not sizes_fit:
        raise WireError("an array of an unknown kind")
    if math.prod(shape) * dtype.itemsize != len(content):
        raise WireError("an array whose shape and size disagree")
    array = np.frombuffer(content, dtype).reshape(shape, order="F" if fortran else "C")
    return array.copy(order="K")
