"""What stands together on a sheet: code, what it is called with, and the questions on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.plain_text import line, tame
from autograder.student.understanding.asking import gives_away
from autograder.student.understanding.excerpt import MOST_LINES
from autograder.student.understanding.wording import (
    arguments_words,
    option_words,
    question_code,
    question_words,
)
from autograder.understanding.interview import Asked, Sheet

LETTERS = "abcd"


@dataclass(frozen=True)
class Posed:
    """A question as it stands on a sheet, in the language spoken."""

    number: int
    words: str
    code: str
    options: tuple[tuple[str, str, bool], ...]  # letter, words, whether the words are code
    right: str


@dataclass(frozen=True)
class Listing:
    """Lines of a function, None where some are left out, and the questions on them."""

    function: str
    called: str
    lines: tuple[tuple[int, str] | None, ...]
    posed: tuple[Posed, ...]


def listings(sheet: Sheet) -> list[Listing]:
    """Return what stands on a sheet; questions that can share their lines do."""
    groups: list[list[Asked]] = []
    for asked in sheet.asked:
        if groups and can_share([*groups[-1], asked]):
            groups[-1].append(asked)
        else:
            groups.append([asked])
    found, number = [], 1
    for group in groups:
        posed = tuple(pose(asked, number + place) for place, asked in enumerate(group))
        first = group[0].question
        found.append(
            Listing(
                line(first.function),
                tame(arguments_words(first), 600),
                with_gaps(shared(group)),
                posed,
            )
        )
        number += len(group)
    return found


def can_share(group: Sequence[Asked]) -> bool:
    """Whether questions are on one function, and together show few lines and no answer."""
    lines = shared(group)
    code = "\n".join(text for _, text in lines)
    return (
        len({(asked.id, asked.question.arguments) for asked in group}) == 1
        and len(lines) <= MOST_LINES
        and not any(gives_away(asked.question, code) for asked in group)
    )


def shared(group: Sequence[Asked]) -> list[tuple[int, str]]:
    """Return the lines that some questions show, in order."""
    return sorted({each for asked in group for each in asked.lines})


def with_gaps(lines: Sequence[tuple[int, str]]) -> tuple[tuple[int, str] | None, ...]:
    """Return lines fit to be shown, with None between two that do not follow each other."""
    found: list[tuple[int, str] | None] = []
    indent = min((len(text) - len(text.lstrip()) for _, text in lines if text.strip()), default=0)
    for place, (number, text) in enumerate(lines):
        if place and number != lines[place - 1][0] + 1:
            found.append(None)
        kept = text[indent:].rstrip()
        found.append((number, " " * (len(kept) - len(kept.lstrip())) + tame(kept, 200)))
    return tuple(found)


def pose(asked: Asked, number: int) -> Posed:
    """Return a question in words."""
    question = asked.question
    options = tuple(
        (letter, tame(option_words(option, question.facts), 300), option[0] in ("code", "shape"))
        for letter, option in zip(LETTERS, question.options)
    )
    words, code = tame(question_words(question), 600), tame(question_code(question), 300)
    return Posed(number, words, code, options, LETTERS[question.right])
