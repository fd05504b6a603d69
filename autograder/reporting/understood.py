"""What a class understands: how many knew the answers to questions on their own code."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.lab import Lab
from autograder.plain_text import line
from autograder.table_cells import text_cell
from autograder.understanding.answers import BLANK, Answer

IDEAS = {
    "shape_after": "The shape that a line makes",
    "value_after": "The value that a line makes",
    "kind_after": "What kind of thing a line makes",
    "first_with_shape": "Which line makes an array of some shape",
    "times_run": "How often a line runs",
    "not_run": "Which line does not run",
    "left_out": "What happens without a line",
    "stops_where": "Where it stops without a line",
    "changed": "What happens if a line is another",
    "shape_if_changed": "The shape if a line is another",
    "result_if": "The result if a number is another",
    "came_from": "Where a value comes from",
    "equal_form": "What could stand in a line's place",
    "twice_as_large": "What a value twice as large does",
    "condition": "When a condition is true",
}
FEWEST = 2  # answers of which none is right, to be worth a talk


@dataclass(frozen=True)
class Known:
    """How many of some questions were known, of those that somebody has marked."""

    title: str
    knew: int
    asked: int


@dataclass(frozen=True)
class Understood:
    """What the answers of a class show.

    waiting  how many questions nobody has marked yet
    """

    ideas: Sequence[Known]
    functions: Sequence[Known]
    knew: int
    asked: int
    waiting: int


def understood(answers: Sequence[Answer], lab: Lab) -> Understood | None:
    """Return what the answers show, None where nobody was asked."""
    if not answers:
        return None
    marked = [answer for answer in answers if answer.marked]
    titles = {question.id: question.title for question in lab.questions}

    def known(title: str, some: list[Answer]) -> Known:
        return Known(title, sum(answer.knew for answer in some), len(some))

    ideas = [
        known(title, [answer for answer in marked if answer.idea == idea])
        for idea, title in IDEAS.items()
    ]
    functions = [
        known(title, [answer for answer in marked if answer.question == id])
        for id, title in titles.items()
    ]
    return Understood(
        [each for each in ideas if each.asked],
        [each for each in functions if each.asked],
        sum(answer.knew for answer in marked),
        len(marked),
        len(answers) - len(marked),
    )


def without_an_answer(answers: Sequence[Answer], student: str) -> str:
    """Return what is told of a student none of whose answers is right, "" of any other."""
    own = [one for one in answers if one.student == text_cell(student) and one.marked]
    if len(own) < FEWEST or any(answer.knew for answer in own):
        return ""
    blank = sum(answer.answer == BLANK for answer in own)
    words = f"none of {len(own)} known" + (f", {blank} left blank" if blank else "")
    return line(words)
