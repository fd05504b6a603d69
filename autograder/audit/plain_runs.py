"""Functions are run in plain Python, as a person would who wants to know: a line of text is put in.

What `plain_answers.py` holds the options of a question against. Nothing of `student/understanding`
is used here.
"""

import ast
import builtins
import contextlib
import functools
import inspect
import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from autograder.isolate.inside.package import Package, compiled
from autograder.isolate.inside.statements import Statements
from autograder.student.checking.program import run

NOTE, HEARD = "_seen_by_the_audit", "_heard_by_the_audit"
MOST_NOTES = 200_000


@dataclass
class Code:
    """A function in a package, and the programs that call it.

    module, name  "layers", "affine_forward"
    line          on which the function begins that a question is on
    sources       the texts of all files of the package
    compiled      what is compiled already of them
    """

    module: str
    name: str
    sources: dict[str, str]
    compiled: dict[str, Any]
    aliases: Sequence[str]
    programs: list[Any]
    line: int = 0

    @property
    def file(self) -> str:
        return self.module.replace(".", "/") + ".py"

    @property
    def lines(self) -> list[str]:
        text = self.sources[self.file].replace("\r\n", "\n").replace("\r", "\n")
        return text.split("\n")


@dataclass
class Seen:
    """What was seen of a run: notes that the code took, and the first call of the function."""

    notes: list[Any] = field(default_factory=list)
    called: bool = False
    after: Any = None
    over: bool = False
    returned: Any = None
    error: BaseException | None = None
    outputs: dict[str, Any] = field(default_factory=dict)


class CannotTell(Exception):
    """This question cannot be answered here."""


# ------------------------------------------------------------------------------ how code is run


def watched(
    code: Code, lines: list[str], program: Any, change: Callable[..., Any] | None = None
) -> Seen:
    """Run a program on the package with other lines in the file of the function.

    change  makes other arguments of those of the first call: change(function, args, kwargs)
    """
    text = "\n".join(lines)
    seen = Seen()

    def note(value: Any) -> None:
        if len(seen.notes) > MOST_NOTES:
            raise Endless
        if seen.called and not seen.over:
            seen.notes.append(value)

    sources = {**code.sources, code.file: text}
    ready = {**code.compiled, code.file: compiled(code.file, text)}
    tree = heard_at(code.line, text)
    others = Statements()

    def run_module(module: ModuleType, made: CodeType, source: str) -> None:
        if made is not ready[code.file]:
            return others.run(module, made, source)
        for each in tree.body:  # also where one before it has failed
            statement = compile(ast.Module([each], []), made.co_filename, "exec", dont_inherit=True)
            with contextlib.suppress(Exception, SystemExit):
                exec(statement, vars(module))

    package = Package(sources, aliases=code.aliases, code=ready, run=run_module)
    quiet = contextlib.redirect_stdout(io.StringIO())
    told = {NOTE: note, HEARD: lambda function: listening(function, seen, change)}
    with package, quiet, warnings.catch_warnings(), np.errstate(), everywhere(told):
        warnings.simplefilter("ignore")
        try:
            seen.outputs = deepcopy(run(program, package.import_module)[0])
        except Endless:
            raise CannotTell("endless") from None
        except (Exception, SystemExit):
            pass
    if not seen.called:
        raise CannotTell("not called")
    return seen


class Endless(BaseException):
    """A loop does not end."""


@contextlib.contextmanager
def everywhere(names: dict[str, Any]) -> Iterator[None]:
    """Give every module some names."""
    for name, value in names.items():
        setattr(builtins, name, value)
    try:
        yield
    finally:
        for name in names:
            delattr(builtins, name)


def heard_at(line: int, text: str) -> ast.Module:
    """Return the tree of a module, with what listens round the function that begins on a line."""

    class Around(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
            self.generic_visit(node)
            if node.lineno == line:
                node.decorator_list.append(ast.Name(HEARD, ast.Load()))
            return node

        def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
            self.generic_visit(node)
            if node.lineno != line or found:
                return node
            return ast.Call(ast.Name(HEARD, ast.Load()), [node], [])

    tree = ast.parse(text)
    found = any(isinstance(e, ast.FunctionDef) and e.lineno == line for e in ast.walk(tree))
    return ast.fix_missing_locations(Around().visit(tree))  # type: ignore[no-any-return]


def listening(
    function: Callable[..., Any], seen: Seen, change: Callable[..., Any] | None
) -> Callable[..., Any]:
    """Return a function that keeps what its first call gives."""

    @functools.wraps(function)
    def heard(*args: Any, **kwargs: Any) -> Any:
        if seen.called:
            return function(*args, **kwargs)
        inspect.signature(function).bind(*args, **kwargs)  # else it is no call of it
        seen.called = True
        if change is not None:
            args, kwargs = change(function, args, kwargs)
        try:
            result = function(*args, **kwargs)
        except BaseException as error:
            seen.error = error
            raise
        finally:
            seen.over = True
        seen.returned = result
        with contextlib.suppress(Exception):
            seen.returned, seen.after = deepcopy((result, (args, kwargs)))
        return result

    return heard


def statements(code: Code) -> list[ast.stmt]:
    """Return every statement of the file, outer ones first."""
    tree = ast.parse("\n".join(code.lines))
    return [each for each in ast.walk(tree) if isinstance(each, ast.stmt)]


def statement_on(code: Code, line: int) -> ast.stmt:
    """Return the statement that begins on a line."""
    found = [each for each in statements(code) if each.lineno == line]
    if not found:
        raise CannotTell(f"no statement on line {line}")
    return found[-1]


def spliced(lines: list[str], first: int, start: int, last: int, end: int, text: str) -> list[str]:
    """Return lines with a text in the place of another; columns count bytes."""
    head = lines[first - 1].encode()[:start].decode()
    tail = lines[last - 1].encode()[end:].decode()
    return [*lines[: first - 1], head + text + tail, *[""] * (last - first), *lines[last:]]


def noted_after(code: Code, statement: ast.stmt, what: str, lines: list[str]) -> list[str]:
    """Return lines that note something after a statement."""
    end = statement.end_lineno, statement.end_col_offset
    return spliced(lines, *end, *end, f"; {NOTE}({what})")  # type: ignore[arg-type]


def noted_before(statement: ast.stmt, what: str, lines: list[str]) -> list[str]:
    """Return lines that note something before a statement, on a line of its own."""
    first = min([statement.lineno, *(n.lineno for n in getattr(statement, "decorator_list", ()))])
    before = lines[first - 1].encode()[: statement.col_offset].decode()
    if before.strip():  # it stands behind a colon
        place = (first, statement.col_offset)
        return spliced(lines, *place, *place, f"{NOTE}({what}); ")
    return [*lines[: first - 1], f"{before}{NOTE}({what})", *lines[first - 1 :]]


def without(code: Code, line: int) -> list[str]:
    """Return the lines without a statement."""
    each = statement_on(code, line)
    assert each.end_lineno is not None and each.end_col_offset is not None
    return spliced(
        code.lines, each.lineno, each.col_offset, each.end_lineno, each.end_col_offset, "pass"
    )


def with_line(code: Code, line: int, text: str) -> list[str]:
    """Return the lines with another text in one of them, as far in as it was."""
    lines = code.lines
    indent = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]
    lines[line - 1] = indent + text
    return lines


# ---------------------------------------------------------------------- what a function gives


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same but for rounding; what cannot be compared is."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    numbers = (np.ndarray, np.generic, int, float, complex)
    if isinstance(one, numbers) and isinstance(other, numbers):
        one, other = np.asarray(one), np.asarray(other)
        if one.shape != other.shape:
            return False
        if one.dtype.kind not in "biufc":
            return bool(one.dtype == other.dtype)
        with np.errstate(all="ignore"):
            sizes = [abs(each[np.isfinite(each)]).max(initial=0) for each in (one, other)]
            return bool(np.allclose(one, other, rtol=1e-7, atol=1e-8 * max(sizes), equal_nan=True))
    if isinstance(one, (str, type(None))) or isinstance(other, (str, type(None))):
        return type(one) is type(other) and bool(one == other)
    return type(one).__name__ == type(other).__name__


def returned_names(code: Code) -> list[list[str]]:
    """Return the names in each return of the function: of a tuple its parts'."""
    values: list[ast.expr | None] = []
    for node in ast.walk(ast.parse("\n".join(code.lines))):
        if isinstance(node, ast.FunctionDef) and node.lineno == code.line:
            values += [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
        elif isinstance(node, ast.Lambda) and node.lineno == code.line:
            values.append(node.body)
    found = []
    for value in filter(None, values):
        parts = value.elts if isinstance(value, ast.Tuple) else [value]
        ids = [getattr(part, "id", "") for part in parts]
        found.append([name if ids.count(name) == 1 else "" for name in ids])
    return found


def parts(code: Code, seen: Seen, names: list[str]) -> dict[str, Any]:
    """Return the named parts of what a run gave: "dx", "value 2", "return", or an output."""
    found = {}
    places = [each for each in returned_names(code) if set(names) & set(each)]
    for name in names:
        if name in seen.outputs and (seen.returned is None or not places):
            found[name] = seen.outputs[name]
        elif name == "return":
            found[name] = seen.returned
        elif name.startswith("value "):
            found[name] = seen.returned[int(name.split()[1]) - 1]
        elif places and len(places[0]) > 1:
            found[name] = seen.returned[places[0].index(name)]
        elif places:
            found[name] = seen.returned
        else:
            raise CannotTell(f"no part {name}")
    return found


def alike(usual: Seen, other: Seen) -> bool:
    """Whether two runs give the same, and leave the same in the arguments."""
    pairs = ("returned", "outputs", "after")
    return all(same(getattr(usual, name), getattr(other, name)) for name in pairs)


def everything(code: Code, usual: Seen) -> list[str]:
    """Return the names of all parts of a function that gives several."""
    if usual.returned is None or not isinstance(usual.returned, tuple):
        return sorted(usual.outputs)
    longest: list[str] = max(returned_names(code), key=len, default=[])
    return [name or f"value {place}" for place, name in enumerate(longest, 1)]


def alike_but_for_values(one: Any, other: Any) -> bool:
    """Whether two values are of one kind and shape."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(alike_but_for_values, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            alike_but_for_values(one[key], other[key]) for key in one
        )
    numbers = (np.ndarray, np.generic, int, float, complex)
    if isinstance(one, numbers) and isinstance(other, numbers):
        return np.shape(one) == np.shape(other)
    return type(one) is type(other)
