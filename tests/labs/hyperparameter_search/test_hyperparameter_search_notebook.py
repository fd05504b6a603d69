"""The notebook of the lab on hyperparameter search: what its experiments show."""

import re

import pytest
from lab_notebook import by_hand, graded, read, run_solved, run_untouched, tag, text_of

from autograder import labs
from autograder.student.run_log import logged_trials

SECONDS = 40  # of one core
LAB = labs.load("hyperparameter_search")


@pytest.fixture(scope="module")
def solved(executed):
    """The folder of somebody who solved everything and ran all cells, and the notebook."""
    return executed(LAB, run_solved)


def number_in(notebook, cell_id, pattern):
    return float(re.search(pattern, text_of(notebook, cell_id))[1])


def test_every_question_has_its_cell_and_its_points():
    master = read(LAB)
    points = {cell.id: tag(cell)["points"] for cell in graded(master)}
    assert points == {question.id: question.points for question in LAB.questions}
    assert [cell.id for cell in by_hand(master)] == ["search_report"]


@pytest.mark.slow
def test_it_keeps_within_its_budget(solved):
    assert solved[1].metadata["cpu_seconds"] < SECONDS


@pytest.mark.slow
def test_random_search_wins_where_one_knob_matters(solved):
    after = "{}: ([0-9.]+) on average after 9 trials"
    one = "only the learning rate matters, "
    grid = number_in(solved[1], "many_searches", one + after.format("grid of 3 × 3"))
    random = number_in(solved[1], "many_searches", one + after.format("random"))
    assert random > grid + 0.1


@pytest.mark.slow
def test_early_stops_save_iterations(solved):
    assert number_in(solved[1], "stops", r"so (\d+)% are saved") >= 20
    assert "learning rate 0.001: 90 of 90 iterations" in text_of(solved[1], "stops")


@pytest.mark.slow
def test_the_interrupted_search_trains_only_what_is_missing(solved):
    text = text_of(solved[1], "resume")
    assert "Interrupted. Runs in the log: 4" in text
    assert "2 runs were trained, 6 trials came back" in text


@pytest.mark.slow
def test_the_search_on_images_shows_progress_and_is_logged(solved):
    folder, notebook = solved
    text = text_of(notebook, "image_search")
    assert len(re.findall(r"^\(\d+ / 24\) val_acc: .* time left: about ", text, re.M)) == 24
    trials = logged_trials(folder / "runs.csv")
    assert len(trials) == 24
    assert max(score for _, score in trials) > 0.35
    (table,) = [cell for cell in notebook.cells if cell.id == "table"]
    assert table.outputs[0].data["text/html"].count("<tr") == 25


@pytest.mark.slow
def test_the_stages_move_towards_better_scores(solved):
    scores = re.findall(r"stage \d: best score ([\d.]+)", text_of(solved[1], "image_search"))
    assert [*map(float, scores)] == sorted(map(float, scores)) and len(scores) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell_id",
    [
        *("draws", "grid_and_random", "many_searches", "lecture_tables", "hill_stages"),
        *("greedy_path", "stops", "image_stages", "parallel"),
    ],
)
def test_every_experiment_has_its_picture(solved, cell_id):
    (cell,) = [cell for cell in solved[1].cells if cell.id == cell_id]
    assert sum("image/png" in output.get("data", {}) for output in cell.outputs) == 1


@pytest.mark.slow
def test_the_full_search_waits_for_its_switch(solved):
    assert "switched off" in text_of(solved[1], "full_search")


def test_an_untouched_notebook_says_what_to_do(executed):
    _, notebook = executed(LAB, run_untouched)
    assert "Copy the files of the earlier labs" in text_of(notebook, "earlier")
    for cell_id in ("draws", "grid_and_random", "many_searches", "hill_stages", "greedy_path"):
        assert "rite" in text_of(notebook, cell_id), cell_id
    for cell_id in ("stops", "resume", "image_search"):
        assert "copy the files of the earlier labs" in text_of(notebook, cell_id), cell_id
    for cell_id in ("image_stages", "parallel", "full_test"):
        assert text_of(notebook, cell_id).strip(), cell_id
