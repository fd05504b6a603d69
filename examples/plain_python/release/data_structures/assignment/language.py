"""The language the kit speaks to you: that of the release it came with, or English.

    from assignment.language import use

    use("en")  # English from now on
    use("ko")  # the release's own again, here of a Korean one

A release in another language than English holds `language.json`: the messages of the kit and of
the lab, each under the English one. What is not in it is said in English.
"""

import json
import math
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("language.json")
ENGLISH = "en"

_messages: dict[str, str] | None = (
    None  # {English message: message} of the language spoken; None: not read yet
)


class Said(str):
    """A message in the language spoken, which keeps what it says: it can be said in another.

    facts  {"say": the English message, "with": {name: facts}}, or a list of facts that stand one
           after the other, or a text or number that is the same in every language
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


def joined(*parts: str, between: str = "") -> str:
    """Return messages and other texts as one, with a text between each two."""
    told = [fact for part in parts for fact in (between, facts_of(part))][1:]
    return with_facts(between.join(parts), [fact for fact in told if fact != ""])


def facts_of(value: Any) -> Any:
    """Return what a value put into a message says, as JSON data."""
    if isinstance(value, Said):
        return value.facts
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    if isinstance(value, (float, complex)):
        return {"complex" if isinstance(value, complex) else "float": str(value)}
    return value if type(value) in (str, int) else str(value)


def say(facts: Any) -> Any:
    """Return in the language spoken what `facts_of` told of a message."""
    if isinstance(facts, list):
        return joined(*map(say, facts))
    if not isinstance(facts, dict):
        return facts
    if "say" not in facts:
        ((kind, words),) = facts.items()
        return {"float": float, "complex": complex}[kind](words)
    message, fields = facts["say"], facts.get("with")
    said = _(message)
    return said if fields is None else said.format(**{n: say(value) for n, value in fields.items()})


def N_(message: str) -> str:
    """Mark a message that is translated where it is used."""
    return message


def use(language):
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


def ever_said(message):
    """Return all that a message may be here: in English, and in the language of the release."""
    return {message, _(message), _released()["messages"].get(message, message)}


@contextmanager
def speaking(messages):
    """Speak by a dictionary {English message: message} inside a `with` block."""
    global _messages
    before, _messages = _messages, messages
    try:
        yield
    finally:
        _messages = before


def _released():
    """Return the language of the release, and its messages."""
    try:
        return json.loads(FILE.read_text(encoding="utf-8"))
    except OSError:
        return {"language": ENGLISH, "messages": {}}
