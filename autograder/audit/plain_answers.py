"""The answers to questions on code, found a second time: in plain Python, without any probe.

Each of the four options is held against what a run of the module shows, changed as a person would
change it (`plain_runs.py`). Nothing of `student/understanding` is used but the question itself.
"""

import ast
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.audit.plain_runs import (
    NOTE,
    CannotTell,
    Code,
    alike,
    alike_but_for_values,
    everything,
    noted_after,
    noted_before,
    parts,
    same,
    spliced,
    statement_on,
    statements,
    watched,
    with_line,
    without,
)
from autograder.student.understanding.question import Question


def wrong_with(question: Question, code: Code) -> str:
    """Return what is wrong with a question, "" if the marked option alone is right."""
    code.line = question.lines[0]
    try:
        true = [holds(question, option, code) for option in question.options]
    except Exception as error:
        return f"cannot be told: {type(error).__name__}: {error}, {question.facts}"
    if [place for place, each in enumerate(true) if each] != [question.right]:
        right = [place for place, each in enumerate(true) if each]
        return f"{question.facts} {question.options}: marked {question.right}, right {right}"
    return ""


def holds(question: Question, option: Any, code: Code) -> bool:
    """Whether an option is a right answer."""
    return ANSWERS[question.template](question.facts, option, code)


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
    if kind in ("only", "all"):
        try:
            before = parts(code, usual, everything(code, usual))
            after = parts(code, other, everything(code, usual))
        except (IndexError, TypeError, KeyError) as error:
            raise CannotTell("other parts") from error
        changed = {name for name in before if not same(before[name], after[name])}
        return changed == (set(before) if kind == "all" else set(option[1]))
    name = facts["result"]
    one, two = parts(code, usual, [name])[name], parts(code, other, [name])[name]
    if same(one, two) or two is None or kind == "None":
        return two is None and kind == "None"
    return DIFFERS[kind](one, two)


def both(kinds: Any) -> Callable[[Any, Any], bool]:
    """Return what tells whether two values are of some types."""
    return lambda one, two: isinstance(one, kinds) and isinstance(two, kinds)


# What two values that differ are, where an option says so of them.
DIFFERS: dict[str, Callable[[Any, Any], bool]] = {
    "values": lambda one, two: np.ndim(one) > 0 and np.shape(one) == np.shape(two),
    "new shape": lambda one, two: np.ndim(one) > 0 and np.shape(one) != np.shape(two),
    "number": both((int, float, np.number)),
    "opposite": both((bool, np.bool_)),
    "text": both(str),
    "others inside": lambda one, two: len(one) == len(two) and alike_but_for_values(one, two),
    "more or fewer": lambda one, two: len(one) != len(two),
}


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
    statement = statement_on(code, facts["line"])
    if isinstance(statement, (ast.For, ast.With)):
        lines = noted_before(statement.body[0], facts["name"], lines)
    else:
        lines[facts["line"] - 1] += f"; {NOTE}({facts['name']})"
    notes = watched(code, lines, code.programs[0]).notes
    return bool(notes) and all(np.shape(value) == tuple(option[1]) for value in notes)


def result_if(facts: Any, option: Any, code: Code) -> bool:
    if facts["line"]:
        seen = watched(code, with_line(code, facts["line"], facts["code"]), code.programs[0])
    else:
        value = int(facts["code"].partition("=")[2])
        seen = watched(code, code.lines, code.programs[0], other_argument(facts["name"], value))
    return seen.error is None and bool(seen.returned == ast.literal_eval(option[1]))


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
