"""The log of training runs and the table made from it."""

from types import SimpleNamespace

import numpy as np

from autograder.languages import catalogue
from autograder.student.language import speaking
from autograder.student.run_log import (
    COLUMNS,
    find_score,
    log_run,
    logged_trials,
    read_runs,
    results_table,
)


def finished_run(val_accuracy=0.4, learning_rate=1e-3, epoch=1):
    """A stand-in for a Solver after train()."""
    return SimpleNamespace(
        model=SimpleNamespace(
            params={"W1": np.zeros((12, 50)), "b1": 0, "W2": np.zeros((50, 10)), "b2": 0}, reg=0.25
        ),
        optim_config={"learning_rate": learning_rate},
        lr_decay=0.95,
        num_epochs=2,
        train_acc_history=[0.1, 0.5, 0.6],
        val_acc_history=[0.1, val_accuracy, 0.3],
        best_epoch=epoch,
        seconds=1.234,
    )


def test_each_run_adds_one_line_with_its_settings(tmp_path):
    path = tmp_path / "runs.csv"
    log_run(finished_run(0.4), path)
    log_run(finished_run(0.5, learning_rate=1e-4), path)
    header, first, second = path.read_text().splitlines()
    assert header == ",".join(COLUMNS)
    assert first == "50,0.001,0.95,2,0.25,0.5000,0.4000,1.2"
    assert second.startswith("50,0.0001,")


def test_nothing_is_left_beside_the_log(tmp_path):
    log_run(finished_run(), tmp_path / "runs.csv")
    assert [file.name for file in tmp_path.iterdir()] == ["runs.csv"]


def test_a_line_cut_short_does_not_spoil_the_next_run(tmp_path):
    path = tmp_path / "runs.csv"
    log_run(finished_run(), path)
    path.write_text(path.read_text() + "50,0.001,0.9")
    log_run(finished_run(0.45), path)
    runs, broken = read_runs(path)
    assert [run["val_accuracy"] for run in runs] == ["0.4000", "0.4500"]
    assert broken == [3]


def test_broken_lines_are_named_and_the_others_shown(tmp_path):
    path = tmp_path / "runs.csv"
    log_run(finished_run(), path)
    path.write_bytes(path.read_bytes() + b"\xff\x00,garbage\nhello\n50,1,1,1,1,0.1,nan,1\n")
    table = results_table(path)
    assert len(table.runs) == 1
    for line in (3, 4, 5):
        assert f"line {line}: not a training run" in repr(table)
        assert f"line {line}: not a training run" in table._repr_html_()


def test_the_best_run_is_marked_and_only_that(tmp_path):
    path = tmp_path / "runs.csv"
    for accuracy in (0.4, 0.512, 0.3):
        log_run(finished_run(accuracy), path)
    table = results_table(path)
    rows = [line for line in repr(table).splitlines() if line.startswith("|")][2:]
    assert ["★" in row for row in rows] == [False, True, False]
    assert "51.2 %" in rows[1]
    html = table._repr_html_()
    assert html.count("font-weight: bold") == 1
    assert html.index("font-weight: bold") < html.index("51.2 %")


def test_the_table_has_the_columns_of_the_lab_and_a_place_for_the_analysis(tmp_path):
    log_run(finished_run(), tmp_path / "runs.csv")
    heading, rule, row = repr(results_table(tmp_path / "runs.csv")).splitlines()[:3]
    assert [word.strip() for word in heading.strip("|").split("|")] == [
        "run",
        "hidden_size",
        "learning_rate",
        "lr_decay",
        "num_epochs",
        "reg",
        "train accuracy",
        "validation accuracy",
        "analysis",
    ]
    assert set(rule) <= set("|- ")
    assert row.split("|")[-2].strip() == ""


def test_no_log_is_an_empty_table_that_says_what_to_do(tmp_path):
    table = results_table(tmp_path / "runs.csv")
    assert "Train a network" in repr(table) and "Train a network" in table._repr_html_()


def test_the_table_speaks_the_language_of_the_release(tmp_path):
    path = tmp_path / "runs.csv"
    log_run(finished_run(), path)
    with speaking(catalogue.translations("ko", "kit")):
        text, cells = repr(results_table(path)), results_table(path)._repr_html_()
    for word in ("hidden_size", "검증 정확도", "결과 분석 및 고찰", "★는 검증 정확도가"):
        assert word in text and word in cells


def test_text_from_the_log_cannot_become_markup(tmp_path):
    path = tmp_path / "runs.csv"
    path.write_text(",".join(COLUMNS) + "\n<script>,1,1,1,1,0.5,0.4,1\n")
    assert "<script>" not in results_table(path)._repr_html_()


def test_a_log_that_cannot_be_written_is_reported_and_not_fatal(tmp_path, capsys):
    log_run(finished_run(), tmp_path / "no such folder" / "runs.csv")
    assert "could not be added" in capsys.readouterr().out


def test_a_run_that_never_had_finite_weights_is_logged_without_accuracy(tmp_path):
    """Such a line has no place in the table of results, and is not silently lost either."""
    path = tmp_path / "runs.csv"
    log_run(finished_run(epoch=None), path)
    assert read_runs(path) == ([], [2])


def test_two_hidden_layers_are_both_named(tmp_path):
    run = finished_run()
    run.model.params = {
        "W1": np.zeros((12, 100)),
        "W2": np.zeros((100, 30)),
        "W3": np.zeros((30, 10)),
    }
    log_run(run, tmp_path / "runs.csv")
    assert read_runs(tmp_path / "runs.csv")[0][0]["hidden_size"] == "100x30"


# ---- looking runs up


SETTINGS = {
    "hidden_size": 50,
    "learning_rate": 1e-3,
    "lr_decay": 0.95,
    "num_epochs": 2,
    "reg": 0.25,
}


def test_a_run_is_found_by_its_settings_and_no_other_is(tmp_path):
    path = tmp_path / "runs.csv"
    assert find_score(SETTINGS, path) is None
    log_run(finished_run(0.4), path)
    assert find_score(SETTINGS, path) == 0.4
    for name, value in SETTINGS.items():
        assert find_score({**SETTINGS, name: 2 * value}, path) is None


def test_of_two_runs_with_the_same_settings_the_last_one_counts(tmp_path):
    path = tmp_path / "runs.csv"
    log_run(finished_run(0.4), path)
    log_run(finished_run(0.3), path)
    assert find_score(SETTINGS, path) == 0.3


def test_a_drawn_learning_rate_is_found_whatever_its_type_and_digits(tmp_path):
    path = tmp_path / "runs.csv"
    rate = 5.34051712345e-4
    log_run(finished_run(0.4, learning_rate=rate), path)
    assert find_score({**SETTINGS, "learning_rate": np.float64(rate)}, path) == 0.4
    assert find_score({**SETTINGS, "learning_rate": 5.3406e-4}, path) is None


def test_a_run_that_was_cut_off_while_it_was_logged_is_trained_again(tmp_path):
    path = tmp_path / "runs.csv"
    log_run(finished_run(0.4), path)
    path.write_text(path.read_text()[:-12])
    assert find_score(SETTINGS, path) is None


def test_the_log_becomes_trials_without_nets_of_more_layers(tmp_path):
    path = tmp_path / "runs.csv"
    log_run(finished_run(0.4), path)
    deeper = finished_run()
    deeper.model.params = {f"W{layer}": np.zeros((5, 5)) for layer in (1, 2, 3)}
    log_run(deeper, path)
    assert logged_trials(path) == [(SETTINGS, 0.4)]
    assert logged_trials(tmp_path / "none.csv") == []


def test_drawn_numbers_are_short_in_the_table(tmp_path):
    log_run(finished_run(learning_rate=5.34051712e-4), tmp_path / "runs.csv")
    assert " 0.000534 |" in repr(results_table(tmp_path / "runs.csv"))
