"""Comments of Python source: each paragraph is a message, wrapped anew where it stands.

A paragraph is what consecutive comment lines of one indentation say, or, in a box of `#`, what
stands between empty lines. Comments behind code are messages of their own.
"""

import re
import tokenize
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from autograder.languages import Say

Span = tuple[int, int]
BANNER = re.compile(r"(?:START|END) OF YOUR CODE")
BORDER = re.compile(r"#{10,}")
BOXED = re.compile(r"#\s(.*?)\s*#")
ITEM = re.compile(r"(?:[-*]|\d+\.)\s")
WIDTH = 88  # columns of a comment and what stands before it, where it was not wider


def comments(
    tokens: Sequence[tokenize.TokenInfo], offset: Callable[[int, int], int], say: Say
) -> Iterator[tuple[Span, str]]:
    """Yield where each comment's paragraph stands, and its text in the other language."""
    for paragraph in paragraphs([token for token in tokens if token.type == tokenize.COMMENT]):
        first, last = paragraph[0], paragraph[-1]
        boxed = all(BOXED.fullmatch(token.string) for token in paragraph)
        words = [_words(token.string, boxed) for token in paragraph]
        message = " ".join(words)
        if not re.search(r"[^\W\d_]{2}", message):
            continue
        said = say(message)
        if said == message:
            continue
        before = first.line[: first.start[1]]
        new = f"# {said}"
        if boxed:
            width = len(first.string)
            lines = wrapped(said, width - 4)
            new = ("\n" + before).join(f"# {line}{_space(line, width - 3)}#" for line in lines)
        elif not before.strip():
            widest = max(token.start[1] + len(token.string) for token in paragraph)
            lines = wrapped(said, max(widest, WIDTH) - len(before) - 2)
            new = ("\n" + before).join(f"# {line}" for line in lines)
        yield (offset(*first.start), offset(*last.end)), new


def paragraphs(found: Sequence[tokenize.TokenInfo]) -> Iterator[list[tokenize.TokenInfo]]:
    """Yield the comments that are one text."""
    paragraph: list[tokenize.TokenInfo] = []
    for token in found:
        alone = not token.line[: token.start[1]].strip()
        empty = BANNER.search(token.string) or not token.string.strip("# \t")
        continues = (
            paragraph
            and alone
            and token.start == (paragraph[-1].start[0] + 1, paragraph[-1].start[1])
            and not ITEM.match(_words(token.string, boxed=False))
        )
        if paragraph and (empty or not continues):
            yield paragraph
            paragraph = []
        if empty:
            continue
        if not alone:
            yield [token]
            continue
        paragraph.append(token)
    if paragraph:
        yield paragraph


def _words(comment: str, boxed: bool) -> str:
    found = BOXED.fullmatch(comment) if boxed else None
    return found[1].strip() if found else comment.lstrip("#").strip()


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most so many columns; a Korean letter takes two."""
    lines: list[str] = []
    for word in text.split():
        if lines and columns(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def columns(text: str) -> int:
    """Return how many columns of an editor a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _space(line: str, width: int) -> str:
    return " " * max(width - columns(line), 1)
