"""Neighbours: whatever is wrong, missing or broken beside a right answer, that answer keeps its marks.

Every graded function of a lab is damaged in each of several ways, alone and two or three at a time,
and every file broken; all the rest is the reference. Only the questions on what was damaged may
lose marks.
"""

import ast
import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.audit.misconceptions import failed
from autograder.audit.rewrites import Text
from autograder.audit.row import Row
from autograder.audit.styles import hand_in as hand_in_style
from autograder.audit.styles import styles
from autograder.grading.grade import Grader
from autograder.lab import Lab
from autograder.results import Result

Edit = Callable[[ast.Module, str], ast.Module]
EVERY, EVERY_FAST = 3, 100  # of the styles with a damage
COMBINED = 60  # submissions with two or three damages


@dataclass(frozen=True)
class Damage:
    """One way to damage a function: its name, and what becomes of the file's syntax tree."""

    name: str
    edit: Edit


def body_of(tree: ast.Module, name: str) -> tuple[list[ast.stmt], ast.FunctionDef]:
    """Return a function of a module, "name" or "Class.name", and the list it stands in."""
    body = tree.body
    *owners, last = name.split(".")
    for owner in owners:
        body = next(
            node.body for node in body if isinstance(node, ast.ClassDef) and node.name == owner
        )
    found = next(node for node in body if isinstance(node, ast.FunctionDef) and node.name == last)
    return body, found


def absent(tree: ast.Module, name: str) -> ast.Module:
    """Take the function away."""
    body, function = body_of(tree, name)
    body[body.index(function)] = ast.Pass()
    return tree


def misspelt(tree: ast.Module, name: str) -> ast.Module:
    """Swap two letters of its name."""
    _, function = body_of(tree, name)
    stem = function.name.strip("_")
    swapped = f"{stem[:-2]}{stem[-1]}{stem[-2:-1]}"
    function.name = "_init_" if function.name.startswith("__") else swapped
    return tree


def with_body(source: str) -> Edit:
    """Return the edit that puts other statements in place of a function's."""

    def edit(tree: ast.Module, name: str) -> ast.Module:
        body_of(tree, name)[1].body = ast.parse(source).body
        return tree

    return edit


def changed_result(expression: str) -> Edit:
    """Return the edit that makes something else of what a function returns, called `r`.

    A constructor returns nothing: its parameters are changed.
    """

    def edit(tree: ast.Module, name: str) -> ast.Module:
        body, function = body_of(tree, name)
        inner = f"_right_{function.name.strip('_')}"
        call = f"{'self.' if '.' in name else ''}{inner}(*a, **k)"
        arguments = f"{'self, ' if '.' in name else ''}*a, **k"
        lines = f"def {function.name}({arguments}):\n    r = {call}\n    return {expression}\n"
        if function.name == "__init__":
            lines = f"def __init__({arguments}):\n    {call}\n    for p in self.params: self.params[p] += 1\n"
        function.name = inner
        body[body.index(function) + 1 : body.index(function) + 1] = ast.parse(lines).body
        return tree

    return edit


FIRST = "((r[0] * 1.3 + 0.1, *r[1:]) if type(r) is tuple else r * 1.3 + 0.1)"
DAMAGES = (
    Damage("absent", absent),
    Damage("misspelt", misspelt),
    Damage("raises", with_body("raise ValueError('todo')")),
    Damage("returns nothing", with_body("return None")),
    Damage("wrong numbers", changed_result(FIRST)),
    Damage("wrong type", changed_result("'text'")),
)


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Grade every damage under the default isolation; fast: a few of each kind."""
    questions = {q.function: q.file for q in lab.checked.values()}
    functions = list(questions)
    chance = random.Random(0)
    alone = [[(function, damage)] for function in functions for damage in DAMAGES]
    together = [
        [
            (function, chance.choice(DAMAGES))
            for function in chance.sample(functions, chance.choice((2, 2, 3)))
        ]
        for _ in range(COMBINED if len(functions) > 2 else 0)
    ]
    files = [(file, kind) for file in lab.student_files for kind in BROKEN]
    if fast:
        alone, together, files = chance.sample(alone, min(8, len(alone))), together[:6], files[:2]
    rows = []
    with tempfile.TemporaryDirectory() as scratch, Grader(lab) as grader:
        folder = Path(scratch, "ada")
        sources = {file: grader.oracle.sources[file] for file in lab.student_files}
        for kind, cases in (("damaged alone", alone), ("damaged together", together)):
            if not cases:
                continue
            short = []
            for damages in cases:
                text = damaged(sources, damages)
                result = hand_in(grader, folder, text)
                allowed = {q.id for q in lab.checked.values() if q.function in dict(damages)}
                short += beyond(lab, result, allowed, [f"{f} {d.name}" for f, d in damages])
            rows.append(row(lab, kind, len(cases), short))
        short = []
        for file, kind in files:
            elsewhere = [function for function in functions if questions[function] != file]
            for chosen in ([], *([function] for function in elsewhere)):
                raising = damaged(sources, [(function, DAMAGES[2]) for function in chosen])
                result = hand_in(grader, folder, BROKEN[kind](raising, file))
                allowed = {q.id for q in lab.checked.values() if q.file == file}
                allowed |= {q.id for q in lab.checked.values() if q.function in chosen}
                told = [f"{file} {kind}", *(f"{function} raises" for function in chosen)]
                short += beyond(lab, result, allowed, told)
        rows.append(row(lab, "a broken file", len(files), short))
        rows.append(in_other_styles(lab, grader, folder, EVERY_FAST if fast else EVERY))
    return rows


SHIFTED = """

def _shifted(r):
    if isinstance(r, tuple):
        return getattr(type(r), "_make", tuple)((_shifted(r[0]), *r[1:]))
    if isinstance(r, list):
        return [_shifted(r[0]), *r[1:]] if r else [0.1]
    if isinstance(r, dict):
        return {key: _shifted(value) for key, value in r.items()}
    if isinstance(r, str):
        return r + "x"
    return 0.1 if r is None else r + 0.1


def _damaged(owner, name, function):
    def shifted(*args, **kwargs):
        if name != "__init__":
            return _shifted(function(*args, **kwargs))
        function(*args, **kwargs)
        for key, value in args[0].params.items():
            args[0].params[key] = value + 1
    return shifted
"""


def shifted(content: Text, name: str) -> bytes:
    """Return the text of a file whose function gives results that are off by a tenth.

    Its cache is left as it is, whatever it is.
    """
    owner, dot, method = name.rpartition(".")
    target = f"{owner}.{method}" if dot else method
    wrapped = f"{target} = _damaged({owner or None}, {method!r}, {target})\n"
    text = content if isinstance(content, bytes) else content.encode()
    return text + SHIFTED.encode() + wrapped.encode()


def in_other_styles(lab: Lab, grader: Grader, folder: Path, every: int) -> Row:
    """Grade right solutions of every style with one function after the other off by a tenth."""
    functions = {q.function: q.file for q in lab.checked.values()}
    cases = [(style, function) for style in styles(lab).items() for function in functions]
    short = []
    for (style, files), function in cases[::every]:
        file = functions[function]
        path = hand_in_style(
            {**files, file: shifted(files[file], function.partition(":")[2])}, folder
        )
        allowed = {q.id for q in lab.on_function(function)}
        short += beyond(lab, grader.grade(path), allowed, [f"{style}: {function} off by a tenth"])
    return row(lab, "off by a tenth, in other styles", len(cases[::every]), short)


def without(sources: Mapping[str, str], file: str) -> dict[str, str]:
    """Return sources without one file."""
    return {name: text for name, text in sources.items() if name != file}


BROKEN: Mapping[str, Callable[[Mapping[str, str], str], Mapping[str, str]]] = {
    "has a syntax error": lambda sources, file: {**sources, file: f"{sources[file]}\ndef x(:\n"},
    "is missing": without,
    "exits": lambda sources, file: {**sources, file: f"raise SystemExit\n{sources[file]}"},
}


def damaged(sources: Mapping[str, str], damages: Sequence[tuple[str, Damage]]) -> dict[str, str]:
    """Return the sources with some functions damaged."""
    changed = dict(sources)
    for function, damage in damages:
        module, _, name = function.partition(":")
        file = module.replace(".", "/") + ".py"
        tree = damage.edit(ast.parse(changed[file]), name)
        changed[file] = ast.unparse(ast.fix_missing_locations(tree))
    return changed


def hand_in(grader: Grader, folder: Path, sources: Mapping[str, str]) -> Result:
    """Grade a submission of these files alone."""
    for file in grader.lab.student_files:
        path = folder / "assignment" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if file in sources:
            path.write_text(sources[file], encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    return grader.grade(folder)


def beyond(lab: Lab, result: Result, allowed: set[str], damages: Sequence[str]) -> list[str]:
    """Return, in at most one sentence, which questions lost marks that nobody damaged."""
    others = failed(lab, result) - allowed
    return [f"{' and '.join(damages)}: costs {', '.join(sorted(others))}"] if others else []


def row(lab: Lab, kind: str, count: int, short: Sequence[str]) -> Row:
    """Return a line of the table."""
    return Row(f"{lab.name}: right beside what is {kind}", count - len(short), count, tuple(short))
