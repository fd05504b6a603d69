"""What right code with one slip in it gives: looked for where nothing else explains.

The reference is run with one small change after the other. One that gives all that came, and leaves
as it is what is right, is told as a fact: the answers are those of right code with such a slip,
wherever the student's own may stand. Each version is made once a process and asked about a case
only if it fits the cases before.
"""

import ast
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import CodeType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from autograder.banners import regions
from autograder.grading.answers import Answer, Failure
from autograder.grading.explaining import slip_edits
from autograder.grading.explaining.pairs import EXACT
from autograder.grading.judge import fingerprint_of
from autograder.isolate.inside.package import Package
from autograder.lab import Checked
from autograder.oracle import REFERENCE, Oracle, Prepared
from autograder.results import Diagnosis
from autograder.student.checking.compare import TOLERANCE, as_array
from autograder.student.checking.diagnose import error_fingerprint
from autograder.student.checking.fingerprint import alike_values, of_value, weighted_sums
from autograder.student.checking.program import function_of, run
from autograder.student.language import fact

MOST_TURNS = 3  # of all loops of a version, for one of the reference
MORE_TURNS = 200  # and beside that
MOST_VERSIONS = 400
MOST_CALLS = 60_000  # of all versions together in a case, if each calls as the reference does
MOST_ROUNDS = 3  # in which a slip is looked for
MOST_KINDS = 2  # of slips that explain the same
NUMBERS = 3  # that surely tell one slip from another
LARGE = 100  # whole numbers above that tell something
CELLS = 2  # in which truths, texts and small counts must agree
ERROR = "error"
Signs = Mapping[str, Any]  # of each output, what it is recognised by
Cell = tuple[int, str]


class TooLong(Exception):
    """A version of the reference loops for too long."""


@dataclass(frozen=True)
class Version:
    """The function of a question with a slip in it."""

    kind: str
    told: tuple[str, ...]
    code: CodeType

    @property
    def fields(self) -> dict[str, str]:
        """What stands in the places of its sentence."""
        return dict(zip(("one", "other"), self.told, strict=False))


@dataclass
class Slips:
    """Versions of a question's function, and what they give."""

    oracle: Oracle
    question: Checked
    given: dict[tuple[int, int], Signs] = field(default_factory=dict)
    turns: dict[int, int] = field(default_factory=dict)
    calls: dict[int, int] = field(default_factory=dict)

    @cached_property
    def cases(self) -> Sequence[Prepared]:
        return self.oracle.cases[self.question.id]

    @cached_property
    def right(self) -> list[Signs]:
        """What the right answers are recognised by."""
        return [signs(c, c.expected.outputs, c.expected.watched) for c in self.cases]

    @cached_property
    def versions(self) -> list[Version]:
        """Every version, those with a single change first."""
        file = self.question.module.replace(".", "/") + ".py"
        source = self.oracle.sources[file]
        function = found(ast.parse(source), self.question.name)
        seen = {ast.unparse(function)}
        versions: list[Version] = []
        for region in regions(source, file):
            if not function.lineno <= region.start <= (function.end_lineno or 0):
                continue
            for slip in slip_edits.slips(function, range(region.start, region.end)):
                text = ast.unparse(ast.fix_missing_locations(slip.function))
                if text in seen or len(versions) >= MOST_VERSIONS:
                    continue
                seen.add(text)
                try:
                    code = self.compiled(slip.function)
                except (SyntaxError, ValueError):  # a change that is no Python
                    continue
                versions.append(Version(slip.kind, slip.told, code))
        return versions

    def compiled(self, function: ast.FunctionDef) -> CodeType:
        """Return the code of a version. Raises SyntaxError or ValueError where it is none."""
        module = ast.Module([slip_edits.with_ticks(function)], [])
        return compile(module, f"{REFERENCE}/{self.question.module}.py", "exec")

    def affordable(self, case: int) -> int:
        """Return how many versions are asked about a case: the same number on any machine."""
        if case not in self.calls:
            self.calls[case] = self.calls_in(case)
        return min(len(self.versions), MOST_CALLS // max(1, self.calls[case]))

    def calls_in(self, case: int) -> int:
        """Return how many functions the reference calls in a case, which tells what it costs."""
        count = 0

        def look(frame: Any, event: str, arg: Any) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(look)
        try:
            outcome(self.cases[case], self.oracle.reference)
        finally:
            sys.setprofile(before)
        return count

    def most_turns(self, case: int) -> int:
        """Return how often the loops of a version may turn in a case."""
        if case not in self.turns:
            source = self.oracle.sources[self.question.module.replace(".", "/") + ".py"]
            code = self.compiled(found(ast.parse(source), self.question.name))
            _, turned = answered(self, Version("", (), code), case, sys.maxsize)
            self.turns[case] = MOST_TURNS * turned + MORE_TURNS
        return self.turns[case]

    def gives(self, version: int, case: int) -> Signs:
        """Return what a version gives in a case."""
        if (version, case) not in self.given:
            made = self.versions[version]
            self.given[version, case], _ = answered(self, made, case, self.most_turns(case))
        return self.given[version, case]

    def fitting(self, came: "Came", first: int) -> Iterator[tuple[int, frozenset[Cell]]]:
        """Yield the versions that give what came wherever they change something.

        first  a case in which they have to

        Each with the wrong cells that it explains.
        """
        order = sorted(range(len(self.cases)), key=lambda case: case != first)
        for version in range(self.affordable(first)):
            explained: set[Cell] = set()
            for case in order:
                cells = came.explained(case, self.gives(version, case), self.right[case])
                if cells is None or (case == first and not cells):
                    break
                explained |= cells
            else:
                yield version, frozenset(explained)


_made: "WeakKeyDictionary[Oracle, dict[str, Slips]]" = WeakKeyDictionary()


def slips_of(oracle: Oracle, question: Checked) -> Slips:
    """Return the versions of a question's function: the ones made before, if there are any."""
    return _made.setdefault(oracle, {}).setdefault(question.id, Slips(oracle, question))


@dataclass(frozen=True)
class Came:
    """What came of a question's cases.

    wrong    cells that are to be explained
    excused  cells that something else explains
    """

    answers: Sequence[Signs | None]
    wrong: frozenset[Cell]
    excused: frozenset[Cell]

    def explained(self, case: int, made: Signs, right: Signs) -> set[Cell] | None:
        """Return the wrong cells of a case that a version explains, None where it is refuted."""
        came = self.answers[case]
        if came is None:
            return set()
        if ERROR in made or ERROR in came:
            if ERROR in made and ERROR in came and made[ERROR] == came[ERROR]:
                return {(case, ERROR)} & self.wrong
            is_excused = ERROR in came and (case, ERROR) in self.excused
            return set() if is_excused or not changes(made, right) else None
        cells = set()
        for name, mark in made.items():
            if same(mark, came.get(name)):
                cells.add((case, name))
            elif not same(mark, right[name]) and (case, name) not in self.excused:
                return None
        return cells & self.wrong


def changes(made: Signs, right: Signs) -> bool:
    return ERROR in made or not all(same(mark, right[name]) for name, mark in made.items())


def told(
    slips: Slips,
    answers: Sequence[Answer | Failure],
    wrong: frozenset[Cell],
    excused: frozenset[Cell],
    names: Mapping[str, str],
) -> tuple[list[Diagnosis], frozenset[Cell]]:
    """Return what slips explain of the wrong cells, and the cells that are left.

    names  what each output is called to a student
    """
    came = [of_answer(*each) for each in zip(answers, slips.cases, strict=True)]
    found: list[Diagnosis] = []
    left = wrong
    tried: set[Cell] = set()
    for _ in range(MOST_ROUNDS):
        open_ = sorted(left - tried)
        if not open_:
            break
        first = open_[0]
        fits = [*slips.fitting(Came(came, left, excused | (wrong - left)), first[0])]
        most = max((len(cells) for _, cells in fits), default=0)
        best = [(version, cells) for version, cells in fits if len(cells) == most]
        chosen = worded(slips, best, names) if best else None
        if chosen is None or first not in best[0][1]:
            tried.add(first)
            if not best:
                tried |= {cell for cell in left if cell[0] == first[0]}
            continue
        found.append(chosen)
        left -= best[0][1]
    return found, left


def worded(
    slips: Slips, best: Sequence[tuple[int, frozenset[Cell]]], names: Mapping[str, str]
) -> Diagnosis | None:
    """Return the slips that explain the same cells, None where they are not sure enough."""
    cells = best[0][1]
    by_kind: dict[tuple[str, tuple[str, ...]], Version] = {}
    for number, same_cells in best:
        version = slips.versions[number]
        if same_cells == cells:
            by_kind.setdefault((version.kind, version.told), version)
    kinds = [*by_kind.values()]
    if not enough(slips, cells):
        if len(cells) < CELLS or len(kinds) > MOST_KINDS:
            return None
    concerned = dict.fromkeys(names.get(name, name) for _, name in sorted(cells) if name != ERROR)
    name = ", ".join(concerned) if concerned else slips.question.name
    diagnoses = [
        Diagnosis(f"slip.{each.kind}", fact(f"slip.{each.kind}", name=name, **each.fields))
        for each in kinds[:MOST_KINDS]
    ]
    return replace(diagnoses[0], also=tuple(diagnoses[1:]))


def enough(slips: Slips, cells: frozenset[Cell]) -> bool:
    """Whether so many numbers agree that another slip hardly gives the same."""
    numbers = 0
    for case, name in cells:
        value = slips.cases[case].expected.outputs.get(name)
        array = as_array(value) if not isinstance(value, str) else None
        if array is not None and array.dtype.kind in "fiu":
            numbers += int(np.count_nonzero((array != np.round(array)) | (np.abs(array) > LARGE)))
    return numbers >= NUMBERS


# ------------------------------------------------------------------------------ one version


def found(tree: ast.Module, name: str) -> ast.FunctionDef:
    """Return a function of a module, "name" or "Class.name"."""
    body: Sequence[ast.stmt] = tree.body
    node: Any = None
    for part in name.split("."):
        node = next(each for each in body if getattr(each, "name", None) == part)
        body = node.body
    assert isinstance(node, ast.FunctionDef)
    return node


def answered(slips: Slips, version: Version, case: int, most: int) -> tuple[Signs, int]:
    """Return what the reference with another function gives in a case, and how often it looped."""
    package = slips.oracle.reference
    module = package.import_module(slips.question.module)
    *owner, name = slips.question.name.split(".")
    holder: Any = getattr(module, owner[0]) if owner else module
    turns = 0

    def tick() -> None:
        nonlocal turns
        turns += 1
        if turns > most:
            raise TooLong

    kept = getattr(holder, name)
    made: dict[str, Any] = {}
    vars(module)[slip_edits.TICK] = tick
    exec(version.code, vars(module), made)
    setattr(holder, name, made[name])
    try:
        return outcome(slips.cases[case], package), turns
    finally:
        setattr(holder, name, kept)


def outcome(case: Prepared, package: Package) -> Signs:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outputs, watched = run(case.program, package.import_module)
        return signs(case, outputs, watched)
    except Exception as error:
        where = function_of(error, lambda file: file.startswith(f"{REFERENCE}/"))
        failed: Signs = error_fingerprint(type(error).__name__, str(error), where)
        return failed


def of_answer(answer: Answer | Failure, case: Prepared) -> Signs | None:
    """Return what an answer is recognised by, None where there is none."""
    if isinstance(answer, Answer):
        return signs(case, answer.outputs, answer.watched)
    return fingerprint_of(answer, case)


def signs(case: Prepared, outputs: Mapping[str, Any], watched: Mapping[str, Any]) -> Signs:
    """Return what an answer is recognised by: each output, and what became of its arguments."""
    rules = case.expected.compare
    afterwards = {f"{name} afterwards": value for name, value in watched.items()}
    return {name: sign_of(v, rules.get(name)) for name, v in {**outputs, **afterwards}.items()}


def sign_of(value: Any, rule: Mapping[str, Any] | None) -> Any:
    """Return what a value is recognised by: of an array its shape and sums in full precision."""
    is_drawn = rule is not None and rule["kind"] == "normal"
    array = None if is_drawn or isinstance(value, str) else as_array(value)
    if array is None or array.dtype.kind == "c":
        return of_value(value, rule)
    exact = TOLERANCE if array.dtype == np.float32 else EXACT
    return array.shape, weighted_sums(array.astype(np.float64)), exact


def same(one: Any, other: Any) -> bool:
    """Whether two values are recognised as the same."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        (shape, sums, exact), (other_shape, other_sums, other_exact) = one, other
        scale = max(sums[-1], other_sums[-1], 1e-300)
        if not (np.isfinite(sums[-1]) and np.isfinite(other_sums[-1])):
            return bool(shape == other_shape and np.array_equal(sums, other_sums, equal_nan=True))
        near = max(exact, other_exact) * scale
        pairs = zip(sums, other_sums, strict=True)
        return bool(shape == other_shape and all(abs(a - b) <= near for a, b in pairs))
    if isinstance(one, dict) and isinstance(other, dict):
        return bool(alike_values(one, other))
    return False
