"""What the cells of a notebook bind and what they need, read from their syntax trees."""

import ast
import builtins
import re
import symtable
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from autograder.languages.source import without_magic

# Of Python, and of IPython.
GIVEN = frozenset(dir(builtins)) | {
    *("__file__", "__name__", "__doc__", "get_ipython", "display", "exit", "quit"),
    *("__builtins__", "__module__", "__qualname__"),
    *("In", "Out", "_", "__", "___", "_i", "_ii", "_iii", "_ih", "_oh", "_dh"),
}


@dataclass(frozen=True)
class CodeCell:
    """A code cell: its number in the notebook from 1, its code without magics.

    question  the id of the question that it tests, "" for none
    binds  the names it leaves behind for later cells
    needs  the names it takes from earlier ones, each with the line that it stands in
    later  those of them that only its functions read, when they are called
    stars  the modules of which it imports whatever they have
    """

    number: int
    question: str
    code: str
    binds: frozenset[str]
    needs: Mapping[str, int]
    later: frozenset[str]
    stars: tuple[str, ...]


def code_cell(number: int, question: str, source: str) -> CodeCell:
    """Read a code cell. Raises SyntaxError."""
    code = without_magic(source)
    compile(code, "a cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    tree = ast.parse(code)
    order = Order()
    order.visit(tree)
    table = symtable.symtable(code, f"cell {number}", "exec")
    binds = {symbol.get_name() for symbol in table.get_symbols() if _is_bound(symbol)}
    for scope in scopes(table):
        binds |= {
            symbol.get_name() for symbol in scope.get_symbols() if symbol.is_declared_global()
        }
    needs = order.read | (set(globals_of_functions(table)) - order.bound)
    lines = {
        node.id: node.lineno
        for node in reversed([*ast.walk(tree)])
        if isinstance(node, ast.Name) and node.id in needs
    }
    stars = tuple(
        node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    )
    placed = {name: lines.get(name, 0) for name in needs - GIVEN}
    later = frozenset(placed) - order.read
    return CodeCell(number, question, code, frozenset(binds), placed, later, stars)


def scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """Yield the scopes inside one, at any depth."""
    for child in table.get_children():
        yield child
        yield from scopes(child)


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def globals_of_functions(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the names that are read as globals in the functions and classes of a cell."""
    for scope in scopes(table):
        for symbol in scope.get_symbols():
            if symbol.is_global() and symbol.is_referenced():
                yield symbol.get_name()


class Order(ast.NodeVisitor):
    """Walks a cell in the order it runs in: notes what it binds before it reads it.

    A function reads its globals when it is called: what follows it in the cell binds them in time.
    """

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.read: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._bind(node.id)
        elif node.id not in self.bound:
            self.read.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        for part in (node.value, *node.targets):
            self.visit(part)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id not in self.bound:
            self.read.add(node.target.id)
        for part in (node.value, node.target):
            self.visit(part)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        for part in (node.iter, node.target, *node.body, *node.orelse):
            self.visit(part)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> None:
        self.visit_For(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        arguments = node.args
        for part in (*node.decorator_list, *arguments.defaults, *arguments.kw_defaults):
            if part is not None:
                self.visit(part)
        self._bind(node.name)
        for inside in ast.walk(node):
            if isinstance(inside, ast.Global):
                for name in inside.names:
                    self._bind(name)

    def visit_Try(self, node: ast.Try) -> None:
        """A name that may be missing is asked for where that is caught."""
        read = set(self.read)
        for statement in node.body:
            self.visit(statement)
        if any(catches_missing_names(handler) for handler in node.handlers):
            self.read = read
        for part in (*node.handlers, *node.orelse, *node.finalbody):
            self.visit(part)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """What it reads, it reads later."""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases):
            self.visit(part)
        self._bind(node.name)

    def visit_alias(self, alias: ast.alias) -> None:
        self._bind((alias.asname or alias.name).partition(".")[0])

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name)

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._inside(node.generators, node.elt)

    def visit_SetComp(self, node: ast.SetComp) -> None:
        self._inside(node.generators, node.elt)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self._inside(node.generators, node.elt)

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._inside(node.generators, node.key, node.value)

    def _inside(self, generators: list[ast.comprehension], *made: ast.expr) -> None:
        """Walk a comprehension, whose own names are nobody else's."""
        inside = Order()
        inside.bound = set(self.bound)
        for part in generators:
            for piece in (part.iter, part.target, *part.ifs):
                inside.visit(piece)
        for value in made:
            inside.visit(value)
        self.read |= inside.read
        for node in made:
            for kept in ast.walk(node):
                if isinstance(kept, ast.NamedExpr):  # it stays when the comprehension is over
                    self._bind(kept.target.id)

    def _bind(self, name: str) -> None:
        if name not in self.read:
            self.bound.add(name)


def catches_missing_names(handler: ast.ExceptHandler) -> bool:
    """Whether a handler catches that a name is not there."""
    caught = handler.type
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    names = {kind.id for kind in kinds if isinstance(kind, ast.Name)}
    return caught is None or bool(names & {"NameError", "Exception", "BaseException"})


def unbound(
    cells: Sequence[CodeCell], of_module: Callable[[str], Set[str] | None]
) -> Iterator[tuple[CodeCell, str, int]]:
    """Yield each name that no earlier cell binds, with its cell and line.

    of_module  returns the names that `from module import *` gives, None where nobody knows
    """
    bound: set[str] = set()
    everywhere = {name for cell in cells for name in cell.binds}
    for cell in cells:
        for module in cell.stars:
            given = of_module(module)
            if given is None:
                return  # from here on nobody can tell without running it
            bound |= given
        for name, line in sorted(cell.needs.items()):
            if name not in bound and not (name in cell.later and name in everywhere):
                if not re.fullmatch(r"_i?\d+", name):  # what IPython calls inputs and outputs
                    yield cell, name, line
        bound |= cell.binds


def needed(cells: Sequence[CodeCell], wanted: Iterable[CodeCell]) -> list[CodeCell]:
    """Return the wanted cells and the earlier ones that bind what they need, in their order."""
    chosen: dict[int, CodeCell] = {}
    waiting = list(wanted)
    while waiting:
        cell = waiting.pop()
        if cell.number in chosen:
            continue
        chosen[cell.number] = cell
        for name in cell.needs:
            earlier = [other for other in cells if other.number < cell.number]
            binding = [other for other in earlier if name in other.binds or other.stars]
            waiting += binding[-1:]
    return [chosen[number] for number in sorted(chosen)]
