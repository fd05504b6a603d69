"""Whatever bytes arrive, only the declared exceptions leave: intake, weights, notebooks, frames."""

import io
import json
import socket
import struct
import time

import msgpack
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_here import ReadHere

from autograder.audit.material import npz, zipped
from autograder.grading import intake
from autograder.grading.answers import Answer, Failure, read_answer
from autograder.grading.entries import Rejected
from autograder.grading.evidence import BadWeights, Weights, read_weights
from autograder.grading.intake import Submission
from autograder.isolate.inside import reading, wire
from autograder.student.checking.source_text import decoded
from labs.two_layer_net.lab import NET

QUICK = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)

RIGHT = {
    "assignment/layers.py": b"x = 1\n",
    "assignment/classifiers/fc_net.py": b"y = 2\n",
    "two_layer_net.ipynb": b'{"cells": [{"cell_type": "code", "source": "x = 1"}]}',
}
ZIP = zipped(RIGHT)
NPZ = npz(W1=np.zeros((3072, 2)), b1=np.zeros(2), W2=np.zeros((2, 10)), b2=np.zeros(10))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["cells", "source", "outputs", "metadata", "x"]), inner)
    ),
    max_leaves=12,
)


@st.composite
def mutated(draw, original):
    """Some bytes with a few changes: overwritten, cut out, doubled, cut off."""
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 6))):
        where = draw(st.integers(0, max(len(data) - 1, 0)))
        kind = draw(st.sampled_from(["set", "insert", "delete", "double", "cut", "number"]))
        if kind == "set" and data:
            data[where] = draw(st.integers(0, 255))
        elif kind == "insert":
            data[where:where] = draw(st.binary(max_size=20))
        elif kind == "delete":
            del data[where : where + draw(st.integers(1, 50))]
        elif kind == "double":
            data[where:where] = data[where : where + 100]
        elif kind == "cut":
            del data[max(where, 10) :]
        else:
            number = draw(st.sampled_from([0, 1, 2**15, 2**16 - 1, 2**31, 2**32 - 1]))
            data[where : where + 4] = struct.pack("<I", number)
    return bytes(data)


@QUICK
@given(content=mutated(ZIP) | st.binary(max_size=200))
def test_a_zip_is_read_or_rejected(content, tmp_path_factory, lab):
    path = tmp_path_factory.getbasetemp() / "ada.zip"
    path.write_bytes(content)
    try:
        submission = intake.read(path, lab)
    except Rejected as error:
        assert len(str(error)) > 40
    else:
        assert isinstance(submission, Submission)


@QUICK
@given(content=mutated(NPZ) | st.binary(max_size=200))
def test_weights_are_read_or_refused(content):
    try:
        weights = read_weights("best_model.npz", content, NET, ReadHere())
    except BadWeights as error:
        assert "W1" in str(error) or "expands" in str(error)
    else:
        assert isinstance(weights, Weights)


@QUICK
@given(header=st.text(max_size=80) | st.sampled_from(["(", "{" * 200, "[" * 500]), body=st.binary())
def test_arrays_with_any_header_are_read_or_refused(header, body):
    text = header.encode("utf-8", "replace")
    array = b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text + body
    with pytest.raises(BadWeights):
        arrays = {f"{name}.npy": array for name in ("W1", "b1", "W2", "b2")}
        read_weights("m", zipped(arrays), NET, ReadHere())


@QUICK
@given(text=JSON.map(json.dumps) | st.text() | mutated(RIGHT["two_layer_net.ipynb"]).map(repr))
def test_a_notebook_is_one_or_a_problem(text):
    found, _ = reading.notebook(bytearray(text.encode("utf-8", "replace")))
    assert isinstance(found, str) and len(found) < 40


@QUICK
@given(content=st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_source_of_any_bytes_is_text(content):
    text, _ = decoded(content)
    assert isinstance(text, str)
    text.encode("utf-8")  # it travels to the worker


@QUICK
@given(text=st.text() | st.text("()[]{}:=.,\n\t abdefx1'\"\\#@", max_size=60))
def test_source_of_any_text_is_searched_without_harm(text):
    found, _ = reading.functions(bytearray(text.encode("utf-8", "replace")))
    assert all(1 <= first <= last for first, last in found.values())


# ------------------------------------------------------------------------------------- frames

EXTENSIONS = st.builds(msgpack.ExtType, st.integers(0, 5), st.binary(max_size=40))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=5)
    | st.binary(max_size=5) | EXTENSIONS,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["outputs", "watched", "error", "out", "type", "message", "file", "line"])
        | st.binary(max_size=3), inner, max_size=5,
    ),
    max_leaves=15,
)  # fmt: skip
ARRAY = msgpack.packb(wire._encode(np.arange(6.0).reshape(2, 3)))


def received(data):
    """What `wire.receive` makes of bytes after which the other side is silent."""
    ours, theirs = socket.socketpair()
    try:
        theirs.sendall(data)
        return wire.receive(ours, time.monotonic() + 0.005)
    finally:
        ours.close()
        theirs.close()


@QUICK
@given(data=st.binary(max_size=60) | mutated(struct.pack("<I", len(ARRAY)) + ARRAY))
def test_bytes_on_the_channel_are_a_message_or_one_of_three_errors(data):
    try:
        received(data)
    except (wire.WireError, wire.Closed, wire.OutOfTime):
        pass


@QUICK
@given(body=VALUES.map(msgpack.packb) | mutated(ARRAY))
def test_whatever_comes_for_an_answer_is_an_answer_or_a_failure(body):
    program = {"outputs": {"out": [0]}, "watched": {"x": [1]}}
    answer = read_answer(body, program)
    assert isinstance(answer, (Answer, Failure))
    if isinstance(answer, Answer):
        assert set(answer.outputs) == {"out"} and set(answer.watched) == {"x"}


@QUICK
@given(value=VALUES | st.just(np.arange(3)) | st.text(), times=st.integers(0, 20))
def test_what_is_plain_can_be_sent(value, times):
    for _ in range(times):
        value = (value,)
    message = wire.plain({"value": value})
    body = io.BytesIO(msgpack.packb(message, default=wire._encode, strict_types=True)).getvalue()
    wire.unpack(body)
