"""What decides marks is computed: which questions a change of one file touches, and which not."""

import importlib.util

import pytest

from autograder.grading import basis
from autograder.grading.import_closure import closure, imported
from autograder.oracle import Oracle

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
