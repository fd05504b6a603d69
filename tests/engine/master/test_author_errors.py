"""What whoever writes a lab reads when the master, a check or the lab itself fails."""

import shutil
from dataclasses import replace

import pytest

from autograder.author_errors import AuthorError
from autograder.cli import main
from autograder.course import current
from autograder.lab import Case, Questions
from autograder.oracle import Oracle

ROOT = current().folder

MINE = str(ROOT / "labs/mine/scaling.py")


def asked(lab, check, properties=("out",)):
    """The lab with one question, about relu_forward."""
    questions = Questions()
    questions.add(
        "relu_forward",
        function="layers:relu_forward",
        properties=dict.fromkeys(properties, 1.0),
        cases=[Case("two numbers", public=True)],
    )(check)
    return replace(lab, questions=questions)


def relu(code, case):
    out, _ = code.layers.relu_forward(case.randn(2))
    return {"out": out}


@pytest.mark.parametrize(
    ("broken", "words"),
    [("out = = None", "SyntaxError: invalid syntax"), ("out = np.zreos(1)", "has no attribute")],
)
def test_a_master_that_fails_is_named_with_its_line(lab, tmp_path, broken, words):
    shutil.copytree(ROOT / "assignment", tmp_path / "assignment")
    layers = tmp_path / "assignment" / "layers.py"
    before, marker, after = layers.read_text("utf-8").partition("def relu_forward(x):\n")
    layers.write_text(f"{before}{marker}    {broken}\n{after}", encoding="utf-8")
    line = before.count("\n") + 2
    with pytest.raises(AuthorError, match=rf"^assignment/layers\.py:{line}: .*{words}"):
        Oracle(replace(asked(lab, relu), course=replace(lab.course, folder=tmp_path)))


def test_a_check_that_fails_is_named_with_its_line_question_and_case(lab):
    text = "def check(code, case):\n    return {'out': case.rand(2)}\n"
    names = {}
    exec(compile(text, MINE, "exec"), names)
    words = r"^labs/mine/scaling\.py:2: the check of relu_forward in the case 'two numb"
    with pytest.raises(AuthorError, match=words):
        Oracle(asked(lab, names["check"]))


def test_an_answer_that_code_did_not_make_is_told_at_the_check(lab):
    """It comes up in none of the author's lines."""

    def constant(code, case):
        return {"out": 0}

    with pytest.raises(AuthorError, match=r"test_author_errors\.py:\d+: the check of relu_forward"):
        Oracle(asked(lab, constant))


def test_a_method_is_not_given(lab):
    given = [
        replace(each, given=("two_layer_net_loss",))
        if each.id == "two_layer_net_gradients"
        else each
        for each in lab.questions
    ]
    with pytest.raises(AuthorError, match=r"net\.py:\d+: .* is the method TwoLayerNet\.loss"):
        Oracle(replace(lab, questions=given))


def test_an_output_without_points_is_said(lab):
    """A misspelt property would give nobody any points, and no reason."""
    with pytest.raises(AuthorError, match=r"returns 'out', .* the properties are uot\."):
        Oracle(asked(lab, relu, properties=("uot",)))
    assert Oracle(asked(lab, relu)).cases["relu_forward"]


def test_a_lab_that_cannot_be_imported_is_one_line_on_every_command(monkeypatch, capsys):
    def broken(name):
        return compile("form x import y", MINE, "exec")

    monkeypatch.setattr("autograder.labs.load", broken)
    for arguments in (["release"], ["release", "mine"], ["grade", "mine", ".", "--out", "x"]):
        monkeypatch.setattr("sys.argv", ["autograder", *arguments])
        with pytest.raises(SystemExit, match="1"):
            main()
        said = capsys.readouterr().err
        assert said.startswith("autograder: labs/mine/scaling.py:1: the lab ")
        assert said.count("\n") == 1
