"""The audit of ranges: its fast cut holds, and it can fail."""

import pytest

from autograder import labs
from autograder.audit import ranges


@pytest.mark.parametrize("name", ["two_layer_net", "cnn_arithmetic"])
def test_the_mark_lies_in_the_range_of_check(name):
    (row,) = ranges.audit(True, labs.load(name))
    assert row.failures == () and row.holds


def test_a_check_that_promises_too_much_falls_short(lab, monkeypatch):
    points_between = ranges.Checker.report

    def promised(self, id):
        report = points_between(self, id)
        report.sure = report.most = report.points
        return report

    monkeypatch.setattr(ranges.Checker, "report", promised)
    (row,) = ranges.audit(True, lab)
    assert not row.holds and "is not in" in row.failures[0]
