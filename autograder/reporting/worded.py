"""Results as they are said now, by which every page, table and export is made."""

from collections.abc import Iterable
from functools import cache

from autograder.lab import Lab
from autograder.languages.catalogue import Language, language
from autograder.results import Result, said
from autograder.student.language import speaking


def worded(results: Iterable[Result], lab: Lab, code: str = "") -> list[Result]:
    """Return results with what they found said by the sentences of today.

    code  of the language they are said in, "" for each in its own
    """

    @cache
    def spoken(code: str) -> Language:
        return language(code, lab)

    found = []
    for result in results:
        its = spoken(code or result.language)
        with speaking(its.messages, its.sentences):
            found.append(said(result))
    return found
