"""A folder's gradesheet: each result, with a person's marks and the policy, becomes a marked one.

The order is the policy's meaning, so it is fixed: points of the questions, a person's before the
machine's; the steps of `total`; a total that a person set; the best attempt.
"""

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from functools import cached_property, lru_cache
from pathlib import Path

from autograder.gradesheet import marks as said_by_people
from autograder.gradesheet.lateness import NoTime, as_time, days_late
from autograder.gradesheet.marked import (
    EXCUSED,
    Conflict,
    Marked,
    MarkedQuestion,
    Step,
)
from autograder.gradesheet.marks import Mark, Marks, read_marks
from autograder.gradesheet.policy import BadPolicy, Policy, read_policy
from autograder.gradesheet.steps import Kind
from autograder.gradesheet.total import Said, Total, add
from autograder.lab import Lab, Manual, Question
from autograder.outcomes import Outcome, Status
from autograder.plain_text import finite, line
from autograder.results import (
    PREVIOUS,
    BadResult,
    QuestionResult,
    Result,
    read_result,
    safe_name,
)
from autograder.table_cells import as_number, same_mark

_OF_RESULT = tuple(one.name for one in fields(Result))
_OF_QUESTION = tuple(one.name for one in fields(QuestionResult))


def gradesheet(lab: Lab, folder: Path) -> "Gradesheet":
    """Return the gradesheet of a folder of results. Raises BadMarks and BadPolicy."""
    places = [
        folder / said_by_people.FOLDER / name for name in (said_by_people.NAME, "policy.yaml")
    ]
    return _read(lab.name, folder.absolute(), tuple(map(_stamp, places)), _Lab(lab))


class _Lab:
    """A lab that a cache takes for any other of its name: the name is in the key, too."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab

    def __hash__(self) -> int:
        return id(self.lab)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lab) and other.lab is self.lab


@lru_cache(8)  # a class of thousands reads it for every page
def _read(name: str, folder: Path, stamps: tuple[object, ...], lab: _Lab) -> "Gradesheet":
    return Gradesheet(lab.lab, folder)


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_size, found.st_ino


class Gradesheet:
    """Marks and policy of a folder of results, and what they make of a result."""

    def __init__(self, lab: Lab, folder: Path, *, alone: bool = False) -> None:
        """Read marks and policy; other attempts are not looked at if `alone`."""
        self.lab = lab
        self.folder = folder
        points = {question.id: question.points for question in lab.questions}
        self.marks: Marks = read_marks(folder, points)
        self.policy: Policy = read_policy(folder, points)
        self.others: list[Gradesheet] = []
        for name in () if alone else self.policy.best_of:
            if not (folder / name / "results").is_dir():
                raise BadPolicy(f"{folder}: best of: {line(name)} holds no results.")
            self.others.append(Gradesheet(lab, folder / name, alone=True))

    @cached_property
    def counted(self) -> dict[str, Question]:
        """The questions that count: all automatic ones, and those that a person graded."""
        counted = self.lab.automatic.keys() | self.marks.by_hand
        return {one.id: one for one in self.lab.questions if one.id in counted}

    @cached_property
    def total(self) -> Total:
        """What makes a total of points."""
        return Total(self.policy, self.counted)

    @property
    def maximum(self) -> float:
        """The points there are, extra credit left out."""
        return self.total.maximum

    def all(self, results: Sequence[Result]) -> list[Marked]:
        """Return a class's results as they count, with those who handed in nothing and have a
        total all the same, by student."""
        absent = [self.absent(student) for student in self.only_said(results)]
        marked = [self.marked(result) for result in (*results, *absent)]
        return sorted(marked, key=lambda result: result.student)

    def only_said(self, results: Sequence[Result]) -> list[str]:
        """Return who has no result here and a total, by a person's word or another attempt."""
        here = {result.student for result in results}
        whole = ((said_by_people.TOTAL, ""), (said_by_people.EXCUSED, ""))
        said = {one for one in self.marks.about if any(map(self.marks.of(one).get, whole))}
        for other in self.others:
            said |= {one.student for one in other.results.values()}
        return sorted(said - here)

    def unknown(self, results: Sequence[Result]) -> list[str]:
        """Return of whom marks speak though they have no result here, and no total by a mark."""
        here = {result.student for result in results}
        return sorted(self.marks.about - here - {*self.only_said(results)})

    @cached_property
    def results(self) -> Mapping[str, Result]:
        """The results in the folder, by the name of their file; those that can be read."""
        found = {}
        for path in (self.folder / "results").glob("*.json"):
            try:
                found[path.stem] = read_result(path)
            except BadResult:
                continue
        return found

    def absent(self, student: str) -> Result:
        """Return the result of who handed in nothing here."""
        return Result(
            student, self.lab.name, Status.ABSENT, None, self.lab.max_score, "", (), 0.0, ""
        )

    def marked(self, result: Result, said: Said | None = None) -> Marked:
        """Return a result as it counts, by what people said of the student unless `said`."""
        if said is None:
            said = self.marks.of(result.student)
        rows = self.rows_of(result, said)
        late, problem = self.lateness(said)
        problems = (*self.marks.problems_of(result.student), *filter(None, [problem]))
        excused = self.excused(said)
        waits_for = self.waiting(result, rows, said)
        total: float | None = None
        steps: list[Step] = []
        if not (excused or problems or waits_for):
            rows, steps = self.total.way(rows, self.points_of(result, rows), said, late)
            total = steps[-1].total if steps else None
        conflicts = self.conflicts(result.student, rows, said, total)
        if not (excused or problems or waits_for):
            if set_by_hand := said.get((said_by_people.TOTAL, "")):
                total = add(steps, Kind.SET, set_by_hand.number, reason=set_by_hand.reason)
            total = self.best_attempt(result.student, total, steps)
        plain = {name: getattr(result, name) for name in _OF_RESULT}
        plain |= {"questions": tuple(rows), "max_score": self.maximum, "score": total}
        return Marked(
            **plain,
            verdict=result,
            steps=tuple(steps),
            excused=excused is not None,
            why_excused=excused.reason if excused else "",
            waits_for=waits_for,
            problems=problems,
            conflicts=conflicts,
            late_days=late,
            closing=self.policy.closing,
        )

    def excused(self, said: Said) -> Mark | None:
        """Return the mark that excuses a student from the lab; from all its questions is, too."""
        if whole := said.get((said_by_people.EXCUSED, "")):
            return whole
        counting = self.counted.keys() - {*self.policy.extra_credit}
        marks = [said.get((said_by_people.EXCUSED, id)) for id in sorted(counting)]
        return marks[0] if marks and all(marks) else None

    def rows_of(self, result: Result, said: Said) -> list[MarkedQuestion]:
        """Return a result's questions with a person's word on them, in the lab's order."""
        answers = {answer.id: answer for answer in result.questions}
        rows = []
        for question in self.lab.questions:
            answer = answers.get(question.id)
            mark = said.get((said_by_people.POINTS, question.id))
            excused = said.get((said_by_people.EXCUSED, question.id))
            if answer is None and not mark and not excused:
                continue
            answer = answer or unanswered(question)
            by_hand = isinstance(question, Manual)
            machine = None if by_hand else (finite(answer.points) or 0.0)
            plain = {name: getattr(answer, name) for name in _OF_QUESTION}
            if mark:
                plain |= {"points": mark.number, "outcome": outcome(mark.number, question.points)}
            rows.append(
                MarkedQuestion(
                    **plain,
                    machine=machine,
                    mark=mark,
                    left_out=EXCUSED if excused else "",
                    why_left_out=excused.reason if excused else "",
                    on_top=question.id in self.policy.extra_credit,
                )
            )
        return rows

    def waiting(
        self, result: Result, rows: Sequence[MarkedQuestion], said: Said
    ) -> tuple[str, ...]:
        """Return the questions in which others have a hand grade and this student not yet.

        Of a submission that could not be read, and of none, there is nothing to grade.
        """
        if result.status != Status.GRADED or (said_by_people.EXCUSED, "") in said:
            return ()
        done = {row.id for row in rows if row.mark or row.left_out}
        by_hand = [one.id for one in self.counted.values() if isinstance(one, Manual)]
        return tuple(id for id in by_hand if id not in done)

    def points_of(self, result: Result, rows: Sequence[MarkedQuestion]) -> float | None:
        """Return the points in all questions, None where the grader gave none and no person did."""
        score = finite(result.score)
        if score is None:
            given = {row.id for row in rows if row.mark}
            if not given or {one.id for one in self.counted.values()} - given:
                return None
            return sum(row.points for row in rows)
        return score + sum(row.points - (row.machine or 0.0) for row in rows if row.mark)

    def lateness(self, said: Said) -> tuple[float, str]:
        """Return how many days late something is, and why that cannot be told."""
        if mark := said.get((said_by_people.LATE_DAYS, "")):
            return math.ceil(mark.number), ""  # a day that has begun is one
        handed_in = said.get((said_by_people.HANDED_IN, ""))
        if not self.policy.deadline or not handed_in:
            return 0.0, ""
        extension = said.get((said_by_people.EXTENSION, ""))
        days = timedelta(days=extension.number) if extension else timedelta()
        grace = timedelta(minutes=self.policy.grace_minutes)
        try:
            return days_late(as_time(handed_in.value), self.policy.deadline + days, grace), ""
        except (NoTime, OverflowError) as error:
            return 0.0, f"{said_by_people.NAME}, line {handed_in.row}: {error}"

    def best_attempt(self, student: str, total: float | None, steps: list[Step]) -> float | None:
        """Return the best total of this attempt and the others, and add a step if it is theirs."""
        for name, other in zip(self.policy.best_of, self.others):
            result = other.results.get(safe_name(student))
            theirs = other.marked(result).score if result else None
            if theirs is not None and (total is None or theirs > total):
                total = add(steps, Kind.ATTEMPT, theirs, folder=Path(name).name)
        return total

    def conflicts(
        self, student: str, rows: Sequence[MarkedQuestion], said: Said, total: float | None
    ) -> tuple[Conflict, ...]:
        """Return where the machine's word has changed since a person spoke."""
        found = []
        for row in rows:
            if row.mark and row.machine is not None:
                base = as_number(row.mark.base)
                if base is None:
                    base = self.points_before(student).get(row.id, row.machine)
                if not same_mark(base, row.machine):
                    found.append(Conflict(row.id, row.points, base, row.machine))
        mark = said.get((said_by_people.TOTAL, ""))
        base = as_number(mark.base) if mark else None
        if mark and base is not None and not same_mark(base, total):
            found.append(Conflict("", mark.number, base, total))
        return tuple(found)

    def points_before(self, student: str) -> Mapping[str, float]:
        """Return a student's points before they moved, by question; {} if they did not."""
        path = self.folder / PREVIOUS / f"{safe_name(student)}.json"
        try:
            return {one.id: one.points for one in read_result(path).questions}
        except BadResult:
            return {}


def outcome(points: float, most: float) -> Outcome:
    """Return the outcome of a question with points that a person gave."""
    if points >= most:
        return Outcome.PASSED
    return Outcome.PARTIAL if points > 0 else Outcome.FAILED


def unanswered(question: Question) -> QuestionResult:
    """Return the verdict on a question of which no result says anything."""
    return QuestionResult(
        question.id, question.title, 0.0, question.points, Outcome.NOT_IMPLEMENTED
    )
