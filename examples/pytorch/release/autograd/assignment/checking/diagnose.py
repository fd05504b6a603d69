"""Which known mistakes explain the answers to a question's cases."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .compare import Rule
from .fingerprint import TEXT_KEPT, Fingerprint, Mark, alike, alike_values, fingerprint

# The difference that a mistake makes, in all and in an output: None where it is not known which.
Change = Mapping[str, Mark | None] | None
# The fingerprint of the right answer, the differences of mistakes, and whether these are all.
KnownCase = tuple[Fingerprint, Mapping[str, Change], bool]

TOLD = re.compile(r"'[^']*'|\([\d, ]+\)|\d+")  # names, shapes and numbers in a message
WHERE = re.compile(r"^([\w.]+: )+")  # the function that says so
ADDRESS = re.compile(r"0x[0-9a-fA-F]+")


def answer_fingerprint(
    outputs: Mapping[str, Any], watched: Mapping[str, Any], compare: Mapping[str, Rule]
) -> Fingerprint:
    """Return the fingerprint of an answer: its outputs, and what became of its arguments."""
    afterwards = {f"{name} afterwards": value for name, value in watched.items()}
    return fingerprint({**outputs, **afterwards}, compare)


def error_fingerprint(kind: str, message: str, function: str) -> Fingerprint:
    """Return the fingerprint of an answer that is an exception.

    kind      its type
    message   of which the names and numbers count: how Python puts it changes with its version
    function  the function of the package it came up in, "" where that is the check itself
    """
    message = ADDRESS.sub("", WHERE.sub("", message))
    about = "; ".join(TOLD.findall(message))
    return {"error": {"kind": kind, "about": about[:TEXT_KEPT], "in": function}}


def difference(right: Fingerprint, answer: Fingerprint) -> Fingerprint:
    """Return what of an answer's fingerprint is not as in the right one: {} if it is the same."""
    if "error" in answer:
        return answer
    return {name: mark for name, mark in answer.items() if not alike_values(mark, right[name])}


def matching(known: Sequence[KnownCase], answers: Sequence[Fingerprint | None]) -> list[str]:
    """Return the mistakes that give just these answers, in the order of the bank.

    known    for each case (fingerprint of the right answer, {mistake: difference it makes}, whether
             that is all of them): a mistake that is left out makes none, or none that is known
    answers  for each case the fingerprint of the answer given, None where there was none

    A difference may be None: there is one. So may the mark of an output, and one without a shape
    is of the right one's. A mistake explains the answers if it predicts every one of them and at
    least one is wrong.
    """
    mistakes = list(dict.fromkeys(name for _, wrong, _ in known for name in wrong))
    return [name for name in mistakes if explains(name, known, answers)]


def explains(
    mistake: str, known: Sequence[KnownCase], answers: Sequence[Fingerprint | None]
) -> bool:
    """Whether a mistake predicts every answer, at least one of them wrong."""
    for (right, wrong, complete), answer in zip(known, answers):
        if not complete and mistake not in wrong:
            continue
        if answer is None or not predicts(wrong.get(mistake, {}), right, answer):
            return False
    return any(wrong.get(mistake) for _, wrong, _ in known)


def predicts(change: Change, right: Fingerprint, answer: Fingerprint) -> bool:
    """Whether an answer is the right one with a change."""
    if change is None:
        return not alike(right, answer)
    error = change.get("error")
    if error is not None:
        return alike({"error": error}, answer)
    if answer.keys() != right.keys():
        return False
    return all(predicts_output(change.get(n, mark), mark, answer[n]) for n, mark in right.items())


def predicts_output(mark: Mark | None, right: Mark, answer: Mark) -> bool:
    """Whether an output of an answer is marked so."""
    if mark is None:
        return not alike_values(right, answer)
    if "sums" in mark and "shape" not in mark:
        mark = {"shape": right["shape"], **mark}
    return alike_values(mark, answer)
