"""Large inputs made of the words that each reader knows, in memory that is limited and counted.

What changes single bytes (`test_fuzz_intake.py`) mostly breaks the outermost layer: a zip's
checksum, a frame's length. Here the layers are whole, and what is in them is put together at
random from a dictionary: headers of arrays, tokens of Python and JSON, the first bytes of
MessagePack; and one part of each may be repeated until it is large.
"""

import io
import json
import resource
import socket
import struct
import threading
import time
import zipfile

import msgpack
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_here import ReadHere
from scripted_worker import PROGRAM, READY, Scripted

from autograder.audit.malformed import forget_most_memory, most_memory_mib
from autograder.grading.answers import Answer, Failure, read_answer
from autograder.grading.evidence import BadWeights, Weights, read_weights
from autograder.grading.given_functions import GivenFunctions
from autograder.grading.request import Version
from autograder.grading.run import Session
from autograder.isolate.inside import reading, wire
from labs.two_layer_net.lab import NET

THOROUGH = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)
LARGE = 2**20  # bytes, at most, of what is repeated
MOST_MIB = 100  # more than before
MOST_MIB_WEIGHTS = 450  # the confined reader's 400, which this process plays too, and the arrays


@pytest.fixture(autouse=True)
def little_memory(request):
    """Limit what this process may take, and hold it to what the grader promises."""
    most = MOST_MIB_WEIGHTS if "weights" in request.node.name else MOST_MIB
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with open("/proc/self/status", encoding="ascii") as status:
        facts = dict(line.split(":", 1) for line in status)
    resident, data = (int(facts[name].split()[0]) for name in ("VmRSS", "VmData"))
    resource.setrlimit(resource.RLIMIT_DATA, (data * 1024 + 2 * most * 2**20, before[1]))
    forget_most_memory()
    yield
    resource.setrlimit(resource.RLIMIT_DATA, before)
    more = most_memory_mib() - resident / 1024
    assert more < most, f"{more:.0f} MiB"


@st.composite
def sentences(draw, words, most=25):
    """Some words of a dictionary, of which one may be repeated until it is large."""
    parts = draw(st.lists(st.sampled_from(words), min_size=1, max_size=most))
    if draw(st.booleans()):
        place = draw(st.integers(0, len(parts) - 1))
        size = draw(st.sampled_from([100, 5_000, LARGE]))
        parts[place] = parts[place] * max(1, size // max(1, len(parts[place])))
    return parts[0][:0].join(parts)


# ------------------------------------------------------------------------------------ weights

HEADERS = [
    "{", "}", "(", ")", "[", "]", ",", ":", " ", "\n", "'descr'", "'fortran_order'", "'shape'",
    "True", "False", "None", "'<f4'", "'<f8'", "'|O'", "'|i1'", "'>c16'", "'<U9'", "'V0'",
    "[('a', '<f4')]", "('<f4', (2, 2))", "3072", "10", "-1", "0", "1.5", "1" * 19, "1" * 400,
    "3072L", "10**9", "-", "'\\x00'", "b''", "{'descr': '<f4', 'fortran_order': False, 'shape': ",
]  # fmt: skip
DESCRIBED = st.tuples(
    st.sampled_from(["<f4", "<f8", "|i1", "|b1", "<c8", "|O", "<U3", "<M8[s]", "|V0", "|S0"]),
    st.booleans(),
    st.lists(st.sampled_from([0, 1, 2, 10, 2**10, 3072, 2**24, 2**62]), max_size=4).map(tuple),
).map(lambda what: repr(dict(zip(("descr", "fortran_order", "shape"), what))))
MEMBERS = ["W1.npy", "b1.npy", "W2.npy", "b2.npy", "data.npy", "W1", "../W1.npy", "", "b1.npy/"]


@st.composite
def arrays(draw):
    """A .npy with a header of known words and any number of numbers."""
    header = draw(DESCRIBED | sentences(HEADERS)).encode()
    version = draw(st.sampled_from([(1, 0), (2, 0), (3, 0), (0, 0), (9, 9)]))
    form = "<H" if version == (1, 0) else "<I"
    length = draw(st.sampled_from([None, 0, 2**15])) or len(header) % 2**16
    body = draw(st.sampled_from([b"", b"\0" * 8, b"\0" * 40960, b"\0" * 2**21, b"\xff" * 80]))
    return b"\x93NUMPY" + bytes(version) + struct.pack(form, length) + header + body


METHODS = [*[zipfile.ZIP_STORED] * 4, *[zipfile.ZIP_DEFLATED] * 4, zipfile.ZIP_BZIP2]


def packed(members, method):
    """Return a zip of members of any name, all compressed in one way."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo("?")
            info.filename, info.compress_type = name, method
            archive.writestr(info, data, compresslevel=1)
    return content.getvalue()


@THOROUGH
@given(
    method=st.sampled_from(METHODS),
    members=st.dictionaries(st.sampled_from(MEMBERS), arrays(), min_size=1, max_size=6),
    whole=st.booleans(),
    right=st.sampled_from([(3072, 2), (3072, 0), (3072, 6000), (2, 3072)]),
)
def test_archives_of_arrays_are_weights_or_refused(method, members, whole, right):
    if whole:  # the others are right, so that one that is not is looked at
        shapes = {"W1": right, "b1": (1, right[1]), "W2": (right[1], 10), "b2": (10,)}
        for name, shape in shapes.items():
            size = 1
            for length in shape:
                size *= length
            text = repr({"descr": "|i1", "fortran_order": True, "shape": shape}).encode()
            right_array = b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text + bytes(size)
            members.setdefault(f"{name}.npy", right_array)
    try:
        weights = read_weights("best_model.npz", packed(members, method), NET, ReadHere())
    except BadWeights as error:
        assert len(str(error)) > 40
    else:
        assert isinstance(weights, Weights) and weights.arrays["W1"].shape[0] == 3072


# -------------------------------------------------------------------------- sources, notebooks

TOKENS = [
    "def ", "class ", "async def ", "f", "(", ")", "[", "]", "{", "}", ":", "\n", "\n    ",
    "\n\t", "\f", "\r", "\\\n", "x", "=", ":=", "lambda: ", "if x", "else", "match x", "case _",
    "@", "return ", "yield", "await ", "-", "not ", "1", "1" * 5000, "1e999", "0x", "1_", "'",
    '"""', "f'", "{x!r:{", "}}", "b'", "\\N{DIGIT ONE}", "\\N{NO SUCH}", "\\ud800", "\0", "\ufeff",
    "# -*- coding: utf-16 -*-\n", "# coding: rot13\n", "한글", "\u00a0", "\x1a", "type X = ",
    "def f(): pass\n", "class A:\n    def f(self): pass\n    class B: pass\n", "*", "...", ";",
]  # fmt: skip


STATEMENTS = [
    "def f(): pass\n", "class A:\n    def f(self): pass\n    class B: pass\n", "x = 1\n", "\n",
    "@a\ndef g(x=1):\n    return x\n", "# 한글\n", "class A: x = 1\n", "if x:\n    def h(): pass\n",
]  # fmt: skip


@THOROUGH
@given(text=sentences(TOKENS) | sentences(STATEMENTS))
def test_sources_of_the_tokens_of_python_are_outlined_without_harm(text):
    found, data = reading.functions(bytearray(text.encode("utf-8", "replace")))
    assert data == b"" and all(1 <= first <= last for first, last in found.values())
    wire.packed(found)  # it can be sent


JSON_WORDS = [
    b"{", b"}", b"[", b"]", b",", b":", b'"cells"', b'"source"', b'"metadata"', b"null", b"1",
    b"-", b"1e999", b"NaN", b'"\\ud800"', b'"', b"\\u", b" ", b'{"cells": [', b'{"source": "x"},',
    b'{"source": ["x"]},', b"]}", b"\xff", b"\xef\xbb\xbf", b"\0", b"[]", b"{}", b"9" * 4400,
]  # fmt: skip


@THOROUGH
@given(text=sentences(JSON_WORDS) | st.integers(0, 30_000).map(
    lambda count: json.dumps({"cells": [{"source": "x"}] * count}).encode()))  # fmt: skip
def test_notebooks_of_the_words_of_json_are_ones_or_a_problem(text):
    found, _ = reading.notebook(bytearray(text))
    assert isinstance(found, str) and len(found) < 40


# ------------------------------------------------------------------------------------- frames


def extension(code, data):
    return msgpack.packb(msgpack.ExtType(code, data))


PIECES = [
    b"\x80", b"\x81", b"\x8f", b"\x90", b"\x91", b"\x9f", b"\xc0", b"\xc1", b"\xc3", b"\x01",
    b"\xdd\xff\xff\xff\xff", b"\xdd\x00\x00\x27\x10", b"\xdf\xff\xff\xff\xff", b"\xde\x00\x02",
    b"\xc6\xff\xff\xff\xff", b"\xdb\x00\x00\x00\x05", b"\xa1a", b"\xcb" + b"\x7f" * 8,
    b"\xcf" + b"\xff" * 8, b"\xd4\x05\x00", b"\xc9\xff\xff\xff\xff\x01",
    *map(msgpack.packb, ("outputs", "watched", "error", "out", "x", "type", "frames")),
    extension(1, b"<f8 C 2\n" + bytes(16)), extension(1, b"<f8 F 2 3\n" + bytes(48)),
    extension(1, b"<f8 C 9999999\n"), extension(1, b"|O C 1\n" + bytes(8)),
    extension(1, b"<f4 C" + b" 1" * 32 + b"\n" + bytes(4)), extension(1, b"|b1 C 0 0\n"),
    extension(1, b"<c99 C 1\n" + bytes(99)), extension(2, b"ndarray"), extension(2, b"\xff" * 50),
    extension(3, b"\x91\x01"), extension(3, b"\x81\xa1a\x01"),
    extension(3, extension(3, extension(3, b"\x90"))),
    msgpack.packb({"outputs": {"out": 1.0}, "watched": {"x": [1]}}),
    msgpack.packb({"error": {"type": "E", "message": "m", "function": "f", "frames": [["f", 1]]}}),
]  # fmt: skip


FIELD = st.sampled_from(["E", "x" * 10**5, "", 1, True, 0, -1, 2**63, 1.0, None, b"x", [], {}])
ERRORS = st.fixed_dictionaries(
    {"error": st.dictionaries(st.sampled_from(["type", "message", "function", "frames"]), FIELD)}
).map(msgpack.packb)


@THOROUGH
@given(body=sentences(PIECES) | ERRORS)
def test_bodies_of_the_pieces_of_messagepack_are_messages_or_refused(body):
    try:
        wire.unpack(body)
    except wire.WireError:
        pass
    program = {"outputs": {"out": [0]}, "watched": {"x": [1]}}
    assert isinstance(read_answer(body, program), (Answer, Failure))


@THOROUGH
@given(
    bodies=st.lists(sentences(PIECES, 8), min_size=1, max_size=6),
    lengths=st.lists(st.sampled_from([0, 0, 0, 0, 1, -1, 2**24, 2**31]), min_size=6, max_size=6),
    cuts=st.lists(st.integers(1, 5000), max_size=5),
)
def test_frames_that_come_in_pieces_are_the_ones_that_were_sent(bodies, lengths, cuts):
    """Those before the first whose length lies arrive whole, however the bytes are cut."""
    data, honest = b"", []
    for body, more in zip(bodies, lengths):
        if more == 0 and len(honest) * 4 + sum(map(len, honest)) == len(data):
            honest.append(body)
        data += struct.pack("<I", max(0, len(body) + more)) + body
    ours, theirs = socket.socketpair()

    def send():
        rest = data
        try:
            for cut in cuts:
                theirs.sendall(rest[:cut])
                rest = rest[cut:]
            theirs.sendall(rest)
        except OSError:  # nobody reads any more
            pass
        theirs.close()

    sender = threading.Thread(target=send)
    sender.start()
    inbox = wire.Inbox(ours)
    got = []
    try:
        while len(got) <= len(bodies):
            got.append(inbox.receive_body(time.monotonic() + 20))
    except (wire.WireError, wire.Closed):
        pass
    ours.close()
    sender.join()
    assert got[: len(honest)] == honest


@THOROUGH
@given(bodies=st.lists(sentences(PIECES, 10), max_size=6), ready=st.booleans())
def test_whatever_a_worker_says_a_question_has_its_answers(bodies, ready):
    class Raw(Scripted):
        def __init__(self):
            super().__init__([READY] if ready else [])
            self.frames = iter([*self.frames, *bodies])

    with Session(Raw(), {}, GivenFunctions(Scripted([]), {})) as session:
        sent = session.ask([PROGRAM] * 2, Version(("layers:affine_forward",)))
    assert len(sent) == 2
    assert all(isinstance(read_answer(each, PROGRAM), (Answer, Failure)) for each in sent)
