"""The gate for languages: a lab that is offered in one is translated whole, and soundly.

A language that lags behind holds up the releases in it, and no other.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from autograder.languages import Message, catalogue
from autograder.languages.source import NotTheSame
from autograder.master import messages
from autograder.master.release_files import Material
from autograder.releasing import leaks, release
from autograder.releasing.leak_rules import Leak

PLACES = re.compile(r"%\(\w+\)s|\{[^{}]*\}|\$\w+", re.ASCII)


def check_language(material: Material, code: str) -> list[Leak]:
    """Return what is wrong with a lab in a language that it is offered in."""
    lab = material.lab
    wrong = [
        *problems(code, catalogue.KIT, messages.of_kit()),
        *problems(code, catalogue.COURSE, messages.of_course(lab.course)),
        *problems(code, lab.name, messages.of_lab(lab)),
    ]
    return wrong or unsound(material, code)


def problems(code: str, domain: str, wanted: list[Message]) -> Iterator[Leak]:
    """Yield the messages without a sound translation."""
    path = str(catalogue.path_of(code, domain))
    entries = catalogue.read(code, domain)
    for message in wanted:
        entry = entries.get(message.text)
        line = (entry.lineno if entry else None) or 0
        shown = f"{message.text[:60]!r} ({message.notes[0]})"
        if entry is None or not entry.string:
            advice = f"Run `autograder messages {code}`, and translate it."
            yield Leak(path, line, f"{shown} is not translated. {advice}")
        elif entry.fuzzy:
            advice = "Look at its translation and take the mark `fuzzy` away."
            yield Leak(path, line, f"{shown} has changed. {advice}")
        elif places(message.text) != places(str(entry.string)):
            asked = ", ".join(sorted(places(message.text))) or "none"
            yield Leak(path, line, f"{shown}: its translation has other places. Needed: {asked}.")


def places(text: str) -> Counter[str]:
    """Return the places of a message that are filled in, each as often as it stands there."""
    return Counter(PLACES.findall(text))


def unsound(material: Material, code: str) -> list[Leak]:
    """Return what a release in a language holds that no release may."""
    lab = material.lab
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / lab.name
        try:
            release.build(material, folder, catalogue.language(code, lab))
        except NotTheSame as error:
            return [Leak(str(catalogue.path_of(code, lab.name)), 0, str(error))]
        found = [*leaks.inspect(folder, lab), *leaks.failing_imports(folder, lab.libraries)]
    return [Leak(f"{lab.name} in {code}: {leak.path}", leak.line, leak.message) for leak in found]
