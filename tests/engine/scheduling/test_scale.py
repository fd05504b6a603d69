"""The simulation of a large class follows from arithmetic where that is simple."""

import random

import pytest

from benchmarks.scale import simulate


def test_equal_submissions_fill_all_workers():
    assert simulate([2.0] * 100, 4) == (50.0, 0)
    assert simulate([2.0] * 101, 4) == (52.0, 0)


def test_a_straggler_at_the_end_is_waited_for():
    assert simulate([1.0] * 9 + [10.0], 2)[0] == 14.0
    assert simulate([10.0] + [1.0] * 9, 2)[0] == 10.0


def test_a_scheduler_that_serves_one_at_a_time_is_the_limit():
    assert simulate([0.01] * 1000, 100, overhead=0.001)[0] == pytest.approx(1.01)


def test_a_lost_worker_costs_its_submission_once_more():
    costs = [30.0] * 2000
    end, repeated = simulate(costs, 8, lost_per_hour=1.0, random_numbers=random.Random(3))
    assert 5 < repeated < 40
    assert end > sum(costs) / 8 + 30 * repeated / 16
