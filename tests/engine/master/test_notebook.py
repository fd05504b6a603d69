"""The notebook of the two-layer net: its structure, and that it runs from top to bottom."""

import re
import zipfile

import numpy as np
import pytest
from lab_notebook import (
    END,
    START,
    by_hand,
    graded,
    read,
    run_solved,
    run_untouched,
    tag,
    text_of,
)

POINTS = {
    "affine_forward": 6,
    "affine_backward": 10,
    "relu_forward": 4,
    "relu_backward": 6,
    "svm_loss": 10,
    "softmax_loss": 10,
    "two_layer_net_init": 6,
    "two_layer_net_scores": 8,
    "two_layer_net_loss": 8,
    "two_layer_net_gradients": 10,
    "train_solver": 4,
    "best_model": 10,
    "hyperparameter_study": 8,
}


@pytest.fixture(scope="module")
def master(lab):
    return read(lab)


@pytest.fixture(scope="module")
def solved(lab, executed):
    """The folder of somebody who solved everything and ran all cells, and the notebook."""
    return executed(lab, run_solved)


@pytest.fixture(scope="module")
def untouched(lab, executed):
    """The same for somebody who ran all cells and wrote nothing."""
    return executed(lab, run_untouched)


# ---- structure


def test_every_question_has_its_cell_and_its_points(master):
    assert {cell.id: tag(cell)["points"] for cell in graded(master)} == POINTS
    assert sum(POINTS.values()) == 100


def test_only_the_study_is_graded_by_hand(master):
    assert [(cell.id, cell.cell_type) for cell in by_hand(master)] == [
        ("hyperparameter_study", "markdown")
    ]


def test_banners_stand_in_the_two_training_cells_only_and_in_pairs(master):
    for cell in master.cells:
        marked = cell.id in ("train_solver_code", "best_model_code")
        lines = [line.strip() for line in cell.source.splitlines()]
        assert [line for line in lines if "OF YOUR CODE" in line and line[0] == "#"] == (
            [START, END] if marked else []
        )
        assert (tag(cell).get("solution", False) and cell.cell_type == "code") == marked
        assert marked or "*****" not in cell.source


# ---- a student who solved everything


@pytest.mark.slow
def test_it_takes_less_than_three_minutes(solved):
    """CPU seconds of one core, which do not depend on what else runs beside the test."""
    assert solved[1].metadata["cpu_seconds"] < 180


@pytest.mark.slow
def test_the_trained_networks_are_saved_as_they_are_graded(solved):
    folder, _ = solved
    for name in ("solver_model.npz", "best_model.npz"):
        with np.load(folder / name, allow_pickle=False) as file:
            hidden = file["b1"].shape[0]
            assert file["W1"].shape == (3072, hidden)
            assert file["W2"].shape == (hidden, 10) and file["b2"].shape == (10,)
            assert str(file["data"]) in ("stand-in", "cifar10")


@pytest.mark.slow
def test_the_tuned_network_reaches_half_of_the_validation_images(solved):
    """Two points above what is asked for, or small differences between machines would fail it."""
    reached = [float(x) for x in re.findall(r"([\d.]+) % on", text_of(solved[1], "best_model"))]
    assert len(reached) == 2 and reached[0] >= 50 and reached[1] >= 48


@pytest.mark.slow
def test_the_table_shows_every_run(solved):
    folder, notebook = solved
    runs = (folder / "runs.csv").read_text().splitlines()
    (cell,) = [cell for cell in notebook.cells if cell.id == "table"]
    (output,) = cell.outputs
    assert output.data["text/html"].count("<tr") == len(runs)
    assert output.data["text/plain"].count("★") == 2  # the row, and what the star means


@pytest.mark.slow
def test_the_pictures_are_there(solved):
    for cell_id in ("examples", "curves", "first_layer", "best_first_layer"):
        (cell,) = [cell for cell in solved[1].cells if cell.id == cell_id]
        # Beside it may stand what was expected.
        assert sum("image/png" in output.get("data", {}) for output in cell.outputs) == 1


@pytest.mark.slow
def test_the_zip_is_complete(solved):
    folder, notebook = solved
    with zipfile.ZipFile(folder / "two_layer_net_submission.zip") as archive:
        assert set(archive.namelist()) == {
            "two_layer_net.ipynb",
            "assignment/layers.py",
            "assignment/classifiers/fc_net.py",
            "solver_model.npz",
            "best_model.npz",
            "runs.csv",
            "made_with.txt",
        }
    assert "is missing" not in text_of(notebook, "submit")
    assert "is not written yet" not in text_of(notebook, "submit")


# ---- a student who solved nothing


def test_an_untouched_notebook_says_what_to_do(untouched):
    _, notebook = untouched
    for cell_id in ("sandwich", "save_solver", "curves", "first_layer", "save_best"):
        assert re.search("(make|train|write|tune)", text_of(notebook, cell_id)), cell_id
    (table,) = [cell for cell in notebook.cells if cell.id == "table"]
    assert "No training run" in table.outputs[0].data["text/html"]


def test_the_zip_of_an_untouched_notebook_names_all_that_is_missing(untouched):
    _, notebook = untouched
    out = text_of(notebook, "submit")
    for words in [
        "best_model.npz is missing: question best_model",
        "solver_model.npz is missing: question train_solver",
        "affine_backward is not written yet",
        "TwoLayerNet.loss is not written yet",
        "cell best_model_code",
        "cell hyperparameter_study",
    ]:
        assert words in out
