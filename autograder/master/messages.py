"""Every message there is to translate: of the kit, and of a lab.

The kit's are marked `_("…")` in Python and `{% trans %}` in templates, and found by Babel. A
lab's are its notebook, its stubs and the texts of its questions; they are found by the functions
that translate them.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from autograder.course import Course
from autograder.lab import Lab
from autograder.languages import Message, Say, markdown, source
from autograder.languages.marked import marked
from autograder.master import master, release_files
from autograder.master.released_notebook import translate_cell

ENGINE = Path(__file__).resolve().parents[1]
_WORDS = re.compile(r"[^\W\d_]{2}")


class Notes:
    """Takes notes of what it is asked to say."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def at(self, place: str) -> Say:
        """Return a function that notes messages as standing at a place, and returns them."""

        def say(message: str) -> str:
            places = self.found.setdefault(message, [])
            if place not in places:
                places.append(place)
            return message

        return say

    def messages(self) -> list[Message]:
        """Return the messages in the order they were first said."""
        return [Message(text, tuple(places)) for text, places in self.found.items()]


def of_kit(course: Course) -> list[Message]:
    """Return the messages that all labs of a course share."""
    notes = Notes()
    for path in kit_files(course):
        above = ENGINE.parent if path.is_relative_to(ENGINE) else course.folder
        say = notes.at(path.relative_to(above).as_posix())
        for text in marked(path):
            say(text)
    for text in release_files.readme_texts(course):
        markdown.translate(text, notes.at("README.md of a release"))
    readme = course.folder / "datasets" / "README.md"
    if readme.is_file():
        markdown.translate(readme.read_text("utf-8"), notes.at("datasets/README.md"))
    return notes.messages()


def kit_files(course: Course) -> list[Path]:
    """Return the files whose messages are marked."""
    return [
        *sorted(course.master.rglob("*.py")),
        *sorted((course.folder / "labs").glob("*.py")),
        *sorted(ENGINE.rglob("*.py")),
        *sorted(ENGINE.rglob("*.j2")),
    ]


def of_lab(lab: Lab) -> list[Message]:
    """Return the messages of one lab."""
    notes = Notes()
    translate_texts(lab, notes.at)
    for number, cell in enumerate(master.read_notebook(lab).cells, start=1):
        translate_cell(cell, notes.at(f"{lab.notebook}, cell {number}"))
    for file in (*lab.student_files, *lab.earlier_files):
        where = f"assignment/{file}"
        text = release_files.stub(lab.master(file).read_text("utf-8"), where)
        source.translate(text, notes.at(where))
    return notes.messages()


def translate_texts(lab: Lab, at: Callable[[str], Say]) -> None:
    """Say the texts of a lab's questions: what they are called, and what they advise."""
    at("title of the lab")(lab.title)
    for question in lab.questions:
        say_all(at(f"{question.id}: title"), [question.title])
        say_all(at(f"{question.id}: property"), question.properties)
        say_all(at(f"{question.id}: case"), [case.name for case in question.cases])
        say_all(at(f"{question.id}: next step"), question.next_steps.values())
        rules = question.compare.values()
        say_all(at(f"{question.id}: form"), [rule["form"] for rule in rules if "form" in rule])
        say_all(at(f"{question.id}: hint on demand"), question.hints)
    for mistake in lab.mistakes:
        at(f"hint: {mistake.id}")(mistake.hint)


def say_all(say: Say, texts: Iterable[str]) -> None:
    """Say texts; names of one word, as of an array, are the same in every language."""
    for text in texts:
        if " " in text and _WORDS.search(text):
            say(text)
