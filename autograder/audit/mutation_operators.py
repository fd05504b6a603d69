"""Operators of mutation: each takes a node of the syntax tree and offers what may replace it."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.MatMult, ast.Pow)
NOT_COMMUTATIVE = (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult, ast.Pow)
COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)
# A name is replaced by the others of its group.
SIMILAR = (
    ("sum", "mean", "max", "min", "prod", "std"),
    ("maximum", "minimum", "add"),
    ("exp", "log", "abs", "square"),
    ("zeros", "ones"),
    ("randn", "rand"),
    ("affine_forward", "affine_relu_forward"),
    ("affine_backward", "affine_relu_backward"),
    ("softmax_loss", "svm_loss"),
)


@dataclass(frozen=True)
class Vocabulary:
    """The variables there are at one line of a function, and the strings it uses as keys."""

    names: tuple[str, ...]
    keys: tuple[str, ...]


def vocabulary(function: ast.FunctionDef, line: int) -> Vocabulary:
    """Return what may be mistaken for what at one line of a function."""
    nodes = list(ast.walk(function))
    names = [node.arg for node in nodes if isinstance(node, ast.arg) and node.arg != "self"]
    names += [
        node.id
        for node in nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.lineno < line
    ]
    subscripts = [node.slice for node in nodes if isinstance(node, ast.Subscript)]
    keys = [node.value for node in subscripts if isinstance(node, ast.Constant)]
    strings = [key for key in keys if isinstance(key, str)]
    return Vocabulary(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(strings)))


def instead_of_statement(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """Another operator of an augmented assignment, none at all; work in place on an argument."""
    if isinstance(statement, ast.AugAssign):
        yield [ast.Assign([statement.target], statement.value)]
        for operator in ARITHMETIC:
            yield [ast.AugAssign(statement.target, operator(), statement.value)]
        yield [statement, statement]
    if isinstance(statement, ast.Assign):
        target, value = statement.targets[0], statement.value
        if isinstance(value, ast.BinOp) and isinstance(value.left, (ast.Name, ast.Subscript)):
            left = copy.deepcopy(value.left)
            left.ctx = ast.Store()
            in_place = ast.AugAssign(left, value.op, value.right)
            yield [in_place, ast.Assign([target], value.left)]
        if isinstance(value, ast.Call) and ast.unparse(value.func).startswith("np."):
            for argument in value.args:
                if isinstance(argument, ast.Name):
                    out = [*value.keywords, ast.keyword("out", argument)]
                    yield [ast.Assign([target], ast.Call(value.func, value.args, out))]


def instead_of(node: ast.expr, words: Vocabulary) -> Iterator[ast.expr]:
    """Yield what may stand in the place of an expression."""
    if isinstance(getattr(node, "ctx", None), ast.Store):
        if isinstance(node, (ast.Tuple, ast.Subscript)):
            yield from orders(node)
        return
    if isinstance(node, ast.BinOp):
        yield from binary(node)
    elif isinstance(node, ast.Compare):
        for comparison in COMPARISONS:
            yield ast.Compare(node.left, [comparison()], node.comparators)
        yield ast.UnaryOp(ast.Invert(), node)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from constants(node, words)
    elif isinstance(node, ast.Name):
        names = words.names if node.id in words.names else similar(node.id)
        yield from (ast.Name(name, node.ctx) for name in names)
    elif isinstance(node, ast.Attribute):
        yield from (ast.Attribute(node.value, name, node.ctx) for name in similar(node.attr))
        if node.attr == "T":
            yield node.value
    elif isinstance(node, ast.Subscript):
        yield node.value
        yield from orders(node)
    elif isinstance(node, ast.Tuple):
        yield from orders(node)
    elif isinstance(node, ast.Call):
        yield from calls(node)


def binary(node: ast.BinOp) -> Iterator[ast.expr]:
    """Another operator, the operands the other way round, or one of them alone."""
    for operator in ARITHMETIC:
        yield ast.BinOp(node.left, operator(), node.right)
    if isinstance(node.op, NOT_COMMUTATIVE):
        yield ast.BinOp(node.right, node.op, node.left)
    yield node.left
    yield node.right


def constants(node: ast.Constant, words: Vocabulary) -> Iterator[ast.expr]:
    """Other numbers, the other truth value, other keys."""
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, (int, float)):
        for other in (value + 1, value - 1, value * 2, -value, value / 2, 0, 1, None):
            if other != value:
                yield ast.Constant(other)
    elif isinstance(value, str):
        yield from (ast.Constant(key) for key in words.keys)


def similar(name: str) -> Iterator[str]:
    """The names a library function may be mistaken for."""
    for group in SIMILAR:
        if name in group:
            yield from group


def orders(node: ast.Tuple | ast.Subscript) -> Iterator[ast.expr]:
    """Two neighbours of a tuple the other way round, or one left out."""
    if isinstance(node, ast.Tuple):
        for elements in swapped(node.elts):
            yield ast.Tuple(elements, node.ctx)
        if isinstance(node.ctx, ast.Load):
            for left_out in range(len(node.elts)):
                rest = node.elts[:left_out] + node.elts[left_out + 1 :]
                yield rest[0] if len(rest) == 1 else ast.Tuple(rest, node.ctx)


def swapped(nodes: list[ast.expr]) -> Iterator[list[ast.expr]]:
    """The list with two neighbours the other way round."""
    for second in range(1, len(nodes)):
        yield [*nodes[: second - 1], nodes[second], nodes[second - 1], *nodes[second + 1 :]]


def calls(node: ast.Call) -> Iterator[ast.expr]:
    """What it is called on or with, arguments in another order, keywords left out or added."""
    if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) != "np":
        yield node.func.value
    yield from node.args
    for arguments in swapped(node.args):
        yield ast.Call(node.func, arguments, node.keywords)
    for left_out in range(len(node.args)):
        rest = node.args[:left_out] + node.args[left_out + 1 :]
        yield ast.Call(node.func, rest, node.keywords)
    for keyword in node.keywords:
        others = [other for other in node.keywords if other is not keyword]
        yield ast.Call(node.func, node.args, others)
    present = {keyword.arg for keyword in node.keywords}
    if isinstance(node.func, ast.Attribute) and node.func.attr in SIMILAR[0]:
        for added, value in (("axis", 0), ("axis", 1), ("keepdims", True)):
            if added not in present:
                extra = ast.keyword(added, ast.Constant(value))
                yield ast.Call(node.func, node.args, [*node.keywords, extra])
