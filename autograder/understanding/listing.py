"""What stands together on a sheet: code, what it is called with, and the questions on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.plain_text import line, tame
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
    """Return what stands on a sheet; questions that show the same lines stand together."""
    groups: list[list[Asked]] = []
    for asked in sheet.asked:
        if groups and stands_together([*groups[-1], asked]):
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
                with_gaps(group[0]),
                posed,
            )
        )
        number += len(group)
    return found


def stands_together(group: Sequence[Asked]) -> bool:
    """Whether questions are on one function, and show the same lines."""
    return len({(each.id, each.question.arguments, each.lines) for each in group}) == 1


def with_gaps(asked: Asked) -> tuple[tuple[int, str] | None, ...]:
    """Return the lines of a question fit to be shown, with None where code is left out."""
    found: list[tuple[int, str] | None] = []
    texts = [text for _, text in asked.lines if text.strip()]
    indent = min((len(text) - len(text.lstrip()) for text in texts), default=0)
    for number, text in asked.lines:
        kept = text[indent:].rstrip()
        found.append((number, " " * (len(kept) - len(kept.lstrip())) + tame(kept, 200)))
        found += [None] if number in asked.question.gaps else []
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
