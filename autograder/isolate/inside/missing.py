"""Modules that are missing where submissions are graded, and what is done about their imports.

Students import what their editor added, or what they plotted with. An import that does not
matter must cost nothing, and no mark may depend on what a machine happens to have. So there is a
stand-in for whatever is not here: other libraries, and modules of the standard library that
systems leave out. What draws on a screen is never here, also where it is installed.

Code that catches the ImportError itself has its own way out, and is given the error.
"""

import ast
import functools
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterable, Iterator
from types import FrameType, ModuleType
from typing import Any

from autograder.isolate.inside.package import PACKAGE, Package
from autograder.isolate.inside.stand_in import InertModule

WITH_A_SCREEN = ("curses", "idlelib", "tkinter", "turtle", "turtledemo")


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: answers imports by student code that nobody else could answer.

    names  of the modules that have a stand-in
    """

    def __init__(self) -> None:
        self.names: list[str] = []

    def install(self) -> None:
        """Answer imports from now on."""
        sys.meta_path.insert(0, LeftOut(self))
        sys.meta_path.append(self)

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        frame = importing_frame()
        if frame is None or is_guarded(frame):
            return None
        for finder in sys.meta_path:
            own = finder.find_bare(fullname) if isinstance(finder, Package) else None
            if own is not None:
                return own
        return self.spec(fullname)

    def spec(self, fullname: str) -> importlib.machinery.ModuleSpec:
        """Return what makes a stand-in."""
        self.names.append(fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


class LeftOut(importlib.abc.MetaPathFinder):
    """The first finder: answers for the standard library where it may be incomplete."""

    def __init__(self, stand_ins: StandIns) -> None:
        self.stand_ins = stand_ins

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        top = fullname.partition(".")[0]
        frame = importing_frame() if top in sys.stdlib_module_names else None
        if frame is None:
            return None
        if top in WITH_A_SCREEN:
            if is_guarded(frame):
                raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
            return self.stand_ins.spec(fullname)
        others = (finder for finder in sys.meta_path if finder is not self)
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next(filter(None, found), None)
        if spec is not None and spec.loader is not None and not is_guarded(frame):
            spec.loader = Whole(spec.loader, self.stand_ins)
        return spec


class Whole(importlib.abc.Loader):
    """Loads a module of the standard library; one that lacks a part of its own has a stand-in."""

    def __init__(self, loader: Any, stand_ins: StandIns) -> None:
        self.loader = loader
        self.stand_ins = stand_ins

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        try:
            module: ModuleType | None = self.loader.create_module(spec)
        except ImportError:
            return self.stand_ins.create_module(self.stand_ins.spec(spec.name))
        return module

    def exec_module(self, module: ModuleType) -> None:
        if isinstance(module, InertModule):
            return
        assert module.__spec__ is not None
        module.__loader__ = module.__spec__.loader = self.loader
        before = dict(vars(module))
        try:
            self.loader.exec_module(module)
        except ImportError:
            self.stand_ins.names.append(module.__name__)
            vars(module).clear()
            vars(module).update(before)
            module.__class__ = InertModule


def importing_frame() -> FrameType | None:
    """Return where in the student's package the import under way is written, else None."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if not name.startswith("importlib"):
            return frame if name.partition(".")[0] == PACKAGE else None
        frame = frame.f_back
    return None


def is_guarded(frame: FrameType) -> bool:
    """Whether a frame is at an import whose ImportError is caught right there."""
    return frame.f_lineno in guarded_lines(source_of(frame))


def source_of(frame: FrameType) -> str:
    """Return the text of the module a frame runs in, "" if it is not known."""
    spec = frame.f_globals.get("__spec__")
    sources = getattr(getattr(spec, "loader", None), "sources", {})
    return str(sources.get(getattr(spec, "origin", None), ""))


@functools.cache
def parsed(source: str) -> ast.Module:
    """Return the tree of a module that runs."""
    return ast.parse(source)


@functools.cache
def guarded_lines(source: str) -> frozenset[int]:
    """Return the lines of imports whose ImportError is caught right there."""
    lines: set[int] = set()
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Try) and any(map(catches_import_error, node.handlers)):
            for inner in (inner for statement in node.body for inner in ast.walk(statement)):
                if isinstance(inner, ast.stmt):
                    lines.update(range(inner.lineno, (inner.end_lineno or inner.lineno) + 1))
    return frozenset(lines)


def catches_import_error(handler: ast.ExceptHandler) -> bool:
    """Whether an except clause would catch an ImportError, as far as its names tell."""
    if handler.type is None:
        return True
    catching = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
    return any(isinstance(n, ast.Name) and n.id in catching for n in ast.walk(handler.type))


def asked(names: Iterable[str], sources: Iterable[str]) -> list[str]:
    """Return the modules of which code may ask something: all but those it only imports.

    sources  of the modules that ran, also of those that did not come to an end
    """
    asks: dict[str, list[bool]] = {name: [] for name in names}
    for source in sources if asks else ():
        nodes = list(ast.walk(parsed(source)))
        used = {node.id for node in nodes if isinstance(node, ast.Name)} | {"*"}
        for name in asks:
            bound = [local for node in nodes for local in locals_of(node, name)]
            asks[name] += [local in used for local in bound]
    return [name for name, found in asks.items() if any(found) or not found]


def locals_of(node: ast.AST, module: str) -> Iterator[str]:
    """Yield what an import of a module, or of something in it, is called where it is written."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if is_within(alias.name, module):
                yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            if is_within(f"{node.module}.{alias.name}", module):
                yield alias.asname or alias.name


def is_within(name: str, module: str) -> bool:
    """Whether a dotted name is a module's or of something in it."""
    return f"{name}.".startswith(f"{module}.")
