"""Markdown, block by block: what stands between empty lines is a message."""

import re

from autograder.languages import Say, source

FENCE = "```"
_PLACE = re.compile(r"\$\w+|\{\w+\}")
_WORDS = re.compile(r"[^\W\d_]{2}")


def translate(text: str, say: Say) -> str:
    """Return Markdown with each of its blocks said by `say`; of programs, the comments."""
    said: list[str] = []
    block: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        opens = line.startswith(FENCE)
        if fenced:
            block.append(line)
            if opens:
                said += _program(block, say)
                block, fenced = [], False
        elif opens or not line.strip():
            if block:
                said += _block("\n".join(block), say).split("\n")
            block, fenced = ([line], True) if opens else ([], False)
            if not opens:
                said.append(line)
        else:
            block.append(line)
    return "\n".join([*said[:-1], *block])


def _block(text: str, say: Say) -> str:
    """Return a block said by `say`, if there is a word in it beside places to be filled."""
    return say(text) if _WORDS.search(_PLACE.sub("", text)) else text


def _program(block: list[str], say: Say) -> list[str]:
    """Return a fenced block; the comments of a Python program are said by `say`."""
    first, *lines, last = block
    if first.strip() == f"{FENCE}python":
        lines = source.translate("\n".join(lines), say).split("\n")
    return [first, *lines, last]
