"""Misconceptions: each mistake of the bank costs the questions it should, and is named in them.

Each is made in the reference, handed in, and graded like any other submission.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from autograder.audit.row import Row
from autograder.grading.grade import Grader
from autograder.lab import Lab
from autograder.misconception import Misconception
from autograder.oracle import Oracle
from autograder.outcomes import Outcome
from autograder.results import Result

EVERY = 10


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Grade every mistake under the default isolation; fast: every tenth."""
    mistakes = lab.mistakes[:: EVERY if fast else 1]
    uncaught: list[str] = []
    unnamed: list[str] = []
    with tempfile.TemporaryDirectory() as folder, Grader(lab) as grader:
        for mistake in mistakes:
            result = grader.grade(hand_in(grader.oracle, [mistake], Path(folder, "ada")))
            uncaught += miscounted(grader.oracle, mistake, result)
            unnamed += not_named(grader.oracle, mistake, result)
    return [
        Row(
            f"{lab.name}: misconceptions {word}",
            len(mistakes) - len(short),
            len(mistakes),
            tuple(short),
        )
        for word, short in (("caught", uncaught), ("named", unnamed))
    ]


def hand_in(oracle: Oracle, mistakes: Iterable[Misconception], folder: Path) -> Path:
    """Write the reference with some mistakes made in it as a submission; return its folder."""
    sources = oracle.sources
    for mistake in mistakes:
        sources = mistake.apply(sources)
    for file in oracle.lab.student_files:
        path = folder / "assignment" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sources[file], encoding="utf-8")
    return folder


def miscounted(oracle: Oracle, mistake: Misconception, result: Result) -> list[str]:
    """Return, in at most one sentence, what a mistake cost beside or below what it should.

    The questions it costs lose points and say so; those it only spoils further on are carried.
    """
    costly = costs(oracle, mistake)
    followed = spoiled(mistake) - costly
    problems = []
    if failed(oracle.lab, result) != costly:
        problems.append(f"costs {sorted(failed(oracle.lab, result))}, expected {sorted(costly)}")
    for question in result.questions:
        lost = question.points < question.max_points
        if question.id in costly and not (lost and str(question.message).startswith(question.id)):
            problems.append(f"{question.id} keeps its points, or does not say why it lost them")
        if question.id in followed and (lost or not question.carried):
            problems.append(f"{question.id} only follows, yet it is not carried")
    return [f"{mistake.id}: {'; '.join(problems)}"] if problems else []


def not_named(oracle: Oracle, mistake: Misconception, result: Result) -> list[str]:
    """Return, in at most one sentence, the costly questions whose diagnosis lacks a mistake."""
    missing = [id for id in costs(oracle, mistake) if mistake.id not in named(result, id)]
    return [f"{mistake.id}: not named in {', '.join(sorted(missing))}"] if missing else []


def failed(lab: Lab, result: Result) -> set[str]:
    """Return the ids of the questions answered by code that are not passed."""
    return {q.id for q in result.questions if q.id in lab.checked and q.outcome != Outcome.PASSED}


def spoiled(mistake: Misconception) -> set[str]:
    """Return the ids of the questions a mistake changes the answers to."""
    return {mistake.question, *mistake.fails, *mistake.follows}


def costs(oracle: Oracle, mistake: Misconception) -> set[str]:
    """Return the questions a mistake costs points of: what only follows from it is carried."""
    return {id for id in spoiled(mistake) if not oracle.follows(id, mistake.id)}


def named(result: Result, question_id: str) -> list[str]:
    """Return the ids of the mistakes a result offers to explain a question."""
    question = next(question for question in result.questions if question.id == question_id)
    first = question.diagnosis
    return [diagnosis.id for diagnosis in (first, *first.also)] if first else []
