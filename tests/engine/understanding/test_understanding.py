"""Questions on somebody's own code: every key is right, and what cannot be asked about is told."""

import contextlib
import json
import random
from pathlib import Path

import pytest

from autograder.audit import understanding as audit
from autograder.audit.plain_answers import wrong_with
from autograder.audit.seeds import as_text
from autograder.audit.styles import hand_in, styles
from autograder.isolate.inside.package import Package, compiled
from autograder.isolate.sandbox import Limits
from autograder.student.understanding import question as facts
from autograder.student.understanding.asking import ask, questions_on, study_of
from autograder.student.understanding.reading import CannotRead, read_function
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
