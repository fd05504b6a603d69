"""Regrade: what a change leaves standing of an earlier result, and grading the rest again.

A question whose check is as it was keeps its verdict, unless it hangs on one that changed: an
earlier function that is wrong, or a mistake of another question that excuses it, as one on the
same function may. So the changed questions are graded first. Where they are simply right, before
and now, nothing else hangs on them; otherwise whatever could is graded too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from autograder.grading.grade import Grader, Reading
from autograder.lab import Lab
from autograder.oracle import Oracle
from autograder.outcomes import Outcome, Status
from autograder.results import QuestionResult, Result, sayable
from autograder.student.language import facts_of


def regrade(grader: Grader, reading: Reading, earlier: Result | None) -> Result:
    """Return the result that grading everything anew would give, with as little of it as will do.

    earlier  the submission's last result, if it can be read
    """
    if earlier is None or reading.submission is None or not comparable(grader, reading, earlier):
        return grader.grade_reading(reading)
    stood = {question.id: question for question in earlier.questions}
    checks = grader.basis.checks
    changed = {id for id in checks if id not in stood or stood[id].check != checks[id]}
    if not changed:
        return joined(grader, reading, earlier, ())
    fresh = grader.grade_reading(reading, only=changed)
    before = [stood[id] for id in changed if id in stood]
    verdicts = [*before, *fresh.questions]
    if len(before) < len(changed) or not all(simply_right(v, grader.lab) for v in verdicts):
        changed = reached(changed, hanging_on(grader.oracle))
        building = reached(changed, reversed_of(hanging_on(grader.oracle)))
        if {question.id for question in fresh.questions} != building:
            fresh = grader.grade_reading(reading, only=building)
    told = facts_of(fresh.message), facts_of(earlier.message)
    if told[0] != told[1]:  # modules were missing that other questions ask for
        return grader.grade_reading(reading)
    graded = [question for question in fresh.questions if question.id in changed]
    return joined(grader, reading, earlier, graded)


def comparable(grader: Grader, reading: Reading, earlier: Result) -> bool:
    """Whether an earlier result differs from a new one in the checks and its language at most."""
    now = grader.graded_with(reading.digest)
    return (
        stands(replace(earlier, graded_with={**earlier.graded_with, "lab": now["lab"]}), now)
        and earlier.status == Status.GRADED
        and earlier.score is not None
    )


def stands(earlier: Result, graded_with: Mapping[str, str]) -> bool:
    """Whether an earlier result is the one that grading gives, but for the language it is in."""
    if dict(earlier.graded_with) == graded_with:
        return True
    before, now = ({**each, "language": ""} for each in (earlier.graded_with, graded_with))
    return before == now and sayable(earlier)


def simply_right(verdict: QuestionResult, lab: Lab) -> bool:
    """Whether nothing hangs on a verdict: right without help, or always for a person to grade.

    What no Python and NumPy at hand could judge is for a person, too, and may be wrong.
    """
    if verdict.carried or verdict.runtime:
        return False
    by_hand = verdict.outcome == Outcome.MANUAL and verdict.id not in lab.checked
    return verdict.outcome == Outcome.PASSED or by_hand


def hanging_on(oracle: Oracle) -> dict[str, set[str]]:
    """Return for each question those whose verdict it can change when it is not right."""
    found: dict[str, set[str]] = {question.id: set() for question in oracle.lab.questions}
    for question in oracle.lab.checked.values():
        for id in question.given:
            found[id].add(question.id)
        # What one question on a function lost costs the others nothing.
        same = oracle.lab.on_function(question.function)
        found[question.id].update(q.id for q in same if q is not question)
    for mistake in oracle.bank:
        found[mistake.question].update(mistake.follows)
    return found


def reversed_of(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return for each question those whose state its own verdict can need."""
    return {id: {other for other, ends in edges.items() if id in ends} for id in edges}


def reached(start: Iterable[str], edges: dict[str, set[str]]) -> set[str]:
    """Return the questions that can be reached from some, and these themselves."""
    found, todo = set(start), list(start)
    while todo:
        new = edges[todo.pop()] - found
        found |= new
        todo += new
    return found


def joined(
    grader: Grader, reading: Reading, earlier: Result, graded: Iterable[QuestionResult]
) -> Result:
    """Return an earlier result with some of its questions replaced, made as of now."""
    verdicts = {question.id: question for question in (*earlier.questions, *graded)}
    questions = tuple(verdicts[question.id] for question in grader.lab.questions)
    result = replace(
        earlier,
        score=round(sum(question.points for question in questions), 6),
        max_score=grader.lab.max_score,
        questions=questions,
        graded_with=grader.graded_with(reading.digest),
        passed_over=reading.passed_over,
    )
    return grader.worded(result)
