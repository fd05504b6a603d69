"""The ground that every page stands on: templates, and what is said of a question and of a run.

Everything shown may have been written by a student, so text passes through `tame` (length, control
characters, terminal escapes, bidirectional overrides) and then through Jinja2's autoescape (HTML).
A page needs no network and no JavaScript; its content security policy allows neither.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from autograder.gradesheet.steps import words
from autograder.lab import Question
from autograder.page_templates import environment
from autograder.plain_text import line, number, seconds, share, tame
from autograder.reporting.row import OUTCOME_WORDS, Row
from autograder.results import QuestionResult, Result, write_text
from autograder.student.language import _

MOST_ARTICLES = 5000  # kept, of two kilobytes each

_HASH = re.compile("(?:sha256:)?[0-9a-f]{20,}")


def article(row: Row, language: str) -> Markup:
    """Return what a page says of one question.

    Most of a class is told the same of a question, so what was said before is kept.
    """
    answer = replace(row.answer, seconds=0.0) if row.answer else None
    key = (id(row.question), language, answer)
    if key not in _ARTICLES:
        if len(_ARTICLES) == MOST_ARTICLES:
            _ARTICLES.clear()
        text = _PAGES.get_template("question.html.j2").render(row=row)
        _ARTICLES[key] = row.question, Markup(text)  # the question stays, and so its id
    return _ARTICLES[key][1]


def facts_of(results: Sequence[Result]) -> dict[str, Counter[str]]:
    """Return how results were graded: name of a fact → its values → how many results have each.

    A submission's own hash and time stand only on the page of a single result.
    """
    facts: dict[str, Counter[str]] = {}
    for result in results:
        own = {"isolation": result.isolation, "data": result.data, **result.graded_with}
        if len(results) == 1:
            own["made with"] = result.made_with
            own["time"] = seconds(result.seconds)
        else:
            own.pop("submission", None)
        for name, value in own.items():
            if value:
                facts.setdefault(name, Counter())[_shorten_hash(str(value))] += 1
    return facts


def write_page(path: Path, template: str, **content: Any) -> None:
    """Fill a template of `templates/` and write it to `path` in one step."""
    write_text(path, _PAGES.get_template(template).render(content))


def _shorten_hash(value: str) -> str:
    return value[:12] if _HASH.fullmatch(value[:200]) else value


_PAGES = environment(Path(__file__).with_name("templates"))
_ARTICLES: dict[tuple[int, str, QuestionResult | None], tuple[Question, Markup]] = {}
_PAGES.filters.update(tame=tame, line=line, number=number, seconds=seconds, share=share)
_PAGES.filters.update(said=_, words=words)
_PAGES.globals.update(OUTCOME_WORDS=OUTCOME_WORDS, article=article)
