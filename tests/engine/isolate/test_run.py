"""A session against workers that break the protocol: always a verdict, and never a long one."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

import numpy as np
import pytest
from scripted_worker import PROGRAM, READY, Scripted

from autograder.grading import run
from autograder.grading.answers import Answer, Failure, failure_from, read_answer
from autograder.grading.given_functions import GivenFunctions
from autograder.grading.request import AS_HANDED_IN, Version, request
from autograder.grading.run import MAX_STAND_INS, Session
from autograder.isolate.inside import wire
from autograder.isolate.inside.answer import error_of
from autograder.isolate.sandbox import Limits, Sandbox
from autograder.student.language import fact

RIGHT = {"outputs": {"out": 1.0}, "watched": {"x": 2.0}}


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
    assert answer == Failure("crash", ended=fact("process.unreadable"))


@pytest.mark.parametrize(
    "frame",
    [
        RIGHT,
        {"ready": True},
        {**READY, "failed": [1]},
        {**READY, "stand_ins": 5},
        [1],
        {**READY, "left_out": 5},
        {**READY, "left_out": [5]},
    ],
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
    broken = Failure("crash", ended=fact("process.unreadable"))
    assert [answer == broken for answer in given] == [False, False, True, False]


def test_names_of_stand_ins_are_only_a_note():
    names = [f"module{n}" * 100 for n in range(1000)] + [5, None]
    _, session = answers({**READY, "stand_ins": names}, RIGHT)
    assert len(session.stand_ins) == MAX_STAND_INS
    assert all(isinstance(name, str) and len(name) <= 100 for name in session.stand_ins)


def test_only_what_was_imported_can_have_failed():
    error = {"type": "E", "message": "", "function": "", "frames": []}
    frame = {**READY, "failed": {"solver": error, "layers": error}}
    with Session(Scripted([frame]), {}, GivenFunctions(Scripted([]), {})) as session:
        failure = session.import_file("classifiers/fc_net.py")
    assert failure is None


def test_an_error_is_cut_to_what_a_message_holds():
    frames = [["f" * 1000, -1]] * 1000
    error = {"type": "E" * 10**6, "message": "m" * 10**6, "function": "g", "frames": frames}
    (answer,), _ = answers(READY, {"error": error})
    assert isinstance(answer, Failure)
    assert len(answer.type) <= 100 and len(answer.message) <= 500 and len(answer.file) <= 200
    assert answer.line == 0 and len(answer.frames) <= 20


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


# ---------------------------------------------------------------------------------- time

SLEEPS = "import time\ndef wait():\n    time.sleep(9)\ndef done():\n    return 1\n"


def calling(name):
    call = {"do": "call", "what": ["layers", {"attr": name}], "args": [], "kwargs": {}}
    return {"steps": [{**call, "unpack": None}], "outputs": {"out": [0]}, "watched": {}, "seed": 0}


def test_after_two_questions_that_run_out_of_time_the_next_have_less():
    limits = Limits(question_seconds=1.0, hasty_seconds=0.2)
    with (
        Sandbox("landlock", limits) as sandbox,
        Session(sandbox, {"layers.py": SLEEPS}, GivenFunctions(sandbox, {})) as session,
    ):
        times = []
        for _ in range(4):
            started = time.monotonic()
            assert session.ask([calling("wait")] * 3) == [Failure("timeout")] * 3
            times.append(time.monotonic() - started)
        assert min(times[:2]) >= 1.0 and max(times[2:]) < 0.9
        (answer,) = session.ask([calling("done")])
        assert read_answer(answer, calling("done")).outputs == {"out": 1}


def test_a_submission_that_has_had_its_time_is_not_run_any_more():
    limits = Limits(question_seconds=5.0, submission_seconds=run.READING_SECONDS + 1.0)
    with (
        Sandbox("landlock", limits) as sandbox,
        Session(sandbox, {"layers.py": SLEEPS}, GivenFunctions(sandbox, {})) as session,
    ):
        started = time.monotonic()
        for _ in range(20):
            assert session.ask([calling("wait")]) == [Failure("timeout")]
        assert session.import_file("layers.py") == Failure("timeout", importing="layers.py")
        assert time.monotonic() - started < 4
        assert session._worker is None


# Of code that only sleeps, nothing is put off; of code that could run, what others took from it.

COMPUTES = """
import time
def work():
    end = time.process_time() + 0.5
    while time.process_time() < end:
        pass
    return 1
def spin():
    while True:
        pass
def threads():
    import threading
    for _ in range(8):
        threading.Thread(target=spin, daemon=True).start()
    spin()
"""


@contextmanager
def busy(processes):
    """Keep the one processor that this process and its children may use from them."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    spin = [sys.executable, "-c", "while True: pass"]
    spinning = [subprocess.Popen(spin) for _ in range(processes)]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()
        os.sched_setaffinity(0, before)


def counted(limits, name, level="landlock"):
    """Return the answer to a call in a session, and the seconds of wall clock it took."""
    with (
        Sandbox(level, limits) as sandbox,
        Session(sandbox, {"layers.py": COMPUTES}, GivenFunctions(sandbox, {})) as session,
    ):
        session.import_file("layers.py")
        started = time.monotonic()
        (answer,) = session.ask([calling(name)])
        return answer, time.monotonic() - started


def test_what_others_take_of_the_machine_costs_no_marks(confined):
    """Half a second of work, of which a question may take one, beside five who are at work."""
    limits = Limits(question_seconds=1.0, submission_seconds=run.READING_SECONDS + 1.0)
    with busy(5):
        answer, seconds = counted(limits, "work", confined)
    assert seconds > 0.7  # it has waited for others
    assert read_answer(answer, calling("work")).outputs == {"out": 1}


CALLS = """
def relu_forward(x):
    raise NotImplementedError
def work():
    return sum(relu_forward(1.0) for _ in range(40))
"""
SERVES = """
import time
def relu_forward(x):
    end = time.thread_time() + 0.01
    while time.thread_time() < end:
        pass
    return x
"""


def test_what_the_machine_takes_from_the_reference_costs_no_marks(confined):
    """The worker only waits, while the reference does its 0.4 seconds of work beside others."""
    limits = Limits(question_seconds=0.6, submission_seconds=run.READING_SECONDS + 0.6)
    version = Version(("layers:relu_forward",))
    with (
        busy(14),
        Sandbox(confined, limits) as sandbox,
        Session(sandbox, {"layers.py": CALLS}, GivenFunctions(sandbox, {"layers.py": SERVES})) as s,
    ):
        s.import_file("layers.py", version)
        started = time.monotonic()
        (answer,) = s.ask([calling("work")], version)
        s.given.end()
    assert time.monotonic() - started > 0.6  # more than a question may take
    assert read_answer(answer, calling("work")).outputs == {"out": 40.0}


@pytest.mark.parametrize("name", ["spin", "threads"])
def test_code_that_never_ends_is_ended_all_the_same(confined, name):
    """Also where its own threads wait for each other."""
    limits = Limits(question_seconds=0.5)
    with busy(1):
        answer, seconds = counted(limits, name, confined)
    assert answer == Failure("timeout") and seconds < 20


def test_sleeping_is_never_excused(confined):
    with (
        Sandbox(confined, Limits(question_seconds=1.0)) as sandbox,
        Session(sandbox, {"layers.py": SLEEPS}, GivenFunctions(sandbox, {})) as session,
    ):
        session.import_file("layers.py")
        worker = session._worker
        worker.excused()  # for what came before
        worker.send_frame(
            request(["layers"], [calling("wait")], AS_HANDED_IN), time.monotonic() + 9
        )
        time.sleep(1.0)
        assert worker.excused() < 0.5  # it has waited to begin, if at all


def test_another_runtime_gets_the_time_that_is_left():
    """Else each of four could be slept in for as long as the first."""
    limits = Limits(question_seconds=5.0, submission_seconds=run.READING_SECONDS + 1.0)
    given = GivenFunctions(Scripted([]), {})
    with Sandbox("landlock", limits) as sandbox:
        with Session(sandbox, {"layers.py": SLEEPS}, given) as first:
            first.ask([calling("wait")])
        assert first.left == 0
        with Session(sandbox, {"layers.py": SLEEPS}, given, seconds=first.left) as second:
            assert second.ask([calling("done")]) == [Failure("timeout")]
            assert second._worker is None


def test_calls_of_given_functions_are_counted_in_bytes(monkeypatch):
    """Each is small enough for a frame; together they would go on for as long as there is time."""
    monkeypatch.setattr(run, "MAX_ANSWERS_BYTES", 3000)
    frame = {"given": "layers:affine_forward", "args": ("x" * 1000,), "kwargs": {}}
    (failure,), _ = answers(READY, *[frame] * 9)
    assert failure == Failure("crash", ended=fact("process.unreadable"))


@pytest.mark.parametrize("line", [True, 1.0, -1, 10**9, "1", None])
def test_what_is_no_number_of_a_line_is_none(line):
    """True equals 1: kept verdicts would say "line True" to the next one who is wrong in line 1."""
    error = {"type": "E", "message": "m", "function": "", "frames": [["f", line]]}
    assert repr(failure_from(error).line) == "0"


@pytest.mark.parametrize("field", ["type", "message", "function", "frames"])
@pytest.mark.parametrize("value", [1, True, None, ("x",), np.zeros(3), b"x"])
def test_what_is_no_text_is_no_answer(field, value):
    error = {"type": "E", "message": "m", "function": "", "frames": [["f", 1]], field: value}
    assert read_answer(wire.packed({"error": error})[4:], PROGRAM).kind == "crash"
