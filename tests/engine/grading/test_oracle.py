"""The oracle works out what mistakes would give when they are first asked for, and is shared."""

import shutil
from dataclasses import replace

import autograder.oracle
from autograder.oracle import Oracle, oracle_of


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


def test_an_oracle_is_shared_until_the_lab_or_its_master_changes(lab, tmp_path):
    shutil.copytree(lab.course.master, tmp_path / "assignment")
    lab = replace(lab, course=replace(lab.course, folder=tmp_path))
    first = oracle_of(lab)
    assert oracle_of(lab) is first
    assert oracle_of(lab, seed=1) is not first
    assert oracle_of(replace(lab)) is not first
    first = oracle_of(lab)
    layers = tmp_path / "assignment" / "layers.py"
    layers.write_text(layers.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    again = oracle_of(lab)
    assert again is not first and again.sources["layers.py"].endswith("# changed\n")
