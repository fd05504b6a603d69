"""The audit of misconceptions: its fast cut holds, and it can fail.

Every mistake of the bank, one by one, stands in test_misconceptions.py.
"""

from dataclasses import replace

from tests.audit import misconceptions
from tests.audit.misconceptions import BANK

RELU = BANK[next(id for id in BANK if id.startswith("relu_forward."))]


def test_every_tenth_mistake_is_caught_and_named():
    for row in misconceptions.audit(fast=True):
        assert row.failures == ()
        assert row.holds


def test_a_mistake_that_costs_another_question_than_it_says_falls_short(monkeypatch):
    wrong = replace(RELU, fails=("relu_backward",))
    monkeypatch.setattr(misconceptions, "BANK", {wrong.id: wrong})
    caught, named = misconceptions.audit(fast=True)
    assert (caught.reached, caught.wanted, named.reached) == (0, 1, 0)
    assert "expected ['relu_backward', 'relu_forward']" in caught.failures[0]
    assert "not named in relu_backward" in named.failures[0]
