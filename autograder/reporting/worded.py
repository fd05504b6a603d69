"""Results as they are said now, by which every page, table and export is made."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

from autograder.lab import Lab
from autograder.languages.catalogue import Language, language
from autograder.results import Result, said
from autograder.student.language import speaking

Made = TypeVar("Made")
More = ParamSpec("More")


@contextmanager
def speaking_in(spoken: Language) -> Iterator[None]:
    """Speak a language, and of its lab, inside a `with` block."""
    with speaking(spoken.messages, spoken.sentences):
        yield


def in_its_language(
    make: Callable[Concatenate[Result, Lab, More], Made],
) -> Callable[Concatenate[Result, Lab, More], Made]:
    """Have what a function makes of a result in the language of that, with its facts said anew."""

    @wraps(make)
    def made(result: Result, lab: Lab, /, *args: More.args, **more: More.kwargs) -> Made:
        with speaking_in(language(result.language, lab)):
            return make(said(result), lab, *args, **more)

    return made


def worded(results: Iterable[Result], lab: Lab, code: str = "") -> list[Result]:
    """Return results with what they found said by the sentences of today.

    code  of the language they are said in, "" for each in its own
    """

    @cache
    def spoken(code: str) -> Language:
        return language(code, lab)

    found = []
    for result in results:
        with speaking_in(spoken(code or result.language)):
            found.append(said(result))
    return found
