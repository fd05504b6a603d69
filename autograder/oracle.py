"""The oracle: what is expected of each case, and what each known mistake would give.

Everything here is computed once per process from the master (`oracle_of`): the reference answers
every case at the start, every misconception those of a question when its mistakes are first asked
for.
"""

import ast
import itertools
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from types import CodeType
from typing import Any

import numpy as np

from autograder import needs, reads
from autograder.author_errors import AuthorError, authors_code, place_of
from autograder.isolate.inside.package import Package, compiled
from autograder.lab import Case, Checked, Lab
from autograder.misconception import BadEdit
from autograder.record import Recording, record
from autograder.recordings import Recorded, Recordings, asked
from autograder.student.checking.diagnose import (
    answer_fingerprint,
    difference,
    error_fingerprint,
    matching,
    predicts,
)
from autograder.student.checking.fingerprint import Fingerprint, alike, alike_values
from autograder.student.checking.plain_data import MAX_ARRAY_BYTES, plain
from autograder.student.checking.program import function_of, run
from autograder.student.checking.verdict import Expected

DEFAULT_SEED = 20261
SEED_VARIABLE = "AUTOGRADER_SEED"
REFERENCE = "reference"  # as the files of its frames begin
_numbers = itertools.count()

Mistakes = dict[str, Fingerprint]  # id of a misconception to what differs in its answer


def master_sources(lab: Lab) -> dict[str, str]:
    """Return the text of every package file of a lab, from the master."""
    files = (*lab.student_files, *lab.kit_files)
    return {file: lab.master(file).read_text(encoding="utf-8") for file in files}


def reference_package(sources: Mapping[str, str]) -> Package:
    """Return one version of the reference as an importable package of its own name."""
    code = {file: compiled_once(file, text) for file, text in sources.items()}
    return Package(sources, name=f"reference_{next(_numbers)}", aliases=(), code=code)


@lru_cache(1000)  # versions of the reference differ in one file each
def compiled_once(file: str, text: str) -> CodeType:
    """Return the code of a file of the reference. Raises SyntaxError."""
    return compiled(file, text, REFERENCE)


def course_seed() -> int:
    """Return what the hidden cases are drawn from: of $AUTOGRADER_SEED, any text, if it is set."""
    text = os.environ.get(SEED_VARIABLE, "")
    return zlib.crc32(text.encode()) if text else DEFAULT_SEED


@dataclass(frozen=True)
class Prepared:
    """One case, ready to run and to judge. `right` is the fingerprint of the reference's answer."""

    recording: Recording
    expected: Expected
    right: Fingerprint

    @property
    def program(self) -> dict[str, Any]:
        return self.recording.program


class Oracle:
    """The prepared cases of a lab's questions.

    seed   changes the inputs of every hidden case; the public ones stay as released

    Raises AuthorError where the reference or a check fails.
    """

    def __init__(self, lab: Lab, seed: int = DEFAULT_SEED) -> None:
        self.lab = lab
        self.sources = master_sources(lab)
        needs.check(lab, self.sources)
        refuse_given_methods(lab)
        self.bank = lab.mistakes
        self.hints = {misconception.id: misconception.hint for misconception in self.bank}
        self.known = {misconception.id: misconception for misconception in self.bank}
        self.cases: dict[str, tuple[Prepared, ...]] = {}
        recorded = self._recorded_once(seed) if seed == course_seed() else self._recorded(seed)
        for question in lab.checked.values():
            self.cases[question.id] = tuple(
                prepare(question, recording) for recording in recorded[question.id]
            )
        self.once_more = {id: asked_again(cases) for id, cases in self.cases.items()}
        self.cache_of = {
            function: taken
            for question in lab.checked.values()
            for function, taken in [(question.function, self._cache_taken(question))]
            if taken
        }
        self._mistakes: dict[str, tuple[Mistakes, ...]] = {}
        self._unsure: dict[tuple[str, ...], set[str]] = {}  # outputs that hang on rounding
        self._foretold: dict[tuple[str, ...], list[Fingerprint] | None] = {}

    def _recorded_once(self, seed: int) -> Recorded:
        """Return what `_recorded` does, as it was kept when it was worked out before."""
        recordings = Recordings(self.lab, seed)
        recorded = recordings.load()
        if recorded is None:
            with reads.watched() as read:
                recorded = self._recorded(seed)
            recordings.save(recorded, read)
        return recorded

    def _recorded(self, seed: int) -> Recorded:
        """Return what the reference answers to the cases of each question."""
        with authors_code("the reference"):
            package = reference_package(self.sources)
        with package as reference:
            return {
                question.id: [
                    recorded_case(question, case, 0 if case.public else seed, reference)
                    for case in asked(question)
                ]
                for question in self.lab.checked.values()
            }

    @cached_property
    def reference(self) -> Package:
        """The reference as a package that stays loaded."""
        return reference_package(self.sources).__enter__()

    def practice(self, question_id: str) -> tuple[Prepared, ...]:
        """Return the cases of a question that are for the notebook's check alone."""
        question = self.lab.checked[question_id]
        with reference_package(self.sources) as reference:
            return tuple(
                prepare(question, recorded_case(question, case, 0, reference))
                for case in question.cases
                if case.practice
            )

    def programs(self, question_id: str) -> list[dict[str, Any]]:
        """Return what is asked in a question: its cases, and then one of them once more."""
        return [prepared.program for prepared in self.asked(question_id)]

    def asked(self, question_id: str) -> tuple[Prepared, ...]:
        """Return the cases of a question, and then one of them once more."""
        return (*self.cases[question_id], self.once_more[question_id])

    def _cache_taken(self, question: Checked) -> str:
        """Return the graded function whose cache this question's function is called with, or ""."""
        graded = {other.function for other in self.lab.checked.values()} - {question.function}
        called: dict[int, str] = {}  # register to the function that filled it
        for i, step in enumerate(self.cases[question.id][0].program["steps"]):
            function = function_called(step)
            if function == question.function:
                for operand in (*step["args"], *step["kwargs"].values()):
                    taken = called.get(operand.get("ref", [None])[0], "")
                    if taken:
                        return taken
            if function in graded:
                called[i] = function
        return ""

    def partners(self, functions: Iterable[str]) -> set[str]:
        """Return functions and those that share a cache with one of them."""
        found = set(functions)
        for backward, forward in self.cache_of.items():
            if backward in found:
                found.add(forward)
        found |= {backward for backward, forward in self.cache_of.items() if forward in found}
        return found

    def mistakes(self, question_id: str) -> tuple[Mistakes, ...]:
        """Return, for each case of a question, how each mistake that shows in it differs."""
        if question_id not in self._mistakes:
            cases = self.cases[question_id]
            self._mistakes[question_id] = self.mistakes_in(self.lab.checked[question_id], cases)
        return self._mistakes[question_id]

    def mistakes_in(self, question: Checked, cases: Sequence[Prepared]) -> tuple[Mistakes, ...]:
        """Return the same for some cases of a question."""
        found: tuple[Mistakes, ...] = tuple({} for _ in cases)
        for misconception in self.bank:
            if misconception.function != question.function:
                continue
            with reference_package(misconception.apply(self.sources)) as package:
                for prepared, mistakes in zip(cases, found, strict=True):
                    answer = outcome(prepared, package)
                    change = difference(prepared.right, answer)
                    if change:
                        mistakes[misconception.id] = change
        return found

    def answers(self, programs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return what the reference answers to programs: the outputs of each, by name."""
        with reference_package(self.sources) as package:
            return [run(program, package.import_module)[0] for program in programs]

    def explain(self, question_id: str, answers: Sequence[Fingerprint | None]) -> list[str]:
        """Return the ids of the misconceptions whose every answer is the one given.

        `answers` are fingerprints, None where the submission gave nothing to compare.
        """
        right = [prepared.right for prepared in self.cases[question_id]]
        known = [(*pair, True) for pair in zip(right, self.mistakes(question_id), strict=True)]
        explained: list[str] = matching(known, answers)
        return explained or self._but_for_rounding(question_id, answers)

    def _but_for_rounding(
        self, question_id: str, answers: Sequence[Fingerprint | None]
    ) -> list[str]:
        """Return the mistakes that explain all but what rounding alone makes of them.

        Divided by a variance that is 0 but for rounding, an output is another on every machine. A
        mistake has to be seen in another case as it is known.
        """
        cases, found = self.cases[question_id], []
        known = self.mistakes(question_id)
        for id in dict.fromkeys(id for mistakes in known for id in mistakes):
            each = [*zip(cases, known, answers, strict=True)]
            seen = [
                answer is not None and predicts(wrong.get(id, {}), case.right, answer)
                for case, wrong, answer in each
            ]
            shown = any(id in wrong for (_, wrong, _), as_known in zip(each, seen) if as_known)
            if shown and all(
                as_known
                or (id in wrong and answer and self._rounds_to(case, id, wrong[id], answer))
                for (case, wrong, answer), as_known in zip(each, seen, strict=True)
            ):
                found.append(id)
        return found

    def _rounds_to(self, case: Prepared, id: str, wrong: Fingerprint, answer: Fingerprint) -> bool:
        """Whether an answer is a mistake's but for outputs that hang on rounding."""
        if "error" in wrong or answer.keys() != case.right.keys():
            return False
        key = (id, case.recording.case.name, str(case.right))
        if key not in self._unsure:
            nudged_case = replace(case, recording=replace(case.recording, program=nudged(case)))
            with reference_package(self.known[id].apply(self.sources)) as package:
                again = outcome(nudged_case, package)
            same = {name for name, mark in wrong.items() if name in again}
            self._unsure[key] = {n for n in same if not alike_values(wrong[n], again[n])}
        unsure = self._unsure[key]
        same_shapes = all(answer[name].get("shape") == wrong[name].get("shape") for name in unsure)
        change = {name: None if name in unsure else mark for name, mark in wrong.items()}
        return same_shapes and predicts(change, case.right, answer)

    def follows(self, question_id: str, mistake_id: str) -> bool:
        """Whether answers that a mistake explains come out wrong only because of that mistake.

        An exception explains nothing of what the code after it would have done, but where it only
        costs a property that costs once.
        """
        once = self.lab.checked[question_id].once
        raises = any(
            "error" in wrong.get(mistake_id, {}) and case.expected.tests not in once
            for case, wrong in zip(self.cases[question_id], self.mistakes(question_id), strict=True)
        )
        return question_id in self.known[mistake_id].follows and not raises

    def foretells(
        self, question_id: str, earlier: Sequence[str], answers: Sequence[Fingerprint | None]
    ) -> bool:
        """Whether answers are those of right code after known mistakes in earlier functions.

        answers  fingerprints of the answers to `programs`

        They tell nothing where the earlier mistakes raise an error, or hide one of the known
        mistakes in this function.
        """
        key = (question_id, *earlier)
        if key not in self._foretold:
            self._foretold[key] = self._foretell(self.lab.checked[question_id], earlier)
        foretold = self._foretold[key]
        return foretold is not None and all(
            answer is not None and alike(right, answer)
            for right, answer in zip(foretold, answers, strict=True)
        )

    def _foretell(self, question: Checked, earlier: Sequence[str]) -> list[Fingerprint] | None:
        own = {id for mistakes in self.mistakes(question.id) for id in mistakes}
        sources = self.sources
        try:
            for id in earlier:
                sources = self.known[id].apply(sources)
            with_own = {id: self.known[id].apply(sources) for id in own}
        except BadEdit:  # two mistakes in one place
            return None
        right = self._answers(question, sources)
        if any("error" in answer for answer in right):
            return None
        shown = (self._shows(question, id, wrong, right) for id, wrong in with_own.items())
        return right if all(shown) else None

    def _shows(
        self,
        question: Checked,
        mistake_id: str,
        sources: Mapping[str, str],
        right: Sequence[Fingerprint],
    ) -> bool:
        """Whether some answer with a mistake is another than the right one.

        Asked first are the cases in which it shows alone: mostly the first of them is enough.
        """
        alone = [mistake_id in found for found in self.mistakes(question.id)]
        asked = [*zip(right, self.asked(question.id), (*alone, False), strict=True)]
        asked.sort(key=lambda each: not each[2])
        with reference_package(sources) as package:
            return not all(alike(answer, outcome(case, package)) for answer, case, _ in asked)

    def _answers(self, question: Checked, sources: Mapping[str, str]) -> list[Fingerprint]:
        with reference_package(sources) as package:
            return [outcome(case, package) for case in self.asked(question.id)]


_made: dict[tuple[str, int], Oracle] = {}


def oracle_of(lab: Lab, seed: int = DEFAULT_SEED) -> Oracle:
    """Return the oracle of a lab as its master is now: the one made before, if nothing changed.

    All who ask share it, and what it learns of mistakes. Raises AuthorError as `Oracle` does.
    """
    made = _made.get((lab.name, seed))
    current = (
        made is not None
        and made.lab is lab
        and made.bank is lab.mistakes
        and made.sources == master_sources(lab)
    )
    if not current:
        made = _made[lab.name, seed] = Oracle(lab, seed)
    assert made is not None
    return made


def refuse_given_methods(lab: Lab) -> None:
    """Raise AuthorError where a question is given a method that is no constructor.

    What a method does hangs on the state of its object, which is the student's own.
    """
    for question in lab.checked.values():
        for id in question.given:
            name = lab.checked[id].function.partition(":")[2]
            if "." in name and not name.endswith(".__init__"):
                raise AuthorError(
                    f"{place_of(question.check)}: {question.id} is given {id}, which is the method "
                    f"{name}. The reference stands in for functions and constructors only: take "
                    f"{id} out of `given`."
                )


def recorded_case(question: Checked, case: Case, seed: int, reference: Package) -> Recording:
    """Return a case as the reference answers it. Raises AuthorError."""
    with authors_code(f"the check of {question.id} in the case {case.name!r}", question.check):
        recording = record(question, case, seed, reference.import_module)
    worthless = recording.expected.keys() - question.properties.keys()
    if worthless and case.tests is None:
        raise AuthorError(
            f"{place_of(question.check)}: the check of {question.id} returns {worthless.pop()!r}, "
            f"which has no points: the properties are {', '.join(question.properties)}. Give both "
            "the same name."
        )
    return recording


def parameters_of(sources: Mapping[str, str], function: str) -> list[str]:
    """Return the names of the parameters of a function of the reference, "module:name"."""
    module, _, name = function.partition(":")
    source = sources[module.replace(".", "/") + ".py"]
    found = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    arguments = next(node.args for node in found if node.name == name)
    return [each.arg for each in (*arguments.posonlyargs, *arguments.args)]


def function_called(step: Mapping[str, Any]) -> str:
    """Return the function of a module that a step calls, "module:name", or ""."""
    what = step.get("what", ())
    plain = step["do"] == "call" and len(what) == 2 and isinstance(what[0], str)
    return f"{what[0]}:{what[1]['attr']}" if plain and "attr" in what[1] else ""


def outcome(case: Prepared, package: Package) -> Fingerprint:
    """Return the fingerprint of what a package answers in a case, errors included."""
    try:
        outputs, watched = run(case.program, package.import_module)
    except Exception as error:
        where = function_of(error, lambda file: file.startswith(f"{REFERENCE}/"))
        answer: Fingerprint = error_fingerprint(type(error).__name__, str(error), where)
        return answer
    # What is too large is not sent, so nothing but that is known of it.
    sent = {name: plain(each) if is_large(each) else each for name, each in outputs.items()}
    answer = answer_fingerprint(sent, watched, case.expected.compare)
    return answer


def is_large(value: object) -> bool:
    """Whether a value is an array that is too large to be read as plain data."""
    return isinstance(value, np.ndarray) and value.nbytes > MAX_ARRAY_BYTES


def nudged(case: Prepared) -> dict[str, Any]:
    """Return a case's program with the last bit of its numbers another.

    What was equal stays so, and arrays of whole numbers are left alone.
    """
    steps = []
    for step in case.program["steps"]:
        value = step.get("value")
        real = isinstance(value, np.ndarray) and value.dtype == np.float64
        if step["do"] == "value" and real and np.any(value != np.round(value)):
            step = {**step, "value": value * (1 + 2 * np.finfo(np.float64).eps)}
        steps.append(step)
    return {**case.program, "steps": steps}


def prepare(question: Checked, recording: Recording) -> Prepared:
    """Return a recorded case with what its judgement needs."""
    case = recording.case
    rules = {**question.compare, **recording.compare}
    expected = Expected(
        case=case.name,
        tests=case.tests,
        outputs=recording.expected,
        watched=recording.watched,
        compare=rules,
        drawn=recording.drawn,
    )
    right = answer_fingerprint(recording.expected, recording.watched, rules)
    return Prepared(recording, expected, right)


def asked_again(cases: Sequence[Prepared]) -> Prepared:
    """Return the case that is asked a second time, after all others.

    A right answer is the same again: nothing is kept between calls, nothing left to chance. A
    hidden case about the values, since a public one can be known by heart.
    """
    about_values = [case for case in cases if case.expected.tests is None]
    hidden = [case for case in about_values if not case.recording.case.public]
    return (hidden or about_values or list(cases))[0]
