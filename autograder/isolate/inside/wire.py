"""Frames between the grader and a worker: a length, then MessagePack.

Arrays travel as a line of text (dtype, memory order, shape) and their bytes; what else MessagePack
has no word for, as an extension. Whatever is not plain data is replaced by an `Opaque` that names
its type; the object itself never leaves the worker, and nothing that arrives is ever unpickled.

A frame may be forged to be costly rather than wrong: so its size, the size of an array, the
number of values and the depth are all bounded, and neither side ever waits without a deadline
for the other to read.
"""

import functools
import math
import re
import socket
import struct
import time
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any, Literal

import msgpack
import numpy as np

from autograder.student.checking.plain_data import (
    MAX_ARRAY_BYTES,
    MAX_BITS,
    MAX_ITEMS,
    Opaque,
    kinds_of,
    plain,
    text,
)

__all__ = ["Closed", "Inbox", "Opaque", "OutOfTime", "WireError", "packed", "plain", "receive",
           "send", "send_frame", "text", "unpack"]  # fmt: skip

MAX_FRAME_BYTES = 16 * 2**20
MAX_CONTAINERS = 100_000  # lists, dictionaries, tuples and arrays of one frame
MAX_PARTS = 1_000_000  # and what is in them: a byte of a frame can become sixty of memory
MAX_DEPTH = 40
MAX_FIELDS = 100  # of a structured array
MAX_COLLISIONS = 30  # members of a set, or keys, that hash alike: each is compared with all
_ARRAY, _OPAQUE, _TUPLE, _SET, _FROZENSET, _WHOLE, _COMPLEX, _TEXTS, _FIELDS = range(1, 10)
_LENGTH = struct.Struct("<I")
_AHEAD = 2**16
_HEAD = re.compile(rb"([<>|=][biufc][0-9]{1,2}) ([CF])((?: [0-9]{1,12}){0,32})")


class WireError(Exception):
    """The other side sent something that is not a frame of this protocol."""


class Closed(Exception):
    """The other side is gone."""


class OutOfTime(Exception):
    """No complete frame came or went before the deadline."""


def send(channel: socket.socket, message: Any, deadline: float | None = None) -> None:
    """Send one frame; `deadline` is a time of `time.monotonic()`.

    Raises Closed when nobody is there to read it, OutOfTime when nobody does.
    """
    send_frame(channel, packed(message), deadline)


def packed(message: Any) -> bytes:
    """Return a message as a frame."""
    body = _packed(message)
    return _LENGTH.pack(len(body)) + body


def send_frame(channel: socket.socket, frame: bytes, deadline: float | None = None) -> None:
    """Send a frame that is packed already; see `send`."""
    channel.settimeout(_left(deadline))
    try:
        channel.sendall(frame)
    except TimeoutError as error:
        raise OutOfTime from error
    except OSError as error:
        raise Closed(str(error)) from error


def receive(channel: socket.socket, deadline: float | None = None) -> Any:
    """Receive one frame, and read no further; see `Inbox.receive`."""
    return Inbox(channel, ahead=0).receive(deadline)


class Inbox:
    """The frames that arrive on a channel.

    ahead    how many bytes to take at once, if so many are there: frames are often small
    trusted  whether the other side would not forge them: the grader, for a worker
    """

    def __init__(self, channel: socket.socket, ahead: int = _AHEAD, trusted: bool = False) -> None:
        self.channel = channel
        self.ahead = ahead
        self.trusted = trusted
        self._data = bytearray()
        self._awaited: int | None = None  # the size of a body whose frame has begun

    def receive(self, deadline: float | None = None) -> Any:
        """Receive one frame; `deadline` is a time of `time.monotonic()`.

        Raises Closed, OutOfTime or WireError.
        """
        return unpack(self.receive_body(deadline), self.trusted)

    def receive_body(self, deadline: float | None = None) -> bytes:
        """Receive the body of one frame, for `unpack`; else see `receive`.

        After OutOfTime it can be asked again, and goes on with the same frame.
        """
        if self._awaited is None:
            (length,) = _LENGTH.unpack(self._take(_LENGTH.size, deadline))
            if length > MAX_FRAME_BYTES:
                raise WireError(f"a frame of {length} bytes")
            self._awaited = length
        body = self._take(self._awaited, deadline)
        self._awaited = None
        return body

    def receive_content(self, size: int, deadline: float | None = None) -> bytearray:
        """Receive bytes that are no frame, without holding them twice; else see `receive`."""
        content = self._data[:size]
        del self._data[:size]
        filled = len(content)
        content.extend(bytes(size - filled))
        with memoryview(content) as room:
            while filled < size:
                self.channel.settimeout(_left(deadline))
                try:
                    came = self.channel.recv_into(room[filled:])
                except TimeoutError as error:
                    raise OutOfTime from error
                except OSError as error:
                    raise Closed(str(error)) from error
                if not came:
                    raise Closed("end of stream")
                filled += came
        return content

    def _take(self, size: int, deadline: float | None) -> bytes:
        while len(self._data) < size:
            missing = size - len(self._data)
            self.channel.settimeout(_left(deadline))
            try:
                chunk = self.channel.recv(max(min(missing, 2**20), self.ahead))
            except TimeoutError as error:
                raise OutOfTime from error
            except OSError as error:
                raise Closed(str(error)) from error
            if not chunk:
                raise Closed("end of stream")
            self._data += chunk
        with memoryview(self._data) as data:
            taken = bytes(data[:size])
        del self._data[:size]  # else frames that follow each other would all be kept
        return taken


def unpack(body: bytes, trusted: bool = False) -> Any:
    """Return the message in the body of a frame. Raises WireError."""
    try:
        return _Unpacking(trusted).unpack(body)
    except WireError:
        raise
    except Exception as error:  # whatever a forged frame makes msgpack say
        raise WireError(f"an unreadable frame ({type(error).__name__})") from error


def _left(deadline: float | None) -> float | None:
    """Return the seconds until a deadline. Raises OutOfTime when there are none."""
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise OutOfTime
    return left


def _encode(value: Any) -> Any:
    """Return what MessagePack has no word for as an extension."""
    if isinstance(value, np.ndarray):
        return _encode_array(value)
    if isinstance(value, tuple):
        return _extension(_TUPLE, list(value))
    if isinstance(value, (set, frozenset)):
        items = sorted(value, key=_packed)  # equal sets are equal frames
        return _extension(_SET if isinstance(value, set) else _FROZENSET, items)
    if isinstance(value, int):  # of more than 64 bits
        size = value.bit_length() // 8 + 1
        return msgpack.ExtType(_WHOLE, value.to_bytes(size, "big", signed=True))
    if isinstance(value, complex):
        return msgpack.ExtType(_COMPLEX, struct.pack("<2d", value.real, value.imag))
    if isinstance(value, Opaque):
        return msgpack.ExtType(_OPAQUE, value.type_name.encode())
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _encode_array(array: np.ndarray) -> msgpack.ExtType:
    if array.dtype.names is not None:
        fields = [(name, np.asarray(array[name])) for name in array.dtype.names]
        return _extension(_FIELDS, [list(array.shape), fields])
    if array.dtype.kind == "U":
        return _extension(_TEXTS, [list(array.shape), list(map(text, array.ravel().tolist()))])
    fortran = array.ndim > 1 and array.flags.f_contiguous and not array.flags.c_contiguous
    head = " ".join((array.dtype.str, "F" if fortran else "C", *map(str, array.shape)))
    return msgpack.ExtType(_ARRAY, b"%b\n%b" % (head.encode(), array.tobytes("A")))


def _extension(code: int, content: Any) -> msgpack.ExtType:
    return msgpack.ExtType(code, _packed(content))


def _packed(value: Any) -> bytes:
    body: bytes = msgpack.packb(value, default=_encode, strict_types=True)
    return body


class _Unpacking:
    """Unpacks one frame, and gives up when it holds more than a message needs.

    The parts of a trusted one are not counted, which takes as long as unpacking them.
    """

    def __init__(self, trusted: bool) -> None:
        self.trusted = trusted
        self.containers = self.parts = 0
        self.depth = 0

    def unpack(self, data: bytes) -> Any:
        # Each tuple or array inside another calls this again, on the C stack.
        if self.depth > MAX_DEPTH:
            raise WireError("a message nested too deeply")
        self.depth += 1
        value = msgpack.unpackb(
            data,
            ext_hook=self.decode,
            list_hook=None if self.trusted else self.count,
            object_pairs_hook=None if self.trusted else self.mapping,
            strict_map_key=False,
            max_array_len=MAX_ITEMS,
            max_map_len=MAX_ITEMS,
        )
        self.depth -= 1
        return value

    def count(self, container: Any) -> Any:
        self.containers += 1
        self.parts += len(container)
        if self.containers > MAX_CONTAINERS or self.parts > MAX_PARTS:
            raise WireError("a message of too many parts")
        return container

    def mapping(self, pairs: list[tuple[Hashable, Any]]) -> dict[Hashable, Any]:
        self.count(pairs)
        self.check_hashes([key for key, _ in pairs])
        return dict(pairs)

    def check_hashes(self, keys: Sequence[Hashable]) -> None:
        """Refuse keys that were chosen to hash alike; Python's texts cannot be."""
        if self.trusted or all(type(key) is str for key in keys):
            return
        if max(Counter(map(hash, keys)).values()) > MAX_COLLISIONS:
            raise WireError("keys that hash alike")

    def decode(self, code: int, data: bytes) -> Any:
        self.count(())
        if code == _ARRAY:
            return _array(data)
        if code == _OPAQUE:
            return Opaque(data.decode(errors="replace")[:100])
        if code == _TUPLE:
            return tuple(self.unpack(data))
        if code in (_SET, _FROZENSET):
            members = self.unpack(data)
            self.check_hashes(members)
            return set(members) if code == _SET else frozenset(members)
        if code == _WHOLE:
            if len(data) > MAX_BITS // 8 + 1:
                raise WireError("a far too large number")
            return int.from_bytes(data, "big", signed=True)
        if code == _COMPLEX:
            return complex(*struct.unpack("<2d", data))
        if code == _TEXTS:
            return _text_array(*self.unpack(data))
        if code == _FIELDS:
            return _structured_array(*self.unpack(data))
        raise WireError(f"an unknown extension {code}")


def _array(data: bytes) -> np.ndarray:
    head, _, content = data.partition(b"\n")
    dtype, shape, order, size = _described(head)
    if size != len(content):
        raise WireError("an array whose shape and size disagree")
    if size > MAX_ARRAY_BYTES:
        raise WireError("a far too large array")
    return np.frombuffer(content, dtype).reshape(shape, order=order).copy(order="K")


def _text_array(shape: list[int], texts: list[str]) -> np.ndarray:
    if math.prod(shape) != len(texts):
        raise WireError("an array whose shape and size disagree")
    if 4 * len(texts) * max(map(len, texts), default=0) > MAX_ARRAY_BYTES:
        raise WireError("a far too large array")
    return np.array([str.__str__(each) for each in texts], dtype=str).reshape(shape)


def _structured_array(shape: list[int], fields: list[tuple[str, np.ndarray]]) -> np.ndarray:
    described = [(str(name), part.dtype, part.shape[len(shape) :]) for name, part in fields]
    if any(list(part.shape[: len(shape)]) != shape for _, part in fields):
        raise WireError("an array whose shape and size disagree")
    array = np.empty(shape, np.dtype(described))
    if array.nbytes > MAX_ARRAY_BYTES or len(kinds_of(array.dtype)) > MAX_FIELDS:
        raise WireError("a far too large array")
    for name, part in fields:
        array[str(name)] = part
    return array


@functools.lru_cache(1000)  # a lab's arrays are of a few shapes
def _described(head: bytes) -> tuple[np.dtype[Any], tuple[int, ...], Literal["C", "F"], int]:
    """Return dtype, shape, memory order and number of bytes. Raises WireError."""
    described = _HEAD.fullmatch(head)
    if not described:
        raise WireError("an array of an unknown kind")
    dtype = np.dtype(described[1].decode())
    shape = tuple(int(size) for size in described[3].split())
    order: Literal["C", "F"] = "F" if described[2] == b"F" else "C"
    return dtype, shape, order, math.prod(shape) * dtype.itemsize
