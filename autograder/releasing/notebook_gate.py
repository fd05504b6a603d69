"""The gate for the cells of a released notebook: no name that is not there, no id that is misspelt.

Of every code cell the names are looked up: each has to be bound by a cell above it. The test cells
and `check("…")` cells run, with the cells that they need, in a copy of the release in which the
solutions stand. Cells about weights that somebody trained do not run: there are none yet.
"""

import ast
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from autograder.course import PACKAGE
from autograder.lab import Lab
from autograder.master.master import is_test
from autograder.releasing.cell_names import CodeCell, Order, code_cell, needed, unbound
from autograder.releasing.leak_rules import Leak

ASKING = frozenset({"check", "expect_saved", "understand"})  # their first argument is a question
SECONDS = 300

OfModule = Callable[[str], frozenset[str] | None]  # the names that a module has

# Run in a fresh interpreter, in the folder of a solved release, with the cells on standard input.
# What cells print goes nowhere; where one fails is the last line of standard output.
_RUN = """
import ast, asyncio, inspect, json, os, sys, traceback
cells = json.load(sys.stdin)
told, sys.stdout = sys.stdout, open(os.devnull, "w")
sys.path.insert(0, os.getcwd())
try:
    import matplotlib
    matplotlib.use("agg")
except ImportError:
    told.write("cannot run"); sys.exit()
class IPython:  # whatever is asked of it is done
    def __getattr__(self, name):
        return lambda *args, **kwargs: None
names = {"__name__": "__main__", "display": print, "get_ipython": IPython}
for cell in cells:
    told.write(json.dumps([cell["number"], 0, ""]) + "\\n"); told.flush()
    try:
        code = compile(cell["code"], "a cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        ran = eval(code, names)
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(ran)
    except BaseException as error:
        steps = traceback.extract_tb(error.__traceback__)
        lines = [step.lineno for step in steps if step.filename == "a cell"] or [0]
        said = f"{type(error).__name__}: {error}"
        told.write(json.dumps([cell["number"], lines[-1], said]) + "\\n")
        sys.exit()
told.write("done")
"""


def failing_cells(folder: Path, lab: Lab) -> Iterator[Leak]:
    """Yield what would fail in a released notebook, whatever students write."""
    document = json.loads((folder / lab.notebook).read_text("utf-8"))
    cells, found = [], list[Leak]()
    for number, cell in enumerate(document["cells"], start=1):
        if cell["cell_type"] == "code":
            try:
                marks = cell["metadata"].get("nbgrader", {})
                question = marks.get("grade_id", "") if is_test(marks) else ""
                cells.append(code_cell(number, question, "".join(cell["source"])))
            except SyntaxError as error:
                found.append(_leak(lab, number, error.lineno or 0, f"SyntaxError: {error.msg}"))
    of_module = partial(names_of, folder)
    for cell, name, line in unbound(cells, of_module):
        words = f"no cell above it makes the name {name!r}. Import it in the cell with the imports."
        found.append(_leak(lab, cell.number, line, words))
    for cell in cells:
        found += [*unknown_questions(cell, lab), *unknown_imports(cell, lab, of_module)]
        if cell.question in lab.checked and not tests_something(cell):
            found.append(_leak(lab, cell.number, 0, f"the test of {cell.question} tests nothing."))
    yield from found or run(folder, lab, cells)


def unknown_questions(cell: CodeCell, lab: Lab) -> Iterator[Leak]:
    """Yield the ids that a cell asks for and no question has."""
    known = [question.id for question in lab.questions]
    for node in ast.walk(ast.parse(cell.code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = node.args[0] if node.args else None
            if node.func.id in ASKING and isinstance(first, ast.Constant):
                if first.value not in known:
                    words = f"{node.func.id}({first.value!r}): the lab asks no question of that id."
                    yield _leak(lab, cell.number, node.lineno, words)


def unknown_imports(cell: CodeCell, lab: Lab, of_module: OfModule) -> Iterator[Leak]:
    """Yield what a cell imports from a file of the release that does not have it."""
    for node in ast.walk(ast.parse(cell.code)):
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        else:
            continue
        for module in modules:
            if module.split(".")[0] != PACKAGE:
                continue
            names = of_module(module)
            if names is None:
                words = f"the release has no module {module}."
                yield _leak(lab, cell.number, node.lineno, words)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if alias.name not in names | {"*"}:
                        words = f"{module} has no {alias.name!r}."
                        yield _leak(lab, cell.number, node.lineno, words)


def names_of(folder: Path, module: str) -> frozenset[str] | None:
    """Return the public names of a module of a release, or of an installed one; None: unknown."""
    if module.split(".")[0] != PACKAGE:
        try:
            found = importlib.import_module(module)
        except ImportError:
            return None
        names = getattr(found, "__all__", [name for name in dir(found) if name[0] != "_"])
        return frozenset(names)
    path = folder.joinpath(*module.split("."))
    file = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
    if not file.is_file():
        return None
    order = Order()
    order.visit(ast.parse(file.read_text("utf-8")))
    below = {each.stem for each in path.glob("*")} if path.is_dir() else set()
    return frozenset(order.bound | below)


def tests_something(cell: CodeCell) -> bool:
    """Whether a test cell asserts or calls anything but `expect_saved`."""
    return any(
        isinstance(node, (ast.Assert, ast.Raise))
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") != "expect_saved")
        for node in ast.walk(ast.parse(cell.code))
    )


def run(folder: Path, lab: Lab, cells: Sequence[CodeCell]) -> Iterator[Leak]:
    """Run the test cells on the reference, and yield the one that fails."""
    tested = lab.checked.keys()
    wanted = [cell for cell in cells if cell.question in tested or _only_asks(cell)]
    chosen = needed(cells, wanted)
    with tempfile.TemporaryDirectory() as scratch:
        solved = Path(scratch, lab.name)
        shutil.copytree(folder, solved)
        for file in (*lab.student_files, *lab.earlier_files):
            shutil.copyfile(lab.master(file), solved / "assignment" / file)
        plain = [{"number": cell.number, "code": cell.code} for cell in chosen]
        number, line, error = last_words(plain, solved)
    if error:
        yield _leak(lab, number, line, f"{error} With the solutions in place it has to run.")


def last_words(cells: list[dict[str, object]], folder: Path) -> tuple[int, int, str]:
    """Run cells in a folder; return number and line of the one that fails, and its error."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-c", _RUN],
            cwd=folder,
            input=json.dumps(cells),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
            check=False,
        )
        said, ended = done.stdout, f"it ends Python with status {done.returncode}."
    except subprocess.TimeoutExpired as late:
        output = late.stdout or b""
        said = output.decode() if isinstance(output, bytes) else output
        ended = f"it has not ended after {SECONDS} s."
    lines = said.splitlines()
    if lines and lines[-1] in ("done", "cannot run"):
        return 0, 0, ""
    number, line, error = json.loads(lines[-1]) if lines else (0, 0, "")
    return number, line, f"{error}." if error else ended


def _only_asks(cell: CodeCell) -> bool:
    """Whether a cell is `check("…")` of one question."""
    tree = ast.parse(cell.code)
    calls = [node.value for node in tree.body if isinstance(node, ast.Expr)]
    return bool(calls) and len(calls) == len(tree.body) and all(map(_is_check, calls))


def _is_check(call: ast.expr) -> bool:
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "check"
        and bool(call.args)
    )


def _leak(lab: Lab, number: int, line: int, words: str) -> Leak:
    place = f"cell {number}, line {line}" if line else f"cell {number}"
    return Leak(lab.notebook, 0, f"{place}: {words}")
