"""The language the kit speaks to you: that of the release it came with, or English.

    from assignment.language import use

    use("en")  # English from now on
    use("ko")  # the release's own again, here of a Korean one

A release in another language than English holds `language.json`: the messages of the kit and of
the lab, each under the English one. What is not in it is said in English.
"""

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("language.json")
ENGLISH = "en"

_messages: Mapping[str, str] | None = (
    None  # {English message: message} of the language spoken; None: not read yet
)
_sentences: dict[str, str] = {}  # {id: English message} of the kit
_labs: Mapping[str, str] = {}  # and of the lab that is spoken of


class NoSentence(KeyError):
    """There is no sentence of an id any more: what it said is only in the words it was said in."""


@dataclass(frozen=True)
class Fact:
    """What was found, in no language: which sentence says it, and what stands in its places.

    id      of a sentence in a module called `words`, or of the lab; or with `by_id` False a text
            of the course's, in English
    fields  (name, value) of what stands in the sentence's places: texts, numbers, other facts
    parts   instead of both: texts and facts that stand one after the other
    """

    id: str = ""
    fields: tuple[tuple[str, Any], ...] = ()
    parts: tuple[Any, ...] = ()
    by_id: bool = True

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.id or self.parts)

    def __str__(self) -> str:
        """Return it in the language spoken."""
        return str(say(facts_of(self)))


Message = str | Fact


def fact(id: str, **fields: Any) -> Fact:
    """Return what a sentence says with this in its places."""
    return Fact(id, tuple(fields.items()))


def text_fact(text: str) -> Fact:
    """Return a text of the course's as a fact: its translation is found by the text itself."""
    return Fact(text, by_id=False)


class Said(str):
    """A message in the language spoken, which keeps what it says: it can be said in another.

    facts  {"id": of a sentence, "with": {name: facts}}; {"say": the English message, "with": …};
           a list of facts that stand one after the other; or a text or number that is the same
           in every language
    """

    facts: Any

    def format(self, *args: Any, **fields: Any) -> "Said":
        """Fill in the message's places, which have names. What is filled in already stays: texts
        of others stand in it."""
        if not isinstance(self.facts, dict) or "with" in self.facts:
            return self
        message = self.facts["say"]
        told = {name: facts_of(value) for name, value in fields.items() if f"{{{name}" in message}
        return with_facts(str.format(self, **fields), {**self.facts, "with": told})


def _(message: str) -> str:
    """Return a message in the language spoken, in English where it has no translation."""
    global _messages
    if _messages is None:
        _messages = _released()["messages"]
    return with_facts(_messages.get(message, message), {"say": message})


def with_facts(words: str, facts: Any) -> Said:
    """Return words with what they say."""
    said = Said(words)
    said.facts = facts
    return said


def joined(*parts: Any, between: str = "") -> Fact:
    """Return facts and texts as one, with a text between each two."""
    with_between = (each for part in parts for each in (between, part))
    return Fact(parts=tuple(each for each in [*with_between][1:] if each != ""))


def facts_of(value: Any) -> Any:
    """Return what a value put into a message says, as JSON data."""
    if isinstance(value, Said):
        return value.facts
    if isinstance(value, Fact):
        if not value.id:
            return [facts_of(part) for part in value.parts]
        told = {"with": {name: facts_of(each) for name, each in value.fields}}
        return {"id" if value.by_id else "say": value.id, **(told if value.fields else {})}
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    if isinstance(value, (float, complex)):
        return {"complex" if isinstance(value, complex) else "float": str(value)}
    return value if type(value) in (str, int) else str(value)


def say(facts: Any) -> Any:
    """Return in the language spoken what `facts_of` told of a message.

    Raises NoSentence.
    """
    if isinstance(facts, list):
        return with_facts("".join(str(say(part)) for part in facts), facts)
    if not isinstance(facts, dict):
        return facts
    if "id" not in facts and "say" not in facts:
        ((kind, words),) = facts.items()
        return {"float": float, "complex": complex}[kind](words)
    english = sentence(facts["id"]) if "id" in facts else facts["say"]
    message = _(english)
    told = {name: say(value) for name, value in facts.get("with", {}).items()}
    return with_facts(str.format(message, **told) if "with" in facts else message, facts)


def sentence(id: str) -> str:
    """Return the English sentence of an id. Raises NoSentence."""
    for known in (_labs, _sentences):
        if id in known:
            return known[id]
    raise NoSentence(id)


def know(sentences: dict[str, str]) -> None:
    """Take sentences of the kit, {id: English message}, among those that facts are said by."""
    _sentences.update(sentences)


def N_(message: str) -> str:
    """Mark a message that is translated where it is used."""
    return message


def use(language: str) -> None:
    """Choose the language of all messages from now on.

    Inputs:
    - language: "en", or the language of the release you work in

    Raises ValueError for another language, and names those there are.
    """
    global _messages
    released = _released()
    if language not in (ENGLISH, released["language"]):
        known = " or ".join(dict.fromkeys(f'"{one}"' for one in (ENGLISH, released["language"])))
        raise ValueError(
            _("There are no messages in the language {language!r} here, expected {known}.").format(
                language=language, known=known
            )
        )
    _messages = {} if language == ENGLISH else released["messages"]


def ever_said(message: str) -> set[str]:
    """Return all that a message may be here: in English, and in the language of the release."""
    return {message, _(message), _released()["messages"].get(message, message)}


@contextmanager
def speaking(
    messages: Mapping[str, str], sentences: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Speak by {English message: message} inside a `with` block, of what has ids in a lab by
    {id: English message}."""
    global _messages, _labs
    before = _messages, _labs
    _messages, _labs = messages, _labs if sentences is None else sentences
    try:
        yield
    finally:
        _messages, _labs = before


def _released() -> dict[str, Any]:
    """Return the language of the release, and its messages."""
    try:
        found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
        return found
    except OSError:
        return {"language": ENGLISH, "messages": {}}
