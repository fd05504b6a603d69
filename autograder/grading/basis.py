"""Basis: what marks are made from, as hashes, so that one knows which of them still stand.

A verdict on a question follows from the grader's code and what students are given (the engine),
from what is asked in that question, how it is compared and weighed and the reference's functions
behind it (its check), and from the submission. A change of the engine grades everything anew; a
change of one check only what it touches (`regrade.py`). What of the code belongs to which is
computed from its imports: an export, a page or a command decides no mark.
"""

import hashlib
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course import PACKAGE
from autograder.grading.import_closure import TextOf, closure
from autograder.isolate.inside import wire
from autograder.lab import Checked, Evidenced, Lab, Question
from autograder.oracle import Oracle
from autograder.student.checking import comparisons
from autograder.student.checking.compare import CLOSE
from autograder.student.checking.program import modules_used

ENGINE = Path(__file__).resolve().parents[1]
WORDS = "words"  # modules that hold sentences, and decide nothing
# From these on everything counts: what judges, and what runs in the sandbox.
DECIDING = ("autograder.grading.regrade", "autograder.isolate.inside.template")


@dataclass(frozen=True)
class Basis:
    """Hashes of what decides the marks of a lab.

    engine  the code that judges, and the given files of the lab's package
    checks  question id to its check: inputs as they are sent, cases, points, known mistakes, the
            reference's modules behind it, its comparisons
    kit     of the same texts on every machine; inputs a check computes may differ in the last bit
    """

    engine: str
    checks: Mapping[str, str]
    kit: str

    @property
    def lab(self) -> str:
        """One hash of all that decides marks."""
        return hash_of([self.engine, *map(repr, sorted(self.checks.items()))])


def basis_of(oracle: Oracle, seed: int, data: str) -> Basis:
    """Return the basis of a lab's marks. `data` names the data set that weights are judged on."""
    lab = oracle.lab
    given = [(file, oracle.sources[file]) for file in (*lab.given_files, *lab.adapters)]
    engine = hash_of(map(repr, [*engine_sources().items(), *sorted(given)]))
    module = cache(comparison_module)  # each is read once
    checks = {one.id: hash_of(asked(one, oracle, data, module)) for one in lab.questions}
    described = [part for question in lab.questions for part in facts(question, oracle)]
    sources = [repr(each) for each in sorted(oracle.sources.items())]
    kit = hash_of([engine, repr(seed), *described, *sources, *lab_sources(lab)])
    return Basis(engine, checks, kit)


def asked(question: Question, oracle: Oracle, data: str, module: TextOf) -> Iterable[str | bytes]:
    """Yield everything of a question that decides its verdict, beside the engine.

    module  gives the text of a comparison, and of what it imports

    What the reference answers need not be in it: that follows from the inputs and its code.
    """
    yield from facts(question, oracle)
    if isinstance(question, Evidenced):
        yield data
    if isinstance(question, Checked):
        yield from map(repr, reference_of(question, oracle).items())
        own = closure(comparisons_of(question, oracle), module)
        yield from map(repr, own.items())
        for program in oracle.programs(question.id):
            yield digest_of(program)


def facts(question: Question, oracle: Oracle) -> Iterable[str]:
    """Yield what is written down about a question, and the known mistakes in its function.

    Not what is said of them: its title, next steps and hints are looked up by whoever reads.
    """
    yield repr((type(question).__name__, question.id, question.points))
    if isinstance(question, Evidenced):
        yield repr((question.artefacts, question.thresholds, question.net.shapes))
        yield inspect.getsource(question.net.scores)
    if isinstance(question, Checked):
        yield repr((question.function, question.given, question.once))
        yield repr([(case.name, case.tests, case.public) for case in question.cases])
        yield repr(list(question.properties.items()))
        yield repr({name: dict(rule) for name, rule in question.compare.items()})
        yield repr([case.recording.compare for case in oracle.cases[question.id]])
        yield repr([other.id for other in oracle.lab.on_function(question.function)])
        known = (each for each in oracle.bank if each.function == question.function)
        yield from (repr(replace(each, hint="")) for each in known)


def digest_of(value: Any) -> bytes:
    """Return a hash of plain data as it is sent; different data do not have the same."""
    return hashlib.sha256(wire.packed(value)).digest()


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


def engine_sources() -> dict[str, str]:
    """Return the text of the modules that decide marks, by name: all that judging imports, and
    what runs in the sandbox. The comparisons beside are each question's own."""
    return closure(DECIDING, engine_module)


def engine_module(module: str) -> tuple[str, bool] | None:
    """Return the text of a module of the engine, and whether it is a package."""
    top, _, rest = module.partition(".")
    if top != ENGINE.name or WORDS in module.split("."):
        return None
    place = ENGINE / rest.replace(".", "/")
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file():
            return path.read_text("utf-8"), path.name == "__init__.py"
    return None


def comparison_module(module: str) -> tuple[str, bool] | None:
    """Return the text of a comparison, the kit's or the course's, or of what it imports."""
    folder, _, name = module.rpartition(".")
    own = Path(comparisons.__path__[-1]) / f"{name}.py"
    if folder == comparisons.__name__ and own.is_file() and name != WORDS:
        return own.read_text("utf-8"), False
    return engine_module(module)


def comparisons_of(question: Checked, oracle: Oracle) -> set[str]:
    """Return the modules by which a question's answers are compared."""
    names: set[str] = set()
    for case in oracle.cases[question.id]:
        for output, right in case.expected.outputs.items():
            rule = case.expected.compare.get(output, CLOSE)
            names |= comparisons_used(right, rule)
    return names


def comparisons_used(right: Any, rule: Mapping[str, Any]) -> set[str]:
    """Return the modules that compare with an expected value and with all its parts."""
    names = {comparisons.comparison(right, rule).__name__}
    parts = right.values() if isinstance(right, dict) else right
    for part in parts if isinstance(right, (dict, list, tuple)) else ():
        names |= comparisons_used(part, rule)
    return names


def reference_of(question: Checked, oracle: Oracle) -> dict[str, str]:
    """Return the text of the modules of the package that a question's answers come from."""
    lab = oracle.lab
    used = {question.module, *(lab.checked[id].module for id in question.given)}
    programs = oracle.programs(question.id)
    used |= {module for program in programs for module in modules_used(program)}
    names = lab.course.package_names

    def text_of(module: str) -> tuple[str, bool] | None:
        top, _, rest = module.partition(".")
        place = (rest if top in names else module).replace(".", "/")
        for file in (f"{place}.py", f"{place}/__init__.py"):
            if file in oracle.sources and file not in lab.fixed_files:
                return oracle.sources[file], file.endswith("__init__.py")
        return None

    return closure([f"{PACKAGE}.{module}" for module in used], text_of)


def lab_sources(lab: Lab) -> Iterable[str]:
    """Yield the text of a lab's own modules."""
    folder = lab.course.folder / "labs" / lab.name
    paths = [*folder.glob("*.py"), *(folder / "mistakes").rglob("*.py")]
    return (path.read_text("utf-8") for path in sorted(paths))
