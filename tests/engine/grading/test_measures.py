"""How well questions measure, on simulated classes whose parameters are known."""

import time

import numpy as np
import pytest

from autograder import labs
from autograder.reporting import measures as of
from autograder.reporting.measures import alpha, correlation, measures
from autograder.results import Property, QuestionResult, Result

LAB = labs.load("two_layer_net")
ASKED = list(LAB.checked.values())


def simulated(count, ability_counts, seed=0, odd=None):
    """A class in which a question is right where ability, so weighted, beats chance.

    odd  the question that chance alone decides
    """
    random = np.random.RandomState(seed)
    ability = random.standard_normal(count)
    results = []
    chance = random.standard_normal((count, len(ASKED)))
    for i in range(count):
        answers = []
        for j, question in enumerate(ASKED):
            weight = 0 if question.id == odd else ability_counts
            right = weight * ability[i] + chance[i, j] > THRESHOLDS[j]
            properties = tuple(Property(n, bool(right), p) for n, p in question.properties.items())
            outcome = "passed" if right else "failed"
            points = question.points if right else 0.0
            answers.append(
                QuestionResult(
                    question.id, "", points, question.points, outcome, properties=properties
                )
            )
        results.append(Result(f"s{i}", LAB.name, "graded", 0.0, 1.0, "", tuple(answers), 0.0, ""))
    return results


THRESHOLDS = np.linspace(-1.5, 1.5, len(ASKED))


def questions(found):
    return {item.question: item for item in found.items if not item.property}


def test_difficulty_is_the_share_that_the_model_says():
    """P(right) of weight 1: normal distribution with variance 2 above the threshold."""
    from math import erf

    found = questions(measures(simulated(4000, 1.0), LAB))
    for question, threshold in zip(ASKED, THRESHOLDS):
        expected = 0.5 * (1 - erf(threshold / 2))
        assert found[question.id].difficulty == pytest.approx(expected, abs=0.03)


def test_discrimination_grows_with_what_ability_counts_and_chance_stands_alone():
    weak, strong = (measures(simulated(4000, weight), LAB) for weight in (0.3, 2.0))
    for question in ASKED:
        assert questions(strong)[question.id].discrimination > 0.3
        assert (
            questions(strong)[question.id].discrimination
            > questions(weak)[question.id].discrimination
        )
    odd = ASKED[len(ASKED) // 2].id
    found = questions(measures(simulated(4000, 2.0, odd=odd), LAB))
    assert [id for id, item in found.items() if item.suspicion == of.ALONE] == [odd]


def test_reliability_is_that_of_parallel_items():
    """Alpha of k parallel items with correlation r is kr / (1 + (k - 1) r) (Spearman, Brown)."""
    random = np.random.RandomState(1)
    k, r = 10, 0.3
    true = random.standard_normal((200_000, 1)) * np.sqrt(r)
    items = true + random.standard_normal((200_000, k)) * np.sqrt(1 - r)
    assert alpha(items) == pytest.approx(k * r / (1 + (k - 1) * r), abs=0.005)


def test_what_everybody_has_right_or_nobody_is_marked_and_why():
    results = simulated(200, 1.0)
    found = questions(measures(results, LAB))
    assert not any(item.suspicion for item in found.values())
    assert of.suspicious(0.99, 0.5) == of.ALL_RIGHT
    assert of.suspicious(0.05, 0.5) == of.NEARLY_NONE
    assert of.suspicious(0.5, -0.4) == of.AGAINST
    assert of.suspicious(0.5, None) == ""


def test_nothing_is_said_of_a_few_and_of_what_does_not_vary():
    assert measures(simulated(of.FEWEST - 1, 1.0), LAB) is None
    assert correlation(np.ones(5), np.arange(5.0)) is None
    assert alpha(np.ones((30, 4))) is None


def test_ten_thousand_take_less_than_two_seconds():
    results = simulated(100, 1.0) * 100
    start = time.process_time()
    found = measures(results, LAB)
    assert found.students == 10_000 and time.process_time() - start < 2
