"""Edits: small changes of a source's text, each at a place that the tree names.

What is run is the text with the change in it, so what a question shows is what was run.
"""

import ast
import re
from dataclasses import dataclass

from .reading import head_of


@dataclass(frozen=True)
class Edit:
    """A change of a function.

    changes   ((line, column, last line, last column, text), …): columns count bytes
    argument  (name, expression): an argument that comes in otherwise; () for none
    """

    changes: tuple = ()
    argument: tuple = ()


def replace(node, text):
    """Return the Edit that puts a text in the place of a node."""
    place = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
    return Edit(((*place, text),))


def leave_out(node):
    """Return the Edit that takes a statement out; a block needs something in it."""
    return replace(node, "pass")


def doubled(node):
    """Return the Edit that makes a value twice as large."""
    start, end = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
    return Edit(((*start, *start, "2 * ("), (*end, *end, ")")))


def between(function, left, right, old, new):
    """Return the Edit of an operator that stands between two nodes; None where it cannot be told.

    old  its text, which must stand there once
    """
    if left.end_lineno != right.lineno:
        return None
    line = function.text[left.end_lineno - 1].encode()
    gap = line[left.end_col_offset : right.col_offset].decode()
    found = [match.start() for match in re.finditer(re.escape(old), gap)]
    if len(found) != 1:
        return None
    text = gap[: found[0]] + new + gap[found[0] + len(old) :]
    place = (left.end_lineno, left.end_col_offset, right.lineno, right.col_offset)
    return Edit(((*place, text),))


def edited(lines, edit):
    """Return the lines of a text after an Edit; as many as before."""
    lines = list(lines)
    for first, start, last, end, text in sorted(edit.changes, reverse=True):
        before = lines[first - 1].encode()[:start].decode()
        after = lines[last - 1].encode()[end:].decode()
        lines[first - 1 : last] = [before + text + after] + [""] * (last - first)
    return lines


def line_after(function, statement, edit):
    """Return the line of a statement after an Edit, without the comment behind it."""
    line = edited(function.text, edit)[statement.line - 1]
    before = function.text[statement.line - 1].encode()
    ends = getattr(statement.node, "end_col_offset", 0)
    if not statement.is_block and statement.node.end_lineno == statement.line:
        behind = before[ends:].decode()
        if behind.lstrip().startswith("#"):
            line = line.removesuffix(behind)
    return line.strip()


# ---------------------------------------------------------- small changes, as people make them

SWAPPED = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "%"),
    ast.Gt: (">", "<"),
    ast.Lt: ("<", ">"),
    ast.GtE: (">=", "<="),
    ast.LtE: ("<=", ">="),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
}
OTHER_NAMES = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "sqrt": "square",
    "var": "std",
    "std": "var",
    "argmax": "argmin",
    "floor": "ceil",
    "append": "extend",
    "any": "all",
    "all": "any",
}


def small_changes(function, statement):
    """Yield the Edits of one small place in a statement."""
    signed = {id(node.operand) for node in parts_of(statement) if isinstance(node, ast.UnaryOp)}
    for node in parts_of(statement):
        if id(node) in signed:
            continue
        if isinstance(node, (ast.BinOp, ast.BoolOp, ast.Compare)):
            yield from filter(None, [of_operator(function, node)])
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult)):
            yield from exchanged(function, node.left, node.right)
        elif isinstance(node, ast.keyword):
            yield from of_keyword(node)
        elif isinstance(node, ast.Attribute) and node.attr == "T" and function.source(node.value):
            yield replace(node, function.source(node.value))
        elif isinstance(node, ast.Call):
            yield from filter(None, [other_name(node)])
            if len(node.args) == 2:
                yield from exchanged(function, *node.args)
        elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and node.elts:
            if len(node.elts) == 2:
                yield from exchanged(function, *node.elts)
        elif isinstance(node, ast.Constant) and type(node.value) is int and node.value < 10:
            yield replace(node, str(node.value + 1))


def of_operator(function, node):
    """Return the Edit that puts another operator in the place of one; None if there is none."""
    op = node.op if hasattr(node, "op") else node.ops[0]
    if type(op) not in SWAPPED:
        return None
    if isinstance(node, ast.BinOp):
        left, right = node.left, node.right
    elif isinstance(node, ast.BoolOp):
        left, right, *more = node.values
        if more:
            return None
    else:
        left, right = node.left, node.comparators[0]
        if len(node.ops) != 1:
            return None
    return between(function, left, right, *SWAPPED[type(op)])


def of_keyword(node):
    """Yield the Edits of an argument that says along which axis, or whether axes are kept."""
    if isinstance(node.value, ast.Constant):
        if node.arg == "axis" and node.value.value in (0, 1):
            yield replace(node.value, str(1 - node.value.value))
        elif node.arg == "keepdims" and node.value.value is True:
            yield replace(node.value, "False")


def exchanged(function, one, other):
    """Yield the Edit that exchanges two parts of one line."""
    first, second = function.source(one), function.source(other)
    starred = isinstance(one, ast.Starred) or isinstance(other, ast.Starred)
    if first and second and first != second and not starred and one.lineno == other.lineno:
        names = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Call)
        if isinstance(one, names) and isinstance(other, names):
            yield Edit((*replace(one, second).changes, *replace(other, first).changes))


def other_name(call):
    """Return the Edit that calls another function in place of one, None if there is none."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in OTHER_NAMES or call.func.lineno != call.func.end_lineno:
        return None
    end = call.func.end_col_offset
    place = (call.func.end_lineno, end - len(name.encode()), call.func.end_lineno, end)
    return Edit(((*place, OTHER_NAMES[name]),))


def parts_of(statement):
    """Yield the nodes of a statement, of a block those of its head; nothing of what is inside."""
    for part in head_of(statement.node):
        yield from ast.walk(part)
