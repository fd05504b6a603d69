"""The notebook of the lab on learning by descent: what its experiments show."""

import re

import pytest
from lab_notebook import by_hand, graded, read, run_solved, run_untouched, tag, text_of

from autograder import labs

SECONDS = 30  # of one core
LAB = labs.load("learning_by_descent")
PICTURES = (
    *("xor_try", "xor_picture", "smooth", "paths", "work", "momentum_paths", "rules"),
    *("fold_scores", "seeds"),
)


@pytest.fixture(scope="module")
def solved(executed):
    """The notebook of somebody who solved everything and ran all cells."""
    return executed(LAB, run_solved)[1]


def numbers_in(notebook, cell_id, pattern):
    return [float(number) for number in re.findall(pattern, text_of(notebook, cell_id))]


def test_every_question_has_its_cell_and_its_points():
    master = read(LAB)
    points = {cell.id: tag(cell)["points"] for cell in graded(master)}
    assert points == {question.id: question.points for question in LAB.questions}
    assert sum(points.values()) == 100
    assert [cell.id for cell in by_hand(master)] == ["comparison_report"]


def test_every_experiment_asks_first_what_is_expected():
    cells = read(LAB).cells
    ids = [cell.id for cell in cells]
    guesses = [id for id in ids if id.endswith("_guess")]
    assert len(guesses) == 8
    for id in guesses:
        experiment = cells[ids.index(id) + 1]
        assert experiment.id == id.removesuffix("_guess")
        assert f'predict("{experiment.id}", "")' in cells[ids.index(id)].source
        assert f'look_back("{experiment.id}")' in experiment.source


@pytest.mark.slow
def test_it_keeps_within_its_budget(solved):
    assert solved.metadata["cpu_seconds"] < SECONDS


@pytest.mark.slow
def test_no_unit_does_xor(solved):
    assert numbers_in(solved, "xor_try", r"get (\d) of 4 rows right") == [4, 4, 3]


@pytest.mark.slow
def test_descent_does_xor_with_tanh_alone(solved):
    assert numbers_in(solved, "smooth", r"to ([\d.]+), answers") == [0.125, 0.0]


@pytest.mark.slow
def test_small_batches_get_further_with_the_same_work(solved):
    ends = numbers_in(solved, "work", r"([\d.]+) after 10000")
    assert ends == sorted(ends, reverse=True) and len(ends) == 3


@pytest.mark.slow
def test_a_tenth_of_the_rate_with_momentum_goes_as_far_along_the_valley(solved):
    slow, fast, rolling = numbers_in(solved, "momentum_paths", r"loss ([\d.]+) after 40 steps")
    assert fast < rolling < slow / 2


@pytest.mark.slow
def test_the_folds_do_not_agree(solved):
    (line,) = re.findall("best of each fold: (.+)", text_of(solved, "fold_scores"))
    assert len(set(line.split(", "))) > 1


@pytest.mark.slow
def test_the_best_of_twenty_is_about_two_spreads_too_high(solved):
    assert numbers_in(solved, "luck", r"the best is ([\d.]+) spreads") == [
        pytest.approx(1.87, abs=0.1)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("cell_id", PICTURES)
def test_every_experiment_has_its_picture(solved, cell_id):
    (cell,) = [cell for cell in solved.cells if cell.id == cell_id]
    assert sum("image/png" in output.get("data", {}) for output in cell.outputs) == 1


def test_an_untouched_notebook_says_what_to_do(executed):
    _, notebook = executed(LAB, run_untouched)
    for cell_id in (*PICTURES, "luck"):
        assert re.search("rite it in|not been measured", text_of(notebook, cell_id)), cell_id
