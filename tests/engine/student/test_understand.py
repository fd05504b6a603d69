"""`understand` in the notebook: questions on the function as it is saved, answered at once."""

import re
import subprocess
import sys

import pytest

from autograder.master import public_checks


@pytest.fixture(scope="module")
def student(tmp_path_factory, lab, master):
    """A student's folder with a solution, and a way to run lines of Python in it."""
    folder = tmp_path_factory.mktemp("student")
    files = {**master, f"checks/{lab.name}.json": public_checks.render(lab)}

    def run(code, layers=str):
        for name, text in {**files, "layers.py": layers(files["layers.py"])}.items():
            path = folder / "assignment" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        program = f"from assignment.understand import understand\n{code}"
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert not done.stderr, done.stderr
        return done.stdout

    return run


def test_questions_on_what_is_saved_are_asked_and_answered(student):
    code = (
        "import builtins, random, sys\n"
        "import assignment.layers as loaded\n"
        "before = random.getstate(), set(dir(builtins)), sys.stdout\n"
        "understand('affine_backward')\n"
        "print('=' * 9)\n"
        "understand(loaded.affine_backward, 'aaa')\n"
        "print('=' * 9)\n"
        "understand('affine_backward', 'bbb')\n"
        "assert (random.getstate(), set(dir(builtins)), sys.stdout) == before\n"
        "assert sys.modules['assignment.layers'] is loaded\n"
    )
    asked, one, two = student(code).split("=========")
    assert re.findall(r"^  (\d)\. ", asked, re.M) == ["1", "2", "3"]
    assert "def affine_backward(dout, cache):" in asked
    assert "It is called with dout of shape" in asked
    assert "It is (" not in asked and 'understand("affine_backward", "abc")' in asked
    rights = re.findall(r"It is \(([abcd])\)", one)
    assert rights == re.findall(r"It is \(([abcd])\)", two) and len(rights) == 3
    assert f"{rights.count('a')} of 3 right." in one and f"{rights.count('b')} of 3 right." in two


def test_code_that_does_not_pass_is_checked_first(student):
    text = student(
        "understand('affine_backward')\nunderstand('relu_forward')",
        lambda text: text.replace("dout.sum(axis=0)", "dout.mean(axis=0)"),
    )
    assert 'Run check("affine_backward") until it passes' in text
    assert "relu_forward: how does your code work?" in text


def test_an_answer_opens_to_what_the_run_showed_and_nothing_is_rendered(student):
    code = (
        "from assignment import understand as module\n"
        "module.show = lambda card: print(card._repr_html_())\n"
        "understand('relu_backward')\n"
    )
    text = student(code, lambda text: text.replace("# (N, D)", "# <script>alert(1)</script>"))
    assert text.count("<details") == 12 and text.count("Right.") == 3
    assert "<script" not in text


def test_what_is_no_question_is_told(student):
    assert "Did you mean" in student("understand('affine_backwards')")
