"""The public checks: the data behind the notebook's `check`.

Released as JSON: the public cases as programs, what the reference answers to them, fingerprints
of what known mistakes answer, and the names of what the grader looks at beside them. Nothing of
the solution, and no hidden case.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.lab import Checked, Lab, Manual, Question
from autograder.master.spelling import NUDGE, compact, shortened, spelt
from autograder.master.worth import worth
from autograder.oracle import Oracle, Prepared, oracle_of
from autograder.student.checking.compare import CLOSE, size_of
from autograder.student.checking.handed_in import digest
from autograder.student.checking.plain_data import fold, rebuilt
from autograder.student.checking.program import handed_over

NO_DRAW = 123456.0  # stands for what is drawn at random: only its shape counts
EXPECTED_DIGITS = 6  # the same on every machine, finer than every tolerance


def render(lab: Lab, oracle: Oracle | None = None) -> str:
    """Return the text of assignment/checks/<lab>.json, the same for the same master."""
    oracle = oracle or oracle_of(lab)
    document = {
        "lab": lab.name,
        "title": lab.title,
        "student_files": list(lab.student_files),
        "earlier_files": list(lab.earlier_files),
        "kit": {file: digest(oracle.sources[file]) for file in sorted(lab.released_files)},
        "given": list(lab.given_files),
        "aliases": list(lab.course.aliases),
        "artefacts": artefacts(lab),
        "questions": [question_data(oracle, question) for question in lab.questions],
    }
    return lines(spelt(shortened(document)))


def lines(document: dict[str, Any]) -> str:
    """Return a document as JSON with a line for each of its entries and for each question."""
    questions = ",\n".join(compact(question) for question in document.pop("questions"))
    head = [f"{json.dumps(key)}: {compact(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(head) + ',\n"questions": [\n' + questions + "\n]\n}\n"


def artefacts(lab: Lab) -> list[dict[str, Any]]:
    """Return the trained weights a submission should hold, and which question each answers."""
    asked = {question.artefacts[0]: question.id for question in lab.evidenced.values()}
    return [
        {"name": name, "question": asked.get(name, ""), "required": name in asked}
        for name in lab.artefacts
    ]


def question_data(oracle: Oracle, question: Question) -> dict[str, Any]:
    """Return what `check` knows of a question."""
    data: dict[str, Any] = {
        "id": question.id,
        "title": question.title,
        "points": question.points,
        "manual": isinstance(question, Manual),
    }
    if not isinstance(question, Checked):
        return data
    prepared = oracle.cases[question.id]
    mistakes = oracle.mistakes(question.id)
    cases = [
        {**case_data(case), "right": case.right, "wrong": wrong, "all_known": True}
        for case, wrong in zip(prepared, mistakes)
        if case.recording.case.public
    ]
    shown = {id for case in cases for id in case["wrong"]}
    practice = oracle.practice(question.id)
    for case, wrong in zip(practice, oracle.mistakes_in(question, practice)):
        new = {id: change for id, change in wrong.items() if id not in shown}  # the rest is known
        shown |= new.keys()
        cases.append({**case_data(case), "right": case.right, "wrong": new, "all_known": False})
    return {
        **data,
        "file": question.file,
        "function": question.name,
        "blank": question.blank,
        "given": list(question.given),
        "follows": sorted(id for id in shown if oracle.follows(question.id, id)),
        "properties": dict(question.properties),
        "graded": list(dict.fromkeys(case.recording.case.name for case in prepared)),
        "next_steps": dict(question.next_steps),
        "compare": {name: dict(rule) for name, rule in question.compare.items()},
        "cases": cases,
        "worth": {id: points for id, points in worth(oracle, question).items() if id in shown},
        "hints": {id: hint for id, hint in oracle.hints.items() if id in shown},
        "steps": list(question.hints),
        "formula": question.formula,
    }


def case_data(prepared: Prepared) -> dict[str, Any]:
    """Return one public case: its program, and what is expected."""
    compare = prepared.expected.compare
    expected = {
        name: as_released(value, compare.get(name, CLOSE))
        for name, value in prepared.expected.outputs.items()
    }
    return {
        "name": prepared.expected.case,
        "drawn": prepared.expected.drawn,
        "tests": prepared.expected.tests,
        "program": prepared.program,
        "expected": expected,
        "watched": {
            name: value
            for name, value in prepared.expected.watched.items()
            if handed_over(prepared.program, prepared.program["watched"][name]) is None
        },
        "compare": prepared.recording.compare,
    }


def as_released(value: Any, rule: Mapping[str, Any]) -> Any:
    """Return an expected output as it is released: what is drawn is hidden, and numbers have as
    many digits as count beside what they are compared with."""
    return fold(value, lambda leaf: leaf_released(leaf, rule), rebuilt)


def leaf_released(value: Any, rule: Mapping[str, Any]) -> Any:
    """Return what is no container as it is released."""
    if isinstance(value, (float, complex)):
        return leaf_released(np.array(value), rule).item()
    if not isinstance(value, np.ndarray):
        return value
    if value.dtype.names is not None:
        rounded = value.copy()
        for name in value.dtype.names:
            rounded[name] = leaf_released(value[name], rule)
        return rounded
    if value.dtype.kind == "c":
        parts = (leaf_released(part, rule) for part in (value.real, value.imag))
        return sum(part * unit for part, unit in zip(parts, (1, 1j)))
    if rule["kind"] == "normal":
        return np.full_like(value, NO_DRAW)
    if rule["kind"] == "exact" or value.dtype.kind != "f" or not np.isfinite(value).all():
        return value
    exact = value.astype(np.float64)
    size = size_of(exact, rule) if value.size else 1.0
    unit = 10.0 ** (np.ceil(np.log10(size)) - EXPECTED_DIGITS)
    return (np.round((exact + size * (NUDGE - 1)) / unit) * unit).astype(value.dtype)
