"""Hints on demand: three for every question, in both languages, never a line of a solution."""

import json
import re
import subprocess
import sys

import pytest

from autograder import labs
from autograder.course import current
from autograder.languages import catalogue
from autograder.master.master import Solution
from autograder.releasing.leak_rules import hints_that_tell
from autograder.student.checking.hints import Hints

ROOT = current().folder


def name_of(lab):
    return lab.name


all_labs = pytest.mark.parametrize(
    "lab", [labs.load(name) for name in labs.names()], ids=labs.names()
)
CODE = re.compile(r"np\.|axis=|keepdims|\*\*|[-+*/]=|==|->|\)\.\w|\.T\b|\w\(\w+\)\[")


@all_labs
def test_every_question_has_a_question_what_to_look_at_and_an_example(lab):
    for question in lab.checked.values():
        asked, look, example = question.hints
        assert asked.endswith("?"), question.id
        assert re.search(r"\d", example), f"{question.id}: an example has numbers"
        for hint in (asked, look, example):
            assert 20 <= len(hint) <= 300, f"{question.id}: {len(hint)} characters"
            assert not CODE.search(hint), f"{question.id}: {hint}"


@pytest.mark.parametrize(
    "lab",
    [lab for lab in map(labs.load, labs.names()) if "ko" in catalogue.offered(lab)],
    ids=name_of,
)
def test_every_hint_is_translated(lab):
    say = catalogue.language("ko", lab).say
    for question in lab.checked.values():
        for hint in question.hints:
            assert say(hint) != hint, f"{question.id}: {hint}"


def test_hints_come_one_after_the_other():
    data = {"id": "q", "steps": ["Why?", "There.", "2 and 3 make 5."]}
    first, third = str(Hints(data, 1)), str(Hints(data, 3))
    assert "Why?" in first and "There." not in first and 'check("q", hint=2)' in first
    assert "hint 3 of 3" in third and "2 and 3 make 5." in third and "More" not in third
    assert str(Hints(data, 99)) == third and str(Hints(data, 0)) == first
    assert "no hints" in str(Hints({"id": "q"}, 1))


def test_a_card_escapes_what_a_hint_says():
    html = Hints({"id": "q", "steps": ["Is 2 < 3?"]}, 1)._repr_html_()
    assert "2 &lt; 3" in html


def test_a_terminal_shows_them_too():
    command = [sys.executable, "-m", "assignment.check", "--hint", "2", "relu_forward"]
    done = subprocess.run(
        command, cwd=ROOT / "release" / "two_layer_net", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Ask yourself: What should a unit answer to" in done.stdout
    assert "hint=3" in done.stdout


SOLUTION = Solution("assignment/layers.py", 7, "dx /= num_examples  # the mean\nreturn dx")


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("assignment/checks/lab.json", {"questions": [{"steps": ["Try dx /= num_examples."]}]}),
        ("assignment/language.json", {"messages": {"Look.": "dx/=num_examples"}}),
    ],
)
def test_the_gate_finds_a_line_of_the_solution_in_a_hint(path, document):
    (leak,) = hints_that_tell({path: json.dumps(document).encode()}, [SOLUTION])
    assert leak.path == path and "tells a line of assignment/layers.py" in leak.message


def test_the_gate_lets_words_pass():
    document = {"questions": [{"steps": ["By how many examples is dx divided?"]}]}
    files = {"assignment/checks/lab.json": json.dumps(document).encode()}
    assert list(hints_that_tell(files, [SOLUTION])) == []
