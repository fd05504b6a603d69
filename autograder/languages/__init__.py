"""Other languages than English: what is translated, where translations stand, how they are used.

    masters, in English  →  master/messages.py  →  locales/<language>/*.po  →  catalogue.py

A text is turned into another language by a function `say`, from a message to its translation.
The same functions that translate find the messages: then `say` only takes notes.
"""

from collections.abc import Callable
from dataclasses import dataclass

Say = Callable[[str], str]


@dataclass(frozen=True)
class Message:
    """A text in English, and where it stands, for translators."""

    text: str
    notes: tuple[str, ...]
