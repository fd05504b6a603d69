"""What the peers are given: notebooks and test files made from the lab's released notebook.

Two notebooks, because they bracket the cost of running one. `whole` is the released notebook:
it loads the data set, draws its plots and runs its checks. `lean` is the least that earns the
same marks: the released test cells, the two helpers they call, the imports these need, and the
validation and test images out of the small file that `autograder grade` reads them from too.

nbgrader runs the test cells where they stand in the notebook. otter has them as test files.
"""

import ast
import builtins
import copy
import symtable
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

HELPERS = ("published_net", "accuracy_tool")
# Where the release has the cell "data"; it calls the validation split "val".
LOAD = """\
with np.load({path!r}) as stored:
    data = {{name.replace("validation", "val"): stored[name] for name in stored.files}}
"""


def lean(released: NotebookNode, data: Path) -> NotebookNode:
    """Return the least of a notebook that earns its marks."""
    load = nbformat.v4.new_code_cell(LOAD.format(path=str(data)))
    kept = [cell for cell in released.cells if is_test(cell) or grade_id(cell) in HELPERS]
    used = {name for cell in [*kept, load] for name in names_in(cell.source)}
    imports = nbformat.v4.new_code_cell("\n".join(needed_imports(released, used)))
    notebook = copy.deepcopy(released)
    notebook.cells = [imports, load, *copy.deepcopy(kept)]
    return notebook


def without_tests(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook whose test cells are left out, for otter, which brings its own."""
    notebook = copy.deepcopy(notebook)
    notebook.cells = [cell for cell in notebook.cells if not is_test(cell)]
    return notebook


def otter_tests(notebook: NotebookNode) -> dict[str, str]:
    """Return otter's test files by name: each test cell as a function that may raise."""
    return {
        f"{grade_id(cell)}.py": otter_test(grade_id(cell), cell.metadata.nbgrader.points, cell)
        for cell in notebook.cells
        if is_test(cell)
    }


def otter_test(name: str, points: float, cell: NotebookNode) -> str:
    """Return a test file in otter's exception-based format (the other one forbids printing)."""
    function = ast.parse(f"def test_{name}(): pass").body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body = ast.parse(cell.source).body
    function.args.args = [ast.arg(outside) for outside in names_from_outside(function)]
    return (
        "from otter.test_files import test_case\n\n"
        f"OK_FORMAT = False\nname = {name!r}\npoints = {points}\n\n\n"
        f"@test_case()\n{ast.unparse(function)}\n"
    )


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell holds a test with points."""
    tag = cell.metadata.get("nbgrader", {})
    return bool(tag.get("grade")) and not tag["solution"]


def grade_id(cell: NotebookNode) -> str:
    """Return nbgrader's name of a cell, "" if it has none."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def names_in(source: str) -> set[str]:
    """Return every name that stands in code."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def names_from_outside(function: ast.FunctionDef) -> list[str]:
    """Return the names that a function takes from its module, sorted; otter passes them in."""
    table = symtable.symtable(ast.unparse(function), "cell", "exec")
    symbols = {symbol for scope in scopes(table) for symbol in scope.get_symbols()}
    found = {symbol.get_name() for symbol in symbols if symbol.is_global()}
    return sorted(found - set(dir(builtins)))


def scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """Yield every scope below one."""
    for child in table.get_children():
        yield child
        yield from scopes(child)


def needed_imports(notebook: NotebookNode, used: set[str]) -> list[str]:
    """Return the imports of a notebook that bring one of the names."""
    found = []
    for cell in notebook.cells:
        lines = cell.source.splitlines() if cell.cell_type == "code" else []
        plain = "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))
        for node in ast.parse(plain).body if plain_python(plain) else []:
            if isinstance(node, ast.Import | ast.ImportFrom):
                node.names = [name for name in node.names if (name.asname or name.name) in used]
                found += [ast.unparse(node)] if node.names else []
    return found


def plain_python(source: str) -> bool:
    """Whether code can be parsed; a cell whose block is only a shell command cannot."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
