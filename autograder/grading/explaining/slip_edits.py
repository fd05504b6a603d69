"""Slips: small changes of right code, sorted by what a student would have to be told of them.

An audit asks whether any small change goes unnoticed, and needs no names for them; here each change
has a kind with a sentence of its own, and what no sentence fits is left out. The same slip is often
made throughout, or in two lines that are alike, so these are offered together, too.
"""

import ast
import copy
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

TICK = "__tick__"  # what is called in every turn of a loop
MOST_PAIRED = 6  # places of one kind that are tried in pairs
NUMPY = ("np", "numpy")
LEFT_OUT = (
    "sqrt",
    "abs",
    "absolute",
    "log",
    "exp",
    "square",
    "maximum",
    "minimum",
    "clip",
    "round",
)
ALIASES = ("copy", "array", "asarray", "deepcopy", "dict", "list")
SUMMARIES = (  # what is taken for what
    ("sum", "mean"), ("mean", "sum"), ("max", "min"), ("min", "max"), ("std", "var"),
    ("var", "std"), ("any", "all"), ("all", "any"), ("argmax", "argmin"), ("argmin", "argmax"),
    ("maximum", "minimum"), ("minimum", "maximum"), ("mean", "max"), ("min", "mean"),
    ("max", "mean"), ("nanmax", "max"), ("nanmin", "min"), ("mean", "std"), ("std", "mean"),
)  # fmt: skip
LIMITS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
TURNED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Eq: ast.NotEq,
          ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a node hangs in a tree: a field of its parent, of a list of them one entry."""

    parent: ast.AST
    field: str
    index: int | None

    def put(self, node: ast.AST | list[ast.stmt]) -> None:
        """Hang another node there."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


@dataclass(frozen=True)
class Edit:
    """One change at one place.

    kind    of slip, as `slips.HINTS` words it
    way     what tells it from others of its kind; those of one kind and way may be made together
    told    names that the words of the kind have places for
    """

    kind: str
    way: str
    place: Place
    old: ast.AST
    new: ast.AST
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slip:
    """A version of a function with one kind of slip in it."""

    kind: str
    told: tuple[str, ...]
    function: ast.FunctionDef


def slips(function: ast.FunctionDef, own: range) -> Iterator[Slip]:
    """Yield versions of a function with a slip in its own lines, single ones first.

    own  the lines that a student writes
    """
    found = [*edits(function, own)]
    for edit in found:
        yield made(function, [edit])
    groups: dict[tuple[str, str], list[Edit]] = defaultdict(list)
    for edit in found:
        groups[edit.kind, edit.way].append(edit)
    for group in groups.values():
        if len(group) > 2:
            yield made(function, group)
        if len(group) <= MOST_PAIRED:
            for pair in combinations(group, 2):
                yield made(function, pair)


def made(function: ast.FunctionDef, changes: "list[Edit] | tuple[Edit, ...]") -> Slip:
    """Return a copy of a function with some changes made."""
    for edit in changes:
        edit.place.put(edit.new)
    try:
        changed = copy.deepcopy(function)
    finally:
        for edit in reversed(changes):
            edit.place.put(edit.old)
    return Slip(changes[0].kind, changes[0].told, changed)


def with_ticks(function: ast.FunctionDef) -> ast.FunctionDef:
    """Have every loop of a function call what may stop it."""
    for node in ast.walk(function):
        if isinstance(node, (ast.For, ast.While)):
            call = ast.Expr(ast.Call(ast.Name(TICK, ast.Load()), [], []))
            node.body.insert(0, call)
    return ast.fix_missing_locations(function)


def edits(function: ast.FunctionDef, own: range) -> Iterator[Edit]:
    """Yield every change of the lines that a student writes."""
    args = function.args
    named = [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
    with_default = named[len(args.posonlyargs) :][: len(args.args)][::-1]
    defaults = dict(zip(with_default, reversed(args.defaults), strict=False))
    for parent in ast.walk(function):
        for field, value in ast.iter_fields(parent):
            places = enumerate(value) if isinstance(value, list) else [(None, value)]
            for index, node in [*places]:
                if isinstance(node, (ast.stmt, ast.expr)) and node.lineno in own:
                    place = Place(parent, field, index)
                    found = (
                        statement(node) if isinstance(node, ast.stmt) else expression(node, place)
                    )
                    for kind, way, new in found:
                        yield Edit(kind, way, place, node, new)
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                        yield from names(node, place, named, defaults)


def names(
    node: ast.Name, place: Place, named: list[str], defaults: dict[str, ast.expr]
) -> Iterator[Edit]:
    """Yield an argument in the place of another, and its default in the place of an argument."""
    if node.id not in named or node.id == "self":
        return
    if node.id in defaults:
        new = defaults[node.id]
        told = (node.id, ast.unparse(new))
        yield Edit("default", node.id, place, node, new, told)
    for other in named:
        if other not in (node.id, "self"):
            told = (other, node.id)
            yield Edit(
                "argument", f"{node.id} {other}", place, node, ast.Name(other, node.ctx), told
            )


Found = Iterator[tuple[str, str, ast.AST]]


def statement(node: ast.stmt) -> Found:
    """Yield (kind, way, what stands there instead) for a statement."""
    nothing = ast.copy_location(ast.Pass(), node)
    if isinstance(node, (ast.Break, ast.Continue)):
        yield "stop", "break", nothing
    elif isinstance(node, ast.If):
        always = ast.If(ast.Constant(value=True), node.body, node.orelse)
        never = ast.If(ast.Constant(value=False), node.body, node.orelse)
        yield "condition", "always", ast.copy_location(always, node)
        yield "condition", "never", ast.copy_location(never, node)
    elif isinstance(node, ast.AugAssign):
        yield "step", "left out", nothing
        yield "overwritten", "=", ast.copy_location(ast.Assign([node.target], node.value), node)
        turned = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
        if type(node.op) in turned:
            other = turned[type(node.op)]()
            kind = "sign" if isinstance(node.op, (ast.Add, ast.Sub)) else "division"
            new = ast.AugAssign(node.target, other, node.value)
            yield kind, type(other).__name__, ast.copy_location(new, node)
    elif (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], (ast.Subscript, ast.Attribute))
    ) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield "step", "left out", nothing


def expression(node: ast.expr, place: Place) -> Found:
    """Yield (kind, way, what stands there instead) for an expression that is read."""
    if isinstance(getattr(node, "ctx", None), ast.Store):
        return
    if isinstance(node, ast.BinOp):
        yield from arithmetic(node)
    elif isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
            yield "sign", "minus left out", node.operand
        elif isinstance(node.op, (ast.Invert, ast.Not)):
            yield "comparison", "not left out", node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for kind, others in (("limit", LIMITS), ("comparison", TURNED)):
            other = others.get(type(node.ops[0]))
            if other:
                yield kind, "", ast.Compare(node.left, [other()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "both", "", ast.BoolOp(other_op, node.values)
        for i in range(len(node.values)):
            rest = node.values[:i] + node.values[i + 1 :]
            yield "condition", f"part {i}", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.IfExp):
        yield "comparison", "exchanged", ast.IfExp(node.test, node.orelse, node.body)
        yield "condition", "always", node.body
        yield "condition", "never", node.orelse
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transposed", "", node.value
    elif isinstance(node, ast.Call):
        yield from calls(node)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield from numbers(node, place)
    elif isinstance(node, ast.Tuple) and place.field == "value" and len(node.elts) > 1:
        if isinstance(place.parent, ast.Return):
            for i in range(1, len(node.elts)):
                order = [*node.elts]
                order[i - 1], order[i] = order[i], order[i - 1]
                yield "order", str(i), ast.Tuple(order, ast.Load())


def arithmetic(node: ast.BinOp) -> Found:
    """Yield what may have become of a sum, a product, a quotient, a power."""
    left, right = node.left, node.right
    if isinstance(node.op, (ast.Add, ast.Sub)):
        if is_whole(right):
            yield "count", "one left out", left
            return
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield "sign", type(other).__name__, ast.BinOp(left, other, right)
        yield "term", "second", left
        yield (
            "term",
            "first",
            right if isinstance(node.op, ast.Add) else ast.UnaryOp(ast.USub(), right),
        )
        if isinstance(node.op, ast.Sub):
            yield "sign", "turned", ast.BinOp(right, ast.Sub(), left)
    elif isinstance(node.op, (ast.Mult, ast.Div)):
        turned = ast.Div() if isinstance(node.op, ast.Mult) else ast.Mult()
        yield "division", type(turned).__name__, ast.BinOp(left, turned, right)
        yield "factor", "second", left
        if isinstance(node.op, ast.Mult):
            yield "factor", "first", right
            if not isinstance(left, ast.Constant) and not isinstance(right, ast.Constant):
                yield "added", "", ast.BinOp(left, ast.Add(), right)
        else:
            yield "division", "turned", ast.BinOp(right, ast.Div(), left)
            yield (
                "root",
                "of divisor",
                ast.BinOp(left, ast.Div(), ast.BinOp(right, ast.Pow(), two())),
            )
    elif isinstance(node.op, ast.Pow):
        yield "power", "left out", left
    elif isinstance(node.op, ast.FloorDiv):
        yield "whole", "", ast.BinOp(left, ast.Div(), right)
        up = ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), left), node.op, right))
        yield "count", "rounded up", up


def two() -> ast.Constant:
    return ast.Constant(value=2)


def is_whole(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1 and type(node.value) is int


def calls(node: ast.Call) -> Found:
    """Yield what may have become of a call."""
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    of_numpy = isinstance(function, ast.Attribute) and ast.unparse(function.value) in NUMPY
    if name in LEFT_OUT and node.args:
        for i, arg in enumerate(node.args):
            if not isinstance(arg, ast.Constant):
                yield "function", f"{name} {i}", arg
    if name == "where" and len(node.args) == 3:
        test, one, other = node.args
        yield "comparison", "exchanged", ast.Call(function, [test, other, one], [])
        yield "condition", "always", one
        yield "condition", "never", other
    if name in ALIASES:
        if node.args:
            yield "copy", name, node.args[0]
        elif isinstance(function, ast.Attribute):
            yield "copy", name, function.value
    if name in ("reversed", "sorted") and node.args:
        yield "turned", name, node.args[0]
    if name == "range":
        yield from ranges(node)
    if name == "log":
        yield "base", "10", ast.BinOp(node, ast.Div(), ast.Constant(value=2.302585092994046))
    for old, new in SUMMARIES:
        if name == old and isinstance(function, ast.Attribute):
            other = ast.Attribute(function.value, new, ast.Load())
            yield "summary", f"{old} {new}", ast.Call(other, node.args, node.keywords)
    if name == "dot" and len(node.args) == 1 + of_numpy:
        turned = [function.value, *node.args] if not of_numpy else node.args  # type: ignore[attr-defined]
        yield "transposed", "dot", ast.BinOp(turned[1], ast.MatMult(), turned[0])
    yield from axes(node)


def ranges(node: ast.Call) -> Found:
    """Yield loops that begin or end one off."""
    stop = node.args[0] if len(node.args) == 1 else node.args[1]
    start = ast.Constant(value=0) if len(node.args) == 1 else node.args[0]
    rest = node.args[2:]
    for way, by in (("longer", ast.Add()), ("shorter", ast.Sub())):
        one = ast.Constant(value=1)
        later = ast.BinOp(stop, by, one)
        yield "count", way, ast.Call(node.func, [start, later, *rest], [])
        if way == "longer" or len(node.args) > 1:
            yield (
                "count",
                f"starts {way}",
                ast.Call(node.func, [ast.BinOp(start, by, one), stop, *rest], []),
            )
    if len(node.args) == 1:
        yield "turned", "range", ast.Call(ast.Name("reversed", ast.Load()), [node], [])


def axes(node: ast.Call) -> Found:
    """Yield other axes of a summary, and an axis that is kept or not."""
    for i, keyword in enumerate(node.keywords):
        rest = node.keywords[:i] + node.keywords[i + 1 :]
        if keyword.arg == "axis":
            yield "axis", "all", ast.Call(node.func, node.args, rest)
            for axis in (0, 1, 2):
                new = ast.keyword("axis", ast.Constant(value=axis))
                yield "axis", str(axis), ast.Call(node.func, node.args, [*rest, new])
        elif keyword.arg == "keepdims":
            yield "kept", "", ast.Call(node.func, node.args, rest)
        elif keyword.arg in ("ddof", "endpoint", "key"):
            yield "option", keyword.arg, ast.Call(node.func, node.args, rest)


def numbers(node: ast.Constant, place: Place) -> Found:
    """Yield other numbers than the one in a formula."""
    assert isinstance(node.value, (int, float))
    value = node.value
    others: tuple[float, ...] = (value + 1, value - 1) if type(value) is int else ()
    if isinstance(place.parent, (ast.Subscript, ast.Slice)) or (
        isinstance(place.parent, ast.Call) and type(value) is int
    ):
        for other in others:
            yield "count", f"{value} {other}", ast.Constant(value=other)
        return
    for other in (*others, value * 2, value / 2, -value, 0, 1, value * 10, value / 10):
        if other != value:
            yield "number", f"{value} {other}", ast.Constant(value=other)
