"""The catalogues: the engine's, the course's and each lab's.

    autograder/locales/<language>/kit.po   what the engine says; of a language that the engine
                                           does not bring, `labs/kit.<language>.po`
    labs/<language>.po                     what all labs of a course share
    labs/<lab>/<language>.po               a lab

A lab is offered in a language when its own catalogue is there; the release gate then asks that
all three be complete. Elsewhere a message without a translation is said in English.

Babel is loaded where a catalogue is: grading in English does without it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import __version__
from autograder.course import current
from autograder.lab import Lab
from autograder.languages import Message
from autograder.sentences import sentences_of
from autograder.told import Told

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LOCALES = Path(__file__).resolve().parents[1] / "locales"
KIT = "kit"
COURSE = "course"
WIDTH = 100


class NotOffered(Told):
    """A lab is not offered in a language; the message says which are."""


@dataclass(frozen=True)
class Language:
    """A language's code, its messages by the English ones, and a lab's English sentences by id."""

    code: str
    messages: Mapping[str, str]
    sentences: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_english(self) -> bool:
        """Whether it is that of the masters."""
        return self.code == ENGLISH.code

    def say(self, message: str) -> str:
        """Return a message in this language, in English where it has no translation."""
        return self.messages.get(message, message)


ENGLISH = Language("en", {})


def bundle_of(code: str, lab: Lab) -> Path:
    """Return the file of all messages of a lab in a language, for where Babel is not installed."""
    return lab.course.folder / "labs" / lab.name / f"{code}.json"


def languages() -> list[str]:
    """Return the languages that have catalogues; English needs none."""
    brought = {path.parent.name for path in LOCALES.glob(f"*/{KIT}.po")}
    return sorted(brought | {path.stem for path in (current().folder / "labs").glob("*/*.po")})


def path_of(code: str, domain: str) -> Path:
    """Return the file of a language's catalogue of the engine, of the course or of a lab."""
    labs = current().folder / "labs"
    if domain == KIT:
        brought = LOCALES / code / f"{KIT}.po"
        return brought if brought.is_file() else labs / f"{KIT}.{code}.po"
    return labs / f"{code}.po" if domain == COURSE else labs / domain / f"{code}.po"


def domains(code: str) -> list[str]:
    """Return the catalogues there are in a language: the engine's, the course's, those of labs."""
    labs = current().folder.glob(f"labs/*/{code}.po")
    return [KIT, COURSE, *sorted(path.parent.name for path in labs)]


def offered(lab: Lab) -> list[str]:
    """Return the languages a lab is offered in, beside English."""
    return [code for code in languages() if path_of(code, lab.name).is_file()]


def language(code: str, lab: Lab) -> Language:
    """Return a language as a lab speaks it. Raises NotOffered."""
    if code == ENGLISH.code:
        return Language(code, {}, sentences_of(lab))
    bundle = bundle_of(code, lab)
    if bundle.is_file():
        return Language(code, json.loads(bundle.read_text("utf-8")), sentences_of(lab))
    if code not in offered(lab):
        known = ", ".join([ENGLISH.code, *offered(lab)])
        raise NotOffered(
            f"The lab {lab.name} is not offered in the language '{code}', only in: {known}. "
            f"`autograder messages {code} {lab.name}` makes the files to translate."
        )
    parts = (translations(code, domain) for domain in (KIT, COURSE, lab.name))
    messages = {text: said for part in parts for text, said in part.items()}
    return Language(code, messages, sentences_of(lab))


@cache
def translations(code: str, domain: str) -> dict[str, str]:
    """Return what is translated of a catalogue, without what is marked as out of date."""
    found = {}
    for message in read(code, domain):
        if message.id and message.string and not message.fuzzy:
            found[str(message.id)] = str(message.string)
    return found


def read(code: str, domain: str) -> "Catalog":
    """Return a catalogue; an empty one where there is no file."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = path_of(code, domain)
    if not path.is_file():
        return Catalog(locale=code, domain=domain)
    with path.open("rb") as file:
        return read_po(file, locale=code, domain=domain)


def update(code: str, domain: str, messages: Sequence[Message]) -> "Catalog":
    """Bring a catalogue up to date with the messages of the masters, and write it.

    What changed a little keeps its translation, marked fuzzy: a translator looks at it again.
    What another catalogue of the language has already translated is taken from there.
    """
    from babel.messages.catalog import Catalog

    template = Catalog(locale=code, domain=domain)
    for message in messages:
        added = template.add(message.text, auto_comments=message.notes)
        if "%(" not in message.text:  # "48 % or more" is no format
            added.flags.discard("python-format")
    catalogue = read(code, domain)
    before = dict(entries(catalogue))
    catalogue.update(template)
    memory = {
        text: said for other in domains(code) for text, said in translations(code, other).items()
    }
    for entry in catalogue:
        if entry.id and not entry.string and entry.id in memory:
            entry.string = memory[str(entry.id)]
    catalogue.fuzzy = False
    if dict(entries(catalogue)) != before:
        write(catalogue, code, domain)
    return catalogue


def write(catalogue: "Catalog", code: str, domain: str) -> None:
    """Write a catalogue to its file."""
    from babel.messages.pofile import write_po

    catalogue.header_comment = "# Translations of what students read."
    catalogue.project, catalogue.version = "autograder", __version__
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    path = path_of(code, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=WIDTH, include_lineno=False)
    translations.cache_clear()


def entries(catalogue: "Catalog") -> Iterator[tuple[str, tuple[str, bool, tuple[str, ...]]]]:
    """Yield what a catalogue says: each message, its translation, and whether it is out of date."""
    for entry in catalogue:
        if entry.id:
            yield str(entry.id), (str(entry.string), entry.fuzzy, tuple(entry.auto_comments))
