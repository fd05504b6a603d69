"""The oracle works out what mistakes would give when they are first asked for."""

import autograder.oracle
from autograder.oracle import Oracle


def test_mistakes_are_answered_when_first_asked_for_and_once(lab, monkeypatch):
    ran = []
    outcome = autograder.oracle.outcome

    def counted(case, package):
        ran.append(case)
        return outcome(case, package)

    monkeypatch.setattr(autograder.oracle, "outcome", counted)
    oracle = Oracle(lab)
    assert ran == []
    first = oracle.mistakes("relu_backward")
    assert {case.expected.case for case in ran} == {
        case.expected.case for case in oracle.cases["relu_backward"]
    }
    count = len(ran)
    assert oracle.mistakes("relu_backward") is first and len(ran) == count
    assert len(first) == len(oracle.cases["relu_backward"])
