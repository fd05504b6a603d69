"""The banks of misconceptions: each costs the questions it should, nothing else, and is named.

Every mistake of every lab is handed in as a submission and graded like any other.
"""

import importlib
import inspect
import itertools
import json
import random
import re
from functools import cache

import pytest

from autograder import labs
from autograder.audit.misconceptions import (
    costs,
    failed,
    hand_in,
    miscounted,
    named,
    not_named,
    spoiled,
)
from autograder.grading.grade import Grader
from autograder.master.public_checks import render
from autograder.misconception import BadEdit, Misconception
from autograder.student.checking.checker import Checker
from autograder.student.checking.spelling import read

LABS = {name: labs.load(name) for name in labs.names()}
BANKS = {name: lab.mistakes for name, lab in LABS.items()}
PAIRS = 60  # of mistakes made at once, a lab

all_labs = pytest.mark.parametrize("lab", LABS.values(), ids=LABS)
all_mistakes = pytest.mark.parametrize(
    ("lab", "mistake"),
    [(LABS[name], mistake) for name, mistakes in BANKS.items() for mistake in mistakes],
    ids=[f"{name}-{mistake.id}" for name, mistakes in BANKS.items() for mistake in mistakes],
)


@pytest.fixture(scope="module")
def graders():
    """One grader a lab for the whole module."""
    found = {}

    def get(lab):
        if lab.name not in found:
            found[lab.name] = Grader(lab, "landlock").__enter__()
        return found[lab.name]

    yield get
    for grader in found.values():
        grader.__exit__()


@pytest.fixture
def graded(graders, tmp_path):
    """Grade the reference of a lab with some mistakes made in it."""

    def grade(lab, *mistakes):
        grader = graders(lab)
        return grader.grade(hand_in(grader.oracle, mistakes, tmp_path / "ada"))

    return grade


# ------------------------------------------------------------------------------ one mistake


@pytest.mark.one_in(12)
@all_mistakes
def test_a_mistake_costs_its_questions_only_and_is_named_in_each(graded, graders, lab, mistake):
    result = graded(lab, mistake)
    oracle = graders(lab).oracle
    assert mistake.question in costs(oracle, mistake)
    assert miscounted(oracle, mistake, result) == []
    assert not_named(oracle, mistake, result) == []


@all_labs
def test_the_reference_needs_no_diagnosis(graded, lab):
    result = graded(lab)
    assert failed(lab, result) == set()
    assert not any(question.diagnosis for question in result.questions)


# -------------------------------------------------------------------------------- two mistakes


def is_called_in(function, mistake):
    """Whether a mistake calls another function, which its function otherwise has no need of."""
    name = function.rpartition(":")[2]
    return any(f"{name}(" in new for _, new in mistake.edits)


def pairs_of_functions():
    """Pairs of mistakes in two functions, drawn evenly over the pairs of functions of a lab."""
    draw = random.Random(4)
    pairs = []
    for name, mistakes in BANKS.items():
        by_function = {}
        for mistake in mistakes:
            by_function.setdefault(mistake.function, []).append(mistake)
        combinations = itertools.cycle(itertools.combinations(by_function, 2))
        for first, second in itertools.islice(combinations, PAIRS):
            pair = draw.choice(by_function[first]), draw.choice(by_function[second])
            if is_called_in(first, pair[1]) or is_called_in(second, pair[0]):
                continue  # its answers are those of both mistakes at once
            pairs.append(pytest.param(LABS[name], *pair, id=f"{name}-{pair[0].id}-{pair[1].id}"))
    return pairs


@pytest.mark.one_in(12)
@pytest.mark.parametrize(("lab", "first", "second"), pairs_of_functions())
def test_two_mistakes_in_two_functions_are_both_found_and_named(
    graded, graders, lab, first, second
):
    result = graded(lab, first, second)
    oracle = graders(lab).oracle
    assert failed(lab, result) == costs(oracle, first) | costs(oracle, second)
    for mistake in (first, second):
        assert mistake.id in named(result, mistake.question)


# ------------------------------------------------------------------------- the notebook's check


@pytest.fixture
def checked(graders, tmp_path):
    """Check a question in the notebook of somebody who made a mistake; returns the Report."""

    def check(lab, mistake, question_id):
        oracle = graders(lab).oracle
        for file, text in mistake.apply(oracle.sources).items():
            path = tmp_path / "assignment" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        known = released_questions(lab.name, oracle)
        with Checker(known, lab.student_files, tmp_path / "assignment") as checks:
            return checks.report(question_id)

    return check


@cache
def released_questions(lab_name, oracle):
    """Return the released questions of a lab by id."""
    document = read(render(LABS[lab_name], oracle))
    return {question["id"]: question for question in document["questions"]}


def shows_in_public(oracle, mistake, question_id):
    """Whether a mistake changes the answer to a public case of a question."""
    cases = zip(oracle.cases[question_id], oracle.mistakes(question_id))
    public = [wrong for case, wrong in cases if case.recording.case.public]
    return any(mistake.id in wrong for wrong in (*public, *in_practice(oracle, question_id)))


@cache
def in_practice(oracle, question_id):
    """What each mistake changes in the cases that are for the notebook's check alone."""
    return oracle.mistakes_in(oracle.lab[question_id], oracle.practice(question_id))


@pytest.mark.one_in(12)
@all_mistakes
def test_check_names_what_the_public_cases_show(checked, graders, lab, mistake):
    """And where it only makes another question wrong, that one waits for the first."""
    oracle = graders(lab).oracle
    for question_id in spoiled(mistake):
        report = checked(lab, mistake, question_id)
        if not shows_in_public(oracle, mistake, question_id):
            assert report.passed and not report.hints
        elif report.state == "waits":
            assert oracle.follows(question_id, mistake.id)
            assert report.waits == [mistake.question] and not report.hints
        else:
            assert report.state == "wrong"
            assert mistake.hint in report.hints


@all_labs
def test_most_mistakes_show_in_the_public_cases(graders, lab):
    oracle = graders(lab).oracle
    shown = [m for m in BANKS[lab.name] if shows_in_public(oracle, m, m.question)]
    assert len(shown) >= 0.9 * len(BANKS[lab.name])


# --------------------------------------------------------------------------------- the bank


@all_labs
def test_no_two_mistakes_have_a_name_in_common(lab):
    assert len({mistake.id for mistake in BANKS[lab.name]}) == len(BANKS[lab.name])


CODE = re.compile(r"np\.|axis=|keepdims|\*\*|[-+*/]=|==|->|\[|\w\(|\)\.|\.T\b")


@all_labs
def test_an_entry_names_a_mistake_and_questions_about_its_function(lab):
    for mistake in BANKS[lab.name]:
        assert re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", mistake.id)
        for question_id in spoiled(mistake):
            assert lab[question_id].function == mistake.function, mistake.id


@all_labs
def test_a_hint_is_a_sentence_or_three_and_no_line_of_code(lab):
    for mistake in BANKS[lab.name]:
        assert 20 <= len(mistake.hint) <= 240, mistake.id
        assert mistake.hint[-1] in ".?", mistake.id
        assert mistake.hint[0].isupper() or re.match(r"d[a-z]+[0-9]? ", mistake.hint), mistake.id
        assert not CODE.search(mistake.hint), mistake.id


@all_labs
def test_no_hint_can_be_found_in_the_solution(lab, graders):
    """Nor the other way round: no line of the solution is in what a student may read."""
    source = "".join(graders(lab).oracle.sources[file] for file in lab.student_files)
    lines = {line.split("#")[0].strip() for line in source.splitlines()}
    lines = {line for line in lines if len(line) >= 8 and not line.isalpha()}
    for mistake in BANKS[lab.name]:
        assert mistake.hint not in source, mistake.id
        assert not [line for line in lines if line in mistake.hint], mistake.id


def test_an_edit_that_does_not_fit_the_reference_is_the_authors_error():
    gone = Misconception("a.b", "layers:relu_forward", "", (("no such text", ""),))
    with pytest.raises(BadEdit, match=r"a\.b: 'no such text' stands 0 times in relu_forward"):
        gone.apply({"layers.py": "def relu_forward(x):\n    return x, x\n"})


@all_labs
def test_the_released_cases_hold_hints_and_no_edits(graders, lab):
    text = render(lab, graders(lab).oracle)
    document = json.loads(text)
    assert {q["id"] for q in document["questions"] if "hints" in q} == lab.checked.keys()
    edits = {new for mistake in BANKS[lab.name] for _, new in mistake.edits if len(new) > 12}
    assert not [new for new in edits if new in text]


@all_labs
def test_every_function_of_the_lab_has_its_source_where_the_bank_expects_it(lab):
    for question in lab.checked.values():
        target = importlib.import_module(f"assignment.{question.module}")
        for part in question.name.split("."):
            target = getattr(target, part)
        assert inspect.isfunction(target)
