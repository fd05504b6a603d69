"""What decides marks is computed: which questions a change of one file touches, and which not."""

import copy
import importlib.util
from dataclasses import replace

import pytest

from autograder.grading import basis
from autograder.grading.import_closure import closure, imported
from autograder.lab import Checked
from autograder.oracle import Oracle
from autograder.student.checking import comparisons

LAYERS = ["affine_forward", "affine_backward", "relu_forward", "relu_backward"]
LOSSES = ["softmax_loss", "svm_loss"]
NET = [f"two_layer_net_{name}" for name in ("init", "scores", "loss", "gradients")]
ALL = "all"  # a change of the engine


@pytest.fixture(scope="module")
def oracle(lab):
    return Oracle(lab)


@pytest.fixture
def touched(oracle, monkeypatch):
    """Return what a change of one file would have graded anew: ALL, or ids of questions."""
    before = basis.basis_of(oracle, 0, "data")

    def change(name):
        if name in oracle.sources:
            monkeypatch.setitem(oracle.sources, name, f"{oracle.sources[name]}# changed\n")
        original = basis.engine_module

        def module_of(module):
            found = original(module)
            return (f"{found[0]}# changed\n", found[1]) if module == name else found

        monkeypatch.setattr(basis, "engine_module", module_of)
        after = basis.basis_of(oracle, 0, "data")
        if after.engine != before.engine:
            return ALL
        return [id for id, check in after.checks.items() if check != before.checks[id]]

    return change


@pytest.mark.parametrize(
    "module",
    [
        "export.canvas", "reporting.report", "commands.grading", "audit.mutants", "cli",
        "scheduling.cluster", "releasing.leaks", "nbgrader_course", "collecting.canvas",
        "student.submit", "student.check", "student.checking.checker", "student.checking.render",
        "student.checking.comparisons.set", "master.master", "words.judging", "words.explaining",
        "student.checking.words",
    ],
)  # fmt: skip
def test_what_judges_nobody_grades_nobody_anew(touched, module):
    assert importlib.util.find_spec(f"autograder.{module}"), "there is such a module"
    assert touched(f"autograder.{module}") == []


@pytest.mark.parametrize(
    "module",
    [
        "grading.judge", "grading.attempt", "grading.answers", "grading.regrade", "oracle",
        "record", "isolate.inside.wire", "isolate.inside.answer", "isolate.inside.old_numpy",
        "isolate.inside.system_calls", "student.checking.verdict", "student.checking.plain_data",
        "student.checking.compare", "student.checking.comparisons.close", "grading",
    ],
)  # fmt: skip
def test_what_judges_everybody_grades_everybody_anew(touched, module):
    assert touched(f"autograder.{module}") == ALL


@pytest.mark.parametrize(
    ("file", "ids"),
    [
        ("layers.py", [*LAYERS, *LOSSES, *NET]),
        ("classifiers/fc_net.py", NET),
        ("autograder.student.checking.comparisons.normal", ["two_layer_net_init"]),
        ("data_utils.py", ALL),  # given: any student's code may use it
        ("submit.py", []),
    ],
)
def test_a_reference_and_a_comparison_touch_the_questions_behind_which_they_stand(
    touched, file, ids
):
    assert touched(file) == ids


def each_question(lab, change):
    """The lab with each checked question changed."""
    questions = [change(q) if isinstance(q, Checked) else q for q in lab.questions]
    return replace(lab, questions=questions)


def each_mistake(lab, change):
    """The lab with each known mistake in the first function changed."""
    first = lab.mistakes[0].function
    mistakes = [change(each) if each.function == first else each for each in lab.mistakes]
    return replace(lab, mistakes=mistakes)


CHECKED = [*LAYERS, *LOSSES, *NET]
CHANGES = {
    "titles": ([], lambda q: replace(q, title=f"{q.title}, mended")),
    "next steps": ([], lambda q: replace(q, next_steps=dict.fromkeys(q.next_steps, "Mended."))),
    "hints on demand": ([], lambda q: replace(q, hints=("Mended.",))),
    "points": (
        CHECKED,
        lambda q: replace(q, properties={n: 2 * p for n, p in q.properties.items()}),
    ),
    "a case": (CHECKED, lambda q: replace(q, cases=(*q.cases, replace_case(q.cases[0])))),
}


def replace_case(case):
    """The case under another name, which draws other numbers."""
    other = copy.copy(case)
    other.name = f"{case.name}, again"
    return other


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_question_says_decides_nothing_and_what_it_asks_does(lab, oracle, what):
    ids, change = CHANGES[what]
    before = basis.basis_of(oracle, 0, "data")
    after = basis.basis_of(Oracle(each_question(lab, change)), 0, "data")
    assert after.engine == before.engine
    assert [id for id in after.checks if after.checks[id] != before.checks[id]] == ids


def test_a_hint_decides_nothing_and_an_edit_the_questions_on_its_function(lab, oracle):
    before = basis.basis_of(oracle, 0, "data").checks
    hint = each_mistake(lab, lambda each: replace(each, hint="Look again."))
    assert basis.basis_of(Oracle(hint), 0, "data").checks == before
    follows = each_mistake(lab, lambda each: replace(each, follows=()))
    edited = each_mistake(follows, lambda each: replace(each, edits=((each.edits[0][0], "pass"),)))
    after = basis.basis_of(Oracle(edited), 0, "data").checks
    function = lab.mistakes[0].function
    on_it = [q.id for q in lab.questions if isinstance(q, Checked) and q.function == function]
    assert [id for id in after if after[id] != before[id]] == on_it


def test_a_comparison_of_the_course_touches_what_it_compares_and_its_words_nothing(
    oracle, tmp_path, monkeypatch
):
    folder = tmp_path / "comparisons"
    folder.mkdir()
    monkeypatch.setattr(comparisons, "__path__", [*comparisons.__path__[:1], str(folder)])
    words = "from ...language import N_, know\n\nSENTENCES = {}\n"
    (folder / "words.py").write_text(words, "utf-8")
    (folder / "mine.py").write_text("from . import close\nfrom . import words\n", "utf-8")

    def found():
        name = f"{comparisons.__name__}.mine"
        return basis.closure([name], basis.comparison_module)

    before = found()
    assert f"{comparisons.__name__}.close" in before
    (folder / "words.py").write_text(f"{words}# mended\n", "utf-8")
    assert found() == before
    (folder / "mine.py").write_text("from . import close\n", "utf-8")
    assert found() != before


def test_an_import_is_seen_however_it_is_written():
    text = (
        "import os, a.b as c\nfrom . import d\nfrom ..e import (\n    f,  # why\n    g as h,\n)\n"
        "def late():\n    from x.y import *\n"
    )
    found = {*imported(text, "p.q")}
    assert {"os", "a.b", "p.q.d", "p.e.f", "p.e.g", "p.e", "x.y"} <= found


def test_a_closure_holds_packages_and_circles():
    texts = {
        "p": ("", True),
        "p.a": ("from p.b import x", False),
        "p.b": ("from . import a", False),
        "p.c": ("", False),
    }
    assert [*closure(["p.a"], texts.get)] == ["p", "p.a", "p.b"]
