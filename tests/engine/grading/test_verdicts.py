"""Answers that were judged before are not judged again, and the verdict is the same."""

import pytest

from autograder.grading import verdicts
from autograder.grading.answers import Failure
from autograder.grading.verdicts import KEPT, MAX_BYTES, Verdicts
from autograder.isolate.inside import wire
from autograder.isolate.inside.package import Package
from autograder.oracle import reference_package
from autograder.student.checking.program import run

ID = "affine_forward"


@pytest.fixture
def judged(monkeypatch):
    """The answers that were read and compared, in order."""
    seen = []
    judge = verdicts.judge
    monkeypatch.setattr(verdicts, "judge", lambda *args: seen.append(args[2]) or judge(*args))
    return seen


@pytest.fixture(scope="module")
def sent(grader):
    """The frames that a worker sends for a version of the package."""

    def frames(sources):
        with reference_package(sources) as package:
            return [frame(program, package) for program in grader.oracle.programs(ID)]

    def frame(program, package: Package):
        outputs, watched = run(program, package.import_module)
        return wire.packed({"outputs": wire.plain(outputs), "watched": wire.plain(watched)})[4:]

    return frames


@pytest.fixture(scope="module")
def right(grader, sent):
    return sent(grader.oracle.sources)


@pytest.fixture(scope="module")
def wrong(grader, sent):
    mistake = next(m for m in grader.oracle.bank if m.function.endswith(ID))
    return sent(mistake.apply(grader.oracle.sources))


def test_the_same_answers_are_judged_once(grader, judged, right):
    remembering = Verdicts(grader.oracle)
    first, second = (remembering.verdict(ID, list(right), lambda: False) for _ in range(2))
    assert len(judged) == 1
    assert first is second and first.full


def test_other_answers_have_another_verdict(grader, judged, right, wrong):
    remembering = Verdicts(grader.oracle)
    assert remembering.verdict(ID, right, lambda: False).full
    for _ in range(2):
        verdict = remembering.verdict(ID, wrong, lambda: False)
        assert not verdict.full and verdict.explained and verdict.seen
    assert remembering.verdict(ID, right, lambda: False).full
    assert len(judged) == 2


def test_whether_a_blank_is_empty_is_asked_of_each_submission(grader):
    remembering = Verdicts(grader.oracle)
    nothing = [Failure("error", type="NotImplementedError")] * len(grader.oracle.programs(ID))
    outcomes = [
        remembering.verdict(ID, nothing, lambda blank=blank: blank).outcome
        for blank in (True, False, True)
    ]
    assert outcomes == ["not_implemented", "error", "not_implemented"]


def test_long_answers_are_not_kept(grader, judged, right):
    remembering = Verdicts(grader.oracle)
    long = [wire.packed("x" * MAX_BYTES)[4:], *right[1:]]
    for _ in range(2):
        assert not remembering.verdict(ID, long, lambda: True).full
    assert len(judged) == 2


def test_no_more_verdicts_are_kept_than_a_class_needs(grader, judged, right):
    remembering = Verdicts(grader.oracle)
    for number in range(KEPT + 1):
        remembering.verdict(ID, [wire.packed(number)[4:], *right[1:]], lambda: True)
    judged.clear()
    remembering.verdict(ID, [wire.packed(0)[4:], *right[1:]], lambda: True)
    assert len(judged) == 1
