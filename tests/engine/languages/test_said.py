"""Messages keep what they say: a class graded in one language is read in another."""

import json

import numpy as np
import pytest

from autograder.languages.catalogue import language
from autograder.reporting.feedback import write_feedback
from autograder.results import Result, read_result, said, write_result
from autograder.student.language import _, facts_of, joined, say, speaking

KOREAN = {"{n} of {all} wrong in {where}.": "{where}: {all} 중 {n}개가 틀렸습니다.", "here": "여기"}


def test_a_message_is_said_in_another_language():
    with speaking({}):
        wrong = _("{n} of {all} wrong in {where}.").format(n=1, all=2, where=_("here"))
        message = say(facts_of(joined(wrong, " x")))
    assert message == "1 of 2 wrong in here. x"
    kept = json.loads(json.dumps(message.facts))
    with speaking(KOREAN):
        assert say(kept) == "여기: 2 중 1개가 틀렸습니다. x"
        assert say(say(kept).facts) == say(kept)
    with speaking({}):
        assert say(kept) == message


@pytest.mark.parametrize(
    ("value", "spec", "words"),
    [
        (0.123456789, ".3g", "0.123"),
        (np.float64(2.5), ".1f", "2.5"), (float("nan"), ".3g", "nan"),
        (1 + 2j, ".3g", "1+2j"), ((2, 3), "", "(2, 3)"), (True, "", "True"),
        (10**30, "", str(10**30)),
        ("{n}", "", "{n}"), ("{say}", "", "{say}"), (np.int64(3), "", "3"),
    ],
)  # fmt: skip
def test_what_is_put_into_a_message_comes_back_as_it_was(value, spec, words):
    message = _(f"it is {{value:{spec}}}").format(value=value)
    assert message == f"it is {words}" == say(json.loads(json.dumps(message.facts)))


def test_what_is_filled_in_is_never_a_template():
    message = _("{name} is missing.").format(name="{all.__class__}")
    assert message.format(all=1) == "{all.__class__} is missing."


def test_facts_of_a_text_are_the_text_itself():
    assert facts_of("text") == "text" and say("text") == "text"


def test_a_class_graded_in_english_is_read_in_korean(grader, submit, master, lab, tmp_path):
    mistake = lab.mistakes[0].apply(master)["layers.py"]
    folder = submit(
        layers=lambda text: mistake,
        net=lambda text: text.replace("def loss(", "def loss_of(") + "\n1 / 0\n",
    )
    result = grader.grade(folder)
    write_result(result, tmp_path)
    back = read_result(tmp_path / f"results/{result.student}.json")
    assert back == result and isinstance(back, Result)
    korean = language("ko", lab)
    with speaking(korean.messages, korean.sentences):
        again = said(back)
    lost = [
        question for question in again.questions if question.outcome not in ("passed", "manual")
    ]
    assert lost
    for question, before in zip(again.questions, back.questions, strict=True):
        assert question.points == before.points
        if question.outcome in ("failed", "error", "partial"):
            assert question.message != before.message
            assert any("\uac00" <= sign <= "\ud7a3" for sign in question.message), question.message
    page = write_feedback(back, lab, tmp_path / "feedback", "ko").read_text("utf-8")
    assert '<html lang="ko">' in page


def test_results_of_the_first_schema_are_read_and_keep_their_marks(grader, submit, tmp_path):
    path = write_result(grader.grade(submit()), tmp_path)
    plain = json.loads(path.read_text("utf-8"))

    def without(value):
        if isinstance(value, dict):
            return {key: without(item) for key, item in value.items() if key != "said"}
        return [without(item) for item in value] if isinstance(value, list) else value

    old = {**without(plain), "schema": 1}
    path.write_text(json.dumps(old), "utf-8")
    back = read_result(path)
    assert (back.score, back.message, back.schema) == (plain["score"], plain["message"], 2)
    assert said(back) == back
