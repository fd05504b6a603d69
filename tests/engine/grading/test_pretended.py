"""Code that only pretends: it knows the published answers, is right for a while, or by chance."""

import pytest
from submissions import outcomes

from autograder.grading.grade import Grader
from autograder.isolate.sandbox import Limits
from autograder.oracle import SEED_VARIABLE, asked_again, course_seed, function_called

WRAP = """

def wrapped(function, right_now):
    def call(*args):
        out = function(*args)
        if right_now():
            return out
        return tuple(value if type(value) is tuple else value + 1 for value in out)

    return call
"""
FIRST = """
def first(count):
    calls = iter(range(count))
    return lambda: next(calls, None) is not None


affine_forward = wrapped(affine_forward, first({count}))
softmax_loss = wrapped(softmax_loss, first({count}))
"""
BY_CHANCE = """
import random
chance = random.SystemRandom()
affine_forward = wrapped(affine_forward, lambda: chance.random() < 0.2)
softmax_loss = wrapped(softmax_loss, lambda: chance.random() < 0.2)
"""
AFTER_OTHER_INPUTS = """
seen = {}
def same_as_before(function):
    def call(x, *rest):
        seen.setdefault(x.shape, x.sum())
        out = function(x, *rest)
        return (out[0] + (len(seen) > 4), *out[1:])

    return call
affine_forward = same_as_before(affine_forward)
"""
KNOWS = """
known = {}
def answers(function, *inputs):
    out = function(*inputs)
    known[tuple(array.shape for array in inputs)] = [array.copy() for array in inputs], out

def recited(function):
    def call(*args):
        inputs, out = known.get(tuple(array.shape for array in args), ([], None))
        if out is not None and all(np.array_equal(a, b) for a, b in zip(args, inputs)):
            return out
        return tuple(None for _ in function(*args))

    return call
"""


def points(result, id):
    return next(question.points for question in result.questions if question.id == id)


@pytest.mark.parametrize("count", range(1, 7))
def test_being_right_for_the_first_calls_earns_nothing(grader, submit, count):
    code = WRAP + FIRST.format(count=count)
    result = grader.grade(submit(layers=lambda text: text + code))
    assert points(result, "affine_forward") == points(result, "softmax_loss") == 0


def test_being_right_until_a_question_is_over_fails_the_next_ones(grader, submit):
    count = max(
        sum(
            function_called(step) == f"layers:{id}"
            for program in grader.oracle.programs(id)
            for step in program["steps"]
        )
        for id in ("affine_forward", "softmax_loss")
    )
    code = WRAP + FIRST.format(count=count)
    result = outcomes(grader.grade(submit(layers=lambda text: text + code)))
    assert result["affine_forward"] == "passed"
    assert result["affine_backward"] == "passed"  # of its forward, only the cache matters
    assert result["two_layer_net_scores"] == result["two_layer_net_loss"] == "failed"


def test_being_right_by_chance_is_not_enough(grader, submit):
    """Each of a question's calls is right one time in five: all are, one time in a million."""
    result = outcomes(grader.grade(submit(layers=lambda text: text + WRAP + BY_CHANCE)))
    assert result["affine_forward"] != "passed"
    assert result["softmax_loss"] != "passed"


def test_what_is_kept_from_earlier_calls_is_seen_by_asking_once_more(grader, submit):
    """Every case is right when first met; only the case that comes again is not."""
    result = grader.grade(submit(layers=lambda text: text + AFTER_OTHER_INPUTS))
    question = next(q for q in result.questions if q.id == "affine_forward")
    assert question.points == 0
    assert "asked once more" in question.message
    assert "Does anything remain from the calls before" in question.message


def test_the_answers_of_the_public_cases_by_heart_earn_nothing(grader, submit, lab):
    """A table of all public inputs and answers stands in the place of the code."""
    oracle = grader.oracle
    lines = []
    for case in oracle.cases["softmax_loss"]:
        if case.recording.case.public:
            x, y = (step["value"] for step in case.program["steps"] if step["do"] == "value")
            lines.append(
                f"answers(softmax_loss, np.array({x.tolist()!r}), np.array({y.tolist()!r}))"
            )
    assert lines
    code = KNOWS + "\n".join(lines) + "\nsoftmax_loss = recited(softmax_loss)\n"
    result = grader.grade(submit(layers=lambda text: text + code))
    assert points(result, "softmax_loss") == 0


def test_the_case_that_comes_again_is_hidden_and_about_the_values(grader, lab):
    for question in lab.checked.values():
        again = asked_again(grader.oracle.cases[question.id])
        assert not again.recording.case.public
        assert again.expected.tests is None


def test_a_course_can_draw_hidden_cases_of_its_own(lab, monkeypatch):
    monkeypatch.delenv(SEED_VARIABLE, raising=False)
    limits = Limits()
    usual = Grader(lab, "none", limits)
    monkeypatch.setenv(SEED_VARIABLE, "autumn 2026")
    assert course_seed() == course_seed() != 20261
    own = Grader(lab, "none", limits)
    assert own.basis.lab != usual.basis.lab
    for id, cases in own.oracle.cases.items():
        for mine, theirs in zip(cases, usual.oracle.cases[id]):
            same = mine.program["seed"] == theirs.program["seed"]
            assert same == mine.recording.case.public
