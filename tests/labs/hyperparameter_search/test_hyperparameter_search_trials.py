"""Trials on images: trained, logged, stopped early, resumed, with progress."""

import numpy as np
import pytest

from assignment.trials import ImageTrials, Progress, words_of_time
from autograder.student.run_log import find_score, logged_trials, read_runs

SETTINGS = {
    "hidden_size": 5,
    "learning_rate": 1e-3,
    "lr_decay": 0.95,
    "num_epochs": 2,
    "reg": 0.01,
}


@pytest.fixture(scope="module")
def images():
    rng = np.random.RandomState(0)
    splits = {"train": 200, "val": 40}
    data = {
        f"X_{name}": 50 * rng.randn(count, 3, 32, 32).astype(np.float32)
        for name, count in splits.items()
    }
    return {
        **data,
        **{f"y_{name}": rng.randint(10, size=count) for name, count in splits.items()},
    }


@pytest.fixture
def trials(images, tmp_path):
    return ImageTrials(images, run_log=tmp_path / "runs.csv", batch_size=20)


def test_a_trial_is_logged_and_found_again(trials):
    assert trials.find_score(SETTINGS) is None
    score = trials.evaluate(SETTINGS)
    assert 0 <= score <= 1
    assert trials.find_score(SETTINGS) == pytest.approx(score, abs=1e-4)
    assert trials.find_score({**SETTINGS, "learning_rate": 2e-3}) is None


def test_drawn_settings_are_found_although_the_log_rounds_them(trials):
    settings = {**SETTINGS, "learning_rate": 1.23456789e-3, "reg": np.float64(1 / 3)}
    trials.evaluate(settings)
    assert trials.find_score(settings) is not None


def test_the_same_settings_give_the_same_score(trials):
    assert trials.evaluate(SETTINGS) == trials.evaluate(SETTINGS)


def test_training_leaves_the_random_numbers_of_the_search_alone(trials):
    np.random.seed(3)
    wanted = np.random.rand(4)
    np.random.seed(3)
    found = [np.random.rand()]
    trials.evaluate(SETTINGS)
    assert [*found, *np.random.rand(3)] == wanted.tolist()


def test_a_run_that_explodes_is_stopped_and_logged_like_any_other(trials, images, capsys):
    exploding = {**SETTINGS, "learning_rate": 1e-2, "num_epochs": 10}
    stopped = trials.train(exploding)
    going_on = ImageTrials(images, None, early_stop=False, batch_size=20).train(exploding)
    losses = np.array(going_on.loss_history)
    first = int(np.argmax(losses > 3 * losses[0]))
    assert 0 < first == len(stopped.loss_history) - 1 < len(losses) - 1
    assert stopped.stopped_early and not stopped.diverged and not going_on.stopped_early
    assert trials.find_score(exploding) is None  # train() alone does not log
    score = trials.evaluate(exploding)
    assert trials.find_score(exploding) == pytest.approx(score, abs=1e-4)
    assert capsys.readouterr().out == ""


def test_the_log_reads_as_trials(trials, tmp_path):
    trials.evaluate(SETTINGS)
    score = trials.evaluate({**SETTINGS, "reg": 0.5})
    (_, _), (settings, logged) = logged_trials(tmp_path / "runs.csv")
    assert settings == {**SETTINGS, "reg": 0.5} and logged == pytest.approx(score, abs=1e-4)
    assert len(read_runs(tmp_path / "runs.csv")[0]) == 2


def test_settings_must_be_complete(trials):
    with pytest.raises(KeyError, match="reg"):
        find_score({"hidden_size": 5, "learning_rate": 1, "lr_decay": 1, "num_epochs": 1})


def test_progress_tells_what_came_out_and_how_long_it_may_take(capsys, monkeypatch):
    clock = iter([0.0, 10.0, 10.0, 10.001, 10.001, 30.0])
    monkeypatch.setattr("assignment.trials.time.perf_counter", lambda: next(clock))
    progress = Progress(lambda settings: 0.5, num_trials=6, num_epochs=60)
    for num_epochs in (5, 5, 10):
        assert progress({"learning_rate": 1e-3, "reg": 0.1, "num_epochs": num_epochs}) == 0.5
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith("(1 / 6) val_acc: 0.500, lr: 1.00e-03, reg: 1.00e-01, epochs: 5")
    assert first.endswith("took 10.0 s, time left: about 1 min 50 s")
    assert second.endswith("took 0.0 s, time left: about 1 min 40 s")  # one that was looked up
    assert third.endswith("took 20.0 s, time left: about 1 min 20 s")


def test_times_in_words():
    assert [words_of_time(seconds) for seconds in (0.4, 59.4, 60, 200)] == [
        "0 s",
        "59 s",
        "1 min 0 s",
        "3 min 20 s",
    ]
