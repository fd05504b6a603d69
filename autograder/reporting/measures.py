"""How well the questions measure: difficulty, discrimination and reliability, from marks alone.

Classical test theory (Lord and Novick, "Statistical Theories of Mental Test Scores", 1968). An
item is a question, or a property of one. Its difficulty is the mean share of its points; its
discrimination the correlation of these shares with what the same students have in all other
questions; the reliability of the whole is Cronbach's alpha. Where few were graded, chance alone
moves these by a lot, so nothing is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.lab import Lab
from autograder.outcomes import Outcome, Status
from autograder.results import Result

FEWEST = 20  # students, for anything to be said
EASY, HARD = 0.97, 0.15
WEAK = 0.1  # an item-rest correlation below that

# Why an item deserves a look.
ALL_RIGHT = "nearly everybody has it right: it tells nobody from another"
NEARLY_NONE = "hardly anybody has it right: is it taught, and does the case ask what the text says?"
AGAINST = "those who are better elsewhere do worse here: is a right way counted as wrong?"
ALONE = "it goes with nothing else: does chance, or something beside the topic, decide it?"


@dataclass(frozen=True)
class Item:
    """A question, or a property of one, as a class answered it.

    difficulty      mean share of the points, 1 where everybody has them
    discrimination  item-rest correlation, None where one of both does not vary
    suspicion       why it deserves a look, "" where it does not
    """

    question: str
    property: str
    points: float
    difficulty: float
    discrimination: float | None
    suspicion: str


@dataclass(frozen=True)
class Measures:
    """What a class's marks say of the questions.

    reliability  Cronbach's alpha over the questions, None where it is not defined
    """

    students: int
    reliability: float | None
    items: tuple[Item, ...]


def measures(results: Sequence[Result], lab: Lab) -> Measures | None:
    """Return what marks say of the questions, None where too few were graded."""
    graded = [result for result in results if result.status == Status.GRADED]
    asked = list(lab.checked.values())
    if len(graded) < FEWEST or len(asked) < 2:
        return None
    places = {question.id: i for i, question in enumerate(asked)}
    points = np.array([question.points for question in asked], dtype=float)
    got = np.zeros((len(graded), len(asked)))
    parts = {
        (q.id, name): j for j, (q, name) in enumerate((q, n) for q in asked for n in q.properties)
    }
    held = np.zeros((len(graded), len(parts)))
    for row, result in enumerate(graded):
        for answer in result.questions:
            if answer.id in places:
                got[row, places[answer.id]] = answer.points
                for found in answer.properties:
                    column = parts.get((answer.id, str(found.name)))
                    if column is not None:
                        held[row, column] = found.passed
                if answer.outcome == Outcome.PASSED:  # carried, perhaps: then all of it holds
                    held[row, [j for (id, _), j in parts.items() if id == answer.id]] = 1
    rest = got.sum(axis=1, keepdims=True) - got
    questions = [
        item_of(question.id, "", question.points, got[:, i] / points[i], rest[:, i])
        for i, question in enumerate(asked)
    ]
    properties = [
        item_of(id, name, lab.checked[id].properties[name], held[:, j], rest[:, places[id]])
        for (id, name), j in parts.items()
    ]
    of_question = [
        item
        for question in questions
        for item in (question, *(part for part in properties if is_news(part, question)))
    ]
    return Measures(len(graded), alpha(got), tuple(of_question))


def is_news(part: Item, question: Item) -> bool:
    """Whether a property is of a question, and does not deserve a look for the same reason."""
    same = question.suspicion and part.suspicion == question.suspicion
    return part.question == question.question and not same


def item_of(
    question: str, property_: str, points: float, shares: np.ndarray, rest: np.ndarray
) -> Item:
    """Return an item: each student's share of its points, beside the points in all others."""
    difficulty, discrimination = float(shares.mean()), correlation(shares, rest)
    suspicion = suspicious(difficulty, discrimination)
    return Item(question, property_, points, difficulty, discrimination, suspicion)


def suspicious(difficulty: float, discrimination: float | None) -> str:
    """Return why an item deserves a look, "" where it does not."""
    if difficulty >= EASY:
        return ALL_RIGHT
    if difficulty <= HARD:
        return NEARLY_NONE
    if discrimination is None or discrimination >= WEAK:
        return ""
    return AGAINST if discrimination < -WEAK else ALONE


def correlation(one: np.ndarray, other: np.ndarray) -> float | None:
    """Return Pearson's correlation, None where one of both does not vary."""
    first, second = one - one.mean(), other - other.mean()
    scale = float(np.sqrt(np.sum(first**2) * np.sum(second**2)))
    return float(np.sum(first * second) / scale) if scale > 1e-12 else None


def alpha(points: np.ndarray) -> float | None:
    """Return Cronbach's alpha of points (students, items); None where totals do not vary."""
    count = points.shape[1]
    total = float(points.sum(axis=1).var(ddof=1))
    if count < 2 or total < 1e-12:
        return None
    return float(count / (count - 1) * (1 - points.var(axis=0, ddof=1).sum() / total))
