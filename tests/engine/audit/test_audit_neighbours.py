"""The audit of neighbours: its fast cut holds, and it can fail."""

import pytest

from autograder import labs
from autograder.audit import neighbours
from autograder.grading.attempt import Attempt
from autograder.grading.replacements import NOTHING


@pytest.mark.parametrize("name", ["two_layer_net", "cnn_arithmetic"])
def test_whatever_is_wrong_beside_it_a_right_answer_keeps_its_marks(name):
    for row in neighbours.audit(True, labs.load(name)):
        assert row.failures == ()
        assert row.holds


def test_a_mark_lost_to_somebody_elses_mistake_falls_short(lab, monkeypatch):
    monkeypatch.setattr(Attempt, "_remedied", lambda self, question, own: (own, NOTHING))
    rows = neighbours.audit(True, lab)
    assert any(not row.holds for row in rows)
