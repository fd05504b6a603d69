"""Explanations that another question of the same submission refutes.

A known mistake says which questions it costs. Where one of those passed by itself, is explained by
others alone, or by nothing that is known, nobody can say that the student has made it: the
gradients of a loss that is right do not come from "a loss without the penalty".
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.misconception import Misconception
from autograder.outcomes import Outcome
from autograder.results import QuestionResult

JUDGED = (Outcome.PASSED, Outcome.PARTIAL, Outcome.FAILED)  # what else came says nothing


def without_refuted(
    questions: Sequence[QuestionResult], known: Mapping[str, Misconception]
) -> list[QuestionResult]:
    """Return verdicts on a submission's questions without explanations that others refute."""
    explained = {
        each.id: {part for id in offered(each) for part in id.split("+")}
        for each in questions
        if each.outcome in JUDGED and not (each.outcome == Outcome.PASSED and each.carried)
    }

    def stands(question: QuestionResult, id: str) -> bool:
        made = [known[part] for part in id.split("+") if part in known]
        return all(
            mistake.id in explained.get(other, {mistake.id})
            for mistake in made
            for other in {mistake.question, *mistake.fails} - {question.id}
        )

    found = []
    for question in questions:
        if question.diagnosis is not None:
            each = (replace(question.diagnosis, also=()), *question.diagnosis.also)
            left = [one for one in each if stands(question, one.id)]
            first = replace(left[0], also=tuple(left[1:])) if left else None
            question = replace(question, diagnosis=first)
        found.append(question)
    return found


def offered(question: QuestionResult) -> list[str]:
    """Return the ids of what explains a question."""
    first = question.diagnosis
    return [] if first is None else [first.id, *(other.id for other in first.also)]
