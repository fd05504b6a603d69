"""The language the kit speaks to you: that of the release it came with, or English.

    from assignment.language import use

    use("en")  # English from now on
    use("ko")  # the release's own again, here of a Korean one

A release in another language than English holds `language.json`: the messages of the kit and of
the lab, each under the English one. What is not in it is said in English.
"""

import json
from contextlib import contextmanager
from pathlib import Path

FILE = Path(__file__).with_name("language.json")
ENGLISH = "en"

_messages: dict[str, str] | None = (
    None  # {English message: message} of the language spoken; None: not read yet
)


def _(message: str) -> str:
    """Return a message in the language spoken, in English where it has no translation."""
    global _messages
    if _messages is None:
        _messages = _released()["messages"]
    return _messages.get(message, message)


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
