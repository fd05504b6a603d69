"""What a question is still worth with a known mistake in its function, by all of its cases.

The notebook's check tells it where the public cases show the mistake: of other properties they may
show nothing, and the grader's cases do.
"""

from collections.abc import Mapping

from autograder.lab import Checked
from autograder.oracle import Fingerprint, Oracle, Prepared
from autograder.student.checking.verdict import SHAPES, UNCHANGED


def worth(oracle: Oracle, question: Checked) -> dict[str, float]:
    """Return the points that are left with each known mistake that shows in a question."""
    lost: dict[str, set[str]] = {}
    for prepared, mistakes in zip(
        oracle.cases[question.id], oracle.mistakes(question.id), strict=True
    ):
        for id, change in mistakes.items():
            lost.setdefault(id, set()).update(properties_lost(prepared, change))
    return {id: points_without(question, names) for id, names in lost.items()}


def properties_lost(prepared: Prepared, change: Fingerprint) -> set[str]:
    """Return the properties that a wrong answer to a case shows not to hold."""
    expected = prepared.expected
    lost = set()
    for name in expected.outputs if "error" in change else change:
        if name not in expected.outputs:
            lost.add(UNCHANGED)
        elif only_in_shape(prepared.right[name], change.get(name, {})):
            lost.add(SHAPES)
        else:
            lost.add(expected.tests or name)
    return lost


def only_in_shape(right: Mapping[str, object], wrong: Mapping[str, object]) -> bool:
    """Whether an output holds the right numbers in another shape."""
    return "sums" in right and right.get("sums") == wrong.get("sums")


def points_without(question: Checked, lost: set[str]) -> float:
    """Return a question's points without some properties."""
    kept = {name: points for name, points in question.properties.items() if name not in lost}
    if any(question.is_value(name) and name in lost for name in question.properties):
        kept = {name: points for name, points in kept.items() if question.is_value(name)}
    return sum(kept.values())
