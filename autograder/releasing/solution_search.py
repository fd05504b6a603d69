"""Searching a release for what is left of the solutions: as text anywhere, as code in any layout.

Not every piece of a solution tells anything. `pass`, `out = None`, `rows = np.arange(n)` or
`dx /= n` stand in any program. What tells is an expression of some size: `TELLING` nodes of its
syntax tree, which `np.maximum(x, 0)` and `dout.sum(axis=0)` just have, and `x.shape[0]` and
`np.zeros(n)` have not. Of a solution these are searched for:

- each telling expression as a tree, in Python files and code cells, so in any layout;
- each telling expression and each comment as text with all white space taken out, in every
  string of every file: in comments, prose, outputs, metadata and JSON.

In the master's prose (an answer to a manual question) each line tells.
"""

import ast
import io
import re
import tokenize
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from autograder.languages.source import without_magic
from autograder.master.master import Solution
from autograder.releasing.leak_rules import Leak, passages_of

TELLING = 5
TELLING_LETTERS = 12  # of a comment or a line of prose; a shape such as (N, d_1, d_2) has fewer


class Fingerprints:
    """What gives solutions away: `trees` and `texts`, each with where in the master it stands."""

    def __init__(self, solutions: Iterable[Solution]) -> None:
        self.trees: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        for solution in solutions:
            tree = _parse(without_magic(solution.text)) if solution.is_code else None
            if tree:
                self._add_code(solution, tree)
            else:
                for number, line in enumerate(solution.text.split("\n")):
                    self._add_text(line, _origin(solution, number))

    def _add_code(self, solution: Solution, tree: ast.Module) -> None:
        for expression in _telling_expressions(tree):
            origin = _origin(solution, expression.lineno - 1)
            self.trees.setdefault(ast.dump(expression), origin)
            as_written = ast.get_source_segment(solution.text, expression) or ""
            for text in (as_written, ast.unparse(expression)):
                self.texts.setdefault(_squeeze(text), origin)
        for token in tokenize.generate_tokens(io.StringIO(solution.text).readline):
            if token.type == tokenize.COMMENT:
                self._add_text(token.string.lstrip("# "), _origin(solution, token.start[0] - 1))

    def _add_text(self, text: str, origin: str) -> None:
        if sum(character.isalpha() for character in text) >= TELLING_LETTERS:
            self.texts.setdefault(_squeeze(text), origin)


def remains(files: Mapping[str, bytes], fingerprints: Fingerprints) -> Iterator[Leak]:
    """Yield a leak for each line where something of a solution is left."""
    for path, content in files.items():
        seen: set[int] = set()
        for passage in passages_of(path, content):
            found = [*_found_texts(passage.text, fingerprints)]
            if passage.is_code:
                found += _found_trees(passage.text, fingerprints)
            for number, origin in found:
                line = passage.line(number)
                if line not in seen:
                    seen.add(line)
                    yield Leak(path, line, f"this is left of the solution at {origin}.")


def _found_texts(text: str, fingerprints: Fingerprints) -> Iterator[tuple[int, str]]:
    """Yield (line of the text, where it stands in the master), also across lines."""
    lines = [_squeeze(line).lstrip("#>") for line in text.split("\n")]
    squeezed = "".join(lines)
    ends = list(accumulate(len(line) for line in lines))
    for telling, origin in fingerprints.texts.items():
        start = squeezed.find(telling)
        while start >= 0:
            yield bisect_right(ends, start) + 1, origin
            start = squeezed.find(telling, start + 1)


def _found_trees(code: str, fingerprints: Fingerprints) -> Iterator[tuple[int, str]]:
    tree = _parse(without_magic(code))
    for expression in _telling_expressions(tree) if tree else ():
        if origin := fingerprints.trees.get(ast.dump(expression), ""):
            yield expression.lineno, origin


def _telling_expressions(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        is_text = isinstance(node, (ast.Constant, ast.JoinedStr))
        if isinstance(node, ast.expr) and not is_text and _size(node) >= TELLING:
            yield node


def _size(tree: ast.AST) -> int:
    """Return the number of nodes; a dotted name (`np.random.seed`) counts as two at most."""
    return sum(
        not isinstance(node, ast.expr_context)
        and not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute))
        for node in ast.walk(tree)
    )


def _parse(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in someone's strings
            return ast.parse(code)
    except (SyntaxError, ValueError):
        return None


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text).replace('"', "'")


def _origin(solution: Solution, row: int) -> str:
    return f"{solution.where}:{solution.line + row}"
