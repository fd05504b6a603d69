"""Grading one submission: full marks for what is right, reasons for what is not."""

import re

import numpy as np
import pytest
from submissions import outcomes, question, wrong

from autograder import banners
from autograder.audit.material import npz, zipped
from autograder.grading.run import Session
from autograder.scheduling.job import grade_into

LAYERS = ["affine_forward", "affine_backward", "relu_forward", "relu_backward"]
LAYERS += ["softmax_loss", "svm_loss"]
NET = ["two_layer_net_init", "two_layer_net_scores", "two_layer_net_loss"]
NET += ["two_layer_net_gradients"]


def test_the_master_has_full_marks(grader, submit, lab):
    result = grader.grade(submit())
    assert (result.status, result.score, result.max_score) == ("graded", 92, 92)
    assert outcomes(result)["hyperparameter_study"] == "manual"
    assert not any(question.carried for question in result.questions)
    assert result.data == "stand-in"


def test_two_zips_with_work_wait_for_a_person_and_cost_no_points(grader, tmp_path):
    (tmp_path / "ada").mkdir()
    for name in ("v1.zip", "v2.zip"):
        (tmp_path / "ada" / name).write_bytes(zipped({"assignment/layers.py": f"# {name}"}))
    result = grader.grade(tmp_path / "ada")
    assert (result.status, result.score) == ("failed", None)
    assert "v1.zip, v2.zip" in result.message
    done = grade_into(grader, tmp_path / "ada", tmp_path / "out")
    assert "a person has to say which counts" in done.failed
    assert "There is no mark yet" in (tmp_path / "out/feedback/ada.html").read_text("utf-8")


def test_stubs_have_no_points_and_are_called_not_implemented(grader, submit):
    empty = lambda text: banners.strip(text, "stub")
    extra = {"solver_model.npz": None, "best_model.npz": None}
    result = grader.grade(submit(layers=empty, net=empty, extra=extra))
    assert result.score == 0
    automatic = {id: o for id, o in outcomes(result).items() if o != "manual"}
    assert set(automatic.values()) == {"not_implemented"}


def test_a_mistake_is_named_and_costs_its_question_only(grader, submit):
    result = grader.grade(submit(layers=lambda t: t.replace("dout.sum(axis=0)", "dout")))
    backward = question(result, "affine_backward")
    assert wrong(result) == {"affine_backward"}
    assert (backward.outcome, backward.points) == ("partial", 4.5)
    assert "db has shape (4, 3), expected (3,)" in backward.message
    assert backward.diagnosis.id == "affine_backward.db_not_summed"
    gradients = question(result, "two_layer_net_gradients")
    assert gradients.carried and gradients.points == gradients.max_points


def test_a_value_too_few_is_told_with_the_next_step(grader, submit):
    result = grader.grade(submit(layers=lambda t: t.replace("return dx, dw, db", "return dx, dw")))
    assert question(result, "affine_backward").message == (
        "affine_backward (4 examples of 6 numbers): affine_backward returned 2 values, "
        "expected 3. Return what its docstring lists, in that order."
    )


def test_a_wrong_early_function_costs_its_marks_once(grader, submit):
    result = grader.grade(submit(layers=lambda t: t.replace("x_rows @ w + b", "x_rows @ w - b")))
    assert wrong(result) == {"affine_forward"}
    carried = {question.id for question in result.questions if question.carried}
    assert carried == {"two_layer_net_scores", "two_layer_net_loss", "two_layer_net_gradients"}


def test_a_function_that_is_right_alone_and_spoils_the_net_costs_nothing(grader, submit):
    """A backward pass may consume its cache, though the net's weights are in it."""
    consume = "    db = dout.sum(axis=0)\n    w *= 0\n"
    result = grader.grade(
        submit(layers=lambda t: t.replace("    db = dout.sum(axis=0)  # (M,)\n", consume))
    )
    assert wrong(result) == set()
    (carried,) = [q for q in result.questions if q.carried]
    assert carried.id == "two_layer_net_gradients"
    assert "though each of them is right alone" in carried.message


def test_an_array_type_that_others_cannot_use_costs_nothing(grader, submit):
    """A masked array has the right numbers, and no matrix product that the next layer expects."""
    result = grader.grade(
        submit(layers=lambda t: t.replace("np.maximum(x, 0)", "np.ma.array(np.maximum(x, 0))"))
    )
    assert wrong(result) == set()


def test_a_mistake_of_the_nets_own_is_not_carried(grader, submit):
    """Not even partly, where everything it builds on is right."""
    result = grader.grade(
        submit(net=lambda t: t.replace("dscores, scores_cache", "-dscores, scores_cache"))
    )
    gradients = question(result, "two_layer_net_gradients")
    assert gradients.outcome in ("partial", "failed") and not gradients.carried


def test_the_labs_own_modules_may_be_imported_by_their_bare_names(grader, submit):
    """As they can be by who has put the folder on the path."""

    def net(text):
        text = text.replace("from ..layers import", "from layers import")
        return text.replace("from ..layer_utils import", "from layer_utils import")

    result = grader.grade(submit(net=net))
    assert wrong(result) == set() and result.message == ""


def test_bare_names_get_the_references_functions_where_the_students_are_wrong(grader, submit):
    net = lambda t: t.replace("from ..layers import", "from layers import")
    layers = lambda t: t.replace("x_rows @ w + b", "np.abs(x_rows @ w + b)")
    result = grader.grade(submit(layers=layers, net=net))
    assert wrong(result) == {"affine_forward"}


@pytest.mark.parametrize(
    ("first_line", "outcome"),
    [
        ("import os; os._exit(0)", "error"),
        ("def broken(:", "error"),
        ("import ctypes; ctypes.string_at(0)", "error"),
        ("while True: pass", "timeout"),
    ],
)
def test_a_file_that_cannot_be_imported_costs_its_own_questions(
    grader, submit, first_line, outcome
):
    """The net is graded with the reference's layers under it."""
    result = grader.grade(submit(layers=lambda text: f"{first_line}\n{text}"))
    assert wrong(result) == set(LAYERS)
    assert {outcomes(result)[id] for id in LAYERS} == {outcome}
    assert "assignment/layers.py" in question(result, "relu_forward").message
    assert [question(result, id).carried for id in NET] == [False, True, True, True]


def test_why_a_file_cannot_be_imported_is_told_once(grader, submit):
    result = grader.grade(submit(layers=lambda text: f"def broken(:\n{text}"))
    messages = {id: question(result, id).message for id in LAYERS}
    first = messages.pop("affine_forward")
    assert first.startswith("affine_forward: assignment/layers.py cannot be imported. ")
    assert "layers.py, line 1: SyntaxError" in first
    for id, message in messages.items():
        assert message == (
            f"{id}: assignment/layers.py cannot be imported, so this was not run. "
            "The message of affine_forward says why."
        )


def test_it_is_told_where_something_was_written(grader, submit):
    """A question nobody began says that; it is the next one that says what is wrong."""
    empty = f"{banners.START}\n    pass\n    {banners.END}"
    blank = lambda text: re.sub(
        f"{re.escape(banners.START)}.*?{re.escape(banners.END)}", empty, text, count=1, flags=re.S
    )
    result = grader.grade(submit(layers=lambda text: f"import os; os._exit(3)\n{blank(text)}"))
    assert outcomes(result)["affine_forward"] == "not_implemented"
    assert "exited with status 3" in question(result, "affine_backward").message
    assert "affine_backward says why" in question(result, "svm_loss").message


def test_each_broken_file_says_why(grader, submit):
    broken = lambda text: f"def broken(:\n{text}"
    result = grader.grade(submit(layers=broken, net=broken))
    telling = [q.id for q in result.questions if "SyntaxError" in q.message]
    assert telling == ["affine_forward", "two_layer_net_init"]


@pytest.mark.parametrize(
    ("function", "line"),
    [
        ("affine_forward", "    out = None\n"),
        ("relu_forward", "    out = np.maximum"),
    ],
)
def test_a_loop_in_one_function_costs_one_time_out(grader, submit, monkeypatch, function, line):
    lost = []
    lose = Session._lose
    monkeypatch.setattr(Session, "_lose", lambda self: lost.append(1) or lose(self))
    layers = lambda text: text.replace(line, f"    while True: pass\n{line}", 1)
    result = grader.grade(submit(layers=layers))
    assert wrong(result) == {function}
    assert outcomes(result)[function] == "timeout"
    assert len(lost) == 1  # though several questions build on it


def test_a_crash_in_one_function_costs_that_function(grader, submit):
    crash = "    import os\n    os.abort()\n    dx, x = None, cache\n"
    layers = lambda text: text.replace("    dx, x = None, cache\n", crash)
    result = grader.grade(submit(layers=layers))
    assert wrong(result) == {"relu_backward"}
    assert "the process crashed" in question(result, "relu_backward").message


def test_a_memory_bomb_costs_its_question(grader, submit):
    bomb = "    x = np.ones((1 << 40,))\n"
    layers = lambda t: t.replace("    out = np.maximum", bomb + "    out = np.maximum")
    result = grader.grade(submit(layers=layers))
    assert "relu_forward" in wrong(result)
    assert question(result, "affine_forward").outcome == "passed"


def test_an_error_is_told_with_its_line(grader, submit):
    result = grader.grade(submit(layers=lambda t: t.replace("x_rows @ w + b", "x_rows @ weights")))
    message = question(result, "affine_forward").message
    assert "assignment/layers.py, line " in message
    assert "NameError: name 'weights' is not defined" in message


def test_a_missing_file_costs_its_own_questions(grader, submit):
    result = grader.grade(submit(extra={"assignment/layers.py": None}))
    assert wrong(result) == set(LAYERS)
    assert "assignment/layers.py is missing" in question(result, "affine_forward").message


def test_right_values_of_a_wrong_shape_lose_the_shape_only(grader, submit):
    keep = lambda t: t.replace("dout.sum(axis=0)", "dout.sum(axis=0, keepdims=True)")
    backward = question(grader.grade(submit(layers=keep)), "affine_backward")
    assert (backward.outcome, backward.points) == ("partial", 9)
    assert "db has shape (1, 3), expected (3,)" in backward.message


def test_changing_the_arguments_loses_that_part_only(grader, submit):
    change = lambda t: t.replace(
        "shifted = x -", "x -= x.max(axis=1, keepdims=True)\n    shifted = x -"
    )
    softmax = question(grader.grade(submit(layers=change)), "softmax_loss")
    assert (softmax.outcome, softmax.points) == ("partial", 9)
    assert "x was changed by the call" in softmax.message


def test_published_answers_written_down_earn_nothing(grader, submit):
    fixed = "    return np.array([[1.49834967, 1.70660132, 1.91485297]] * len(x)), (x, w, b)\n"
    layers = lambda t: t.replace("    out = None\n", fixed, 1)
    assert question(grader.grade(submit(layers=layers)), "affine_forward").points == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a zip at all", "cannot be read as weights"),
        (npz(W1=1, b1=2), "W2, b2 is missing"),
        (npz(W1=[[1.0]], b1=[1.0], W2=[[1.0] * 10], b2=[0.0] * 10), "expected numbers of shape"),
        (npz(**{key: {"a": 1} for key in ("W1", "b1", "W2", "b2")}), "pickled objects"),
    ],
)
def test_bad_weights_are_told_why_and_cost_only_their_question(grader, submit, content, words):
    result = grader.grade(submit(extra={"best_model.npz": content}))
    best = question(result, "best_model")
    assert (best.outcome, best.points) == ("error", 0)
    assert words in best.message
    assert wrong(result) == {"best_model"}


def test_biases_with_two_axes_cost_their_shape_once(grader, submit, weights):
    """A net whose biases are rows trains and answers as it should, and so do its weights."""
    rows = {key: a[np.newaxis] if key in ("b1", "b2") else a for key, a in weights.items()}
    net = lambda t: t.replace("np.zeros(hidden_dim)", "np.zeros((1, hidden_dim))")
    extra = {name: npz(**rows) for name in ("solver_model.npz", "best_model.npz")}
    result = grader.grade(submit(net=net, extra=extra))
    assert wrong(result) == {"two_layer_net_init"}
    assert question(result, "two_layer_net_init").points == 5


def test_what_is_wrong_with_weights_is_said_of_the_array_that_is(grader, submit, weights):
    narrow = {**weights, "b1": weights["b1"][1:]}
    result = grader.grade(submit(extra={"best_model.npz": npz(**narrow)}))
    assert "b1 has shape" in question(result, "best_model").message


def test_weights_with_nan_are_called_diverged(grader, submit, weights):
    broken = {**weights, "b2": weights["b2"] * float("nan")}
    result = grader.grade(submit(extra={"best_model.npz": npz(**broken)}))
    assert "diverged" in question(result, "best_model").message


def test_weights_below_the_threshold_are_told_the_accuracy(grader, submit, weights):
    swapped = {**weights, "W2": weights["W2"][:, ::-1].copy()}
    result = grader.grade(submit(extra={"best_model.npz": npz(**swapped)}))
    message = question(result, "best_model").message
    assert "on the validation split of the stand-in data, expected 48% or more" in message


def test_weights_trained_on_data_the_grader_lacks_wait_for_a_person(grader, submit, weights):
    trained = npz(**weights, data="cifar10")
    best = question(grader.grade(submit(extra={"best_model.npz": trained})), "best_model")
    assert (best.outcome, best.points) == ("manual", 0)
    assert "which is not where this was graded" in best.message


def test_modules_that_are_not_installed_cost_nothing(grader, submit):
    junk = "import pandas as pd\nfrom torch import nn\n"
    junk += "import matplotlib.pyplot as plt\nplt.style.use('x')\n"
    result = grader.grade(submit(layers=lambda text: junk + text))
    assert result.score == 92
    assert "pandas" in result.message


def test_the_same_submission_gets_the_same_verdict_again(grader, submit):
    folder = submit(net=lambda text: text.replace("0.5 * self.reg", "self.reg"))
    first, second = grader.grade(folder), grader.grade(folder)
    same = lambda result: [(q.id, q.points, q.message) for q in result.questions]
    assert same(first) == same(second)
    assert first.graded_with == second.graded_with
