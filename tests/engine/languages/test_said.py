"""Messages keep what they say: a class graded in one language is read in another."""

import ast
import html
import json
import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import numpy as np
import pytest

from autograder.export import gradescope_results, junit, prairielearn
from autograder.grading import basis
from autograder.lab import Checked
from autograder.languages.catalogue import language
from autograder.nbgrader_course.verdict_cells import describe
from autograder.oracle import Oracle
from autograder.reporting.explained import CARRIED, explanation
from autograder.reporting.feedback import write_feedback
from autograder.reporting.row import Row
from autograder.reporting.views import write_views
from autograder.reporting.worded import worded
from autograder.results import Result, read_result, read_results, said, write_result
from autograder.student import language as language_module
from autograder.student.checking import comparisons
from autograder.student.language import _, facts_of, joined, say, speaking
from autograder.words import comparing, explaining, judging

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


# ------------------------------------------------------------------------ sentences, by their ids

SENTENCES = {
    id: text for table in (judging, explaining, comparing) for id, text in table.SENTENCES.items()
}


def judging_sources():
    """The text of each module that decides marks, comparisons included."""
    found = dict(basis.engine_sources())
    folder = Path(comparisons.__file__).parent
    return {**found, **{path.name: path.read_text("utf-8") for path in folder.glob("*.py")}}


def test_each_id_has_a_sentence_and_each_sentence_is_found_by_judging():
    texts = [
        node.value
        for source in judging_sources().values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    # Of slips judging names the kind alone.
    assert {id.removeprefix("slip.") for id in SENTENCES} <= {*texts}
    areas = {id.partition(".")[0] for id in SENTENCES}
    ids = {text for text in texts if re.fullmatch(rf"({'|'.join(areas)})\.[a-z_]+", text)}
    # What explains has ids of its own, of which some have their sentence under another.
    assert {id for id in ids - {*SENTENCES} if not id.startswith(("relation.", "error."))} == set()


def test_what_is_found_fills_the_places_of_its_sentence():
    checked = 0
    for source in judging_sources().values():
        for call in ast.walk(ast.parse(source)):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "fact":
                continue
            id = call.args[0].value if isinstance(call.args[0], ast.Constant) else ""
            if id and all(keyword.arg for keyword in call.keywords):
                places = {name for _, name, _, _ in Formatter().parse(SENTENCES[id]) if name}
                assert places == {keyword.arg for keyword in call.keywords}, id
                checked += 1
    assert checked > 50


@pytest.mark.parametrize("module", [judging, explaining, comparing], ids=lambda m: m.__name__)
def test_a_module_of_words_holds_nothing_else(module):
    """What it holds decides no mark, so nothing that could may stand in it."""
    docstring, imports, table, known = ast.parse(Path(module.__file__).read_text("utf-8")).body
    assert isinstance(docstring, ast.Expr) and isinstance(imports, ast.ImportFrom)
    assert {name.name for name in imports.names} == {"N_", "know"}
    assert all(call.func.id == "N_" for call in table.value.values)
    assert ast.unparse(known) == "know(SENTENCES)"


def test_judging_words_nothing():
    """No module that judges speaks a language: only the last step of a grader and its views do."""
    for name, source in basis.engine_sources().items():
        if name.startswith("autograder.grading.") and name != "autograder.grading.grade":
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.ImportFrom) and node.module.endswith("student.language"):
                    names = {each.name for each in node.names}
                    assert names <= {"Fact", "Message", "fact", "facts_of", "joined", "text_fact"}


# ------------------------------------------------------------------ mended, and graded no more


@pytest.fixture
def graded(grader, submit, master, lab, tmp_path):
    """A result with a known mistake, a wrong output and an error, as an earlier run wrote it."""
    mistake = lab.mistakes[0].apply(master)["layers.py"]
    broken = mistake.replace("def softmax_loss(", "def softmax_loss_(")
    result = grader.grade(submit(layers=lambda text: broken))
    return write_result(result, tmp_path)


def test_a_mended_english_sentence_shows_on_the_page_and_costs_no_grading(
    graded, lab, tmp_path, monkeypatch
):
    oracle = Oracle(lab)
    before = basis.basis_of(oracle, 0, "data")
    result = read_result(graded)
    id, ours = "failure.nearest_name", "There is no {name} in {file}, only {nearest}."
    lost = next(q for q in result.questions if q.diagnosis and q.diagnosis.id in oracle.hints)
    monkeypatch.setitem(language_module._sentences, id, ours)
    monkeypatch.setitem(judging.SENTENCES, id, ours)
    mended = [
        replace(each, hint="Look at the middle term.") if each.id == lost.diagnosis.id else each
        for each in lab.mistakes
    ]
    advised = [
        replace(each, next_steps={name: "Think of it anew." for name in each.next_steps})
        if isinstance(each, Checked)
        else each
        for each in lab.questions
    ]
    changed = replace(lab, mistakes=mended, questions=advised)
    page = write_feedback(result, changed, tmp_path / "feedback").read_text("utf-8")
    assert "There is no softmax_loss in assignment/layers.py, only softmax_loss_." in page
    assert "Look at the middle term." in page and "Think of it anew." in page
    assert str(lost.diagnosis.hint) not in page
    after = basis.basis_of(Oracle(changed), 0, "data")
    assert (after.engine, after.checks) == (before.engine, before.checks)


def test_what_a_lab_says_no_more_stays_as_it_was_said(graded, lab, tmp_path):
    result = read_result(graded)
    lost = next(q for q in result.questions if q.diagnosis and "." in q.diagnosis.id)
    without = replace(lab, mistakes=[])
    page = write_feedback(result, without, tmp_path / "feedback").read_text("utf-8")
    assert html.escape(str(lost.diagnosis.hint), quote=False) in html.unescape(page)


def test_results_that_name_sentences_by_their_english_are_read(graded, lab, tmp_path):
    """As schema 2 had them first: they keep their marks and are said in any language."""
    plain = json.loads(graded.read_text("utf-8"))

    known = {**language("en", lab).sentences, **SENTENCES}

    def earlier(facts):
        if isinstance(facts, list):
            return [earlier(fact) for fact in facts]
        if not isinstance(facts, dict):
            return facts
        fields = {name: earlier(part) for name, part in facts.get("with", {}).items()}
        told = {"with": fields} if fields else {}
        return {"say": known[facts["id"]], **told} if "id" in facts else {**facts, **told}

    def with_earlier(value):
        if isinstance(value, list):
            return [with_earlier(each) for each in value]
        if not isinstance(value, dict):
            return value
        kept = {name: with_earlier(each) for name, each in value.items() if name != "said"}
        told = {name: earlier(facts) for name, facts in value.get("said", {}).items()}
        return {**kept, "said": told} if told else kept

    old = with_earlier(plain)
    assert '"id": "failure' in json.dumps(plain) and '"id": "failure' not in json.dumps(old)
    graded.write_text(json.dumps(old), "utf-8")
    back = read_result(graded)
    assert back.score == plain["score"]
    korean = language("ko", lab)
    with speaking(korean.messages, korean.sentences):
        again = said(back)
    fresh = next(q for q in again.questions if "softmax_loss" in q.message)
    assert "이름" in fresh.message


def test_every_view_says_the_sentence_of_today(graded, lab, tmp_path, monkeypatch):
    """The class report and the tables say of old results what the student's page says."""
    gone = "{name} is gone: only {nearest}, {file}."
    monkeypatch.setitem(language_module._sentences, "failure.nearest_name", gone)
    mended = [replace(each, hint=f"Mended: {each.id}.") for each in lab.mistakes]
    changed = replace(lab, mistakes=mended)
    write_views(changed, tmp_path)
    report = (tmp_path / "report.html").read_text("utf-8")
    assert f"Mended: {lab.mistakes[0].id}." in report and str(lab.mistakes[0].hint) not in report
    results = worded(read_results(tmp_path), changed)
    assert "softmax_loss is gone: only softmax_loss_" in junit.junit(changed, results)
    (result,) = results
    told = [
        test.get("output", "") for test in gradescope_results.document(result, changed)["tests"]
    ]
    assert any("softmax_loss is gone" in each for each in told)
    assert any(f"Mended: {lab.mistakes[0].id}." in each for each in told)
    assert "softmax_loss is gone" in prairielearn.text(result, changed)
    korean = worded(results, changed, "ko")
    assert "softmax_loss is gone" in junit.junit(changed, korean), "no translation yet"


CHROME = [
    "A likely cause: {hint}",
    "Either: {hint}",
    "Graded by hand, and not in this score: {titles}.",
    CARRIED,
]


@pytest.mark.parametrize("of", [gradescope_results.document, prairielearn.document])
def test_an_export_speaks_the_language_of_its_result(graded, lab, of):
    """What stands round a message as well as the message."""
    english = read_result(graded)
    (korean,) = worded([replace(english, graded_with={"language": "ko"})], lab)
    told, before = (json.dumps(of(each, lab), ensure_ascii=False) for each in (korean, english))
    around = [text for text in CHROME if text.partition("{")[0] in before]
    assert around, before
    for text in around:
        assert text.partition("{")[0] not in told
        assert language("ko", lab).say(text).partition("{")[0] in told


def test_nbgrader_says_what_the_exports_say(graded, lab):
    (question,) = [q for q in read_result(graded).questions if q.id == "softmax_loss"]
    told = describe(lab[question.id], question)
    assert told.endswith(explanation(Row(lab[question.id], question)))
    assert question.message in told and str(question.points) in told
