"""The audit of misconceptions: its fast cut holds, and it can fail.

Every mistake of the bank, one by one, stands in test_misconceptions.py.
"""

from dataclasses import replace

from autograder.audit import misconceptions


def test_every_tenth_mistake_is_caught_and_named(lab):
    for row in misconceptions.audit(True, lab):
        assert row.failures == ()
        assert row.holds


def test_a_mistake_that_costs_another_question_than_it_says_falls_short(lab):
    relu = next(mistake for mistake in lab.mistakes if mistake.question == "relu_forward")
    wrong = replace(relu, fails=("relu_backward",))
    caught, named = misconceptions.audit(True, replace(lab, mistakes=[wrong]))
    assert (caught.reached, caught.wanted, named.reached) == (0, 1, 0)
    assert "expected ['relu_backward', 'relu_forward']" in caught.failures[0]
    assert "not named in relu_backward" in named.failures[0]
