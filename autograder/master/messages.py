"""Every message there is to translate: of the engine, of the course, and of a lab.

The engine's are marked `_("…")` in Python and `{% trans %}` in templates, and found by Babel; so
are those of the modules that labs of a course share. A lab's are its notebook, its stubs and the
texts of its questions; they are found by the functions that translate them.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from autograder.course import COMPARISONS, Course
from autograder.lab import Checked, Lab
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


def of_kit() -> list[Message]:
    """Return the messages of the engine, the same in every course."""
    notes = Notes()
    for path in engine_files():
        say_all_marked(path, notes.at(path.relative_to(ENGINE.parent).as_posix()))
    for text in release_files.engines_readme_texts():
        markdown.translate(text, notes.at("README.md of a release"))
    return notes.messages()


def of_course(course: Course) -> list[Message]:
    """Return the messages that all labs of a course share."""
    notes = Notes()
    for path in course_files(course):
        say_all_marked(path, notes.at(path.relative_to(course.folder).as_posix()))
    markdown.translate(course.data_words, notes.at("course.py: data_words"))
    readme = "datasets/README.md"
    for page in (readme, *course.pages):
        if page is not readme or (course.folder / page).is_file():
            markdown.translate((course.folder / page).read_text("utf-8"), notes.at(page))
    return notes.messages()


def engine_files() -> list[Path]:
    """Return the files of the engine in which messages are marked."""
    return [*sorted(ENGINE.rglob("*.py")), *sorted(ENGINE.rglob("*.j2"))]


def course_files(course: Course) -> list[Path]:
    """Return the files of what labs share in which messages are marked."""
    return [
        *sorted(course.master.rglob("*.py")),
        *sorted(course.folder.glob("labs/*.py")),
        *sorted(course.folder.glob(f"{COMPARISONS}/*.py")),
    ]


def say_all_marked(path: Path, say: Say) -> None:
    """Say the messages that are marked in a file."""
    for text in marked(path):
        say(text)


def of_lab(lab: Lab) -> list[Message]:
    """Return the messages of one lab."""
    notes = Notes()
    translate_texts(lab, notes.at)
    for number, cell in enumerate(master.read_notebook(lab).cells, start=1):
        translate_cell(cell, notes.at(f"{lab.notebook}, cell {number}"))
    for name in lab.more_notebooks:
        for number, cell in enumerate(master.read_more_notebook(lab, name).cells, start=1):
            translate_cell(cell, notes.at(f"{name}, cell {number}"))
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
        if not isinstance(question, Checked):
            continue
        say_all(at(f"{question.id}: property"), question.properties)
        say_all(at(f"{question.id}: case"), [case.name for case in question.cases])
        say_all(at(f"{question.id}: next step"), question.next_steps.values())
        rules = question.compare.values()
        say_all(at(f"{question.id}: form"), [rule["form"] for rule in rules if "form" in rule])
        say_all(at(f"{question.id}: hint on demand"), [*question.hints, question.formula])
    for mistake in lab.mistakes:
        at(f"hint: {mistake.id}")(mistake.hint)


def say_all(say: Say, texts: Iterable[str]) -> None:
    """Say texts; names of one word, as of an array, are the same in every language."""
    for text in texts:
        if " " in text and _WORDS.search(text):
            say(text)
