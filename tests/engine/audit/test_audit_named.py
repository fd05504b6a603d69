"""Mistakes nobody had seen when the banks were written: most are named, and none falsely."""

import pytest

from autograder import labs
from autograder.audit.named import attempts, audit


@pytest.mark.parametrize("lab", labs.names())
def test_of_unseen_mistakes_none_is_named_falsely(lab):
    named, truly = audit(True, labs.load(lab))
    assert truly.holds, truly.failures
    assert named.holds


def test_two_hundred_at_least_were_written():
    assert sum(1 for lab in labs.names() for _ in attempts(labs.load(lab))) >= 200
