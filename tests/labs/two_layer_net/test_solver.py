"""The Solver trains, keeps the best parameters, and says what went wrong."""

import builtins
import importlib
import sys

import numpy as np
import pytest

import assignment.solver
from assignment.classifiers.fc_net import TwoLayerNet
from assignment.solver import Solver
from autograder.student.run_log import read_runs


@pytest.fixture
def data():
    """Three blobs of 2 x 2 "images" that a small network separates easily."""
    rng = np.random.default_rng(0)
    centres = 3 * rng.normal(size=(3, 1, 2, 2))
    y_train, y_val = rng.integers(3, size=300), rng.integers(3, size=60)
    return {
        "X_train": (centres[y_train] + rng.normal(size=(300, 1, 2, 2))).astype(np.float32),
        "y_train": y_train,
        "X_val": (centres[y_val] + rng.normal(size=(60, 1, 2, 2))).astype(np.float32),
        "y_val": y_val,
    }


@pytest.fixture
def model():
    np.random.seed(1)
    return TwoLayerNet(input_dim=4, hidden_dim=8, num_classes=3, weight_scale=1e-1)


def quiet(model, data, **settings):
    settings = {"verbose": False, "run_log": None, "rng": np.random.default_rng(3), **settings}
    return Solver(model, data, **settings)


class Scripted:
    """A model whose accuracy is told beforehand: it labels everything `labels[epoch]`."""

    def __init__(self, labels, losses=None):
        self.params = {"W1": np.zeros((4, 2))}
        self.labels = labels
        self.losses = losses or [1.0] * len(labels)
        self.steps = 0

    def loss(self, X, y=None):
        if y is None:
            scores = np.zeros((len(X), 3))
            scores[:, self.labels[self.steps]] = 1
            return scores
        self.steps += 1
        return self.losses[self.steps - 1], {"W1": -np.ones((4, 2))}


def one_step_an_epoch(labels=(0,)):
    return {
        "X_train": np.zeros((10, 4)),
        "y_train": np.zeros(10, dtype=int),
        "X_val": np.zeros((len(labels), 4)),
        "y_val": np.array(labels),
    }


@pytest.mark.parametrize("rule", ["sgd", "sgd_momentum", "rmsprop", "adam"])
def test_every_update_rule_learns_three_blobs(model, data, rule):
    rate = {"learning_rate": 3e-2}
    solver = quiet(model, data, update_rule=rule, optim_config=rate, batch_size=10)
    solver.train()
    assert solver.best_val_acc > 0.85
    assert np.mean(solver.loss_history[-20:]) < 0.5 * solver.loss_history[0]


def test_the_histories_have_one_entry_for_each_iteration_and_each_epoch(model, data):
    """Accuracies are measured before training too: one entry more than epochs."""
    solver = quiet(model, data, batch_size=50, num_epochs=4)
    solver.train()
    assert len(solver.loss_history) == 4 * 300 // 50
    assert len(solver.train_acc_history) == len(solver.val_acc_history) == 5


def test_the_model_ends_with_the_parameters_of_the_best_epoch():
    """The labels are right after epochs 1 and 3 only; of equals, the first is kept."""
    model = Scripted(labels=[1, 0, 2, 0, 1])
    solver = quiet(
        model,
        one_step_an_epoch(),
        batch_size=10,
        num_epochs=4,
        optim_config={"learning_rate": 1.0},
    )
    solver.train()
    assert solver.val_acc_history == [0, 1, 0, 1, 0]
    assert (solver.best_epoch, solver.best_val_acc) == (1, 1.0)
    assert np.array_equal(model.params["W1"], np.ones((4, 2)))
    assert np.array_equal(solver.best_params["W1"], np.ones((4, 2)))


def test_parameters_are_kept_even_if_accuracy_never_rises_above_0():
    model = Scripted(labels=[1, 1, 1])
    solver = quiet(model, one_step_an_epoch(), batch_size=10, num_epochs=2)
    solver.train()
    assert solver.best_val_acc == 0
    assert set(solver.best_params) == {"W1"} and set(model.params) == {"W1"}


def test_best_parameters_do_not_change_when_the_model_is_trained_on(model, data):
    solver = quiet(model, data, num_epochs=1)
    solver.train()
    kept = {name: w.copy() for name, w in solver.best_params.items()}
    for w in model.params.values():
        w += 1
    assert all(np.array_equal(solver.best_params[name], kept[name]) for name in kept)


def test_the_learning_rate_decays_after_each_epoch():
    """Steps of size 1, 1/2 and 1/4 against a gradient of -1 end at 1.75."""
    model = Scripted(labels=[1, 1, 1, 0])
    solver = quiet(
        model,
        one_step_an_epoch(),
        batch_size=10,
        num_epochs=3,
        lr_decay=0.5,
        optim_config={"learning_rate": 1.0},
    )
    solver.train()
    assert np.allclose(model.params["W1"], 1.75)
    assert solver.optim_config["learning_rate"] == 1.0


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_loss_that_is_no_number_stops_training_with_advice(capsys, bad):
    model = Scripted(labels=[1, 0, 1, 1, 1], losses=[2.0, 1.0, bad, 1.0])
    solver = quiet(
        model,
        one_step_an_epoch(),
        batch_size=10,
        num_epochs=4,
        optim_config={"learning_rate": 1.0},
    )
    solver.train()
    out, err = capsys.readouterr()
    assert solver.diverged and model.steps == 3
    assert f"the loss became {bad} at iteration 3 of 4" in out and "learning rate" in out
    assert err == ""
    assert solver.loss_history == [2.0, 1.0]
    assert np.array_equal(model.params["W1"], np.ones((4, 2)))


def test_training_ends_when_the_caller_says_so_and_keeps_the_best_epoch(model, data, tmp_path):
    log = tmp_path / "runs.csv"
    solver = quiet(model, data, should_stop=lambda losses: len(losses) == 5, run_log=log)
    solver.train()
    assert solver.stopped_early and not solver.diverged and len(solver.loss_history) == 5
    assert len(solver.val_acc_history) == 2 and solver.best_epoch in (0, 1)
    assert np.array_equal(model.params["W1"], solver.best_params["W1"])
    assert len(read_runs(log)[0]) == 1
    solver.should_stop = None
    solver.train()
    assert not solver.stopped_early and len(solver.val_acc_history) == 11


def test_the_caller_is_asked_after_each_iteration_about_all_losses_so_far(model, data):
    asked = []
    solver = quiet(model, data, num_epochs=2, should_stop=lambda losses: asked.append(len(losses)))
    solver.train()
    assert asked == list(range(1, len(solver.loss_history) + 1))


def test_real_divergence_prints_no_warnings_and_leaves_finite_parameters(model, data, capsys):
    solver = quiet(model, data, optim_config={"learning_rate": 1e200}, num_epochs=3)
    solver.train()
    out, err = capsys.readouterr()
    assert solver.diverged and "Training stopped" in out and err == ""
    assert all(np.isfinite(w).all() for w in model.params.values())


def test_nan_parameters_are_not_the_best_even_when_lucky():
    """A nan gradient with a finite loss in the last step: class 0 wins every argmax."""

    class LuckyNan(Scripted):
        def loss(self, X, y=None):
            return (
                super().loss(X) if y is None else (self._count(), {"W1": np.full((4, 2), np.nan)})
            )

        def _count(self):
            self.steps += 1
            return 1.0

    model = LuckyNan(labels=[1, 0])
    quiet(model, one_step_an_epoch(), batch_size=10, num_epochs=1).train()
    assert np.array_equal(model.params["W1"], np.zeros((4, 2)))


def test_equal_generators_give_equal_runs(data):
    runs = []
    for _ in range(2):
        np.random.seed(1)
        model = TwoLayerNet(input_dim=4, hidden_dim=8, num_classes=3)
        solver = quiet(model, data, num_epochs=1, rng=np.random.default_rng(5))
        solver.train()
        runs.append(solver.loss_history)
    assert runs[0] == runs[1]


def test_the_global_seed_decides_where_no_generator_is_given(model, data):
    histories = []
    start = {name: w.copy() for name, w in model.params.items()}
    for _ in range(2):
        model.params = {name: w.copy() for name, w in start.items()}
        np.random.seed(7)
        solver = quiet(model, data, num_epochs=1, rng=None)
        solver.train()
        histories.append(solver.loss_history)
    assert histories[0] == histories[1]


def test_a_generator_of_its_own_leaves_the_global_one_alone(model, data):
    np.random.seed(7)
    expected = np.random.rand()
    np.random.seed(7)
    quiet(model, data, num_epochs=1).train()
    assert np.random.rand() == expected


def test_train_starts_its_records_afresh(model, data):
    solver = quiet(model, data, num_epochs=2)
    solver.train()
    solver.train()
    assert len(solver.val_acc_history) == 3


def test_accuracy_counts_every_example_of_an_uneven_last_batch():
    data = one_step_an_epoch()
    solver = quiet(Scripted(labels=[2]), data)
    y = np.array([2, 2, 2, 0, 1, 2, 0])
    assert solver.check_accuracy(np.zeros((7, 4)), y, batch_size=3) == pytest.approx(4 / 7)


def test_accuracy_on_a_sample_looks_at_so_many_examples():
    seen = []

    class Counting(Scripted):
        def loss(self, X, y=None):
            seen.append(len(X))
            return super().loss(X, y)

    solver = quiet(Counting(labels=[0]), one_step_an_epoch())
    solver.check_accuracy(np.zeros((500, 4)), np.zeros(500, dtype=int), num_samples=120)
    assert sum(seen) == 120


def test_a_misspelt_argument_is_pythons_own_type_error(model, data):
    with pytest.raises(TypeError, match="learning_rate"):
        Solver(model, data, learning_rate=1e-3)


@pytest.mark.parametrize(
    "settings, words",
    [
        ({"update_rule": "SGD"}, ["SGD", "sgd_momentum"]),
        ({"optim_config": {"learn_rate": 1}}, ["learn_rate", "learning_rate"]),
        ({"batch_size": 0}, ["batch_size", "0"]),
        ({"num_epochs": 2.5}, ["num_epochs", "2.5"]),
    ],
)
def test_a_wrong_value_is_refused_with_what_was_expected(model, data, settings, words):
    with pytest.raises(ValueError) as raised:
        Solver(model, data, **settings)
    assert all(word in str(raised.value) for word in words)


def test_missing_data_is_named(model, data):
    del data["X_val"]
    with pytest.raises(ValueError, match="X_val"):
        Solver(model, data)


def test_an_unwritten_model_is_named_not_a_key_error(data):
    """What the release's stubs do: no parameters, then scores of None, then no gradients."""
    model = Scripted(labels=[0])
    model.params = {}
    with pytest.raises(ValueError, match="__init__"):
        Solver(model, data)
    model = Scripted(labels=[0])
    model.loss = lambda X, y=None: None
    with pytest.raises(ValueError, match="forward pass"):
        quiet(model, data).train()
    model.loss = lambda X, y=None: np.zeros((len(X), 3)) if y is None else (0, {})
    with pytest.raises(ValueError, match=r"grads has no W1.*backward pass"):
        quiet(model, data).train()


def test_a_finished_run_is_in_the_run_log(model, data, tmp_path):
    path = tmp_path / "runs.csv"
    solver = quiet(
        model,
        data,
        num_epochs=2,
        lr_decay=0.95,
        optim_config={"learning_rate": 1e-2},
        run_log=path,
    )
    solver.train()
    (run,), broken = read_runs(path)
    assert broken == []
    assert (run["hidden_size"], run["learning_rate"], run["lr_decay"]) == ("8", "0.01", "0.95")
    assert float(run["val_accuracy"]) == pytest.approx(solver.best_val_acc, abs=1e-4)


def test_progress_goes_to_stdout_only_and_ends_with_the_last_epoch(model, data, capsys):
    """A word on stderr costs marks under plain nbgrader."""
    quiet(model, data, verbose=True, num_epochs=2).train()
    out, err = capsys.readouterr()
    assert err == ""
    for epoch in (0, 1, 2):
        assert f"(epoch {epoch} of 2) training accuracy: " in out


def test_without_tqdm_the_loss_is_printed_now_and_then(model, data, capsys, monkeypatch):
    real_import = builtins.__import__

    def without_tqdm(name, *args, **kwargs):
        if name.startswith("tqdm"):
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_tqdm)
    plain = importlib.reload(assignment.solver)
    try:
        plain.Solver(model, data, num_epochs=1, batch_size=30, print_every=5, run_log=None).train()
    finally:
        monkeypatch.undo()
        importlib.reload(sys.modules["assignment.solver"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" loss")[0] for line in lines if "iteration" in line] == [
        "(iteration 5 of 10)",
        "(iteration 10 of 10)",
    ]


def test_quiet_training_prints_nothing(model, data, capsys):
    quiet(model, data, num_epochs=1).train()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rule", ["sgd", "sgd_momentum", "rmsprop", "adam"])
def test_training_runs_in_the_precision_of_the_data(dtype, rule):
    """Also where a student's gradients or learning rate come in another one."""
    seen = set()

    class Model:
        def __init__(self):
            self.params = {"W": np.ones((4, 3))}

        def loss(self, X, y=None):
            seen.add(self.params["W"].dtype)
            scores = X @ self.params["W"]
            return scores if y is None else (1.0, {"W": np.ones((4, 3))})

    data = {"X_train": np.ones((6, 4), dtype), "X_val": np.ones((6, 4), dtype)}
    data |= {"y_train": np.zeros(6, int), "y_val": np.zeros(6, int)}
    config = {"learning_rate": np.float64(1e-3)}
    solver = Solver(
        Model(), data, rule, config, batch_size=2, num_epochs=2, verbose=False, run_log=None
    )
    solver.train()
    assert seen == {np.dtype(dtype)}
    assert solver.model.params["W"].dtype == dtype
