"""One student's feedback page, made from one result, and the ground every page stands on.

Everything shown may have been written by a student, so text passes through `tame` (length, control
characters, terminal escapes, bidirectional overrides) and then through Jinja2's autoescape (HTML).
A page needs no network and no JavaScript; its content security policy allows neither.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from autograder.failures import NO_MARK
from autograder.gradesheet.marked import EXCUSED, Marked, MarkedQuestion
from autograder.gradesheet.steps import words
from autograder.lab import Checked, Evidenced, Lab, Manual, Question
from autograder.languages.catalogue import language
from autograder.outcomes import Outcome
from autograder.page_templates import environment
from autograder.plain_text import line, number, seconds, share, tame
from autograder.results import (
    NOTEBOOK,
    Property,
    QuestionResult,
    Result,
    safe_name,
    said,
    write_text,
)
from autograder.student.language import N_, _, speaking

OUTCOME_WORDS = {
    Outcome.PASSED: N_("Passed"),
    Outcome.PARTIAL: N_("Partly right"),
    Outcome.FAILED: N_("Not right yet"),
    Outcome.ERROR: N_("Stopped by an error"),
    Outcome.TIMEOUT: N_("Ran out of time"),
    Outcome.NOT_IMPLEMENTED: N_("Not written yet"),
    Outcome.MANUAL: N_("Graded by hand"),
    Outcome.UNGRADED: N_("Not graded"),
}
"""Every outcome of a question, in the order pages list them, and the words pages use for it."""

MOST_PROPERTIES = 40
MOST_ARTICLES = 5000  # kept, of two kilobytes each

_HASH = re.compile("(?:sha256:)?[0-9a-f]{20,}")


@dataclass(frozen=True)
class Row:
    """A question of the lab beside the student's answer; `answer` is None where there is none."""

    question: Question
    answer: QuestionResult | None

    @property
    def by_hand(self) -> bool:
        """Whether a person grades it."""
        return isinstance(self.question, Manual)

    @property
    def checked(self) -> bool:
        """Whether a check grades it."""
        return isinstance(self.question, Checked)

    @property
    def evidenced(self) -> bool:
        """Whether trained weights answer it."""
        return isinstance(self.question, Evidenced)

    @property
    def outcome(self) -> str:
        """A key of OUTCOME_WORDS, whatever the result says."""
        if self.by_hand and not (self.marked and self.marked.mark):
            return Outcome.MANUAL
        outcome = self.answer.outcome if self.answer else Outcome.UNGRADED
        return outcome if outcome in OUTCOME_WORDS else Outcome.UNGRADED

    @property
    def unread(self) -> bool:
        """Whether a person finds no answer, because there is no notebook that can be read."""
        found = self.answer.properties if self.by_hand and self.answer else ()
        return any(one.name == NOTEBOOK and not one.passed for one in found)

    @property
    def open(self) -> bool:
        """Whether the student has something to do here; carried credit waits for other repairs."""
        excused = self.marked is not None and self.marked.left_out == EXCUSED
        if self.by_hand:  # what a person said of it is all there is
            return False
        return (
            self.outcome not in (Outcome.PASSED, Outcome.MANUAL, Outcome.UNGRADED) and not excused
        )

    @property
    def marked(self) -> MarkedQuestion | None:
        """The answer, if a person or the policy may have had a part in it."""
        return self.answer if isinstance(self.answer, MarkedQuestion) else None

    @property
    def carried(self) -> bool:
        return self.answer is not None and self.answer.carried

    def named(self, prop: Property) -> str:
        """The name of a property in the page's language; that of a value is code and stays."""
        name = line(prop.name)
        question = self.question
        is_code = isinstance(question, Checked) and question.is_value(str(prop.name))
        return name if is_code else _(name)

    @property
    def properties(self) -> list[Property]:
        """The properties the result names, failed ones first."""
        found = self.answer.properties if self.answer else ()
        return sorted(found, key=lambda item: bool(item.passed))[:MOST_PROPERTIES]


def write_feedback(result: Result, lab: Lab, folder: Path, code: str = "") -> Path:
    """Write the feedback page of `result` into `folder` and return its path.

    code  of the language it is in, "" for that of the result

    The name of the file is the student's, made safe; a page already there is replaced whole.
    """
    path = Path(folder) / f"{safe_name(result.student)}.html"
    code = code or result.language
    spoken = language(code, lab)
    with speaking(spoken.messages, spoken.sentences):
        result = said(result)
        write_page(
            path,
            "feedback.html.j2",
            language=code,
            lab=lab,
            result=result,
            marked=result if isinstance(result, Marked) else None,
            rows=rows_of(result, lab),
            stand_in="stand-in" in result.data,
            why_ungraded=result.message if result.message != NO_MARK else "",
            facts=facts_of([result]),
        )
    return path


def rows_of(result: Result, lab: Lab) -> list[Row]:
    """Return the lab's questions in the lab's order, each with the result's answer."""
    answers = {answer.id: answer for answer in result.questions}
    return [Row(question, answers.get(question.id)) for question in lab.questions]


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
