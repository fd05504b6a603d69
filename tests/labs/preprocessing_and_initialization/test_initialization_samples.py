"""Random weights are judged as a sample: how seldom a right initialisation fails, added up."""

import math

import numpy as np

from assignment.initialization import he, small_random, xavier
from autograder import labs
from autograder.student.checking.comparisons.normal import (
    FAR,
    MARGIN,
    SEVERAL,
    is_long,
    normal_problem,
)
from labs.preprocessing_and_initialization.cases import AGAIN

LAB = labs.load("preprocessing_and_initialization")
RANDOM = ("small_random", "xavier", "he")


def below(k, x):
    """The probability that a chi-square variable of k degrees of freedom is below x: the series."""
    a, half = k / 2, x / 2
    term = total = 1.0
    for n in range(1, 10_000):
        term *= half / (a + n)
        total += term
        if term < 1e-17 * total:
            break
    return math.exp(a * math.log(half) - half - math.lgamma(a + 1)) * total


def above(k, x):
    """An upper bound of the probability that it is above x (Chernoff)."""
    return math.exp(k / 2 * (1 - x / k + math.log(x / k)))


def fails(rows, columns):
    """A bound of the probability that weights drawn rightly do not look so."""
    n = rows * columns
    if n == 1:
        return math.erfc(MARGIN / math.sqrt(2))
    low, high = 1 - MARGIN / math.sqrt(2 * n), 1 + MARGIN / math.sqrt(2 * n)
    spread = below(n - 1, n * low**2) + above(n - 1, n * high**2)
    mean = math.erfc(MARGIN / math.sqrt(2))
    even = sum(
        others * below(along - 1, along / 25)
        for axis, along, others in ((0, rows, columns), (1, columns, rows))
        if is_long(np.empty((rows, columns)), axis)
    )
    return spread + mean + even + (no_tails(n) if n >= SEVERAL else 0)


def no_tails(n):
    """A bound of the probability that too few of n numbers are far from 0 (Chernoff)."""
    share = FAR - MARGIN * math.sqrt(FAR / n)
    less = share * math.log(share / FAR) + (1 - share) * math.log((1 - share) / (1 - FAR))
    return math.exp(-n * less)


def test_the_tails_are_those_of_the_chi_square_distribution():
    """For two degrees of freedom they are known: 1 - exp(-x / 2)."""
    assert math.isclose(below(2, 0.3), 1 - math.exp(-0.15), rel_tol=1e-12)
    assert math.exp(-15) < above(2, 30) < 50 * math.exp(-15)
    assert below(100, 100) + above(100, 130) < 1


def test_a_right_initialisation_fails_less_than_once_in_a_million():
    """All cases that are graded, and of each question one that is asked once more."""
    risk = 0
    for id in RANDOM:
        cases = [case for case in LAB[id].cases if case.tests != AGAIN and not case.practice]
        for case in cases:
            case.reseed(0)
        # Where the spread is 0, all weights are 0: nothing is drawn.
        cases = [case for case in cases if getattr(case, "std", 1) > 0]
        risks = [fails(case.fan_in, case.fan_out) for case in cases]
        risk += sum(risks) + max(risks)
    assert risk < 1e-6


def test_a_spread_that_is_wrong_by_thirty_per_cent_always_fails():
    for id, draw in zip(RANDOM, (small_random, xavier, he)):
        for case in [case for case in LAB[id].cases if case.tests is None]:
            std = 0.01 if id == "small_random" else math.sqrt(1 / case.fan_in)
            std *= math.sqrt(2) if id == "he" else 1
            np.random.seed(4)
            w = draw(case.fan_in, case.fan_out)
            assert normal_problem(w, std) == ""
            assert normal_problem(1.3 * w, std) and normal_problem(w / 1.3, std)


def test_what_has_the_right_spread_and_is_no_normal_draw_fails():
    random = np.random.RandomState(5)
    for rows, columns in ((24, 50), (1, 1001), (1001, 1)):
        evenly = random.uniform(-1, 1, (rows, columns)) * math.sqrt(3)
        two = random.choice([-1.0, 1.0], (rows, columns))
        repeated = np.resize(random.standard_normal(rows * columns // 2), (rows, columns))
        for w in (evenly, two, repeated):
            assert normal_problem(w, 1.0)
        assert normal_problem(random.standard_normal((rows, columns)), 1.0) == ""
