"""Questions on somebody's own code: every key is right, and what cannot be asked about is told."""

import contextlib
import json
import random
from pathlib import Path

import numpy as np
import pytest

from autograder.audit import understanding as audit
from autograder.audit.plain_answers import wrong_with
from autograder.audit.seeds import as_text
from autograder.audit.styles import hand_in, styles
from autograder.isolate.inside.package import Package, compiled
from autograder.isolate.sandbox import Limits
from autograder.student.understanding import question as facts
from autograder.student.understanding.asking import (
    ask,
    edits_in,
    finished,
    questions_on,
    study_of,
)
from autograder.student.understanding.excerpt import gaps_in
from autograder.student.understanding.reading import CannotRead, read_function
from autograder.student.understanding.templates import TEMPLATES
from autograder.student.understanding.trial import CannotRun
from autograder.student.understanding.wording import question_words
from autograder.understanding.interview import Interviewer

LOOPS = """
def total(values, start):
    count = start
    for value in values:
        if value > 2:
            count = count + value
        square = value * value
    twice = 2 * count
    return twice, square
"""
CALL = {
    "steps": [
        {
            "do": "call",
            "what": ["own", {"attr": "total"}],
            "args": [{"value": [1, 2, 3, 4]}, {"value": 10}],
            "kwargs": {},
            "unpack": None,
        }
    ],
    "outputs": {"out": [0]},
    "watched": {},
    "seed": 0,
}


def opened(source):
    """What runs a module called `own` of a source, whatever its code."""

    @contextlib.contextmanager
    def open_package(code):
        with Package({"own.py": source}, code={"own.py": code}) as package:
            yield package.import_module

    return open_package


def study(source=LOOPS, name="total", program=CALL):
    return study_of(source, name, compiled("own.py", source), [program], opened(source))


@pytest.fixture(scope="module")
def functions(lab):
    """The functions of the reference, studied."""
    return list(audit.functions_of(lab, as_text(styles(lab)["reference"])))


@pytest.fixture(scope="module")
def interviewer(lab):
    with Interviewer(lab, limits=Limits(question_seconds=1.0)) as interviewer:
        yield interviewer


def test_the_run_of_a_function_is_seen_as_it_is_written():
    record = study().record
    written = read_function(LOOPS, "total")
    by_line = {each.line: record.counts.get(each.number) for each in written.statements}
    assert by_line == {3: 1, 4: 1, 5: 4, 6: 2, 7: 4, 8: 1, 9: 1}
    assert record.result == [34, 16]


@pytest.mark.parametrize("seed", range(3))
def test_every_question_has_one_right_answer_found_a_second_time(functions, seed):
    for function in functions:
        asked = ask(function.study, random.Random(seed), 3)
        assert len(asked) == 3, function.id
        assert [function.wrong_with(question) for question in asked] == [""] * 3


def test_a_wrong_key_is_told(functions):
    """The audit itself can fail: with the mark on any other option, it does."""
    function = functions[0]
    for question in ask(function.study, random.Random(1), 3):
        for other in set(range(4)) - {question.right}:
            moved = facts.from_plain({**question.to_plain(), "right": other}, 10_000)
            assert wrong_with(moved, function.code)


def test_the_same_code_and_seed_give_the_same_questions():
    code, program = compiled("own.py", LOOPS), [CALL]
    one, two = (
        questions_on(LOOPS, "total", code, program, opened(LOOPS), "seed", 3) for _ in range(2)
    )
    assert one == two != questions_on(LOOPS, "total", code, program, opened(LOOPS), "other", 3)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("def total(values, start):\n    while True: start += 1\n", "too long"),
        ("def total(values, start):\n    return values[99]\n", "error"),
        ("def total(values, start):\n    pass\n", "nothing"),
        ("def other(values, start):\n    return 1\n", "not there"),
        ("def total(values, start)\n    return 1\n", "not Python"),
        ("x = " + "-" * 100_000 + "1\n", "not Python"),
        ("def total(values, start):\n" + "    start += 1\n" * 1000, "too long"),
    ],
)
def test_what_cannot_be_asked_about_is_told_why(source, reason):
    with pytest.raises((CannotRead, CannotRun)) as raised:
        code = compiled("own.py", "" if reason == "not Python" else source)
        questions_on(source, "total", code, [CALL], opened(source), "", 3)
    assert str(raised.value) == reason


def test_a_line_without_which_a_loop_never_ends_is_not_asked_about():
    source = (
        "def total(values, start):\n    place = 0\n    while place < len(values):\n"
        "        start = start + values[place]\n        place = place + 1\n    return start\n"
    )
    found = study(source)
    for seed in range(20):
        for question in ask(found, random.Random(seed), 3):
            assert (question.template, question.facts.get("line")) != ("left_out", 5)


def test_a_change_that_only_its_caller_cannot_use_is_no_error_of_the_function():
    """Without its last line it returns None, which stops who unpacks it, and not the function."""
    source = "def total(values, start):\n    start = start + 1\n    return start, values\n"
    program = json.loads(json.dumps(CALL))
    program["steps"][0]["unpack"] = 2
    from autograder.student.understanding.edits import Edit

    found = study(source, program=program)
    assert found.outcome(Edit(((3, 4, 3, 24, "return None"),))) is None


def drafts(template, source, **program):
    """All drafts of a template on a function."""
    call = {**CALL, "steps": [{**CALL["steps"][0], **program}]}
    return list(TEMPLATES[template].draft(study(source, program=call), random.Random(0)))


def test_what_becomes_none_has_no_other_shape():
    """Where the line that makes it is left out, None is what comes."""
    source = (
        "import numpy as np\ndef total(values, start):\n    out = None\n"
        "    out = np.array(values) + start\n    return out\n"
    )
    found = {each.facts["line"]: each for each in drafts("left_out", source)}
    assert found[4].right == ("None",) and found[3].right == ("same",)
    assert {("values",), ("new shape",), ("error",), ("same",)} == {*found[4].wrong}


def test_one_entry_of_another_shape_is_neither_other_values_nor_more_of_them():
    source = (
        "import numpy as np\ndef total(values, start):\n    many = np.ones((2, 3)).T\n"
        "    return {'many': many * start}\n"
    )
    codes = [made.facts["code"] for made in drafts("changed", source)]
    assert any("/ start" in code for code in codes)
    assert not any(code.endswith("3))") for code in codes)


def test_no_two_questions_are_on_one_edit():
    """As the one line of this function has few, they would be."""
    found = study("def total(values, start):\n    return start / 2\n")
    for seed in range(40):
        edits = [edits_in(each, found.function) for each in ask(found, random.Random(seed), 3)]
        assert sum(map(len, edits)) == len(set().union(*edits)), seed


def test_a_float_is_written_as_one_and_no_two_options_are_one_number():
    source = "def total(values, start):\n    return start / 2 + 1\n"
    assert {each.right[1] for each in drafts("result_if", source)} >= {"4.0", "7.0", "21", "6.5"}
    wrong = [("value", text) for text in ("72", "72.00", "1", "1.0", "2", "3")]
    draft = facts.Draft({"line": 2}, ("value", "72.0"), wrong, [2])
    made = finished(study(source), "result_if", draft, random.Random(0))
    assert [text for _, text in made.options] == ["1", "2", "3", "72.0"]


def test_what_is_returned_is_asked_only_where_all_that_it_comes_from_is_shown():
    source = "def total(values, start):\n    return values[0] + values[1] * start\n"
    shown = [{"value": np.array([0.5, 2.0])}, {"value": 3}]
    program = {**CALL, "steps": [{**CALL["steps"][0], "args": shown}]}
    values, start = study(source, program=program).arguments
    assert values == ("values", "array of floats", (2,), "[0.5, 2.0]") and start[3] == "3"
    assert drafts("result_if", source, args=shown)
    assert not drafts("result_if", source, args=[{"value": np.arange(20.0)}, {"value": 3}])


def test_dots_stand_where_code_is_left_out_and_nowhere_else():
    lines = "".join(f"    # about {n}\n    start = start + {n}\n" for n in range(20))
    source = f"def total(values, start):\n{lines}    return start\n"
    found, written = study(source), read_function(source, "total")
    assert gaps_in(written, [1, 3, 5, 42]) == [5]
    assert gaps_in(written, [1, 3]) == [3]
    (question, *_) = ask(found, random.Random(0), 3)
    assert question.gaps and set(question.gaps) <= set(question.lines)


def test_questions_on_one_function_show_the_same_lines():
    """So that its code stands on a sheet once, unless what they need does not fit twelve lines."""
    lines = "".join(f"    start = start + {n}\n" for n in range(40))
    found = study(f"def total(values, start):\n{lines}    return start\n")
    for seed in range(10):
        one, two = ask(found, random.Random(seed), 2)
        assert one.lines == two.lines and len(one.lines) <= 12


def test_a_statement_of_several_lines_is_called_by_all_of_them():
    source = (
        "def total(values, start):\n    start = sum(\n        values\n    )\n    return start\n"
    )
    for template in ("left_out", "value_after"):
        (made, *_) = [each for each in drafts(template, source) if each.facts["line"] == 2]
        question = facts.Question(template, "total", made.facts, (), 0, ())
        assert ("lines 2 to 4" if template == "left_out" else "line 4") in question_words(question)


def test_where_it_stops_is_not_asked_of_what_runs_on_after_an_error():
    source = (
        "def total(values, start):\n    one = start\n    two = one\n    three = two\n    try:\n"
        "        four = three\n        five = four\n    finally:\n        start = 0\n"
        "    return five\n"
    )
    assert drafts("stops_where", source.replace("try:", "if 1:").replace("finally", "if 1"))
    assert not drafts("stops_where", source)


def test_a_question_that_was_tampered_with_is_refused():
    (question, *_) = ask(study(), random.Random(0), 3)
    plain = question.to_plain()
    assert facts.from_plain(plain, 100) == question
    same = [plain["options"][0]] * 4
    for change in (
        {"options": same},
        {"options": plain["options"][:3]},
        {"right": 4},
        {"lines": (1000,)},
        {"template": "x" * 10_000},
        {"options": [("script", "x")] * 4},
        {"facts": {"line": object()}},
    ):
        with pytest.raises(facts.Forged):
            facts.from_plain({**plain, **change}, 100)


# --------------------------------------------------------------------------- in the sandbox


def sheet(interviewer, lab, folder, change=lambda text: text):
    """The sheet of the reference with its layers changed."""
    files = dict(as_text(styles(lab)["reference"]))
    files["layers.py"] = change(files["layers.py"])
    return interviewer.interview(hand_in(files, folder / "ada"), "seed", 4)


def test_a_student_is_asked_on_what_they_handed_in(interviewer, lab, tmp_path):
    made = sheet(interviewer, lab, tmp_path)
    assert len(made.asked) == 4 and made.reasons == {} and not made.problem
    text = {file: lab.master(file).read_text("utf-8").split("\n") for file in lab.student_files}
    for asked in made.asked:
        lines = text[lab[asked.id].file]
        assert all(lines[number - 1] == line for number, line in asked.lines)
        assert len(asked.lines) <= 12
        assert "None" not in question_words(asked.question)
    assert len({asked.id for asked in made.asked}) == 2


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os._exit(3)", "lost"),
        ("while True: pass", "time"),
        ("import builtins; builtins.compile = None", ""),
        ("x = [0] * 10**12", ""),
    ],
)
def test_hostile_code_gets_no_questions_and_a_sentence(interviewer, lab, tmp_path, code, reason):
    made = sheet(interviewer, lab, tmp_path, lambda text: f"{text}\n{code}\n")
    if reason:
        assert set(made.reasons.values()) <= {reason, "time"} and made.reasons
        assert not [asked for asked in made.asked if lab[asked.id].file == "layers.py"]
    else:
        assert made.asked or made.reasons


def test_what_cannot_be_opened_gets_a_sentence(interviewer, tmp_path):
    path = Path(tmp_path, "ada.zip")
    path.write_bytes(b"no zip")
    assert interviewer.interview(path, "seed", 4).problem
