"""Limits of the domain: code that is right on a part of it only must be noticed under every seed.

Each limit (limits_in_code.py) is put on each argument and on the results of each graded function
where it can make sense of them, everything else being the reference's, and runs through the cases
of the function's questions under each of the seeds. What survives under one of them must stand in
labs/<lab>/limits.md, with the reason why no case may show it or as open; what stands
there must still exist, and survive.
"""

import ast
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.audit import limits_in_code as code
from autograder.audit.mutants import PACKAGE, code_of, interrupted, right_answers
from autograder.audit.row import Row
from autograder.isolate.inside.package import Package
from autograder.lab import Lab
from autograder.oracle import Oracle
from autograder.student.checking.program import run

ENTRY = re.compile(r"^\| `(.+?)` \| (.+?) \| (.+) \|$", re.M)
OPEN = "Open"  # the reason of what cases might show and do not
SEEDS = range(1, 21)
ROWS = {"array", "whole array", "list"}  # what has rows
ARRAYS = {"array", "whole array", "arrays"}  # what is told by its shape alone
ONE_IN = 9  # of the limits in a fast cut
CLIPPED = (6, 50)
FEW, MANY = (5, 10), (100, 1000)  # rows: of any argument, and of the data, which come first


@dataclass(frozen=True)
class Limited:
    """A graded function with a limit.

    function  "module:name", or "module:Class.name"
    limit     what it is, in words
    """

    function: str
    limit: str
    wrap: code.Limit

    @property
    def id(self) -> str:
        return f"{self.function.partition(':')[2]}: {self.limit}"


@dataclass
class Seen:
    """What a function was called with and what it returned: kinds of each argument, of results.

    fits   arguments that some result has the shape and the type of
    draws  whether it uses random numbers
    turns  whether a square result is another matrix once it is turned, for each that was seen
    """

    arguments: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    results: set[str] = field(default_factory=set)
    fits: set[str] = field(default_factory=set)
    draws: bool = False
    turns: set[bool] = field(default_factory=set)


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Run every limit under every seed; fast: some of them under one."""
    known = limits_of(Oracle(lab))
    listed = entries(lab)
    limits = known[::ONE_IN] if fast else known
    seeds = SEEDS[:1] if fast else SEEDS
    survived = survivors(lab, limits, seeds)
    failures = [
        f"survives under {len(survived[id])} of {len(seeds)} seeds: {id}"
        for id in survived
        if id not in listed
    ]
    if not fast:
        ids = {limited.id for limited in known}
        failures += [f"{id}: listed, but there is no such limit" for id in listed if id not in ids]
        failures += [
            f"{id}: listed, but it is killed under every seed"
            for id in listed
            if id in ids and id not in survived
        ]
    wanted = [limited.id for limited in limits if limited.id not in listed]
    killed = sum(id not in survived for id in wanted)
    still_open = sum(reason.startswith(OPEN) for reason in listed.values())
    name = f"{lab.name}: limits killed under each of {len(seeds)} seeds"
    name += f" (and {len(listed) - still_open} equivalent, {still_open} open)"
    return [Row(name, killed, len(wanted), tuple(failures))]


def survivors(lab: Lab, limits: list[Limited], seeds: Sequence[int]) -> dict[str, list[int]]:
    """Return the seeds under which each limit survives, of those that do."""
    found: dict[str, list[int]] = {}
    for seed in seeds:
        oracle = Oracle(lab, seed)
        for limited in limits:
            if survives(oracle, limited):
                found.setdefault(limited.id, []).append(seed)
    return found


def entries(lab: Lab) -> dict[str, str]:
    """Return the ids of a lab's limits that are listed, with the reasons."""
    table = table_of(lab)
    rows = ENTRY.findall(table.read_text("utf-8")) if table.exists() else []
    return {
        f"{function}: {limit}": reason
        for function, limits, reason in rows
        for limit in limits.split("; ")
    }


def table_of(lab: Lab) -> Path:
    """Return the page of a lab that says which limits survive, and why."""
    return lab.course.folder / "labs" / lab.name / "limits.md"


def limits_of(oracle: Oracle) -> list[Limited]:
    """Return all limits of the graded functions of a lab."""
    functions = dict.fromkeys(q.function for q in oracle.lab.checked.values())
    return [limited for function in functions for limited in of_function(oracle, function)]


def of_function(oracle: Oracle, function: str) -> Iterator[Limited]:
    """Yield the limits of one function, by what it is given and returns."""
    seen = observed(oracle, function)
    data = next((name for name, kinds in seen.arguments.items() if kinds & ROWS), "")
    for name, kinds in seen.arguments.items():
        for words, change in changes_of_argument(kinds, name == data):
            yield Limited(function, f"{name} {words}", code.of_argument(name, change))
        for axis in range(min(ranks(kinds), 2) if seen.results else 0):  # no text can be far off
            words = f"wrong where {name} has one along axis {axis}"
            yield Limited(function, words, code.where_one(name, axis))
        if name in seen.fits:
            yield Limited(function, f"result written into {name}", code.into_argument(name))
        if kinds & {*ROWS, "dict"}:
            yield Limited(function, f"{name} left changed", code.used_up(name))
        if ranks(kinds) > 2 and any_shape(oracle, function):
            change = code.of_argument(name, code.two_axes)
            yield Limited(function, f"{name} of two axes only", change)
    symmetric = seen.turns == {False}
    for words, change in changes_of_result(seen.results):
        # Numbers drawn at random are as good the other way round, and some results the same.
        if change is not code.turned_square or not (seen.draws or symmetric):
            yield Limited(function, f"result {words}", code.of_result(change))
    # Of numbers, texts and lists of them the shape is all there is: an answer kept is right.
    if any(kinds & ARRAYS for kinds in seen.arguments.values()) and "__init__" not in function:
        yield Limited(function, "result remembered by shape", code.remembered)
    if "array" in seen.results:
        yield Limited(function, "result in one buffer", code.one_buffer)
    if function in oracle.cache_of.values():
        yield Limited(function, "cache of the first call", code.first_cache)
        yield Limited(function, "cache of the latest call", code.one_cache)
    if seen.draws:
        yield Limited(function, "seed fixed inside", code.fixed_seed)


def changes_of_argument(kinds: set[str], data: bool) -> Iterator[tuple[str, code.Change]]:
    """Yield the limits of an argument of these kinds, in words and as a change of it.

    data  whether it is what the function is about, which may have rows by the thousand
    """
    if "array" in kinds:
        for most in CLIPPED:
            yield f"clipped at {most}", code.clipped(most)
        yield "without signs", code.positive
        yield "below 0.001 taken for 0", code.without_small(1e-3)
    if kinds & ROWS:
        for count in FEW + (MANY if data else ()):
            yield f"in its first {count} rows only", code.only_first(count)
    if data and "array" in kinds:
        yield "without the rows left over from tens", code.without_left_over(10)
    if ranks(kinds) > 1:
        yield "in the order of its memory", code.in_memory_order
        yield "in its first 10 columns only", code.only_first(10, axis=1)
    if "2 axes" in kinds:
        yield "turned where square", code.turned_square
    if ranks(kinds) > 2:
        yield "in its first 3 channels only", code.only_first(3, axis=1)
    if "count" in kinds:
        for most in (3, 10):
            yield f"at most {most}", code.at_most(most)
    if "number" in kinds:
        yield "at most 1", code.at_most(1)
        yield "0.5 in place of 0", code.instead_of(0, 0.5)
        yield "0.5 in place of 1", code.instead_of(1, 0.5)
    if kinds & {"tuple", "dict"}:
        yield "with ten entries at most", code.fewer_layers(10)


def changes_of_result(kinds: set[str]) -> Iterator[tuple[str, code.Change]]:
    """Yield the limits of results of these kinds, in words and as a change of them."""
    if kinds & {"array", "number"}:
        for most in CLIPPED:
            yield f"clipped at {most}", code.clipped(most)
        yield "without signs", code.positive
        yield "below 0.001 taken for 0", code.without_small(1e-3)
    if kinds & ROWS:
        for count in FEW:
            yield f"in its first {count} rows only", code.only_first(count)
    if ranks(kinds) > 1:
        yield "in its first 10 columns only", code.only_first(10, axis=1)
    if "2 axes" in kinds:
        yield "turned where square", code.turned_square
    if "count" in kinds:
        for bits in (16, 32):
            yield f"of {bits} bits", code.of_bits(bits)


def ranks(kinds: set[str]) -> int:
    """Return the largest number of axes among the arrays of these kinds, 0 if there are none."""
    return max([int(kind[0]) for kind in kinds if kind.endswith(" axes")], default=0)


def any_shape(oracle: Oracle, function: str) -> bool:
    """Whether the docstring of a function speaks of arrays of any shape."""
    file, _, name = function.partition(":")
    tree = ast.parse(oracle.sources[file.replace(".", "/") + ".py"])
    docs = [
        ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == name.rpartition(".")[2]
    ]
    return any(re.search(r"any shape|d_k|\.\.\.", doc) for doc in docs)


def observed(oracle: Oracle, function: str) -> Seen:
    """Return what the reference's function gets and returns in its cases."""
    seen = Seen()

    def note(right: Callable[..., Any]) -> Callable[..., Any]:
        signature = code.inspect.signature(right)

        @code.functools.wraps(right)
        def noting(*args: Any, **kwargs: Any) -> Any:
            given = signature.bind(*args, **kwargs).arguments
            given.pop("self", None)
            for name, value in given.items():
                seen.arguments[name] |= kinds_of(value)
            before: Any = np.random.get_state(legacy=False)["state"]
            result = right(*args, **kwargs)
            after: Any = np.random.get_state(legacy=False)["state"]
            moved = before["pos"] != after["pos"] or not np.array_equal(before["key"], after["key"])
            seen.draws |= moved
            made: Any = args[0].params if right.__name__ == "__init__" else result
            note_results(seen.results, made)
            squares = (a for a in arrays_in(made) if a.ndim == 2 and 1 < a.shape[0] == a.shape[1])
            seen.turns |= {not np.allclose(square, square.T, atol=0) for square in squares}
            for name, value in given.items():
                if any(code.fits(array, value) for array in arrays_in(made)):
                    seen.fits.add(name)
            return result

        return noting

    with limited_package(oracle, function, note) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for question in oracle.lab.on_function(function):
            for case in oracle.cases[question.id]:
                run(case.program, package.import_module)
    return seen


def arrays_in(result: Any) -> Iterator[np.ndarray]:
    """Yield the arrays of a result, those of caches left out."""
    found: list[np.ndarray] = []

    def noted(array: np.ndarray) -> np.ndarray:
        found.append(array)
        return array

    code.changed(result, code.of_arrays(noted))
    yield from found


def note_results(kinds: set[str], result: Any) -> None:
    """Add the kinds of what a function returned."""
    if isinstance(result, tuple):
        if len(result) == 2:
            kinds.add("cache")
        for part in result:
            if not isinstance(part, tuple):
                note_results(kinds, part)
    elif isinstance(result, (list, dict)):
        for part in result.values() if isinstance(result, dict) else result:
            note_results(kinds, part)
    else:
        kinds |= kinds_of(result)


def kinds_of(value: Any) -> set[str]:
    """Return the kinds of a value, as far as limits differ by them."""
    if isinstance(value, np.ndarray):
        return {"array" if value.dtype.kind == "f" else "whole array", f"{value.ndim} axes"}
    if isinstance(value, (bool, str)) or value is None:
        return set()
    if type(value) in (list, dict, tuple):
        parts = value.values() if isinstance(value, dict) else value
        holds = {"arrays"} if any(isinstance(part, np.ndarray) for part in parts) else set()
        return {type(value).__name__} | holds
    if isinstance(value, (int, np.integer)):
        return {"count"}
    return {"number"} if isinstance(value, (float, np.floating)) else set()


def limited_package(oracle: Oracle, function: str, wrap: code.Limit) -> Package:
    """Return the reference with one of its functions wrapped, for everybody who imports it."""
    file, _, name = function.partition(":")
    owner, _, attribute = name.rpartition(".")

    def replace(module_name: str, module: ModuleType) -> None:
        if module_name == file:
            holder = getattr(module, owner) if owner else module
            setattr(holder, attribute, wrap(getattr(holder, attribute)))

    compiled = {file: code_of(file, text) for file, text in oracle.sources.items()}
    return Package(oracle.sources, replace, name=PACKAGE, aliases=(), code=compiled)


def survives(oracle: Oracle, limited: Limited) -> bool:
    """Whether a limited function answers every case of its questions like the reference."""

    def answers() -> bool:
        package = limited_package(oracle, limited.function, limited.wrap)
        return right_answers(oracle, package, oracle.partners([limited.function]))

    return interrupted(answers)
