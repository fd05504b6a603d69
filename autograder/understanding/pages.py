"""The pages of a quiz: a sheet for each student, one page with all of them, and the key."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from autograder.lab import Lab
from autograder.languages.catalogue import Language
from autograder.page_templates import environment
from autograder.plain_text import line
from autograder.results import safe_name, write_text
from autograder.student.language import _, speaking
from autograder.student.understanding.wording import reason_words
from autograder.understanding.interview import Sheet
from autograder.understanding.listing import Listing, listings

FOLDER = "quiz"
ALL, KEY = "quiz.html", "quiz_key.html"


def write_pages(sheets: Sequence[Sheet], lab: Lab, out: Path, language: Language) -> None:
    """Write DIR/quiz/<student>.html of each sheet, DIR/quiz.html of all, and DIR/quiz_key.html."""
    with speaking(language.messages):
        made = [(sheet, listings(sheet)) for sheet in sheets]
        shown = {"lab": lab, "language": language.code}
        for sheet, found in made:
            path = out / FOLDER / f"{safe_name(sheet.student)}.html"
            write_text(
                path, _PAGES.get_template("sheets.html.j2").render(sheets=[(sheet, found)], **shown)
            )
        write_text(out / ALL, _PAGES.get_template("sheets.html.j2").render(sheets=made, **shown))
        reasons = {sheet.student: why_few(sheet) for sheet in sheets}
        write_text(
            out / KEY,
            _PAGES.get_template("key.html.j2").render(sheets=made, reasons=reasons, **shown),
        )


def why_few(sheet: Sheet) -> list[tuple[str, str]]:
    """Return (question of the lab, why nothing was asked about it) for who marks."""
    if sheet.problem:
        return [("", sheet.problem)]
    return [(id, reason_words(reason)) for id, reason in sheet.reasons.items()]


def rights(found: Sequence[Listing]) -> Mapping[int, str]:
    """Return the letter of the right option of each question, by its number."""
    return {posed.number: posed.right for listing in found for posed in listing.posed}


def marked(words: str) -> Markup:
    """Return words with what stands between backticks as code."""
    parts = words.split("`")
    if len(parts) % 2 == 0:
        return escape(words)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


_PAGES = environment(Path(__file__).with_name("templates"))
_PAGES.filters.update(line=line, said=_, rights=rights, marked=marked)
