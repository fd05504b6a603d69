"""Basis: what marks are made from, as hashes, so that one knows which of them still stand.

A verdict on a question follows from the grader's code and the reference (the engine), from what is
asked in that question and how it is weighed (its check), and from the submission. A change of the
engine grades everything anew; a change of one check only what it touches (`regrade.py`).
"""

import hashlib
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.lab import Lab, Question
from autograder.oracle import Oracle
from autograder.student.checking.plain_data import fold

ENGINE = Path(__file__).resolve().parents[1]
AUDIT = ENGINE / "audit"  # it judges the grader, and no submission


@dataclass(frozen=True)
class Basis:
    """Hashes of what decides the marks of a lab.

    engine  the grader's code and the lab's package, of the kit and of the reference
    checks  question id to its check: inputs as they are sent, cases, points, known mistakes
    kit     of the same texts on every machine; inputs a check computes may differ in the last bit
    """

    engine: str
    checks: Mapping[str, str]
    kit: str

    @property
    def lab(self) -> str:
        """One hash of all that decides marks."""
        return hash_of([self.engine, *map(repr, sorted(self.checks.items()))])


def basis_of(oracle: Oracle, seed: int, data: str, messages: Mapping[str, str]) -> Basis:
    """Return the basis of a lab's marks.

    data      names the data set that weights are judged on
    messages  the translations that verdicts are said in, {} for English
    """
    lab = oracle.lab
    texts = [*oracle.sources.items(), *messages.items()]
    engine = hash_of([*map(repr, sorted(texts)), *engine_sources()])
    checks = {question.id: hash_of(asked(question, oracle, data)) for question in lab.questions}
    described = [part for question in lab.questions for part in facts(question, oracle)]
    return Basis(engine, checks, hash_of([engine, repr(seed), *described, *lab_sources(lab)]))


def asked(question: Question, oracle: Oracle, data: str) -> Iterable[str | bytes]:
    """Yield everything of a question that decides its verdict, beside the engine.

    What the reference answers need not be in it: that follows from the inputs and the engine.
    """
    yield from facts(question, oracle)
    if question.evidence:
        yield data
    if question.check:
        for program in oracle.programs(question.id):
            yield digest_of(program)


def facts(question: Question, oracle: Oracle) -> Iterable[str]:
    """Yield what is written down about a question, and the known mistakes in its function."""
    yield repr((question.id, question.title, question.points, question.function, question.given))
    yield repr(question.once)
    yield repr([(case.name, case.tests, case.public) for case in question.cases])
    for settings in (question.properties, question.next_steps):
        yield repr(list(settings.items()))
    yield repr({name: dict(rule) for name, rule in question.compare.items()})
    yield repr([case.recording.compare for case in oracle.cases.get(question.id, ())])
    if question.evidence:
        evidence, net = question.evidence, question.evidence.net
        yield repr((evidence.artefacts, evidence.thresholds, net.shapes))
        yield inspect.getsource(net.scores)
    if question.function:
        sharing = [other for other in oracle.lab.questions if other.function == question.function]
        yield repr([other.id for other in sharing])
        yield from (repr(known) for known in oracle.bank if known.function == question.function)


def digest_of(value: Any) -> bytes:
    """Return a hash of plain data; different data do not have the same."""
    made: bytes = fold(value, digest_of_leaf, digest_of_container)
    return made


def digest_of_leaf(value: Any) -> bytes:
    """Return a hash of what is no container: of an array also how it lies in memory."""
    if not isinstance(value, np.ndarray):
        spelled = hex(value) if type(value) is int else repr(value)
        return digest(type(value).__name__.encode(), spelled.encode("utf-8", "surrogatepass"))
    fortran = value.flags.f_contiguous and not value.flags.c_contiguous
    head = repr((value.dtype.descr, value.shape, fortran))
    return digest(head.encode(), value.tobytes())


def digest_of_container(container: Any, parts: list[Any]) -> bytes:
    """Return a hash of a container from those of its parts."""
    if isinstance(container, Mapping):
        parts = [part for pair in parts for part in pair]
    if isinstance(container, (set, frozenset)):
        parts = sorted(parts)
    return digest(type(container).__name__.encode(), *parts)


def digest(*contents: bytes) -> bytes:
    """Return a hash of several contents."""
    found = hashlib.sha256()
    for content in contents:
        found.update(b"%d\0" % len(content) + content)
    return found.digest()


def hash_of(parts: Iterable[str | bytes]) -> str:
    """Return a short hash of texts."""
    contents = (
        part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass") for part in parts
    )
    return digest(*contents).hex()[:16]


def engine_sources() -> Iterable[str]:
    """Yield the text of the modules that decide marks, so that changing one regrades."""
    paths = (path for path in sorted(ENGINE.rglob("*.py")) if AUDIT not in path.parents)
    return (path.read_text("utf-8") for path in paths)


def lab_sources(lab: Lab) -> Iterable[str]:
    """Yield the text of a lab's own modules."""
    folder = lab.course.folder / "labs" / lab.name
    paths = [*folder.glob("*.py"), *(folder / "mistakes").rglob("*.py")]
    return (path.read_text("utf-8") for path in sorted(paths))
