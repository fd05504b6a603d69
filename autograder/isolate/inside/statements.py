"""A module's statements, each run though one before it raised an exception.

Python gives a whole module up at the first statement that fails. Then a call below the functions
that tries them out, a file that only the student has, or one import of a name that is not there
would take the marks of every function in it. Here such a statement is left out: it costs what
needs it, and nothing else. What is not Python at all has no statements, and fails as ever.
"""

import __future__

import ast
import functools
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, ModuleType, TracebackType
from typing import Any

FUTURES = functools.reduce(
    int.__or__, (getattr(__future__, n).compiler_flag for n in __future__.all_feature_names)
)
MOST = 20  # statements that are left out; where more fail, the file is given up

# A function or a class: what cannot be made is there all the same, and says why when it is called.
Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Statements:
    """Runs modules, and leaves out what of them fails.

    errors  of the statements that were left out
    """

    def __init__(self) -> None:
        self.errors: list[BaseException] = []
        self._loading: list[str] = []

    def run(self, module: ModuleType, code: CodeType, source: str) -> None:
        """Run a module. Raises what its first statement to fail raised where nothing came of it."""
        before, told = set(vars(module)), len(self.errors)
        self._loading.append(module.__name__)
        try:
            exec(code, vars(module))
        except (Exception, SystemExit) as error:
            body = statements_of(source)
            if not body or self._is_circular(error):
                raise
            self._run_from(module, code, body, error)
            if vars(module).keys() <= before | {"__builtins__"}:
                del self.errors[told:]
                raise
        finally:
            self._loading.pop()

    def prepared(self, statement: CodeType, module: CodeType) -> CodeType:
        """Return the code to run for that of one statement of a module."""
        return statement

    def _run_from(
        self, module: ModuleType, code: CodeType, body: list[ast.stmt], error: BaseException
    ) -> None:
        """Run what is left of a module after an exception."""
        line = line_in(code, error.__traceback__)
        place = max((i for i, each in enumerate(body) if first_line(each) <= line), default=0)
        flags = code.co_flags & FUTURES

        def execute(statement: ast.stmt) -> None:
            tree = ast.Module([statement], [])
            alone = compile(tree, code.co_filename, "exec", flags, dont_inherit=True)
            exec(self.prepared(alone, code), vars(module))

        self._failed(module, body[place], error, execute)
        for statement in body[place + 1 :]:
            self._try(module, statement, execute)

    def _try(
        self, module: ModuleType, statement: ast.stmt, execute: Callable[[ast.stmt], None]
    ) -> None:
        try:
            execute(statement)
        except (Exception, SystemExit) as error:
            self._failed(module, statement, error, execute)

    def _failed(
        self,
        module: ModuleType,
        statement: ast.stmt,
        error: BaseException,
        execute: Callable[[ast.stmt], None],
    ) -> None:
        """Leave a statement out; of an import of several names only those that are not there."""
        if self._is_circular(error) or len(self.errors) == MOST:
            raise error
        parts = list(each_name(statement))
        if len(parts) > 1:
            for part in parts:
                self._try(module, part, execute)
            return
        if isinstance(statement, Definition):
            setattr(module, statement.name, raising(error))
        self.errors.append(error)

    def _is_circular(self, error: BaseException) -> bool:
        """Whether an import failed because a module further out is not complete yet.

        That one leaves its import out: half of a module would stay for whoever needs it later.
        """
        return isinstance(error, ImportError) and error.name in self._loading[:-1]


def statements_of(source: str) -> list[ast.stmt]:
    """Return the statements of a module, none where they cannot be told."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def line_in(code: CodeType, trace: TracebackType | None) -> int:
    """Return the line of a module that an exception came through, 0 if none."""
    while trace is not None:
        if trace.tb_frame.f_code is code:
            return trace.tb_lineno
        trace = trace.tb_next
    return 0


def first_line(statement: ast.stmt) -> int:
    """Return where a statement begins, with its decorators."""
    decorators: Iterable[ast.expr] = getattr(statement, "decorator_list", ())
    return min([statement.lineno, *(each.lineno for each in decorators)])


def each_name(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield an import of several names as imports of one each."""
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            yield ast.copy_location(ast.Import([alias]), statement)
    elif isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            one = ast.ImportFrom(statement.module, [alias], statement.level)
            yield ast.copy_location(one, statement)


def raising(error: BaseException) -> Callable[..., Any]:
    """Return a function that raises an error, as of where it was raised first."""
    trace = error.__traceback__

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise error.with_traceback(trace)

    return refuse
