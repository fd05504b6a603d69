"""A session against workers that break the protocol: always a verdict, and never a long one."""

import time

import numpy as np
import pytest

from autograder.grading import run
from autograder.grading.answers import Answer, Failure, read_answer
from autograder.grading.given_functions import GivenFunctions
from autograder.grading.request import Version
from autograder.grading.run import MAX_STAND_INS, Session
from autograder.isolate.inside import wire
from autograder.isolate.inside.answer import error_of

PROGRAM = {"steps": [], "outputs": {"out": [0]}, "watched": {"x": [1]}, "seed": 0}
READY = {"ready": True, "failed": {}, "stand_ins": []}
RIGHT = {"outputs": {"out": 1.0}, "watched": {"x": 2.0}}


class Scripted:
    """A sandbox whose only worker says what it is told to say."""

    class limits:
        question_seconds = 0.5

    def __init__(self, frames):
        self.frames = (wire.packed(frame)[4:] for frame in frames)
        self.sent = []

    def worker(self, sources, changed=None):
        return self

    def send(self, message, deadline):
        self.sent.append(message)

    def send_frame(self, frame, deadline):
        self.sent.append(wire.unpack(frame[4:]))

    def receive(self, deadline):
        return wire.unpack(self.receive_body(deadline))

    def receive_body(self, deadline):
        try:
            return next(self.frames)
        except StopIteration:
            raise wire.OutOfTime from None

    def end(self):
        return {"signal": 0, "status": 0}


def answers(*frames, programs=1):
    with Session(Scripted(frames), {}, GivenFunctions(Scripted([]), {})) as session:
        sent = session.ask([PROGRAM] * programs, Version(("layers:affine_forward",)))
        return [read_answer(each, PROGRAM) for each in sent], session


def test_answers_come_after_ready_and_hold_what_was_asked_for():
    extra = {"outputs": {"out": 1.0, "more": 5, "o" * 1000: 6}, "watched": {"x": 2.0, "y": 1}}
    (answer,), _ = answers(READY, extra)
    assert answer == Answer({"out": 1.0}, {"x": 2.0})


def test_what_is_missing_from_an_answer_is_none():
    (answer,), _ = answers(READY, {"outputs": {}, "watched": {}})
    assert answer == Answer({"out": None}, {"x": None})


@pytest.mark.parametrize(
    "frame",
    [
        [1, 2], 7, "ready given error outputs", None, np.zeros(3), wire.Opaque("x"), (1,), {},
        {"outputs": [[1, 2]], "watched": {}},
        {"outputs": {}, "watched": None},
        {"outputs": np.zeros(3), "watched": {}},
        {"error": 5},
        {"error": {}},
        {"error": [["type", 1]]},
        {"given": np.ones(3), "args": [], "kwargs": {}},
        {"given": "layers:relu_forward", "args": [], "kwargs": {}},
        {"given": {}, "args": [], "kwargs": {}},
        READY,
    ],
    ids=repr,
)  # fmt: skip
def test_a_frame_of_any_other_kind_is_a_broken_worker(frame):
    (answer,), _ = answers(READY, frame)
    assert answer == Failure("crash", message="sent an answer that cannot be read")


@pytest.mark.parametrize(
    "frame", [RIGHT, {"ready": True}, {**READY, "failed": [1]}, {**READY, "stand_ins": 5}, [1]]
)
def test_nothing_is_taken_for_an_answer_before_ready(frame):
    given, _ = answers(frame, frame, frame, READY, programs=2)
    assert len(given) == 2
    assert all(isinstance(answer, Failure) for answer in given)


def test_there_are_never_more_answers_than_questions():
    given, _ = answers(READY, RIGHT, RIGHT, RIGHT, programs=2)
    assert len(given) == 2


def test_answers_take_no_more_memory_than_some_frames(monkeypatch):
    monkeypatch.setattr(run, "MAX_ANSWERS_BYTES", 1000)
    junk = {**RIGHT, "junk": "x" * 300}
    given, _ = answers(READY, *[junk] * 3, READY, RIGHT, programs=4)
    broken = Failure("crash", message="sent an answer that cannot be read")
    assert [answer == broken for answer in given] == [False, False, True, False]


def test_names_of_stand_ins_are_only_a_note():
    names = [f"module{n}" * 100 for n in range(1000)] + [5, None]
    _, session = answers({**READY, "stand_ins": names}, RIGHT)
    assert len(session.stand_ins) == MAX_STAND_INS
    assert all(isinstance(name, str) and len(name) <= 100 for name in session.stand_ins)


def test_only_what_was_imported_can_have_failed():
    error = {"type": "E", "message": "", "file": "", "line": 0}
    frame = {**READY, "failed": {"solver": error, "layers": error}}
    with Session(Scripted([frame]), {}, GivenFunctions(Scripted([]), {})) as session:
        failure = session.import_file("classifiers/fc_net.py")
    assert failure is None


def test_an_error_is_cut_to_what_a_message_holds():
    error = {"type": "E" * 10**6, "message": ["m"] * 1000, "file": 3, "line": -1}
    (answer,), _ = answers(READY, {"error": error})
    assert isinstance(answer, Failure)
    assert len(answer.type) <= 100 and len(answer.message) <= 500 and answer.file == "3"
    assert answer.line == 0


def test_a_silent_worker_costs_no_more_than_a_questions_time():
    started = time.monotonic()
    given, _ = answers(READY, programs=5)
    assert given == [Failure("timeout")] * 5
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ZeroDivisionError", ZeroDivisionError),
        ("LinAlgError", ValueError),
        ("UnicodeDecodeError", ValueError),
        ("SystemExit", ValueError),
        ("print", ValueError),
        ("", ValueError),
    ],
)
def test_what_a_given_function_raises_is_raised_by_its_stand_in(name, kind):
    error = error_of(name, "conv: no")
    assert type(error) is kind and str(error) == "conv: no"
