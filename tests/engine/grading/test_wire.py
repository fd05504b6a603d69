"""Frames: what travels, and what a forged one may cost."""

import socket
import struct
import threading
import time

import msgpack
import numpy as np
import pytest

from autograder.isolate.inside import wire
from autograder.isolate.inside.wire import Opaque


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def travelled(pair, value):
    ours, theirs = pair
    threading.Thread(target=wire.send, args=(theirs, wire.plain(value))).start()
    return wire.receive(ours, time.monotonic() + 5)


def receive_forged(pair, body):
    ours, theirs = pair
    data = struct.pack("<I", len(body)) + body
    threading.Thread(target=theirs.sendall, args=(data,)).start()
    return wire.receive(ours, time.monotonic() + 20)


@pytest.mark.parametrize(
    "value",
    [
        None, True, -3, 2.5, float("inf"), "한글", [1, [2]], (1, (2, [3])), {"a": (1,)},
        2j, b"raw", 10**30, -(2**64), {1: 2}, {(1, "a"): None}, {1, (2, 3)}, frozenset({"a"}),
        [[[[[[[[[[[[(((),),)]]]]]]]]]]]],
    ],
)  # fmt: skip
def test_plain_data_arrives_as_it_was_sent(pair, value):
    assert travelled(pair, value) == value


def test_a_text_of_numpys_arrives_as_a_text(pair):
    arrived = travelled(pair, np.array(["too low"])[0])
    assert arrived == "too low" and type(arrived) is str


@pytest.mark.parametrize("dtype", ["f8", "f4", "f2", ">f8", "i1", "u8", "?", "c16", "longdouble"])
@pytest.mark.parametrize("shape", [(), (0,), (3, 0), (2, 3), (1,) * 32])
def test_arrays_arrive_with_their_type_shape_and_layout(pair, dtype, shape):
    array = np.array(np.ones(shape, dtype), order="F")
    arrived = travelled(pair, array)
    assert arrived.dtype == array.dtype and np.array_equal(arrived, array)
    assert arrived.shape == shape
    assert arrived.flags.f_contiguous == array.flags.f_contiguous
    assert arrived.flags.writeable


def test_what_is_not_plain_data_arrives_as_its_types_name(pair):
    class Cache:
        pass

    assert travelled(pair, {"a": Cache(), "b": {1: print}, "c": 10**50_000}) == {
        "a": Opaque("Cache"), "b": {1: Opaque("builtin_function_or_method")},
        "c": Opaque("int too large"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "array",
    [
        np.array(["a", "한글"]),
        np.array([["", "b"]]),
        np.array([(1, 2.5, "x"), (2, 3.5, "")], [("a", "i4"), ("b", "f8"), ("c", "U3")]),
        np.array([(1, [1.0, 2.0])], [("a", "u1"), ("b", "f4", 2)]),
    ],
)
def test_texts_and_structured_arrays_arrive(pair, array):
    arrived = travelled(pair, array)
    assert arrived.dtype.names == array.dtype.names and arrived.shape == array.shape
    assert repr(arrived.tolist()) == repr(array.tolist())


@pytest.mark.parametrize("code", [4, None])
def test_keys_chosen_to_hash_alike_are_refused(pair, code):
    """Thousands of them would be compared each with each."""
    alike = [msgpack.ExtType(6, (k * (2**61 - 1)).to_bytes(12, "big")) for k in range(9000)]
    if code is None:
        forged = msgpack.packb(dict.fromkeys(alike))
    else:
        forged = msgpack.packb(msgpack.ExtType(code, msgpack.packb(alike)))
    with pytest.raises(wire.WireError, match="hash alike"):
        receive_forged(pair, forged)


def test_an_array_far_too_large_arrives_as_its_shape(pair):
    huge = np.broadcast_to(0.0, (10**6, 10**6))
    assert travelled(pair, huge) == Opaque("far too large array, of shape (1000000, 1000000)")


def test_half_surrogates_do_not_break_a_message(pair):
    assert travelled(pair, {"\ud800": "a\udfff"}) == {"?": "a?"}


@pytest.mark.parametrize("depth", [50, 5000])
def test_tuples_in_tuples_do_not_overflow_the_stack(pair, depth):
    """Each is unpacked by a call of C inside C: some hundreds of them would end the grader."""
    body = msgpack.packb(1)
    for _ in range(depth):
        body = msgpack.packb(msgpack.ExtType(3, b"\x91" + body))
    with pytest.raises(wire.WireError, match="nested too deeply"):
        receive_forged(pair, body)


def test_millions_of_small_things_are_refused(pair):
    lists = b"\xdc" + struct.pack(">H", 9999) + b"\x90" * 9999
    with pytest.raises(wire.WireError, match="too many parts"):
        receive_forged(pair, b"\xdc" + struct.pack(">H", 100) + lists * 100)


@pytest.mark.parametrize(
    "head",
    [
        ("<f8", [2], False, b"\0" * 8),
        ("<f8", [-1], False, b"\0" * 8),
        ("<f8", [2**70 // 2**7], False, b""),
        ("|O8", [1], False, b"\0" * 8),
        ("f8,f8", [1], False, b"\0" * 16),
        (5, [1], False, b"\0" * 8),
        ("<f8", None, False, b""),
        ("<f8", [1], False),
        ("<f8", [1] * 65, False, b"\0" * 8),
        ("|b1", [5 * 2**20], False, b"\0" * (5 * 2**20)),
    ],
)
def test_arrays_that_lie_are_refused(pair, head):
    with pytest.raises(wire.WireError):
        receive_forged(pair, msgpack.packb(msgpack.ExtType(1, msgpack.packb(head))))


def test_a_giant_frame_is_refused_before_it_is_read(pair):
    pair[1].sendall(struct.pack("<I", wire.MAX_FRAME_BYTES + 1))
    with pytest.raises(wire.WireError, match="a frame of"):
        wire.receive(pair[0], time.monotonic() + 5)


def test_nobody_waits_for_one_who_does_not_read(pair):
    started = time.monotonic()
    with pytest.raises(wire.OutOfTime):
        wire.send(pair[0], "x" * 10**7, time.monotonic() + 0.1)
    assert time.monotonic() - started < 3


def test_nobody_waits_for_one_who_writes_by_the_drop(pair):
    pair[1].sendall(struct.pack("<I", 100) + b"x")
    with pytest.raises(wire.OutOfTime):
        wire.receive(pair[0], time.monotonic() + 0.1)


def test_a_channel_of_a_high_number_works(pair):
    """`select` would fail from descriptor 1024 on, and the worker would be blamed."""
    import fcntl
    import resource

    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] <= 1500:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (1600, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        )
    high = socket.socket(fileno=fcntl.fcntl(pair[0].fileno(), fcntl.F_DUPFD, 1500))
    wire.send(pair[1], "here")
    assert wire.receive(high, time.monotonic() + 5) == "here"
    high.close()


def test_frames_that_follow_each_other_without_end_are_not_kept():
    """The next frame begins before this one is read, so the inbox is never empty."""
    ours, theirs = socket.socketpair()
    inbox = wire.Inbox(ours)
    frame = wire.packed("x" * 1000)
    theirs.sendall(frame[:-1])
    for _ in range(3000):
        theirs.sendall(frame[-1:] + frame[:-1])
        assert inbox.receive(time.monotonic() + 5) == "x" * 1000
    assert len(inbox._data) < 2 * wire._AHEAD
    ours.close()
    theirs.close()


def test_a_frame_of_many_small_things_is_refused_before_they_fill_the_memory():
    """Three bytes of a frame become sixty of memory: a text of two letters."""
    body = msgpack.packb([["ab"] * 10_000] * 500)
    assert len(body) < wire.MAX_FRAME_BYTES
    with pytest.raises(wire.WireError, match="too many parts"):
        wire.unpack(body)
    assert len(wire.unpack(msgpack.packb([["ab"] * 10_000] * 50))) == 50
