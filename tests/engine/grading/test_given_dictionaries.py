"""Given functions that change a dictionary among their arguments: so does the stand-in."""

import os
import signal
import time

import numpy as np
import pytest
from scripted_worker import READY, Scripted

from autograder.grading.answers import Answer, Failure, read_answer
from autograder.grading.given_functions import GivenFunctions
from autograder.grading.request import Version
from autograder.grading.run import Session
from autograder.isolate.inside import wire
from autograder.isolate.inside.answer import update
from autograder.isolate.sandbox import Limits, Sandbox
from autograder.student.language import fact

GIVEN = '''
import numpy as np


def count(options, step=1, memory=None):
    """Count calls in options, forget its "old", note x in memory."""
    options["calls"] = options.get("calls", 0) + step
    options.pop("old", None)
    if memory is not None:
        memory["x"] = np.arange(3.0)
    return len(options)


def fail(options):
    options["calls"] = 1
    raise ValueError("no")
'''

STUDENT = '''
from .given import count, fail


def counted(times, **settings):
    """Call `count` so many times on one dictionary; return it, and whether it stayed the same."""
    options = kept = {"old": 5, **settings}
    marker = options["marker"] = object()
    lengths = [count(options) for _ in range(times)]
    return lengths, options.pop("marker") is marker, options is kept, options


def by_keyword():
    options, memory = {}, {}
    count(options=options, step=2, memory=memory)
    return options, memory


def odd_keys():
    options = {1: "one"}
    try:
        count(options)
    except Exception:
        pass
    return options[1]


def failed():
    options = {}
    try:
        fail(options)
    except ValueError:
        return options
'''


def program(name, *args, **kwargs):
    call = {
        "do": "call",
        "what": ["student", {"attr": name}],
        "args": [{"value": value} for value in args],
        "kwargs": {key: {"value": value} for key, value in kwargs.items()},
        "unpack": None,
    }
    return {"steps": [call], "outputs": {"out": [0]}, "watched": {}, "seed": 0}


@pytest.fixture(scope="module")
def session(confined):
    package = {"given.py": GIVEN.replace("options.get", "options.wrong"), "student.py": STUDENT}
    with Sandbox(confined, Limits(memory_mib=512)) as sandbox:
        given = GivenFunctions(sandbox, {"given.py": GIVEN})
        with Session(sandbox, package, given) as session:
            yield session
        given.end()


@pytest.fixture
def answer(session):
    """Run one function of the student's; return what it returned."""

    def run(name, *args, **kwargs):
        functions = ("given:count", "given:fail")
        asked = program(name, *args, **kwargs)
        (sent,) = session.ask([asked], Version(tuple(functions)))
        answer = read_answer(sent, asked)
        assert isinstance(answer, Answer), answer
        return answer.outputs["out"]

    return run


def test_the_callers_own_dictionary_is_changed_from_call_to_call(answer):
    lengths, _, same, options = answer("counted", 3)
    assert same and options == {"calls": 3} and lengths == [2, 2, 2]


def test_what_cannot_travel_stays_in_it(answer):
    _, kept, _, options = answer("counted", 2, eps=0.5, mean=np.ones(2))
    assert kept and options["eps"] == 0.5 and np.array_equal(options["mean"], np.ones(2))


def test_dictionaries_given_by_keyword_are_changed_too(answer):
    options, memory = answer("by_keyword")
    assert options == {"calls": 2} and np.array_equal(memory["x"], np.arange(3.0))


def test_a_dictionary_that_is_not_plain_data_stays_as_it_is(answer):
    assert answer("odd_keys") == "one"


def test_a_call_that_fails_changes_nothing(answer):
    assert answer("failed") == {}


def test_the_references_worker_keeps_nothing_of_one_call_for_the_next(answer):
    assert answer("counted", 2)[3] == answer("counted", 2)[3] == {"calls": 2}


@pytest.mark.parametrize(
    "frame",
    [
        {"args": 5, "kwargs": {}},
        {"args": "x" * 10**6, "kwargs": {}},
        {"args": np.zeros(10**5), "kwargs": {}},
        {"args": [{}], "kwargs": {}},
        {"args": ({},), "kwargs": [({}, {})]},
        {"args": ({},)},
    ],
    ids=repr,
)
def test_a_forged_call_costs_its_sender_the_case_and_is_never_made(frame):
    sandbox = Scripted([READY, {"given": "given:count", **frame}])
    with Session(sandbox, {}, GivenFunctions(sandbox, {})) as session:
        (answer,) = session.ask([program("counted")], Version(("given:count",)))
    assert answer == Failure("crash", ended=fact("process.unreadable"))
    assert len(sandbox.sent) == 1  # the request: nothing went to the reference


def test_what_a_hostile_call_claims_of_registers_and_refs_is_only_data():
    """Arguments that look like the program's own parts reach the reference as plain values."""
    argument = {"ref": ["layers"], "value": {"attr": "__globals__"}, "calls": 1}
    done = {"outputs": {"value": 1, "0": {"calls": 2}}, "watched": {}}
    frames = [READY, {"given": "given:count", "args": (argument,), "kwargs": {}}, READY, done]
    sandbox = Scripted(frames)
    with Session(sandbox, {}, GivenFunctions(sandbox, {})) as session:
        session.ask([program("counted")], Version(("given:count",)))
    value, call = sandbox.sent[1]["programs"][0]["steps"]
    assert value == {"do": "value", "value": argument} and call["args"] == [{"ref": [0]}]
    assert sandbox.sent[2] == {"value": 1, "dictionaries": [(0, {"calls": 2})]}


def test_only_dictionaries_come_back_and_only_of_arguments_that_were_some():
    done = {"outputs": {"value": 1, "0": wire.Opaque("far too large"), "1": {"x": 1}}}
    frame = {"given": "given:count", "args": ({}, 3), "kwargs": {}}
    sandbox = Scripted([READY, frame, READY, {**done, "watched": {}}])
    with Session(sandbox, {}, GivenFunctions(sandbox, {})) as session:
        session.ask([program("counted")], Version(("given:count",)))
    assert list(sandbox.sent[1]["programs"][0]["outputs"]) == ["value", "0"]
    assert sandbox.sent[2] == {"value": 1, "dictionaries": []}


def test_the_references_worker_serves_many_submissions_and_is_replaced_when_it_is_lost():
    call = {"given": "given:count", "args": ({},), "kwargs": {}}
    with Sandbox("landlock", Limits(memory_mib=512)) as sandbox:
        given = GivenFunctions(sandbox, {"given.py": GIVEN})
        first = given.answer(call, time.monotonic() + 5)
        worker = given._worker
        assert given.answer(call, time.monotonic() + 5) == first and given._worker is worker
        os.kill(worker.pid, signal.SIGKILL)  # as when its time is used up
        assert given.answer(call, time.monotonic() + 5) == first and given._worker is not worker
        given.end()
        assert given._worker is None


def test_an_update_brings_takes_away_and_leaves_alone():
    marker = object()
    dictionary = {"a": 1, "gone": 2, "own": marker}
    update(dictionary, {"a": 3, "new": 4, "own": wire.Opaque("object")})
    assert dictionary == {"a": 3, "new": 4, "own": marker}
