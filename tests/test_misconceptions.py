"""The bank of misconceptions: each costs the questions it should, nothing else, and is named.

Every mistake is handed in as a submission and graded like any other.
"""

import importlib
import inspect
import itertools
import json
import random
import re
import shutil
import sys

import pytest

from autograder.grade import Grader
from autograder.misconception import BadEdit, Misconception, bank
from autograder.oracle import ROOT
from autograder.public_checks import render
from tests.audit.misconceptions import (
    BANK,
    LAB,
    costs,
    failed,
    hand_in,
    miscounted,
    named,
    not_named,
    spoiled,
)

LARGE_PAIRS = 60

all_mistakes = pytest.mark.parametrize("mistake", BANK.values(), ids=BANK.keys())


@pytest.fixture(scope="module")
def confined_grader():
    """One grader for the whole module."""
    with Grader(LAB, "landlock") as grader:
        yield grader


@pytest.fixture
def graded(confined_grader, tmp_path):
    """Grade the reference with some mistakes made in it."""

    def grade(*mistakes):
        return confined_grader.grade(hand_in(confined_grader.oracle, mistakes, tmp_path / "ada"))

    return grade


def ids(mistake):
    """The name of a mistake, or of several, in the list of tests."""
    return mistake.id if isinstance(mistake, Misconception) else None


# ------------------------------------------------------------------------------ one mistake


@all_mistakes
def test_a_mistake_costs_its_questions_only_and_is_named_in_each(graded, confined_grader, mistake):
    result = graded(mistake)
    oracle = confined_grader.oracle
    assert mistake.question in costs(oracle, mistake)
    assert miscounted(oracle, mistake, result) == []
    assert not_named(oracle, mistake, result) == []


def test_an_exception_carries_nothing(graded):
    """Whoever raises in the scores has shown neither a loss nor a gradient."""
    result = graded(BANK["two_layer_net_scores.shapes_do_not_fit"])
    assert failed(result) == spoiled(BANK["two_layer_net_scores.shapes_do_not_fit"])


def test_a_mistake_on_top_of_one_that_is_paid_for_is_not_carried(graded):
    scores, loss = "two_layer_net_scores.no_relu", "two_layer_net_loss.no_half"
    result = graded(BANK[scores], BANK[loss])
    assert failed(result) == {"two_layer_net_scores", "two_layer_net_loss"}


def test_the_reference_needs_no_diagnosis(graded):
    result = graded()
    assert failed(result) == set()
    assert not any(question.diagnosis for question in result.questions)


def test_mistakes_that_look_the_same_are_offered_together(graded):
    """What scores show cannot tell whether the backward pass knows of the ReLU."""
    both = ["two_layer_net_scores.relu_on_scores", "two_layer_net_scores.relu_on_scores_forward"]
    result = graded(BANK[both[1]])
    assert named(result, "two_layer_net_scores") == both


def test_a_shift_by_the_largest_score_of_the_batch_is_no_mistake(graded):
    """It is as good as one by the largest of each row until rows differ by hundreds."""
    shift = ("x.max(axis=1, keepdims=True)", "x.max()")
    assert failed(graded(Misconception("", "layers:softmax_loss", "", (shift,)))) == set()


def test_an_unknown_mistake_is_not_given_a_name(graded):
    odd = ("dx = dout * (x > 0)", "dx = dout * (x > 0) + 0.123")
    result = graded(Misconception("", "layers:relu_backward", "", (odd,)))
    assert failed(result) == {"relu_backward"}
    assert named(result, "relu_backward") == []


# -------------------------------------------------------------------------------- two mistakes


def pairs_of_functions():
    """Pairs of mistakes in two functions, drawn evenly over the pairs of functions."""
    draw = random.Random(4)
    functions = list(dict.fromkeys(mistake.function for mistake in BANK.values()))
    mistakes = {name: [m for m in BANK.values() if m.function == name] for name in functions}
    pairs = []
    for pair in itertools.islice(
        itertools.cycle(itertools.combinations(functions, 2)), LARGE_PAIRS
    ):
        pairs.append(tuple(draw.choice(mistakes[name]) for name in pair))
    return pairs


@pytest.mark.parametrize(("first", "second"), pairs_of_functions(), ids=ids)
def test_two_mistakes_in_two_functions_are_both_found_and_named(
    graded, confined_grader, first, second
):
    result = graded(first, second)
    oracle = confined_grader.oracle
    assert failed(result) == costs(oracle, first) | costs(oracle, second)
    for mistake in (first, second):
        assert mistake.id in named(result, mistake.question)


def pairs_of_questions():
    """Pairs of a mistake in the net's loss and one in its gradients that both can be made."""
    losses = [m for m in BANK.values() if m.question == "two_layer_net_loss"]
    gradients = [m for m in BANK.values() if m.question == "two_layer_net_gradients"]
    pure = [loss for loss in losses if spoiled(loss) == {"two_layer_net_loss"}]
    pairs = list(itertools.product(pure, gradients))
    return random.Random(5).sample(pairs, 20)


@pytest.mark.parametrize(("loss", "gradient"), pairs_of_questions(), ids=ids)
def test_two_mistakes_in_one_method_are_found_where_each_shows(graded, loss, gradient):
    result = graded(loss, gradient)
    assert failed(result) == {loss.question, gradient.question}
    assert loss.id in named(result, loss.question)
    assert gradient.id in named(result, gradient.question)


# ------------------------------------------------------------------------- the notebook's check


@pytest.fixture(scope="module")
def released(confined_grader, tmp_path_factory):
    """A copy of the package with its public cases; returns (module of `check`, way to edit)."""
    folder = tmp_path_factory.mktemp("release")
    package = folder / "released_copy"
    skip = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(ROOT / "assignment", package, ignore=skip)
    (package / "checks").mkdir(exist_ok=True)
    cases = render(LAB, confined_grader.oracle)
    (package / "checks" / f"{LAB.name}.json").write_text(cases, encoding="utf-8")

    def edit(sources):
        for file in LAB.student_files:
            (package / file).write_text(sources[file], encoding="utf-8")
        for name in [name for name in sys.modules if name.startswith("released_copy.")]:
            if not name.startswith(("released_copy.check", "released_copy.checking")):
                del sys.modules[name]
        importlib.invalidate_caches()

    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("released_copy.check"), edit
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = writes_bytecode
        for name in [name for name in sys.modules if name.split(".")[0] == "released_copy"]:
            del sys.modules[name]


def shows_in_public(oracle, mistake, question_id):
    """Whether a mistake changes the answer to a public case of a question."""
    cases = zip(oracle.cases[question_id], oracle.mistakes(question_id))
    return any(mistake.id in wrong for case, wrong in cases if case.recording.case.public)


@all_mistakes
def test_check_names_what_the_public_cases_show(released, confined_grader, mistake):
    check, edit = released
    edit(mistake.apply(confined_grader.oracle.sources))
    for question_id in spoiled(mistake):
        report = check.checked(check.questions()[question_id])
        if shows_in_public(confined_grader.oracle, mistake, question_id):
            assert report.state == "wrong"
            assert mistake.hint in report.hints
        else:
            assert report.passed and not report.hints


def test_most_mistakes_show_in_the_public_cases(confined_grader):
    oracle = confined_grader.oracle
    shown = [m for m in BANK.values() if shows_in_public(oracle, m, m.question)]
    assert len(shown) >= 0.9 * len(BANK)


# --------------------------------------------------------------------------------- the bank


def test_the_bank_is_large_and_each_question_has_its_share():
    assert len(BANK) == len(bank(LAB)) >= 80
    for question in LAB.questions:
        if question.check:
            own = [mistake for mistake in BANK.values() if mistake.question == question.id]
            assert len(own) >= 10, question.id


@all_mistakes
def test_an_entry_names_a_mistake_and_questions_about_its_function(mistake):
    assert re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", mistake.id)
    for question_id in spoiled(mistake):
        assert LAB[question_id].function == mistake.function


CODE = re.compile(r"np\.|axis=|keepdims|\*\*|[-+*/]=|==|->|\[|\w\(|\)\.|\.T\b")


@all_mistakes
def test_a_hint_is_a_sentence_or_three_and_no_line_of_code(mistake):
    assert 20 <= len(mistake.hint) <= 240
    assert mistake.hint[-1] in ".?"
    assert mistake.hint[0].isupper() or mistake.hint.startswith(("db ", "dw ", "dx ", "dout "))
    assert not CODE.search(mistake.hint)


@all_mistakes
def test_no_hint_can_be_found_in_the_solution(mistake, confined_grader):
    """Nor the other way round: no line of the solution is in what a student may read."""
    source = "".join(confined_grader.oracle.sources[file] for file in LAB.student_files)
    assert mistake.hint not in source
    for line in source.splitlines():
        code = line.split("#")[0].strip()
        assert len(code) < 8 or code not in mistake.hint


def test_an_edit_that_does_not_fit_the_reference_is_the_authors_error():
    gone = Misconception("a.b", "layers:relu_forward", "", (("no such text", ""),))
    with pytest.raises(BadEdit, match=r"a\.b: 'no such text' stands 0 times in relu_forward"):
        gone.apply({"layers.py": "def relu_forward(x):\n    return x, x\n"})


def test_the_released_cases_hold_hints_and_no_edits(confined_grader):
    text = render(LAB, confined_grader.oracle)
    document = json.loads(text)
    assert {q["id"] for q in document["questions"] if "hints" in q} == {
        question.id for question in LAB.questions if question.check
    }
    edits = {new for mistake in BANK.values() for _, new in mistake.edits if len(new) > 12}
    assert not [new for new in edits if new in text]


def test_every_function_of_the_lab_has_its_source_where_the_bank_expects_it():
    for question in LAB.questions:
        if question.check:
            target = importlib.import_module(f"assignment.{question.module}")
            for part in question.name.split("."):
                target = getattr(target, part)
            assert inspect.isfunction(target)
