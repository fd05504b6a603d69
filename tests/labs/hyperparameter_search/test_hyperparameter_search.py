"""The reference of the lab on hyperparameter search, pinned by the lecture and by statistics."""

import numpy as np
import pytest

from assignment import landscapes
from assignment.diagnostics import should_stop
from assignment.landscapes import RANGES, TOP, hill, moved, ridge, slanted_ridge
from assignment.lecture_searches import COARSE, COARSE_RANGES, FINE, FINE_RANGES
from assignment.rehearsal import Counted, Interrupted, Logging, Seeding, uniform
from assignment.search import (
    at_boundary,
    best_trial,
    coarse_to_fine,
    evaluate_once,
    greedy_search,
    grid_search,
    log_grid,
    log_uniform,
    next_range,
    random_search,
)
from assignment.search_measures import best_so_far, distinct_values, stopping_iteration

# ---- drawing and listing


def test_each_decade_gets_its_share_of_the_draws():
    """Six standard errors of a share of 1/8 among 80,000."""
    np.random.seed(0)
    samples = log_uniform(1e-5, 1e3, 80_000)
    assert samples.min() >= 1e-5 and samples.max() <= 1e3
    counts, _ = np.histogram(np.log10(samples), bins=8, range=(-5, 3))
    margin = 6 * np.sqrt(80_000 * (1 / 8) * (7 / 8))
    assert np.abs(counts - 10_000).max() < margin


def test_the_lectures_own_line_draws_the_same_numbers():
    """`10 ** uniform(-6, -3)`, with the ends in ascending order."""
    np.random.seed(3)
    lecture = 10 ** np.random.uniform(-6, -3, 5)
    np.random.seed(3)
    np.testing.assert_allclose(log_uniform(1e-6, 1e-3, 5), lecture, rtol=1e-12)


def test_without_a_size_one_number_is_drawn():
    assert np.ndim(log_uniform(1e-3, 1.0)) == 0
    assert log_uniform(1e-3, 1.0, 3).shape == (3,)


def test_a_grid_in_log_space_has_equal_factors_and_both_ends():
    values = log_grid(1e-5, 0.1, 5)
    np.testing.assert_allclose(values, [1e-5, 1e-4, 1e-3, 1e-2, 1e-1])
    np.testing.assert_allclose(log_grid(2, 50, 3), [2, 10, 50])


# ---- grid against random


def test_a_grid_holds_every_combination_once():
    values = {"a": [1, 2, 3], "b": [10, 20], "c": [5, 6]}
    trials = grid_search(lambda settings: settings["a"], values)
    rows = [tuple(settings.values()) for settings, _ in trials]
    assert len(rows) == len(set(rows)) == 12
    assert all(score == settings["a"] for settings, score in trials)


def test_what_training_does_to_the_seed_does_not_decide_where_to_look():
    trials = random_search(Seeding(hill), RANGES, 20, uniform)
    assert distinct_values(trials, "learning_rate") == 20


def test_nine_trials_see_three_values_on_a_grid_and_nine_at_random():
    """Bergstra and Bengio (2012), figure 1."""
    grid = grid_search(ridge, {knob: log_grid(*ends, 3) for knob, ends in RANGES.items()})
    random = random_search(ridge, RANGES, 9, log_uniform)
    assert distinct_values(grid, "learning_rate") == 3
    assert distinct_values(random, "learning_rate") == 9


@pytest.mark.parametrize(("landscape", "advantage"), [(ridge, 0.10), (hill, -0.03)])
def test_random_search_is_better_where_one_knob_matters_and_no_worse_where_two_do(
    landscape, advantage
):
    """Averages over 400 places of the top; the difference is known to about 0.01."""
    np.random.seed(0)
    grid_values = {knob: log_grid(*ends, 3) for knob, ends in RANGES.items()}
    gains = []
    for _ in range(400):
        evaluate = moved(landscape, *(log_uniform(*ends) for ends in RANGES.values()))
        random = best_trial(random_search(evaluate, RANGES, 9, log_uniform))
        gains.append(random[1] - best_trial(grid_search(evaluate, grid_values))[1])
    assert np.mean(gains) > advantage


# ---- the lecture's two searches


def test_the_lectures_best_run_is_the_worrying_one():
    """Fifteenth of the slide: 53.1 %, at the upper edge of the learning rates."""
    settings, score = best_trial(FINE)
    assert score == 0.531 and settings["learning_rate"] == 9.47e-4
    assert at_boundary(settings["learning_rate"], *FINE_RANGES["learning_rate"]) == "high"
    assert at_boundary(settings["reg"], *FINE_RANGES["reg"]) == "inside"


def test_the_coarse_search_leads_to_about_the_range_the_lecture_chose():
    """The lecture went on from 1e-4 to 1e-3: the same decade, within a third of one."""
    settings, score = best_trial(COARSE)
    assert score == 0.482
    new_range = next_range(settings["learning_rate"], *COARSE_RANGES["learning_rate"])
    np.testing.assert_allclose(np.log10(new_range), [-4, -3], atol=1 / 3)


def test_all_settings_of_the_lecture_lie_in_its_ranges():
    for trials, ranges in ((COARSE, COARSE_RANGES), (FINE, FINE_RANGES)):
        for settings, score in trials:
            assert 0 < score < 1
            for knob, (low, high) in ranges.items():
                assert low <= settings[knob] <= high


# ---- coarse to fine


@pytest.mark.parametrize("place", np.linspace(0.11, 0.89, 7))
def test_inside_the_new_range_is_a_third_as_long_with_the_best_in_its_middle(place):
    low, high = 1e-6, 1e-2
    best = low * (high / low) ** place
    new_low, new_high = next_range(best, low, high)
    assert np.log(new_high / new_low) == pytest.approx(np.log(high / low) / 3)
    assert np.sqrt(new_low * new_high) == pytest.approx(best)


@pytest.mark.parametrize(("best", "kept"), [(1.2e-6, 1), (0.9e-2, 0)])
def test_at_an_end_the_range_is_widened_there_and_nowhere_else(best, kept):
    ends = (1e-6, 1e-2)
    new = next_range(best, *ends)
    assert new[kept] == ends[kept]
    assert np.log10(new[1] / new[0]) == pytest.approx(6)


def test_near_means_near_on_a_logarithmic_axis():
    """1e-4 is a tenth of 1e-3, but two thirds of the way to it from 1e-6."""
    assert at_boundary(1e-4, 1e-6, 1e-3) == "inside"
    assert at_boundary(1.9e-6, 1e-6, 1e-3) == "low"
    assert at_boundary(2.1e-6, 1e-6, 1e-3) == "inside"
    assert at_boundary(2.1e-6, 1e-6, 1e-3, margin=0.2) == "low"


def test_three_stages_come_close_to_the_top():
    np.random.seed(0)

    def stage(ranges, num_epochs):
        return random_search(hill, ranges, 10, log_uniform)

    stages = coarse_to_fine(stage, RANGES, [1, 3, 10])
    settings, score = best_trial(stages[-1][1])
    assert score > 0.5
    assert abs(np.log10(settings["learning_rate"] / TOP["learning_rate"])) < 0.3
    assert stages[0][0] == RANGES


# ---- one knob at a time


def test_a_greedy_search_gets_stuck_where_the_knobs_depend_on_each_other():
    """Neither knob alone can improve what it found, and both together can."""
    start = {"learning_rate": 1e-5, "reg": 1.0}
    knobs = {knob: log_grid(*ends, 13) for knob, ends in RANGES.items()}
    best, score = best_trial(greedy_search(slanted_ridge, start, knobs))
    assert score < 0.4 < best_trial(grid_search(slanted_ridge, knobs))[1]
    for knob, value in best.items():
        for factor in (0.3, 3.0):
            assert slanted_ridge({**best, knob: factor * value}) < score


def test_a_greedy_search_takes_as_many_runs_as_there_are_values():
    counted = Counted(hill)
    knobs = {"learning_rate": [1e-4, 1e-3, 1e-2], "reg": [0.1, 1.0]}
    trials = greedy_search(counted, {"learning_rate": 1e-5, "reg": 0.01}, knobs)
    assert len(trials) == len(counted.asked) == 1 + 3 + 2


def test_the_first_of_equal_trials_is_the_best_and_nan_never_is():
    nan = float("nan")
    assert best_trial([({"a": 1}, nan), ({"a": 2}, 0.3), ({"a": 3}, 0.3)]) == ({"a": 2}, 0.3)
    assert best_trial([({"a": 1}, nan), ({"a": 2}, nan)])[0] == {"a": 1}
    assert best_so_far([({}, 0.1), ({}, nan), ({}, 0.2)]).tolist() == [0.1, 0.1, 0.2]


# ---- early stop, resumed searches


def test_the_lectures_tip_stops_a_run_at_three_times_its_first_cost():
    losses = np.array([2.3, 2.2, 6.8, 7.0, 2.0, 2.0])
    assert stopping_iteration(losses, should_stop) == 4
    assert stopping_iteration(losses[:3], should_stop) == 3


def test_an_interrupted_search_goes_on_where_it_stopped():
    log = Logging(hill)

    def search(train):
        np.random.seed(5)
        evaluate = lambda settings: evaluate_once(train, log.find_score, settings)
        return random_search(evaluate, RANGES, 6, log_uniform)

    with pytest.raises(KeyboardInterrupt):
        search(Interrupted(log.evaluate, after=4))
    assert len(log.trained) == 4
    trials = search(log.evaluate)
    assert len(log.trained) == 6  # two more, and none of the four again
    assert trials == [(settings, hill(settings)) for settings, _ in trials]


# ---- the landscapes


@pytest.mark.parametrize("landscape", [hill, ridge, slanted_ridge, landscapes.cliff])
def test_every_landscape_has_its_top_where_it_says(landscape):
    assert landscape(TOP) == pytest.approx(0.55)
    for factor in (0.5, 2.0):
        assert landscape({**TOP, "learning_rate": factor * TOP["learning_rate"]}) < 0.55


def test_on_the_ridge_only_the_learning_rate_matters():
    scores = {ridge({"learning_rate": 1e-4, "reg": reg}) for reg in (1e-5, 1e-2, 10)}
    assert len(scores) == 1
