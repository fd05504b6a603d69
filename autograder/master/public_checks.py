"""The public checks: the data behind the notebook's `check`.

Released as JSON: the public cases as programs, what the reference answers to them, fingerprints
of what known mistakes answer, and the names of what the grader looks at beside them. Nothing of
the solution, and no hidden case.
"""

import json
import math
from typing import Any

import numpy as np

from assignment.checking.compare import CLOSE
from assignment.checking.handed_in import digest
from assignment.checking.program import handed_over
from autograder.grading.untouched import blank_numbers
from autograder.lab import KIT_FILES, Lab, Question
from autograder.master.worth import worth
from autograder.oracle import Oracle, Prepared, oracle_of

DIGITS = 9  # of inputs, which stay what they are
NO_DRAW = 123456.0  # stands for what is drawn at random: only its shape counts
EXPECTED_DIGITS = 6  # the same on every machine, finer than every tolerance
# Where a value is a short decimal, rounding may stand on the edge, and the last bit would decide.
NUDGE = 1 + 3.1e-11


def render(lab: Lab, oracle: Oracle | None = None) -> str:
    """Return the text of assignment/checks/<lab>.json, the same for the same master."""
    oracle = oracle or oracle_of(lab)
    document = {
        "lab": lab.name,
        "title": lab.title,
        "student_files": list(lab.student_files),
        "earlier_files": list(lab.earlier_files),
        "kit": {file: digest(oracle.sources[file]) for file in sorted(lab.given_files)},
        "fixed": [file for file in lab.given_files if file in KIT_FILES],
        "artefacts": artefacts(lab),
        "questions": [question_data(oracle, question) for question in lab.questions],
    }
    return lines(plain(document))


def lines(document: dict[str, Any]) -> str:
    """Return a document as JSON with a line for each of its entries and for each question."""
    questions = ",\n".join(compact(question) for question in document.pop("questions"))
    head = [f"{json.dumps(key)}: {compact(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(head) + ',\n"questions": [\n' + questions + "\n]\n}\n"


def compact(value: Any) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def artefacts(lab: Lab) -> list[dict[str, Any]]:
    """Return the trained weights a submission should hold, and which question each answers."""
    asked = {
        question.evidence.artefacts[0]: question.id
        for question in lab.questions
        if question.evidence
    }
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
        "manual": question.manual,
    }
    if not question.check:
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
        cases.append(
            {
                **case_data(case),
                "right": case.right if new else {},
                "wrong": new,
                "all_known": False,
            }
        )
    return {
        **data,
        "file": question.file,
        "function": question.name,
        "blanks": blank_numbers(oracle.lab, question.id),
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
    }


def case_data(prepared: Prepared) -> dict[str, Any]:
    """Return one public case: its program, and what is expected."""
    expected = dict(prepared.expected.outputs)
    for name, value in expected.items():
        rule = prepared.expected.compare.get(name, CLOSE)
        if rule["kind"] == "normal" and isinstance(value, np.ndarray):
            expected[name] = np.full_like(value, NO_DRAW)
    return {
        "name": prepared.expected.case,
        "drawn": prepared.expected.drawn,
        "tests": prepared.expected.tests,
        "program": prepared.program,
        "expected": plain(expected, EXPECTED_DIGITS),
        "watched": {
            name: value
            for name, value in prepared.expected.watched.items()
            if handed_over(prepared.program, prepared.program["watched"][name]) is None
        },
        "compare": prepared.recording.compare,
    }


def plain(value: Any, digits: int = DIGITS) -> Any:
    """Return a value as JSON data; tuples become {"tuple"}, arrays {"array", "shape", "dtype"},
    nan and inf {"float"}.

    An array of equal numbers has one of them.
    """
    if isinstance(value, np.generic):
        return plain(value.item(), digits)
    if isinstance(value, float):
        if not math.isfinite(value):  # JSON has no such numbers
            return {"float": str(value)}
        return float(f"{value * NUDGE:.{digits}g}") + 0.0
    if isinstance(value, np.ndarray):
        same = value.size > 1 and bool(np.all(value == value.flat[0]))
        flat = [plain(item, digits) for item in value.ravel()[: 1 if same else None].tolist()]
        return {"array": flat, "shape": list(value.shape), "dtype": value.dtype.name}
    if isinstance(value, dict):
        return {key: plain(item, digits) for key, item in value.items()}
    if isinstance(value, tuple):
        return {"tuple": [plain(item, digits) for item in value]}
    if isinstance(value, list):
        return [plain(item, digits) for item in value]
    return value
