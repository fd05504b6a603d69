"""The answers to questions on code, found a second time: in plain Python, without any probe.

A line of text is put into the source, or changed, as a person would who wants to know; the module
is run as it is then, and each of the four options is held against what is seen. Nothing of
`student/understanding` is used but the question itself.
"""

import ast
import contextlib
import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.isolate.inside.package import Package, compiled
from autograder.isolate.inside.statements import Statements
from autograder.student.checking.program import run
from autograder.student.understanding.question import Question

NOTE = "_seen_by_the_audit"
MOST_NOTES = 200_000


@dataclass
class Code:
    """A function in a package, and the programs that call it.

    module, name  "layers", "affine_forward"
    sources       the texts of all files of the package
    compiled      what is compiled already of them
    """

    module: str
    name: str
    sources: dict[str, str]
    compiled: dict[str, Any]
    aliases: Sequence[str]
    programs: list[Any]

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


def wrong_with(question: Question, code: Code) -> str:
    """Return what is wrong with a question, "" if the marked option alone is right."""
    try:
        true = [holds(question, option, code) for option in question.options]
    except CannotTell as error:
        return f"cannot be told: {error}"
    if [place for place, each in enumerate(true) if each] != [question.right]:
        return f"marked {question.right}, right {[i for i, each in enumerate(true) if each]}"
    return ""


class CannotTell(Exception):
    """This question cannot be answered here."""


def holds(question: Question, option: Any, code: Code) -> bool:
    """Whether an option is a right answer."""
    return ANSWERS[question.template](question.facts, option, code)


# ------------------------------------------------------------------------------ how code is run


def watched(
    code: Code, lines: list[str], program: Any, change: Callable[..., Any] | None = None
) -> Seen:
    """Run a program on the package with other lines in the file of the function.

    change  makes other arguments of those of the first call: change(bound arguments)
    """
    text = "\n".join(lines)
    seen = Seen()

    def note(value: Any) -> None:
        if len(seen.notes) > MOST_NOTES:
            raise Endless
        if seen.called and not seen.over:
            seen.notes.append(value)

    sources = {**code.sources, code.file: text}
    ready = {file: each for file, each in code.compiled.items() if file != code.file}
    ready[code.file] = compiled(code.file, text)
    package = Package(sources, aliases=code.aliases, code=ready, run=Statements().run)
    quiet = contextlib.redirect_stdout(io.StringIO())
    with package, quiet, warnings.catch_warnings(), noting(note):
        warnings.simplefilter("ignore")
        module = package.import_module(code.module)
        owner: Any = module
        *owners, last = code.name.split(".")
        for each in owners:
            owner = getattr(owner, each)
        listen(owner, last, seen, change)
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
def noting(note: Callable[[Any], None]) -> Iterator[None]:
    import builtins

    setattr(builtins, NOTE, note)
    try:
        yield
    finally:
        delattr(builtins, NOTE)


def listen(owner: Any, name: str, seen: Seen, change: Callable[..., Any] | None) -> None:
    """Put a function around another that keeps what its first call gives."""
    own = vars(owner).get(name, getattr(owner, name))
    is_static = isinstance(own, (staticmethod, classmethod))
    function = getattr(owner, name)

    def heard(*args: Any, **kwargs: Any) -> Any:
        if seen.called:
            return function(*args, **kwargs)
        seen.called = True
        if change is not None:
            args, kwargs = change(function, args, kwargs)
        try:
            seen.returned = function(*args, **kwargs)
        except BaseException as error:
            seen.error = error
            raise
        result = seen.returned
        seen.over = True
        with contextlib.suppress(Exception):
            seen.returned, seen.after = deepcopy((result, (args, kwargs)))
        return result

    setattr(owner, name, staticmethod(heard) if is_static else heard)


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
        scale = max(np.abs(one).max(initial=0), np.abs(other).max(initial=0))
        return bool(np.allclose(one, other, rtol=1e-7, atol=1e-8 * scale, equal_nan=True))
    if isinstance(one, (str, type(None))) or isinstance(other, (str, type(None))):
        return type(one) is type(other) and bool(one == other)
    return type(one).__name__ == type(other).__name__


def returned_names(code: Code) -> list[list[str]]:
    """Return the names in each return of the function: of a tuple its parts'."""
    name = code.name.rpartition(".")[2]
    found = []
    for node in ast.walk(ast.parse("\n".join(code.lines))):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            for each in ast.walk(node):
                if isinstance(each, ast.Return) and each.value is not None:
                    value = each.value
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


def outcome_holds(facts: Any, option: Any, code: Code, lines: list[str]) -> bool:
    """Whether what an option says happens when the file has these lines."""
    usual = watched(code, code.lines, code.programs[0])
    other = watched(code, lines, code.programs[0])
    kind = option[0]
    if other.error is not None or kind == "error":
        return kind == "error" and other.error is not None
    if kind == "same":
        return alike(usual, other)
    if not same(usual.after, other.after) and usual.returned is not None:
        raise CannotTell("it changes its arguments otherwise")
    if kind == "only":
        try:
            before = parts(code, usual, everything(code, usual))
            after = parts(code, other, everything(code, usual))
        except (IndexError, TypeError, KeyError) as error:
            raise CannotTell("other parts") from error
        return {name for name in before if not same(before[name], after[name])} == set(option[1])
    name = facts["result"]
    one, two = parts(code, usual, [name])[name], parts(code, other, [name])[name]
    if same(one, two):
        return False
    return alike_but_for_values(one, two) == (kind in ("values", "another", "others inside"))


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


# --------------------------------------------------------------------------- the ideas, one each


def values_after(facts: Any, code: Code) -> list[Any]:
    """Return every value that a name has after a line; of "return" what is returned there."""
    statement = statement_on(code, facts["line"])
    if facts["name"] == "return":
        return [watched(code, code.lines, code.programs[0]).returned]
    lines = noted_after(code, statement, facts["name"], code.lines)
    return watched(code, lines, code.programs[0]).notes


def shape_after(facts: Any, option: Any, code: Code) -> bool:
    values = values_after(facts, code)
    return bool(values) and all(np.shape(value) == tuple(option[1]) for value in values)


def value_after(facts: Any, option: Any, code: Code) -> bool:
    values = values_after(facts, code)
    return bool(values) and all(str(int(value)) == option[1] for value in values)


def kind_of(value: Any) -> str:
    """Return what kind of thing a value is."""
    if isinstance(value, np.ndarray) and value.ndim:
        kinds = {"f": "floats", "i": "whole numbers", "u": "whole numbers", "b": "booleans"}
        return f"array of {kinds.get(value.dtype.kind, 'other things')}"
    value = value.item() if isinstance(value, (np.ndarray, np.generic)) else value
    names = {bool: "boolean", int: "whole number", float: "float", str: "text", tuple: "tuple"}
    names |= {list: "list", dict: "dictionary", type(None): "None"}
    return names.get(type(value), "function" if callable(value) else "object")


def kind_after(facts: Any, option: Any, code: Code) -> bool:
    values = values_after(facts, code)
    return bool(values) and all(kind_of(value) == option[1] for value in values)


def first_with_shape(facts: Any, option: Any, code: Code) -> bool:
    lines, first, last = code.lines, *function_lines(code, option[1])
    for each in sorted(statements(code), key=lambda each: (-each.lineno, -each.col_offset)):
        if not first <= each.lineno <= last:
            continue
        for name in sorted(assigned(each)):
            what = f"({each.lineno}, {name})"
            if isinstance(each, (ast.For, ast.With)):
                lines = noted_before(each.body[0], what, lines)
            else:
                lines = noted_after(code, each, what, lines)
    for line, value in watched(code, lines, code.programs[0]).notes:
        if isinstance(value, np.ndarray) and value.shape == tuple(facts["shape"]):
            return bool(line == option[1])
    return False


def function_lines(code: Code, line: int) -> tuple[int, int]:
    """Return the first and last line of the outermost function round a line."""
    for each in statements(code):
        if isinstance(each, ast.FunctionDef) and each.lineno <= line <= (each.end_lineno or 0):
            return each.lineno, each.end_lineno or 0
    raise CannotTell("no function")


def assigned(statement: ast.stmt) -> set[str]:
    """Return the names that a statement gives values; entries and attributes by their text."""
    targets = [*getattr(statement, "targets", ()), getattr(statement, "target", None)]
    targets += [item.optional_vars for item in getattr(statement, "items", ())]
    if isinstance(statement, ast.AnnAssign) and statement.value is None:
        return set()
    found = set()
    while targets:
        each = targets.pop()
        if isinstance(each, (ast.Tuple, ast.List)):
            targets += each.elts
        elif isinstance(each, ast.Starred):
            targets.append(each.value)
        elif isinstance(each, ast.Name) or (
            isinstance(each, (ast.Attribute, ast.Subscript))
            and re.fullmatch(r"[\w.]+(\['\w+'\])*", ast.unparse(each))
        ):
            found.add(ast.unparse(each))
    return set() if isinstance(statement, ast.Delete) else found


def times(code: Code, line: int) -> int:
    """Return how often a statement runs."""
    each = statement_on(code, line)
    place = (each.lineno, each.col_offset)
    lines = spliced(code.lines, *place, *place, f"{NOTE}(0); ")
    return len(watched(code, lines, code.programs[0]).notes)


def times_run(facts: Any, option: Any, code: Code) -> bool:
    return bool(str(times(code, facts["line"])) == option[1])


def not_run(facts: Any, option: Any, code: Code) -> bool:
    return times(code, option[1]) == 0


def left_out(facts: Any, option: Any, code: Code) -> bool:
    return outcome_holds(facts, option, code, without(code, facts["line"]))


def changed(facts: Any, option: Any, code: Code) -> bool:
    return outcome_holds(facts, option, code, with_line(code, facts["line"], facts["code"]))


def stops_where(facts: Any, option: Any, code: Code) -> bool:
    error = watched(code, without(code, facts["line"]), code.programs[0]).error
    trace = error.__traceback__ if error is not None else None
    first, last = function_lines(code, facts["line"])
    while trace is not None:
        inside = trace.tb_frame.f_code.co_filename.endswith(f"/{code.file}")
        if inside and first <= trace.tb_lineno <= last:
            at = [each for each in statements(code) if each.lineno <= trace.tb_lineno]
            at = [each for each in at if trace.tb_lineno <= (each.end_lineno or 0)]
            return bool(at[-1].lineno == option[1])
        trace = trace.tb_next
    return False


def shape_if_changed(facts: Any, option: Any, code: Code) -> bool:
    lines = with_line(code, facts["line"], facts["code"])
    lines[facts["line"] - 1] += f"; {NOTE}({facts['name']})"
    notes = watched(code, lines, code.programs[0]).notes
    return bool(notes) and all(np.shape(value) == tuple(option[1]) for value in notes)


def result_if(facts: Any, option: Any, code: Code) -> bool:
    if facts["line"]:
        seen = watched(code, with_line(code, facts["line"], facts["code"]), code.programs[0])
    else:
        value = int(facts["code"].partition("=")[2])
        seen = watched(code, code.lines, code.programs[0], other_argument(facts["name"], value))
    value = seen.returned
    value = value.item() if isinstance(value, np.generic) else value
    return seen.error is None and option[1] in (
        repr(value),
        f"{value:.6g}" if isinstance(value, float) else "",
    )


def other_argument(name: str, value: Any) -> Callable[..., Any]:
    """Return what gives an argument of a call another value; a function makes one of the old."""
    import inspect

    def change(function: Any, args: Any, kwargs: Any) -> Any:
        bound = inspect.signature(function).bind(*args, **kwargs)
        bound.apply_defaults()
        old = bound.arguments[name]
        bound.arguments[name] = value(old) if callable(value) else value
        return bound.args, bound.kwargs

    return change


def came_from(facts: Any, option: Any, code: Code) -> bool:
    lines, (first, last) = code.lines, function_lines(code, facts["line"])
    own = [each for each in statements(code) if first < each.lineno <= last]
    for each in sorted(own, key=lambda each: (-each.lineno, -each.col_offset)):
        if facts["name"] in assigned(each):
            if isinstance(each, (ast.For, ast.With)):
                lines = noted_before(each.body[0], str(each.lineno), lines)
            else:
                lines = noted_after(code, each, str(each.lineno), lines)
        if each.lineno == facts["line"]:
            lines = noted_before(each, "'read'", lines)
    notes = watched(code, lines, code.programs[0]).notes
    found = {notes[i - 1] if i else "argument" for i, note in enumerate(notes) if note == "read"}
    while "read" in found:  # read twice in a row
        found = {n for n in found if n != "read"} or {"argument"}
    return found == {option[1] if option[0] == "line" else "argument"}


def equal_form(facts: Any, option: Any, code: Code) -> bool:
    line = code.lines[facts["line"] - 1]
    if line.count(facts["code"]) != 1:
        raise CannotTell("it stands there more than once")
    text = line.replace(facts["code"], f"({option[1]})").strip()
    lines = with_line(code, facts["line"], text)
    for program in code.programs[:1]:
        usual = watched(code, code.lines, program)
        try:
            other = watched(code, lines, program)
        except (SyntaxError, CannotTell):
            return False
        if other.error is not None or not alike(usual, other):
            return False
    return True


def twice_as_large(facts: Any, option: Any, code: Code) -> bool:
    usual = watched(code, code.lines, code.programs[0])
    if facts["line"]:
        statement: Any = statement_on(code, facts["line"])
        value = statement.value
        place = (value.lineno, value.col_offset, value.end_lineno, value.end_col_offset)
        text = ast.get_source_segment("\n".join(code.lines), value) or ""
        lines = spliced(code.lines, *place, f"2 * ({text})")
        other = watched(code, lines, code.programs[0])
    else:
        change = other_argument(facts["name"], lambda old: 2 * old)
        other = watched(code, code.lines, code.programs[0], change)
    one, two = (parts(code, seen, [facts["result"]])[facts["result"]] for seen in (usual, other))
    factors = {"1": 1, "2": 2, "4": 4, "1/2": 0.5}
    true = [text for text, factor in factors.items() if same(factor * np.asarray(one), two)]
    return option[1] in true if option[0] == "times" else not true


def condition(facts: Any, option: Any, code: Code) -> bool:
    return bool(eval(facts["code"].replace(facts["name"], f"({option[1]})", 1)))


ANSWERS: dict[str, Callable[..., bool]] = {
    each.__name__: each
    for each in (
        *(shape_after, value_after, kind_after, first_with_shape, times_run, not_run, left_out),
        *(changed, stops_where, shape_if_changed, result_if, came_from, equal_form),
        *(twice_as_large, condition),
    )
}
