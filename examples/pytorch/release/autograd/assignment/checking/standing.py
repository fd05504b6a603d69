"""How many points a question has for sure, and how many it may have, by its public cases.

A public case shows some properties of a question; others only the grader's cases show. What fails
because of another question is graded with the reference's function in that one's place.
"""

from collections.abc import Sequence

from .render import Report
from .saved import PACKAGE
from .spelling import Data
from .verdict import SHAPES, UNCHANGED


def points_between(
    data: Data, report: Report, mistakes: Sequence[str] = (), error: BaseException | None = None
) -> tuple[float, float]:
    """Return (points for sure, points at most) of a question.

    data      the question, as released
    report    the Report on its public cases
    mistakes  known mistakes that explain the answers
    error     the first exception of these cases, None where there was none
    """
    if report.state == "not started":
        return 0, 0
    points = data["properties"]
    seen = {finding.property for finding in report.findings} & points.keys()
    wrong = {finding.property for finding in report.findings if not finding.holds}
    values = values_of(data) & points.keys()
    # A mistake in one property may show in others, too, which only the grader's cases see.
    counted = values if wrong - {SHAPES, UNCHANGED} else seen
    sure = sum(points[name] for name in counted - wrong)
    sure = min([sure, *(data["worth"][mistake] for mistake in mistakes)])
    most = sum(points[name] for name in points if name not in wrong)
    if values & wrong:  # what stands beside the values counts only once they are right
        most = sum(points[name] for name in values - wrong)
    if report.state == "waits" or is_not_installed(error):
        most = data["points"]
    return sure, most


def values_of(data: Data) -> set[str]:
    """Return the properties that are an output's values rather than something beside them."""
    outputs = {name for case in data["cases"] if not case["tests"] for name in case["expected"]}
    return outputs - {case["tests"] for case in data["cases"]} - {SHAPES, UNCHANGED}


def is_not_installed(error: BaseException | None) -> bool:
    """Whether a library is not installed here; the grader does without what it can do without."""
    return isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith(PACKAGE)
