"""A total, made of the points of questions step by step, in the order the policy has.

What is excused or dropped leaves, and the rest counts as all; extra credit; lateness; what a person
adds or takes off; the cap. A total is rounded to two decimals, a half upwards, as soon as it is
more than the sum of the questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from autograder.gradesheet.marked import DROPPED, EXCUSED, MarkedQuestion, Step
from autograder.gradesheet.marks import EXTRA, Mark
from autograder.gradesheet.policy import Policy
from autograder.gradesheet.steps import Kind
from autograder.lab import Question

Said = Mapping[tuple[str, str], Mark]


@dataclass(frozen=True)
class Total:
    """What makes a total of points: the policy, and the questions that count, by id."""

    policy: Policy
    counted: Mapping[str, Question]

    @cached_property
    def maximum(self) -> float:
        """The points there are, extra credit left out."""
        on_top = self.policy.extra_credit
        return sum(one.points for one in self.counted.values() if one.id not in on_top)

    def way(
        self, rows: list[MarkedQuestion], points: float | None, said: Said, late: float
    ) -> tuple[list[MarkedQuestion], list[Step]]:
        """Return the questions, those marked that do not count, and the steps to the total."""
        if points is None:
            return rows, []
        steps = [Step(Kind.SUM, points, points, {"most": self.maximum})]
        rows = self.dropped(rows)
        self.leave_out(steps, rows)
        self.take_off_for(late, steps)
        for (what, _), mark in sorted(said.items()):
            if what == EXTRA:
                more = max(steps[-1].total + mark.number, 0.0)
                add(steps, Kind.ADDED, more, reason=mark.reason, question=mark.question)
        percent = self.policy.cap_percent
        if percent is not None and steps[-1].total > percent / 100 * self.maximum:
            add(steps, Kind.CAP, percent / 100 * self.maximum, percent=percent)
        return rows, steps

    def dropped(self, rows: list[MarkedQuestion]) -> list[MarkedQuestion]:
        """Return the questions with the lowest left out, as many as the policy says.

        They are those with the smallest share of their points, of equal ones the largest.
        """
        can = [
            one for one in rows if one.id in self.counted and not one.left_out and not one.on_top
        ]
        worth = {one.id: self.counted[one.id].points for one in can}
        can = [one for one in can if worth[one.id] > 0]
        can.sort(key=lambda one: (one.points / worth[one.id], -worth[one.id]))
        out = {one.id for one in can[: min(self.policy.drop_lowest, max(len(can) - 1, 0))]}
        return [replace(one, left_out=DROPPED) if one.id in out else one for one in rows]

    def leave_out(self, steps: list[Step], rows: Sequence[MarkedQuestion]) -> None:
        """Add the step by which the rest counts as all, where questions do not count."""
        for kind in (EXCUSED, DROPPED):
            out = [one for one in rows if one.left_out == kind and one.id in self.counted]
            if not out:
                continue
            gone = [one for one in rows if one.left_out and one.id in self.counted]
            if kind == EXCUSED:
                gone = out
            on_top = sum(one.points for one in rows if one.on_top and not one.left_out)
            kept = steps[0].total - on_top - sum(one.points for one in gone)
            most = self.maximum - sum(self.counted[one.id].points for one in gone if not one.on_top)
            total = kept * self.maximum / most + on_top if most > 0 else on_top
            questions = [self.counted[one.id].title for one in out]
            add(steps, Kind.LEFT_OUT, total, why=kind, questions=questions, most=self.maximum)

    def take_off_for(self, late: float, steps: list[Step]) -> None:
        """Add the step of what lateness costs, where it costs anything or free days are spent."""
        policy, points = self.policy, steps[-1].total
        if late <= 0:
            return
        if policy.latest_day is not None and late > policy.latest_day:
            add(steps, Kind.TOO_LATE, 0.0, days=late, latest=policy.latest_day)
            return
        free = min(late, policy.free_late_days)
        percent = min((late - free) * policy.percent_a_day, policy.most_percent)
        of = points if policy.percent_of == "points" else self.maximum
        left = max(points - percent / 100 * of, 0.0)
        if percent or free:
            add(steps, Kind.LATE, left, days=late, free=free, percent=percent, of=of)


def add(steps: list[Step], kind: str, total: float, **facts: object) -> float:
    """Add a step that leads to a total, rounded; return that."""
    rounded = float(Decimal(repr(total)).quantize(Decimal("0.01"), ROUND_HALF_UP))
    before = steps[-1].total if steps else 0.0
    steps.append(Step(kind, rounded - before, rounded, facts))
    return rounded
