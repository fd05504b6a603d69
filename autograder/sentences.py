"""What a lab says of its own, by id: hints on known mistakes, and next steps of its questions.

Judging knows the ids; the sentences are looked up where results are read. So a hint that is mended
shows in the next report, and grades nobody.
"""

import importlib
from collections.abc import Iterator

from autograder.course import COMPARISONS
from autograder.lab import Checked, Lab
from autograder.student.checking import comparisons


def hint_id(mistake: str) -> str:
    """Return the id of the hint on a known mistake."""
    return f"hint/{mistake}"


def next_step_id(question: str, property_: str) -> str:
    """Return the id of what a question advises where a property does not hold."""
    return f"next_step/{question}/{property_}"


def sentences_of(lab: Lab) -> dict[str, str]:
    """Return the English sentences of a lab by id; those of its course's comparisons are known
    from then on, too."""
    if (lab.course.folder / COMPARISONS / "words.py").is_file():
        importlib.import_module(f"{comparisons.__name__}.words")
    return dict(_sentences(lab))


def _sentences(lab: Lab) -> Iterator[tuple[str, str]]:
    for mistake in lab.mistakes:
        yield hint_id(mistake.id), mistake.hint
    for question in lab.questions:
        steps = question.next_steps if isinstance(question, Checked) else {}
        for name, step in steps.items():
            yield next_step_id(question.id, name), step
