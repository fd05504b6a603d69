"""Groups: equal wrong answers without a name, over one class or several.

A mistake that several students make is worth a name. A group is of one question: the same answers
to the same cases, up to rounding, that nothing explains. A person reads two or three pieces of
their code, names the mistake and writes it into the bank; the next run then tells everybody.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.excerpts import read_excerpts
from autograder.lab import Checked, Lab
from autograder.plain_text import line
from autograder.results import BadResult, Result, read_results

SMALLEST = 2  # students in a group
MOST_CODES = 3


@dataclass(frozen=True)
class Group:
    """Students whose wrong answers to a question are equal.

    message  what is told of the first answer that is wrong
    codes    what they wrote, the shortest ones
    """

    question: Checked
    students: tuple[str, ...]
    message: str
    codes: tuple[str, ...]


def groups(lab: Lab, folders: Sequence[Path]) -> list[Group]:
    """Return the groups of some graded classes, the largest first. Raises BadResult."""
    results = [(folder, result) for folder in folders for result in read_results(folder)]
    for folder, result in results:
        if result.lab != lab.name:
            raise BadResult(f"{folder} holds results of the lab {line(result.lab)}.")
    return grouped(lab, results)


def grouped(lab: Lab, results: Iterable[tuple[Path, Result]]) -> list[Group]:
    """Return the groups among results, each with the folder that its class was graded into."""
    found: dict[tuple[str, str], list[tuple[Path, Result, str]]] = {}
    for folder, result in results:
        for answer in result.questions:
            if answer.unnamed:
                key = (answer.id, answer.unnamed)
                found.setdefault(key, []).append((folder, result, str(answer.message)))
    made = [
        group_of(lab.checked[id], members)
        for (id, _), members in found.items()
        if len(members) >= SMALLEST and id in {question.id for question in lab.questions}
    ]
    return sorted(made, key=lambda group: (-len(group.students), group.question.id))


def group_of(question: Checked, members: Sequence[tuple[Path, Result, str]]) -> Group:
    """Return a group with the shortest pieces of code of its members."""
    read = (read_excerpts(result.student, folder) for folder, result, _ in members)
    codes = dict.fromkeys(found[question.id] for found in read if question.id in found)
    shortest = sorted(codes, key=len)[:MOST_CODES]
    students = tuple(result.student for _, result, _ in members)
    return Group(question, students, members[0][2], tuple(map(textwrap.dedent, shortest)))


def draft(group: Group) -> str:
    """Return what a person has to fill in to name a group's mistake, beside the shortest code."""
    question = group.question
    code = textwrap.indent(group.codes[0].rstrip(), "# ") if group.codes else "# (no code was kept)"
    return "\n".join(
        [
            f'mistake = mistakes_in("{question.id}", "{question.function}")',
            "",
            "mistake(",
            '    "what_is_wrong",',
            '    "What to look at, never the line to write.",',
            '    ("text of the solution", "what stands in its place"),',
            ")",
            code,
        ]
    )
