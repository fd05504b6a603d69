"""One mistake costs its marks once, whatever else is wrong, missing or broken in a submission."""

from contextlib import ExitStack
from functools import cache

import pytest
from submissions import outcomes, question, wrong

from autograder import labs
from autograder.grading.grade import Grader

LAYER_UTILS = "assignment/layer_utils.py"


def points_lost(result):
    """{question id: points it lost} of those that lost some."""
    lost = {q.id: q.max_points - q.points for q in result.questions if q.outcome != "manual"}
    return {id: points for id, points in lost.items() if points}


@pytest.fixture(scope="module")
def graders():
    """One grader of each lab that a test asks for."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(Grader(labs.load(name))))


@pytest.fixture
def graded(graders, tmp_path):
    """Grade the reference of a lab with some files changed: `preprocessing=lambda text: …`."""

    def grade(lab_name, extra=None, **changed):
        grader = graders(lab_name)
        files = {file: grader.oracle.sources[file] for file in grader.lab.student_files}
        for file, text in {**files, **(extra or {})}.items():
            path = tmp_path / "ada" / "assignment" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            edit = changed.get(path.stem, str)
            assert path.stem not in changed or edit(text) != text
            path.write_text(edit(text), encoding="utf-8")
        return grader.grade(tmp_path / "ada")

    return grade


# ------------------------------------------------------------------- only what is wrong is replaced


OWN_STATE = (
    ("        self.reg = reg\n", "        self.reg = reg\n        self.D = input_dim\n"),
    ("        scores = None\n", "        scores = None\n        X = X.reshape(len(X), self.D)\n"),
)


def with_own_state(text):
    for old, new in OWN_STATE:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("question_id", "old", "new"),
    [
        ("affine_forward", "x_rows @ w + b", "x_rows @ w"),
        ("affine_backward", "dout.sum(axis=0)", "dout.mean(axis=0)"),
        ("relu_forward", "np.maximum(x, 0)", "np.abs(x)"),
        ("relu_backward", "dout * (x > 0)", "dout * (x < 0)"),
        ("softmax_loss", "shifted = x -", "shifted = 2 * x -"),
    ],
)
def test_what_a_right_constructor_keeps_is_there_whatever_is_replaced(
    grader, submit, question_id, old, new
):
    result = grader.grade(submit(layers=lambda t: t.replace(old, new), net=with_own_state))
    assert wrong(result) == {question_id}


def test_what_a_wrong_constructor_keeps_is_there_too(grader, submit):
    """The reference completes what the student's own has set; an error of it does not matter."""
    for change in ("np.ones(hidden_dim)", "np.zeros(hidden_dim + 1)", "undefined"):
        net = lambda t, change=change: with_own_state(t).replace("np.zeros(hidden_dim)", change)
        assert wrong(grader.grade(submit(net=net))) == {"two_layer_net_init"}


# -------------------------------------------------- no file switches fairness off for another


BROKEN_NETS = {
    "syntax error": {"net": lambda text: f"def broken(:\n{text}"},
    "missing": {"extra": {"assignment/classifiers/fc_net.py": None}},
    "ends the process": {"net": lambda text: f"import os; os._exit(3)\n{text}"},
}
NET = {"two_layer_net_init", "two_layer_net_scores", "two_layer_net_loss"}
NET |= {"two_layer_net_gradients"}


@pytest.mark.parametrize("broken", BROKEN_NETS.values(), ids=BROKEN_NETS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    out = None\n", "    out = None\n    raise ValueError('todo')\n"),  # of affine_forward
        ("    out = np.maximum(x, 0)", "    out = x\n    out[out < 0] = 0"),
    ],
)
def test_a_broken_file_leaves_the_second_try_to_others(grader, submit, broken, old, new):
    layers = lambda text: text.replace(old, new, 1).replace(
        "dx = dout * (x > 0)", "dx = dout * (x >= 0)"
    )
    lost = wrong(grader.grade(submit(layers=layers, **broken))) - NET
    assert len(lost) == 1 and lost < {"affine_forward", "relu_forward"}


# --------------------------------------------- a missing or misspelt function costs itself


@pytest.mark.parametrize(
    ("function", "name", "nearest"),
    [
        ("affine_forward", "affine_foward", "the nearest name there is affine_foward"),
        ("softmax_loss", "softmax", "the nearest name there is"),
        ("relu_backward", "wholly_different", "has no relu_backward"),
    ],
)
def test_a_misspelt_function_costs_itself_and_is_told_the_nearest_name(
    grader, submit, function, name, nearest
):
    layers = lambda text: text.replace(f"def {function}(", f"def {name}(")
    result = grader.grade(submit(layers=layers))
    assert wrong(result) == {function}
    assert nearest in question(result, function).message
    assert "assignment/layers.py has no" in question(result, function).message


def test_a_missing_method_costs_what_it_is_about(grader, submit):
    result = grader.grade(submit(net=lambda text: text.replace("def __init__(", "def _init_(")))
    assert wrong(result) == {"two_layer_net_init"}
    assert "_init_" in question(result, "two_layer_net_init").message


def test_a_list_of_exported_names_hides_no_missing_function(grader, submit):
    layers = lambda text: (
        "__all__ = ['relu_forward', 'relu_backward', 'softmax_loss']\n"
        + (text.replace("def affine_forward(", "def affine("))
    )
    net = lambda text: text.replace(
        "from ..layers import *", "from ..layers import *\nfrom ..layers import affine_backward"
    )
    assert wrong(grader.grade(submit(layers=layers, net=net))) == {"affine_forward"}


# ------------------------------------------------------------------- a cache of the student's own


def own_cache(text):
    """The affine layer with its rows, weights and shape in a dictionary as cache."""
    text = text.replace(
        "cache = (x, w, b)", "cache = {'w': w, 'rows': x_rows, 'shape': x.shape}", 1
    )
    text = text.replace(
        "    x, w, b = cache\n",
        "    w, x_rows, shape = cache['w'], cache['rows'], cache['shape']\n",
    )
    text = text.replace("    x_rows = x.reshape(x.shape[0], -1)\n    dx", "    dx")
    text = text.replace("    x_rows = x.reshape(x.shape[0], -1)  # (N, D)\n    dx", "    dx")
    return text.replace("(dout @ w.T).reshape(x.shape)", "(dout @ w.T).reshape(shape)")


WRONG_FLATTENED = ("x_rows = x.reshape(x.shape[0], -1)  # (N, D)", "x_rows = rows_of(x)")
ROWS_OF = "\n\ndef rows_of(x):\n    return np.moveaxis(x, -1, 1).reshape(len(x), -1)\n"


def test_a_backward_pass_with_a_cache_of_its_own_is_right_for_its_own_forward_pass(grader, submit):
    result = grader.grade(
        submit(layers=lambda t: own_cache(t).replace(*WRONG_FLATTENED, 1) + ROWS_OF)
    )
    assert wrong(result) == {"affine_forward"}
    backward = question(result, "affine_backward")
    assert backward.carried and "right for your own way forward" in backward.message


def test_it_is_right_in_float32_too(grader, submit):
    narrow = ROWS_OF.replace("return ", "x = x.astype(np.float32)\n    return ")
    result = grader.grade(
        submit(layers=lambda t: own_cache(t).replace(*WRONG_FLATTENED, 1) + narrow)
    )
    assert wrong(result) == {"affine_forward"}


def test_a_wrong_backward_pass_of_a_wrong_forward_pass_pays(grader, submit):
    layers = lambda t: own_cache(t).replace(*WRONG_FLATTENED, 1) + ROWS_OF
    halved = lambda t: layers(t).replace("dx = (dout @ w.T)", "dx = 0.5 * (dout @ w.T)")
    result = grader.grade(submit(layers=halved))
    assert wrong(result) == {"affine_forward", "affine_backward"}


BEGUN = {
    "constant": ("out = np.ones((len(x), w.shape[1]))", "0 * x", "0 * w", "0 * b"),
    "bias alone": (
        "out = np.zeros((len(x), w.shape[1])) + b",
        "0 * x",
        "0 * w",
        "dout.sum(axis=0)",
    ),
    "identity": (
        "out = np.zeros((len(x), w.shape[1])) + x.reshape(len(x), -1)[:, :1]",
        "0 * x; dx.reshape(len(x), -1)[:, 0] = dout.sum(axis=1)",
        "0 * w",
        "0 * b",
    ),
    "sums": (
        "out = np.zeros((len(x), w.shape[1])) + x.sum() + w.sum() + b",
        "np.full(x.shape, dout.sum())",
        "np.full(w.shape, dout.sum())",
        "dout.sum(axis=0)",
    ),
    "no weights' gradient": (
        "out = x.reshape(len(x), -1)[:, :1] * b + w.sum()",
        "0 * x; dx.reshape(len(x), -1)[:, 0] = dout @ b",
        "np.full(w.shape, dout.sum())",
        "x.reshape(len(x), -1)[:, :1].T @ dout",
    ),
}


@pytest.mark.parametrize("begun", BEGUN.values(), ids=BEGUN)
def test_a_forward_pass_that_was_merely_begun_earns_its_backward_pass_nothing(
    grader, submit, begun
):
    out, dx, dw, db = begun
    source = (
        "import numpy as np\n\n\ndef affine_forward(x, w, b):\n"
        f"    {out}\n    return out, {{'all': (x, w, b)}}\n\n\n"
        "def affine_backward(dout, cache):\n    x, w, b = cache['all']\n"
        f"    dx = {dx}\n    dw = {dw}\n    db = {db}\n    return dx, dw, np.ravel(db)\n"
    )
    result = grader.grade(submit(layers=lambda text: f"{text}\n\n{source}"))
    backward = question(result, "affine_backward")
    right_anyway = 2 if db == "dout.sum(axis=0)" else 0  # of the reference's db
    assert backward.points <= right_anyway
    assert {"affine_forward", "affine_backward"} == wrong(result)


def test_an_identity_earns_the_relus_backward_pass_nothing(grader, submit):
    layers = lambda t: t.replace("np.maximum(x, 0)", "1 * x").replace("dout * (x > 0)", "1 * dout")
    result = grader.grade(submit(layers=layers))
    assert question(result, "relu_backward").points == 0


# ------------------------------------------------------- own modules and changed files of the kit


HELPERS = "from .layer_utils import *\n\n\ndef my_forward(x, w, b):\n"
HELPERS += "    return affine_relu_forward(x, w, b)\n"


def through_helpers(text, line="from ..helpers import my_forward"):
    text = text.replace("from ..layer_utils import *", f"from ..layer_utils import *\n{line}")
    return text.replace("affine_relu_forward(X", "my_forward(X")


def test_a_module_of_the_students_own_is_graded_with(grader, submit):
    result = grader.grade(submit(net=through_helpers, extra={"assignment/helpers.py": HELPERS}))
    assert result.score == 92 and result.message == ""


def test_it_is_found_by_its_bare_name_and_in_a_folder_of_loose_files(grader, submit, master):
    net = lambda text: through_helpers(text, "from helpers import my_forward")
    extra = {"helpers.py": HELPERS.replace("from .layer", "from layer")}
    extra |= {"layers.py": master["layers.py"], "fc_net.py": net(master["classifiers/fc_net.py"])}
    extra |= {"assignment/layers.py": None, "assignment/classifiers/fc_net.py": None}
    assert wrong(grader.grade(submit(extra=extra))) == set()


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("assignment/tools/ops.py", "from ..tools.ops import my_forward"),
        ("assignment/classifiers/helpers.py", "from .helpers import my_forward"),
        ("helpers.py", "from helpers import my_forward"),
    ],
)
def test_it_may_lie_in_a_folder_of_its_own_or_beside_the_notebook(grader, submit, place, line):
    text = HELPERS.replace("from .layer", "from assignment.layer")
    result = grader.grade(submit(net=lambda t: through_helpers(t, line), extra={place: text}))
    assert wrong(result) == set() and result.message == ""


def test_no_module_of_the_students_own_takes_the_place_of_the_kits_or_a_librarys(grader, submit):
    evil = "raise ValueError('never imported')\n"
    names = ("numpy", "check", "optim", "solver", "activations")
    extra = {f"assignment/{name}.py": evil for name in names}
    result = grader.grade(submit(extra=extra))
    assert result.score == 92


def test_a_function_added_to_a_file_of_the_kit_is_graded_with_and_said(grader, submit, master):
    added = master["layer_utils.py"] + HELPERS.partition("import *\n")[2]
    net = lambda text: text.replace("affine_relu_forward(X", "my_forward(X")
    result = grader.grade(submit(net=net, extra={LAYER_UTILS: added}))
    assert wrong(result) == set()
    assert "Graded with your changed layer_utils.py" in result.message


def test_a_function_imported_by_name_from_a_changed_file_is_found(grader, submit, master):
    added = master["layer_utils.py"] + HELPERS.partition("import *\n")[2]
    net = lambda text: through_helpers(text, "from ..layer_utils import my_forward")
    result = grader.grade(submit(net=net, extra={LAYER_UTILS: added}))
    assert wrong(result) == set()


def test_a_changed_file_that_nobody_needs_is_the_kits(grader, submit, master):
    spoilt = master["layer_utils.py"].replace("relu_forward(a)", "relu_forward(-a)")
    result = grader.grade(submit(extra={LAYER_UTILS: spoilt}))
    assert result.score == 92 and result.message == ""


def test_what_a_check_itself_calls_is_the_kits_whatever_is_handed_in(graded, graders):
    """Nobody rehearses a search on a surface of their own."""
    kits = graders("hyperparameter_search").oracle.sources["rehearsal.py"]
    result = graded(
        "hyperparameter_search",
        {"rehearsal.py": f"{kits}\nraise SystemExit\n"},
        search=lambda text: text.replace("def best_trial(trials):", "def best(trials):"),
    )
    assert wrong(result) == {"best_trial"} and "Graded with" not in result.message


# -------------------------------------------------------------------- over two levels, and once


def test_the_form_of_what_is_replaced_is_the_students_own(graded):
    """A tuple of outputs, to which the gradients add another, where the reference has a list."""
    result = graded(
        "preprocessing_and_initialization",
        initialization=lambda t: (
            t + "\n\n_right = layer_outputs\n\n\ndef layer_outputs(x, weights, activation):\n"
            "    return tuple(h + 0.1 for h in _right(x, weights, activation))\n"
            "\n\n_right_gradients = layer_gradients\n\n\n"
            "def layer_gradients(dout, x, weights, activation):\n"
            "    ins = (x,) + layer_outputs(x, weights, activation)\n"
            "    return _right_gradients(dout, ins[0], weights, activation)\n"
        ),
    )
    assert wrong(result) == {"layer_outputs"}


def test_what_spoils_a_question_spoils_the_next_one_for_nothing(graded):
    """Means kept by shape: right wherever shapes differ, so wrong first in pca, then in whiten."""
    kept = (
        "\n\n_kept = {}\n_right = zero_center\n\n\ndef zero_center(X_train, X):\n"
        "    if len(X) < 7: return _right(X_train, X)\n"
        "    return X - _kept.setdefault((X_train.shape, X.shape), X_train.mean(axis=0))\n"
    )
    result = graded("preprocessing_and_initialization", preprocessing=lambda t: t + kept)
    assert wrong(result) <= {"zero_center"}, points_lost(result)


def test_test_mode_that_updates_the_averages_costs_once(graded):
    """Whatever it updates them with."""
    update = 'bn_param["running_mean"] = running_mean * 0.5\n    std = np.sqrt(var + eps)'
    result = graded(
        "batch_normalization",
        normalization=lambda t: t.replace(
            "    std = np.sqrt(var + eps)", f"    if mode == 'test':\n        {update}", 1
        ),
    )
    assert list(points_lost(result)) == ["batchnorm_running_averages"]


REFUSES = ("out, caches = X, []", "(n, size), out, caches = X.shape, X, []")
TURNED = ("out, caches = X, []", "out, caches = np.moveaxis(X, -1, 1).reshape(len(X), -1), []")


@pytest.mark.parametrize("edit", [REFUSES, TURNED], ids=["refused", "in another order"])
def test_a_net_that_flattens_images_wrongly_pays_once(graded, edit):
    result = graded("batch_normalization", deep_net=lambda t: t.replace(*edit))
    assert points_lost(result) == {"deep_net_scores": 0.5}
    gradients = next(q for q in result.questions if q.id == "deep_net_gradients")
    assert gradients.carried


def test_a_deep_net_is_right_beside_a_layer_with_a_cache_of_its_own(graded):
    own = lambda t: (
        t.replace("x.var(axis=0)", "x.var(axis=0, ddof=1)")
        .replace("cache = (x_hat, gamma, std)", "cache = {'all': (x_hat, gamma, std)}")
        .replace("x_hat, gamma, std = cache", "x_hat, gamma, std = cache['all']")
    )
    result = graded("batch_normalization", normalization=own)
    net = {id: o for id, o in outcomes(result).items() if id.startswith("deep_net")}
    assert set(net.values()) == {"passed"}


def test_gradients_of_a_wrong_loss_are_right_if_they_are_its_own(grader, submit):
    """A penalty without the factor one half, in the loss and in what is derived from it."""
    net = lambda t: t.replace("0.5 * self.reg", "1.5 * self.reg").replace(
        "+ self.reg * W", "+ 3 * self.reg * W"
    )
    assert points_lost(grader.grade(submit(net=net))) == {"two_layer_net_loss": 2.5}


def test_a_penalty_that_is_nowhere_is_missing_twice(grader, submit):
    net = lambda t: t.replace("0.5 * self.reg", "0 * self.reg").replace(
        "+ self.reg * W", "+ 0 * self.reg * W"
    )
    assert points_lost(grader.grade(submit(net=net))) == {
        "two_layer_net_loss": 2.5,
        "two_layer_net_gradients": 1.5,
    }


@pytest.mark.parametrize(
    ("lab_name", "file", "forward", "misspelt", "costs"),
    [
        ("two_layer_net", "layers", "affine_forward", "afine_forward", {"affine_forward"}),
        ("activations", "activations", "maxout_forward", "maxuot_forward", {"maxout_forward"}),
        (
            "batch_normalization",
            "normalization",
            "batchnorm_forward",
            "batch_norm_forward",
            {"batchnorm_forward", "batchnorm_running_averages"},
        ),
    ],
)
def test_a_misspelt_way_forward_fills_the_cache_of_ones_own(
    graded, lab_name, file, forward, misspelt, costs
):
    """The reference cannot, and what has the nearest name is the student's own way forward."""

    def own_cache(text):
        begin = text.index(f"def {forward}(")
        head, rest = text[:begin], text[begin:].replace(f"def {forward}(", f"def {misspelt}(", 1)
        start = rest.index("    cache = (") + len("    cache = (")
        names = rest[start : rest.index(")", start)]
        rest = rest.replace(f"cache = ({names})", f"cache = dict(kept=[{names}])", 1)
        backward = rest.index(f"def {forward.replace('forward', 'backward')}(")
        forward_pass, backward_pass = rest[:backward], rest[backward:]
        return head + forward_pass + backward_pass.replace(" = cache\n", " = cache['kept']\n")

    result = graded(lab_name, **{file: own_cache})
    assert set(points_lost(result)) - {"train_solver", "best_model"} == costs
