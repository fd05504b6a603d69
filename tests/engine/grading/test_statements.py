"""A statement that fails while its file is imported costs what needs it, and nothing else."""

import ast

import pytest
from submissions import wrong

from autograder import labs
from autograder.audit.styles import hand_in
from autograder.course import current
from autograder.grading.answers import Failure
from autograder.grading.grade import Grader, about_left_out
from autograder.isolate.inside.package import Package
from autograder.isolate.inside.statements import Statements

NO_WEIGHTS = {"train_solver", "best_model"}


def load(sources, module="layers"):
    """Import a module of a package; return its names, and the errors of what was left out."""
    statements = Statements()
    package = Package(sources, name="lab_of_a_test", aliases=(), run=statements.run)
    with package:
        return vars(package.import_module(module)), [str(each) for each in statements.errors]


def test_what_follows_a_failing_statement_runs_once_and_in_order():
    source = "seen = [1]\nseen.append(2)\n1 / 0\nseen.append(3)\nmissing\nseen.append(4)\n"
    names, errors = load({"layers.py": source})
    assert names["seen"] == [1, 2, 3, 4]
    assert errors == ["division by zero", "name 'missing' is not defined"]


def test_a_definition_that_fails_says_why_when_it_is_called():
    source = "@missing\n@also\ndef first():\n    pass\ndef second():\n    return 2\n"
    names, errors = load({"layers.py": source})
    assert names["second"]() == 2
    for _ in range(2):
        with pytest.raises(NameError, match="'missing' is not defined") as caught:
            names["first"]()
    assert caught.traceback[-1].lineno == 0  # of the decorator
    assert len(errors) == 1


def test_of_an_import_of_several_names_those_that_are_there_come():
    sources = {"own.py": "a = 1\nc = 3\n", "layers.py": "from .own import a, b, c\nd = c\n"}
    names, errors = load(sources)
    assert (names["a"], names["c"], names["d"]) == (1, 3, 3)
    assert "b" not in names and len(errors) == 1


def test_a_helper_of_ones_own_may_fail_at_its_end():
    sources = {"own.py": "a = 1\nopen('not here')\n", "layers.py": "from .own import a\n"}
    names, errors = load(sources)
    assert names["a"] == 1 and "not here" in errors[0]


def test_files_that_import_each_other_are_whole_in_the_end():
    """The outer one does without, and what it asked for is imported again when it can be."""
    sources = {
        "layers.py": "from .net import Net\ndef layer(): return 1\n",
        "between.py": "from .layers import layer\n",
        "net.py": "from .between import *\nclass Net:\n    made = staticmethod(layer)\n",
    }
    statements = Statements()
    with Package(sources, name="lab_of_a_test", aliases=(), run=statements.run) as package:
        assert package.import_module("layers").layer() == 1
        assert package.import_module("net").Net.made() == 1
    assert len(statements.errors) == 1


def test_what_the_file_asks_of_the_future_holds_to_its_end():
    source = (
        "from __future__ import annotations\nmissing\n"
        "def f(x: never_defined) -> nor_this:\n    return x\n"
    )
    assert load({"layers.py": source})[0]["f"](1) == 1


@pytest.mark.parametrize("source", ["raise ImportError('not handed in')\n", "missing\n1 / 0\n"])
def test_a_file_of_which_nothing_comes_cannot_be_imported(source):
    statements = Statements()
    package = Package({"layers.py": source}, name="lab_of_a_test", aliases=(), run=statements.run)
    with package, pytest.raises((ImportError, NameError)):
        package.import_module("layers")
    assert not statements.errors


def test_a_file_of_nothing_but_errors_is_given_up():
    with pytest.raises(NameError):
        load({"layers.py": "def f(): return 1\n" + "missing\n" * 100_000})


def test_what_is_no_python_cannot_be_imported():
    with pytest.raises(SyntaxError):
        load({"layers.py": "def f(): return 1\ndef broken(:\n"})


@pytest.mark.parametrize(
    "line",
    [
        "print(open('results.csv').read())",
        "raise SystemExit",
        "number = input('how many? ')",
        "assert False, 'not yet'",
        "from .solver import Solver, NotInTheKit",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_failing_statement_costs_right_functions_nothing(grader, submit, line, place):
    whole = {"above": f"{line}\n{{}}", "below": f"{{}}\n{line}\n"}[place]
    result = grader.grade(submit(layers=lambda text: whole.replace("{}", text)))
    assert not wrong(result) - NO_WEIGHTS
    assert "Importing stops at what follows" in result.message
    assert "assignment/layers.py, line" in result.message


def test_files_that_import_each_other_keep_their_marks(grader, submit):
    first = "from .classifiers.fc_net import TwoLayerNet\n"
    assert not wrong(grader.grade(submit(layers=lambda text: first + text))) - NO_WEIGHTS


def test_a_call_of_what_is_not_written_yet_costs_that_alone(grader, submit):
    def begun(text):
        start = text.index("def svm_loss")
        return text[:start] + "def svm_loss(x, y):\n    raise NotImplementedError\nsvm_loss(1, 2)\n"

    result = grader.grade(submit(layers=begun))
    assert wrong(result) - NO_WEIGHTS == {"svm_loss"}


def test_what_a_notebook_adds_to_the_builtins_is_there(grader, submit):
    first = "get_ipython().run_line_magic('matplotlib', 'inline')\n"
    shown = lambda text: (
        first + text.replace("    out = np.max", "    display(x)\n    out = np.max")
    )
    result = grader.grade(submit(layers=shown))
    assert not wrong(result) - NO_WEIGHTS and result.message == ""


def test_a_changed_file_of_the_kit_is_taken_where_an_import_needs_it(grader, submit):
    """From the start: else a net with another mistake would lose all for it."""

    def net(text):
        more = "layer_utils import *\nfrom ..layer_utils import extra"
        text = text.replace("layer_utils import *", more)
        text = text.replace("grads = 0, {}", "grads = extra(0), {}")
        return text.replace('grads["W2"] = grads["W2"] + self.reg * W2', "")

    kit = "assignment/layer_utils.py"
    changed = (current().folder / kit).read_text() + "\n\ndef extra(x):\n    return x\n"
    result = grader.grade(submit(net=net, extra={kit: changed}))
    (gradients,) = (q for q in result.questions if q.id == "two_layer_net_gradients")
    assert wrong(result) - NO_WEIGHTS == {"two_layer_net_gradients"}
    assert gradients.outcome == "partial"
    assert "Importing stops" not in result.message


def test_what_is_said_leaves_out_files_that_say_it_themselves():
    failures = [
        Failure(
            "error", "NameError", "name 'a' is not defined", "", (("assignment/layers.py", 3),)
        ),
        Failure("error", "SyntaxError", "invalid syntax", "", (("assignment/conv.py", 1),)),
    ]
    assert about_left_out([], ()) == []
    assert about_left_out(failures[1:], {"conv.py"}) == []
    (said,) = map(str, about_left_out(failures, {"conv.py"}))
    assert said.endswith(": assignment/layers.py, line 3: NameError: name 'a' is not defined.")


@pytest.mark.parametrize("name", labs.names())
def test_a_decorator_that_fails_costs_its_function(name, tmp_path):
    """In each file of each lab; the rest of the file, and what builds on it, keeps all marks."""
    lab = labs.load(name)
    with Grader(lab) as grader:
        for file in lab.student_files:
            source = grader.oracle.sources[file]
            questions = [q for q in lab.checked.values() if q.file == file]
            functions = [n.name for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)]
            graded = {q.function.partition(":")[2] for q in questions}
            function = next((each for each in functions if each in graded), None)
            if function is None:
                continue
            head = f"def {function}("
            damaged = source.replace(f"\n{head}", f"\n@not_defined\n{head}")
            damaged = f"{damaged}\nopen('only the student has this')\n"
            files = {**grader.solved, file: damaged}
            result = grader.grade(hand_in(files, tmp_path / name / file.replace("/", "_")))
            pays = {
                q.id for q in result.questions if q.id in lab.checked and q.points < q.max_points
            }
            assert pays == {q.id for q in questions if q.function.endswith(f":{function}")}
