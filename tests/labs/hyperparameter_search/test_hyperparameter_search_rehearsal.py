"""The stand-ins that the checks of hyperparameter search are made of."""

import numpy as np
import pytest

from assignment import rehearsal_tables as tables
from assignment.rehearsal import (
    Collected,
    Counted,
    Logging,
    PlannedDraws,
    PlannedStages,
    SpikeStop,
    normal_difference,
    normal_scores,
    scored,
)
from assignment.search import log_uniform
from autograder.student.checking.comparisons.normal import normal_problem


def test_log_uniform_samples_become_normal_ones():
    """A right solution misses the margins of six standard errors less than once in a million."""
    np.random.seed(1)
    for low, high in ((1e-6, 1e-3), (20.0, 2000.0)):
        samples = log_uniform(low, high, 1500)
        assert normal_problem(normal_scores(samples, low, high), 1.0) == ""
        again = log_uniform(low, high, 1500)
        assert normal_problem(normal_difference(samples, again, low, high), 1.0) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        lambda low, high: np.random.uniform(low, high, 1500),
        lambda low, high: 10 ** np.random.uniform(low, high, 1500),
        lambda low, high: np.full(1500, low),
        lambda low, high: np.full(1500, np.nan),
        lambda low, high: -log_uniform(low, high, 1500),
    ],
)
def test_other_samples_do_not(wrong):
    np.random.seed(1)
    assert normal_problem(normal_scores(wrong(1e-6, 1e-3), 1e-6, 1e-3), 1.0)


def test_samples_drawn_twice_the_same_have_no_difference():
    np.random.seed(1)
    samples = log_uniform(1e-6, 1e-3, 1500)
    assert normal_problem(normal_difference(samples, samples, 1e-6, 1e-3), 1.0)


def test_what_is_no_array_of_numbers_is_handed_back():
    assert normal_scores("text", 1, 2) == "text"
    assert normal_difference(None, None, 1, 2) is None
    for function in (tables.numbers, tables.text, tables.num_different, tables.stage_scores):
        assert function(None) is None
    assert tables.exponents(None, ["a"]) is None
    assert tables.exponents([({"b": 1}, 0.5)], ["a"]) == [({"b": 1}, 0.5)]
    assert tables.exponents_of({"b": 1}, ["a"]) == {"b": 1}
    assert tables.scores([1, 2]) == [1, 2]
    assert tables.item((1, 2, 3), 0) == (1, 2, 3) and tables.item(None, 0) is None
    assert tables.range_exponents([None], ["a"]) == [None]


def test_planned_draws_are_the_same_one_by_one_and_all_at_once():
    plan = [(1, 10, [2, 3, 4]), (5, 50, [6, 7, 8])]
    once, one_by_one = PlannedDraws(plan), PlannedDraws(plan)
    assert once(5, 50, 3).tolist() == [one_by_one(5, 50) for _ in range(3)] == [6, 7, 8]
    assert once(1, 10, 3).tolist() == [one_by_one(1, 10) for _ in range(3)] == [2, 3, 4]


def test_planned_draws_refuse_another_range_and_say_why():
    with pytest.raises(ValueError, match="as they are"):
        PlannedDraws([(1, 10, [2])])(0, 1, 1)


def test_planned_stages_try_the_same_places_of_every_range():
    search = PlannedStages({"a": [0.0, 0.5, 1.0]}, [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    first = search({"a": (1.0, 100.0)}, 1)
    assert [settings["a"] for settings, _ in first] == pytest.approx([1, 10, 100])
    assert [score for _, score in search({"a": (1.0, 4.0)}, 5)] == [0.4, 0.5, 0.6]
    assert search.asked == [({"a": (1.0, 100.0)}, 1), ({"a": (1.0, 4.0)}, 5)]


def test_what_was_asked_cannot_be_changed_afterwards():
    counted, settings = Counted(lambda settings: 1.0), {"a": 1}
    counted(settings)
    settings["a"] = 2
    assert counted.asked == [{"a": 1}]


def test_a_log_in_memory_finds_what_it_was_given_and_what_was_trained():
    log = Logging(lambda settings: 0.5, [({"a": 1}, 0.0)])
    assert log.find_score({"a": 1}) == 0.0 and log.find_score({"a": 2}) is None
    log.evaluate({"a": 2})
    assert log.find_score({"a": 2}) == 0.5 and log.trained == [{"a": 2}]


def test_runs_that_diverged_can_be_put_among_trials():
    scores = [score for _, score in scored([{}, {}, {}], [0.1, 0.2, 0.3], nan_at=[0, -1])]
    assert np.isnan(scores[0]) and scores[1] == 0.2 and np.isnan(scores[2])


def test_tables_are_in_powers_of_ten_and_sorted_where_order_is_free():
    trials = [({"a": 100, "b": 0.1}, 0.2), ({"a": 1, "b": 10}, 0.4)]
    assert tables.exponents(trials, ["a", "b"]).tolist() == [[2, -1], [0, 1]]
    assert tables.exponents(trials, ["a", "b"], in_order=False).tolist() == [[0, 1], [2, -1]]
    assert tables.scores(trials).tolist() == [0.2, 0.4]
    assert tables.scores(trials, ["a", "b"]).tolist() == [0.4, 0.2]
    assert tables.num_different([*trials, trials[0]]) == 2
    assert tables.range_exponents({"a": (1, 100)}, ["a"]).tolist() == [[0, 2]]
    assert tables.text(np.array("low")) == "low"


def test_a_stop_that_is_rehearsed_counts_what_it_was_shown():
    stop = SpikeStop(7.0)
    assert not stop([1.0, 2.0]) and stop([1.0, 2.0, 8.0]) and not stop([1.0])
    assert stop.most_seen == 3


def test_what_is_no_number_is_collected_as_one_that_no_score_is():
    found = Collected()
    for item in (0.5, None, np.float64(0.25)):
        found.add(item)
    assert found.numbers.tolist() == [0.5, -1.0, 0.25]
