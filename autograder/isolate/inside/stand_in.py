"""Stand-ins for modules that are not installed where submissions are graded.

Students import what their editor added, or what they plotted with. An import that does not
matter must cost nothing, so what is missing becomes an object that accepts everything and does
nothing. A few things whose meaning is plain, such as a progress bar round a loop, do that.

Code that catches the ImportError itself has its own way out, and is given the error.
"""

import ast
import functools
import importlib.abc
import importlib.machinery
import sys
from types import FrameType, ModuleType
from typing import Any

from autograder.isolate.inside.package import PACKAGE, Package

# Modules of the standard library that draw on a screen or a terminal, which is never there.
WITH_A_SCREEN = ("curses", "idlelib", "tkinter", "turtle", "turtledemo")


class Inert:
    """Called, indexed, compared, computed with, iterated or entered, it does nothing.

    It is false, and nothing is an instance of it. NumPy functions refuse it.
    """

    __array_ufunc__ = None
    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> Any:
        if name == "__version__":
            return "0"
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        # As a decorator it hands back what it was given.
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], Inert):
            return args[0]
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __int__(self) -> int:
        return 0

    def __iter__(self) -> Any:
        return iter(())

    def __exit__(self, *_: Any) -> None:
        return None

    def __instancecheck__(self, instance: Any) -> bool:
        return False

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        """As a base class it is none."""
        return ()


def _itself(self: Inert, *_: Any) -> Inert:
    return self


def _no(self: Inert, other: Any) -> bool:
    return False


for _name in "add sub mul matmul truediv floordiv mod pow and or xor".split():  # noqa: SIM905
    setattr(Inert, f"__{_name}__", _itself)
    setattr(Inert, f"__r{_name}__", _itself)
for _name in ("neg", "getitem", "enter"):
    setattr(Inert, f"__{_name}__", _itself)
for _name in ("lt", "le", "gt", "ge", "eq"):
    setattr(Inert, f"__{_name}__", _no)


class Bar(Inert):
    """A progress bar: what it is put round, without the bar."""

    def __init__(self, iterable: Any = (), *_: Any, **__: Any) -> None:
        object.__setattr__(self, "_iterable", iterable)

    def __iter__(self) -> Any:
        return iter(self._iterable)


class Bars(Inert):
    """`tqdm` itself: makes bars."""

    def __call__(self, *args: Any, **kwargs: Any) -> Bar:
        return Bar(*args, **kwargs)


def bar_of_range(*args: Any, **_: Any) -> Bar:
    """Do as `tqdm.trange` does."""
    return Bar(range(*args))


# What has a plain meaning, by the top of its module's name and its own name.
PLAIN: dict[tuple[str, str], Any] = {
    **{("past", name): meaning for name, meaning in
       {"xrange": range, "range": range, "basestring": str, "unicode": str, "long": int}.items()},
    **{("six", name): meaning for name, meaning in
       {"xrange": range, "range": range, "zip": zip, "map": map, "filter": filter,
        "reduce": functools.reduce}.items()},
    ("numba", "prange"): range,
    ("tqdm", "tqdm"): Bars(),
    ("tqdm", "tqdm_notebook"): Bars(),
    ("tqdm", "trange"): bar_of_range,
}  # fmt: skip


class InertModule(ModuleType):
    """A module all of whose attributes are inert, or of plain meaning."""

    __all__: tuple[str, ...] = ()
    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        top = self.__name__.partition(".")[0]
        if (top, name) in PLAIN:
            return PLAIN[top, name]
        # Its type's name is what a message calls it.
        return type(f"stand-in for {self.__name__}, which is not installed here", (Inert,), {})()


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: answers imports by student code that nobody else could answer."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        frame = importing_frame()
        if frame is None or frame.f_lineno in guarded_lines(source_of(frame)):
            return None
        for finder in sys.meta_path:
            own = finder.find_bare(fullname) if isinstance(finder, Package) else None
            if own is not None:
                return own
        self.names.append(fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def importing_frame() -> FrameType | None:
    """Return where in the student's package the import under way is written, else None."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if not name.startswith("importlib"):
            return frame if name.partition(".")[0] == PACKAGE else None
        frame = frame.f_back
    return None


def source_of(frame: FrameType) -> str:
    """Return the text of the module a frame runs in, "" if it is not known."""
    spec = frame.f_globals.get("__spec__")
    sources = getattr(getattr(spec, "loader", None), "sources", {})
    return str(sources.get(getattr(spec, "origin", None), ""))


@functools.cache
def guarded_lines(source: str) -> frozenset[int]:
    """Return the lines of imports whose ImportError is caught right there."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(source)):
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
