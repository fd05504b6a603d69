"""What the gate finds in the cells of a released notebook before a student does."""

import json
from dataclasses import replace

import fake_lab
import pytest

from autograder.lab import Evidenced, Net
from autograder.master import release_files
from autograder.releasing import notebook_gate
from autograder.releasing.cell_names import code_cell, needed, unbound
from autograder.releasing.notebook_gate import failing_cells


@pytest.fixture
def released(tmp_path, monkeypatch):
    """A small lab, and the folder of its release."""
    monkeypatch.setattr(release_files, "checks", fake_lab.render_checks)
    lab = fake_lab.make_lab(fake_lab.make_root(tmp_path))
    return lab, fake_lab.build_release(lab)


def problems(released, *sources, question=""):
    """What is found where these code cells stand at the end of the notebook."""
    lab, folder = released
    path = folder / lab.notebook
    document = json.loads(path.read_text("utf-8"))
    marks = {"grade_id": question, "grade": True, "solution": False}
    for source in sources:
        metadata = {"nbgrader": marks} if question and source is sources[-1] else {}
        cell = {"cell_type": "code", "metadata": metadata, "source": source}
        document["cells"].append({**cell, "outputs": [], "execution_count": None})
    path.write_text(json.dumps(document), encoding="utf-8")
    return [str(leak) for leak in failing_cells(folder, lab)]


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\nif True:\n    !ls\nnp.zeros(1)",
        "%%time\nnp.zeros(1)",
        "%%bash\nfor x in a b; do echo $x; done",
        "files = !ls\nprint(files)",
        "kept = %who_ls\nprint(kept)",
        "?np.zeros\nnp.ones?\nrelu_forward??",
        "import asyncio\nawait asyncio.sleep(0)\nasync def f(): return 1\nx = await f()\nprint(x)",
        "display(In, Out, _)",
        "%time once = 1\nprint(once)",
        "%%capture cap\nprint(cap)",
        "!ls \\\n  -l\nnp.zeros(1)",
        "from os.path import *\nprint(basename('a/b'))",
        "get_ipython().run_line_magic('matplotlib', 'inline')",
    ],
)
def test_what_ipython_runs_is_nothing_to_mend(released, source):
    assert problems(released, source) == []
    if not source.startswith("%%bash"):
        run = source.replace("In, Out, _", "1") + "\nassert True"
        assert problems(released, run, question="relu") == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1\nprint(relu_forwrad(x))", "line 2: no cell above it makes the name 'relu_forwrad'"),
        ("def f():\n    return later", "line 2: no cell above it makes the name 'later'"),
        ("check('relu_forwrad')", "check('relu_forwrad'): the lab asks no question of that id"),
        ("if True:\n  x =\n", "SyntaxError: invalid syntax"),
        ("x = 1\nreturn x", "SyntaxError: 'return' outside function"),
        (
            "from os.path import *\nbasenam('a')",
            "line 2: no cell above it makes the name 'basen",
        ),
        ("\nfrom assignment.layers import rlu", "line 2: assignment.layers has no 'rlu'"),
        ("import assignment.nothing", "line 1: the release has no module assignment.nothing"),
    ],
)
def test_what_cannot_run_is_named_with_cell_and_line(released, source, words):
    (found,) = problems(released, "check = print", source)
    assert found.startswith("tiny.ipynb: cell 7, line ") and words in found


def test_a_test_cell_that_fails_on_the_solutions_is_found(released):
    (found,) = problems(
        released, "limit = 3", "\nassert relu_forward(4)[0] < limit", question="relu"
    )
    assert "cell 7, line 2: AssertionError" in found and "With the solutions in place" in found


@pytest.mark.parametrize("source", ["# nothing", "expect_saved = print\nexpect_saved('relu')"])
def test_a_test_cell_that_tests_nothing_is_found(released, source):
    (found,) = problems(released, source, question="relu")
    assert found.endswith("cell 6: the test of relu tests nothing.")


def test_a_function_may_use_what_a_later_cell_makes():
    first, second = cells("def a(): return b()", "def b(): return 1\na()")
    assert list(unbound([first, second], nothing)) == []
    assert [name for _, name, _ in unbound([first], nothing)] == ["b"]


def test_a_test_cell_that_ends_python_or_never_ends_is_found(released, monkeypatch):
    (found,) = problems(released, "import os\nos._exit(3)", question="relu")
    assert "cell 6: it ends Python with status 3." in found
    monkeypatch.setattr(notebook_gate, "SECONDS", 6)
    (found,) = problems(
        (released[0], fake_lab.build_release(released[0])), "while True: abs(1)", question="relu"
    )
    assert "cell 6: it has not ended after 6 s." in found


def test_cells_of_weights_that_are_not_trained_yet_only_have_their_names_looked_up(released):
    lab, folder = released
    by_weights = [Evidenced(q.id, q.title, q.points, Net({}, max), (), {}) for q in lab.questions]
    judged = replace(lab, questions=by_weights)
    assert problems((judged, folder), "assert False", question="relu") == []


def nothing(module):
    """A module without names."""
    return frozenset()


def cells(*sources):
    return [code_cell(number, "", source) for number, source in enumerate(sources, start=1)]


@pytest.mark.parametrize(
    "source",
    [
        "for i in range(3): print(i)",
        "squares = [j * j for j in range(3)]\nprint({k: v for k, v in zip('ab', squares)})",
        "f = lambda a: a + b\nb = 1\nf(1)",
        "def g(): return h()\ndef h(): return 1\ng()",
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error)",
        "with open('f') as file: print(file)",
        "import os.path as p, sys\nprint(p, sys)",
        "class A:\n    b = 1\n    c = b\nA()",
        "if (n := 3): print(n)",
        "global late\nlate = 1\nprint(late)",
        "match 3:\n    case number: print(number)",
        "match {}:\n    case {**rest}: print(rest)",
        "kept = [last := i for i in range(3)]\nprint(last)",
        "def s():\n    global late\n    late = 4\ns()\nprint(late)",
        "try: v\nexcept NameError: v = 3",
        "class A:\n    print(__qualname__, __module__)",
        "async def ag(): yield 1\nasync for i in ag(): print(i)",
        "print(_1, _i2)",
    ],
)
def test_what_a_cell_makes_itself_it_needs_from_nobody(source):
    assert list(unbound(cells(source), nothing)) == []


def test_only_cells_that_make_what_is_needed_run():
    first, slow, tool, test = cells(
        "a = 1", "import time\ntime.sleep(9)", "def f(): return a", "f()"
    )
    assert needed([first, slow, tool, test], [test]) == [first, tool, test]


def test_a_name_that_is_made_again_comes_from_the_cell_nearest_above():
    old, new, test = cells("x = 1", "x = 2", "print(x)")
    assert needed([old, new, test], [test]) == [new, test]


def test_a_name_that_a_cell_reads_before_it_binds_it_comes_from_above():
    first, counts = cells("count = 0", "count = count + 1")
    assert needed([first, counts], [counts]) == [first, counts]
    assert [name for _, name, _ in unbound(cells("total += 1"), nothing)] == ["total"]
