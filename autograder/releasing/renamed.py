"""Searching a release for solutions under other names: the same program, its variables renamed.

A solution is compared by what stays when all names that are its own become v0, v1, … in the order
they appear: names of libraries and builtins, attributes, keywords and numbers. What tells is

- a run of statements and an expression, of some size: a small one under any names stands in many
  programs (`solution_search.py` finds it under its own);
- what a function returns, its variables filled in, be it small: that is a helper which does what
  students are to write.
"""

import ast
import builtins
import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from autograder.languages.source import without_magic
from autograder.master.master import Solution
from autograder.releasing.leak_rules import Leak, passages_of

TELLING_RESULT = 5  # nodes of what a function returns, which `np.maximum(x, 0)` has
TELLING_EXPRESSION = 9
TELLING_RUN = 26  # of statements that follow each other
LONGEST_RUN = 5  # statements
KEPT = frozenset(dir(builtins)) | {"np", "plt", "math"}
# Lists of numbers, and texts: data, no program.
LISTED = (ast.Constant, ast.JoinedStr, ast.Tuple, ast.List, ast.Dict)

Shapes = dict[str, str]  # what stays of a piece of a solution: where in the master it stands


class Spelling:
    """Spells trees with names that are a program's own replaced by the place they first stand at.

    Types of arguments and results are left out, and so is whether a name is read or bound.
    """

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def name(self, name: str) -> str:
        """Return what a name becomes."""
        return name if name in KEPT else self.places.setdefault(name, f"v{len(self.places)}")

    def spell(self, node: object) -> str:
        """Return a node as text."""
        if isinstance(node, ast.Name):
            return self.name(node.id)
        if isinstance(node, ast.arg):
            return self.name(node.arg)
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            return self.spell(ast.Assign([node.target], node.value))
        if isinstance(node, ast.FunctionDef):
            parts: list[object] = [self.name(node.name), node.args, without_docstring(node.body)]
            return f"def({','.join(map(self.spell, parts))})"
        if isinstance(node, ast.expr_context):
            return ""
        if isinstance(node, ast.AST):
            fields = [self.spell(value) for _, value in ast.iter_fields(node)]
            return f"{type(node).__name__}({','.join(fields)})"
        if isinstance(node, list):
            return f"[{','.join(map(self.spell, node))}]"
        return repr(node)


def shape(nodes: Iterable[ast.AST]) -> str:
    """Return what stays of some nodes whatever their names are."""
    spelling = Spelling()
    return "\n".join(spelling.spell(node) for node in nodes)


def shapes_of(files: Mapping[str, str], solutions: Iterable[Solution]) -> Shapes:
    """Return what tells of solutions, and of the functions of the master's files that hold one.

    files  the text of each file of the master that students edit, by the name solutions give it
    """
    found: Shapes = {}
    for solution in solutions:
        if not solution.is_code:
            continue
        tree = parsed(solution.text)
        for node, piece in pieces(tree) if tree else ():
            found.setdefault(piece, f"{solution.where}:{solution.line + node.lineno - 1}")
        text = files.get(solution.where)
        for function in functions(parsed(text)) if text else ():
            assert function.end_lineno is not None
            if function.lineno < solution.line <= function.end_lineno:
                for result in results(function):
                    found.setdefault(result, f"{solution.where}:{function.lineno}")
    return found


def renamed_remains(files: Mapping[str, bytes], shapes: Shapes) -> Iterator[Leak]:
    """Yield each line of a release where a solution begins that was renamed."""
    for path, content in files.items():
        for line, found in pieces_of(path, content):
            if origin := shapes.get(found, ""):
                yield Leak(path, line, f"this is the solution at {origin} under other names.")


@cache
def pieces_of(path: str, content: bytes) -> list[tuple[int, str]]:
    """Return the line of each piece of a file, and what stays of it."""
    return [
        (passage.line(node.lineno), found)
        for passage in passages_of(path, content)
        if passage.is_code and (tree := parsed(passage.text))
        for node, found in pieces(tree)
    ]


def pieces(tree: ast.Module) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """Yield what tells of a program, if it is a solution's: each piece, and what stays of it."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            for result in results(node):
                yield node, result
        if isinstance(node, ast.expr) and not isinstance(node, LISTED):
            if size([node]) >= TELLING_EXPRESSION:
                yield node, shape([node])
        for name in ("body", "orelse", "finalbody"):
            statements = getattr(node, name, None)
            if isinstance(statements, list):
                for run in runs(statements):
                    yield run[0], shape(run)


def runs(statements: Sequence[ast.stmt]) -> Iterator[Sequence[ast.stmt]]:
    """Yield the shortest runs of statements that tell, one for each beginning."""
    plain = without_docstring(statements)
    sizes = [size([statement]) for statement in plain]
    for start in range(len(plain)):
        for end in range(start + 1, min(start + LONGEST_RUN, len(plain)) + 1):
            if sum(sizes[start:end]) >= TELLING_RUN:
                yield plain[start:end]
                break


def results(function: ast.FunctionDef | ast.Lambda) -> Iterator[str]:
    """Yield what stays of each value that a function returns, with its variables filled in.

    Of functions with branches or loops nothing is yielded: their statements tell.
    """
    if isinstance(function, ast.Lambda):
        returned: ast.expr | None = function.body
    else:
        returned = filled_in(without_docstring(function.body))
    values = returned.elts if isinstance(returned, ast.Tuple) else [returned] if returned else []
    for value in values:
        if size([value]) >= TELLING_RESULT and not isinstance(value, LISTED):
            yield f"returned: {shape([value])}"


def filled_in(statements: Sequence[ast.stmt]) -> ast.expr | None:
    """Return the value that a straight line of statements returns, None where it is no such."""
    known: dict[str, ast.expr] = {}
    for statement in statements:
        match statement:
            case ast.Assign([ast.Name(name)], value):
                known[name] = Filled(known).visit(copy.deepcopy(value))
            case ast.AugAssign(ast.Name(name), operator, value) if name in known:
                more = Filled(known).visit(copy.deepcopy(value))
                known[name] = ast.BinOp(known[name], operator, more)
            case ast.Return(value) if value is not None:
                filled: ast.expr = Filled(known).visit(copy.deepcopy(value))
                return filled
            case ast.Pass():
                continue
            case _:
                return None
    return None


class Filled(ast.NodeTransformer):
    """Puts the values of variables in the place of their names."""

    def __init__(self, known: Mapping[str, ast.expr]) -> None:
        self.known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.known.get(node.id, node)


def functions(tree: ast.Module | None) -> Iterator[ast.FunctionDef | ast.Lambda]:
    """Yield the functions of a program."""
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            yield node


def without_docstring(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Return statements without texts that stand by themselves."""
    return [
        statement
        for statement in statements
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
    ]


def size(nodes: Iterable[ast.AST]) -> int:
    """Return how many nodes some trees have; contexts and names of modules are none."""
    return sum(
        not isinstance(node, (ast.expr_context, ast.Expr, ast.operator))
        for tree in nodes
        for node in ast.walk(tree)
    )


def parsed(code: str) -> ast.Module | None:
    """Return a program's tree, None if it is none."""
    try:
        return ast.parse(without_magic(code))
    except (SyntaxError, ValueError):
        return None
