"""Mutants of a solution: copies of a source file with one small thing changed between the banners.

A mutant is named by what a reader sees: the function, the statement as it was, and as it is now.
"""

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.audit.mutation_operators import (
    Vocabulary,
    instead_of,
    instead_of_statement,
    vocabulary,
)
from autograder.banners import regions

NUMERIC = (ast.BinOp, ast.Call, ast.Name, ast.Subscript)  # where a sign can be lost or added


@dataclass(frozen=True)
class Mutant:
    """One changed copy of a file.

    function  "name" or "Class.name" of the function it was changed in
    source    the whole text of the changed file
    """

    file: str
    line: int
    function: str
    before: str
    after: str
    source: str

    @property
    def id(self) -> str:
        """The name it goes by; no line numbers, which every edit of a comment would move."""
        return f"{self.function}: {self.before} → {self.after}"


def mutants(file: str, source: str) -> list[Mutant]:
    """Return every mutant of the solution regions of a file, in the order of its lines."""
    spans = [range(region.start + 1, region.end) for region in regions(source, file)]
    found: dict[str, Mutant] = {}
    for name, function in functions(ast.parse(source)):
        for span in spans:
            region = [part for part in function.body if part.lineno in span]
            for first, last, before, after in changes(region, function):
                changed = replaced(source, first, last, after)
                told = [text.replace("\n", "; ") for text in (before, after)]
                mutant = Mutant(file, first.lineno, name, told[0], told[1], changed)
                if before != after:
                    found.setdefault(mutant.id, mutant)
    return list(found.values())


def replaced(source: str, first: ast.stmt, last: ast.stmt, text: str) -> str:
    """Return a source with another text in the place of some statements."""
    assert last.end_lineno is not None
    lines = source.splitlines(keepends=True)
    indent = " " * first.col_offset
    body = [f"{indent}{line}\n" for line in text.splitlines()]
    return "".join([*lines[: first.lineno - 1], *body, *lines[last.end_lineno :]])


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions and methods of a module with their names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    yield f"{node.name}.{part.name}", part


def changes(
    region: list[ast.stmt], function: ast.FunctionDef
) -> Iterator[tuple[ast.stmt, ast.stmt, str, str]]:
    """Yield the changes of a region: first and last statement concerned, text before and after."""
    for statement in region:
        before = text_of(statement)
        for after in variants(statement, vocabulary(function, statement.lineno)):
            yield statement, statement, before, after
    for first, second in itertools.pairwise(region):
        if depend(first, second):
            texts = text_of(first), text_of(second)
            yield first, second, "\n".join(texts), "\n".join(reversed(texts))


def variants(statement: ast.stmt, words: Vocabulary) -> Iterator[str]:
    """Yield the text of a statement after each possible change."""
    yield "pass"
    for other in instead_of_statement(statement):
        yield "\n".join(text_of(part) for part in other)
    for parent in ast.walk(statement):
        for field, value in ast.iter_fields(parent):
            places = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
            for index, node in places:
                if not isinstance(node, ast.expr):
                    continue
                others = list(instead_of(node, words))
                if (
                    may_have_sign(node)
                    and not isinstance(parent, ast.Attribute)
                    and field != "func"
                ):
                    others.append(ast.UnaryOp(ast.USub(), node))
                for changed in others:
                    put(parent, field, index, changed)
                    yield text_of(statement)
                put(parent, field, index, node)


def text_of(statement: ast.stmt) -> str:
    """Return a statement as text, the same on every Python: 3.10 puts targets in parentheses."""
    text = ast.unparse(ast.fix_missing_locations(statement))
    return re.sub(r"^\(([^()]*)\) = ", r"\1 = ", text)


def depend(first: ast.stmt, second: ast.stmt) -> bool:
    """Whether it may matter which of two statements comes first."""

    def names(statement: ast.AST) -> set[str]:
        return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}

    def targets(statement: ast.stmt) -> set[str]:
        parts = [n for n in ast.walk(statement) if isinstance(getattr(n, "ctx", None), ast.Store)]
        return {name for part in parts for name in names(part)} - {"self"}

    return bool(targets(first) & names(second) or targets(second) & names(first))


def may_have_sign(node: ast.expr) -> bool:
    """Whether an expression is a value that is read, and may be a number."""
    return isinstance(node, NUMERIC) and not isinstance(getattr(node, "ctx", None), ast.Store)


def put(parent: ast.AST, field: str, index: int | None, node: ast.expr) -> None:
    """Set a child of a node."""
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node
