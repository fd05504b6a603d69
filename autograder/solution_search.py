"""Searching a release for what is left of the solutions: as text anywhere, as code in any layout.

Not every line of a solution tells anything. `pass`, `out = None`, `rows = np.arange(n)` or
`dx /= n` stand in any program. What tells is an expression of some size: `TELLING` nodes of its
syntax tree, which `np.maximum(x, 0)` and `dout.sum(axis=0)` just have, and `x.shape[0]` and
`np.zeros(n)` have not. Of a solution these are searched for:

- each telling expression, whatever the layout: as a tree in Python files and code cells;
- each line that holds one, and each comment: as text with all white space taken out, in every
  string of every file, so also in comments, prose, outputs, metadata and JSON.
"""

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable, Iterator, Mapping

from autograder.leak_rules import Leak, passages_of
from autograder.master import Solution
from autograder.passages import without_magics

TELLING = 5
TELLING_CHARACTERS = 12


class Fingerprints:
    """What gives the solutions away: `trees` and `lines`, each with the solution it is from."""

    def __init__(self, solutions: Iterable[Solution]) -> None:
        self.trees: dict[str, str] = {}
        self.lines: dict[str, str] = {}
        for solution in solutions:
            self._add(solution)

    def _add(self, solution: Solution) -> None:
        tree = _parse(solution.text) if solution.is_code else None
        telling: set[int] = set()
        of_statements: set[int] = set()
        for node in ast.walk(tree) if tree else ():
            if isinstance(node, ast.stmt) and not hasattr(node, "body"):
                of_statements |= _rows(node)
        for expression in _telling_expressions(tree) if tree else ():
            telling |= _rows(expression)
            origin = f"{solution.where}:{solution.line + expression.lineno - 1}"
            self.trees.setdefault(ast.dump(expression), origin)
        for number, line in enumerate(solution.text.split("\n"), start=1):
            squeezed = _squeeze(_code_part(line) if solution.is_code else line)
            innocent = number in of_statements - telling
            if len(squeezed) >= TELLING_CHARACTERS and not innocent:
                self.lines.setdefault(squeezed, f"{solution.where}:{solution.line + number - 1}")


def remains(files: Mapping[str, bytes], fingerprints: Fingerprints) -> Iterator[Leak]:
    """Yield a leak for each place where something of a solution is left."""
    for path, content in files.items():
        seen: set[int] = set()
        for passage in passages_of(path, content):
            for number, origin in _found(passage.text, passage.is_code, fingerprints):
                line = passage.line(number)
                if line not in seen:
                    seen.add(line)
                    yield Leak(path, line, f"this is left of the solution at {origin}.")


def _found(text: str, is_code: bool, fingerprints: Fingerprints) -> Iterator[tuple[int, str]]:
    """Yield (line of the passage, where the solution stands in the master)."""
    for number, line in enumerate(text.split("\n"), start=1):
        squeezed = _squeeze(line)
        for telling, origin in fingerprints.lines.items():
            if telling in squeezed:
                yield number, origin
                break
    tree = _parse(without_magics(text)) if is_code else None
    for expression in _telling_expressions(tree) if tree else ():
        if origin := fingerprints.trees.get(ast.dump(expression), ""):
            yield expression.lineno, origin


def _telling_expressions(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and _size(node) >= TELLING and not _is_text(node):
            yield node


def _rows(node: ast.stmt | ast.expr) -> set[int]:
    """Return the numbers of the lines a piece of code stands on."""
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def _size(tree: ast.AST) -> int:
    """Return the number of nodes, without those that every name has."""
    return sum(not isinstance(node, ast.expr_context) for node in ast.walk(tree))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, (ast.Constant, ast.JoinedStr))


def _parse(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in someone's strings
            return ast.parse(code)
    except (SyntaxError, ValueError):
        return None


def _code_part(line: str) -> str:
    """Return a line of a solution without the comment after its code; a whole comment stays."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(line.strip()).readline):
            if token.type == tokenize.COMMENT and token.start[1] > 0:
                return line.strip()[: token.start[1]]
    except (tokenize.TokenError, IndentationError, SyntaxError):
        pass  # a part of a longer statement
    return line.strip().lstrip("#")


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
