"""`check` in the notebook: instant answers, from released data, in the student's own process."""

import ast
import json
import subprocess
import sys

import numpy as np
import pytest

from assignment.checking.spelling import read
from autograder import banners
from autograder.master import public_checks


@pytest.fixture(scope="module")
def rendered(lab):
    return public_checks.render(lab)


@pytest.fixture
def student(tmp_path, lab, master, rendered):
    """A student's folder, and a way to run a line of Python in it."""

    def run(code, layers=None, net=None):
        files = {
            **master,
            "layers.py": (layers or str)(master["layers.py"]),
            "classifiers/fc_net.py": (net or str)(master["classifiers/fc_net.py"]),
            f"checks/{lab.name}.json": rendered,
        }
        for name, text in files.items():
            path = tmp_path / "assignment" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        program = f"from assignment.check import check\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not done.stderr, done.stderr
        return done.stdout

    return run


def test_the_master_passes_every_check(student, lab):
    text = student("check()")
    assert "10 of 13 done: 76.5 points for sure, up to 78 of 100." in text


def test_a_right_function_is_shown_with_its_relative_errors(student):
    text = student('report = check("affine_backward")\nassert report.passed')
    assert "all public cases pass" in text
    assert "relative error: dx" in text
    assert "The grader runs these cases: 4 examples of 6 numbers; 5 examples" in text


def test_stubs_are_not_implemented_rather_than_wrong(student):
    empty = lambda text: banners.strip(text, "stub")
    code = "for report in check():\n    assert report.state == 'not started', report.question"
    assert "0 of 13 done" in student(code, layers=empty, net=empty)
    text = student('check("two_layer_net_init")', layers=empty, net=empty)
    assert "not implemented yet" in text and "✗" not in text


def test_a_mistake_is_told_with_place_values_next_step_and_diagnosis(student):
    text = student(
        'check("affine_backward")', layers=lambda t: t.replace("dout.sum(axis=0)", "dout")
    )
    assert "db has shape (4, 3), expected (3,)" in text
    assert "Look here: " in text


def test_values_are_told_expected_against_got(student):
    text = student('check("relu_forward")', layers=lambda t: t.replace("maximum(x, 0)", "abs(x)"))
    assert "out [" in text and ", expected 0 (" in text


def test_an_exception_is_told_with_its_line(student):
    text = student(
        'check("relu_forward")', layers=lambda t: t.replace("maximum(x, 0)", "max(X, 0)")
    )
    assert "layers.py, line " in text and "NameError" in text


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        ("return dx, dw", "affine_backward returned 2 values, expected 3. Return what"),
        ("return dx", "affine_backward returned one value (ndarray), expected 3 values. Return"),
        ("return", "affine_backward returned None, expected 3 values. Return what its docstring"),
    ],
)
def test_a_value_too_few_is_told_with_the_next_step(student, returned, words):
    text = student('check("affine_backward")', lambda t: t.replace("return dx, dw, db", returned))
    assert f"affine_backward (4 examples of 6 numbers): {words}" in text


def test_a_syntax_error_is_told_with_its_line(student):
    text = student('check("svm_loss")', layers=lambda t: t + "\ndef broken(:\n")
    assert "layers.py, line " in text and "`def broken(:`" in text


def test_an_unknown_name_lists_the_checks(student):
    assert 'Did you mean check("affine_forward")?' in student('check("afine_forward")')
    assert "Checks: affine_forward, affine_backward" in student('check("convolution")')
    assert "graded from what you hand in" in student('check("best_model")')


def test_checks_need_neither_nbgrader_nor_notebook_nor_network(student):
    text = student(
        "import socket, sys\n"
        "def refused(*_): raise OSError('no network')\n"
        "socket.socket.connect = socket.getaddrinfo = refused\n"
        "sys.modules.update(nbgrader=None, IPython=None, tqdm=None)\n"
        "check(); check('affine_forward', plot=True)"
    )
    assert "10 of 13 done" in text and "affine_forward: all public cases pass" in text


def test_the_random_generators_are_left_as_they_were(student):
    student(
        "import numpy as np, random\n"
        "np.random.seed(5); random.seed(5); a = np.random.rand(), random.random()\n"
        "np.random.seed(5); random.seed(5); check('two_layer_net_init')\n"
        "assert a == (np.random.rand(), random.random())"
    )


def test_a_check_answers_within_100_ms(student):
    code = "import time\ncheck('affine_forward')\nfor name in ('affine_backward', 'softmax_loss', "
    code += "'two_layer_net_gradients'):\n    assert check(name).seconds < 0.1, name"
    student(code)


def test_a_notebook_shows_a_card_and_nothing_twice(tmp_path, lab, master, rendered, monkeypatch):
    """The report displays itself once; as the cell's value it shows nothing more."""
    from assignment import check as module
    from assignment.checking import released, render

    (tmp_path / "two_layer_net.json").write_text(rendered)
    monkeypatch.setattr(released, "CHECKS", tmp_path)
    released.released.cache_clear()
    shown = []
    monkeypatch.setattr(render, "running_kernel", lambda: object())
    display = pytest.importorskip("IPython.display", reason="install IPython to test the card")
    monkeypatch.setattr(display, "display", shown.append)
    report = module.check("affine_forward")
    released.released.cache_clear()
    (card,) = shown
    assert "✓ affine_forward: all public cases pass." in card.data
    assert report._ipython_display_() is None


def test_cards_escape_what_the_code_under_test_says():
    from autograder.student.checking.render import Report
    from autograder.student.checking.verdict import Finding

    finding = Finding("out", False, "<script>alert(1)</script>")
    report = Report("q", "t", 1, [finding], True, "f", ["<b>"], ["<i>"], [], 0.0)
    assert "<script>" not in report._repr_html_() and "<i>" not in report._repr_html_()


def test_the_released_data_is_the_same_each_time_and_holds_no_hidden_case(lab, rendered):
    assert public_checks.render(lab) == rendered
    document = read(rendered)
    for question in document["questions"]:
        cases = {case["name"] for case in question.get("cases", ())}
        checked = lab.checked.get(question["id"])
        public = {case.name for case in checked.cases if case.public} if checked else set()
        assert cases == public


def test_the_released_data_holds_no_code(rendered):
    """Every text in it is a sentence, a name or an id: nothing parses as a statement that does."""

    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, item in value.items():
                yield key
                yield from texts(item)
        elif isinstance(value, list):
            for item in value:
                yield from texts(item)

    for text in texts(json.loads(rendered)):
        try:
            tree = ast.parse(text)
        except SyntaxError:
            continue
        active = (ast.AugAssign, ast.Call, ast.FunctionDef, ast.BinOp)
        assert not any(isinstance(node, active) for node in ast.walk(tree)) or " " not in text, text


def test_what_is_checked_is_what_is_graded(grader, lab, rendered):
    """The public cases of the grader have the released inputs and answers."""
    document = read(rendered)
    for question in document["questions"]:
        graded = {str(p.expected.words): p for p in grader.oracle.cases.get(question["id"], ())}
        for case in question.get("cases", ()):
            if not case["drawn"]:  # of what is drawn the grader has drawn others
                prepared = graded[case["name"]]
                assert case["program"]["seed"] == prepared.program["seed"]


@pytest.mark.parametrize("shape", [(4,), (2, 3)])
def test_inputs_of_cases_keep_clear_of_zero(lab, shape):
    """The slope of ReLU at 0 is a matter of taste; no case depends on it."""
    case = lab["relu_forward"].cases[0]
    for seed in range(50):
        case.reseed(seed)
        assert np.abs(case.randn(*shape)).min() >= 0.01
