"""The student's package, imported from source texts that came over the channel.

No file of a submission is ever on a path: a `numpy.py` or `sitecustomize.py` that somebody
hands in is simply not there. The package answers to all the names the course has had.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from types import CodeType, ModuleType
from typing import Any

PACKAGE = "assignment"
ALIASES = ("cs231n", "AI", "Al")


class Given:
    """The kit's own files that every version of the package has, compiled once.

    sources  module file name to its text
    graded   functions ("module:name") whose absence is told when they are called
    """

    def __init__(self, sources: Mapping[str, str], graded: Sequence[str] = ()) -> None:
        self.sources = dict(sources)
        self.graded = tuple(graded)
        self.code = {file: compiled(file, text) for file, text in sources.items()}


def compiled(file: str, text: str, package: str = PACKAGE) -> CodeType:
    """Return the code of a module of a package. Raises SyntaxError."""
    return compile(text, f"{package}/{file}", "exec")


def execute(module: ModuleType, code: CodeType, _source: str) -> None:
    """Run a module, as Python does."""
    exec(code, vars(module))


class Package(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and loads the modules of one version of the package.

    sources   module file name relative to the package ("classifiers/fc_net.py") to its text
    replace   called with (module name, module) once a module is loaded: puts given functions
              in place before anybody imports them
    name      what the package is called; `aliases` are its other names
    code      of modules that are compiled already; what is compiled later is added
    run       runs a module, given its code and its text
    """

    def __init__(
        self,
        sources: Mapping[str, str],
        replace: Callable[[str, ModuleType], None] = lambda name, module: None,
        name: str = PACKAGE,
        aliases: Sequence[str] = ALIASES,
        code: dict[str, CodeType] | None = None,
        run: Callable[[ModuleType, CodeType, str], None] = execute,
    ) -> None:
        self.sources = {"__init__.py": "", **sources}
        self.replace = replace
        self.run = run
        self.name = name
        self.aliases = aliases
        self.hidden: dict[str, ModuleType] = {}
        self.bare: list[str] = []
        self.code = {} if code is None else code
        self.ran: list[str] = []

    def import_module(self, name: str) -> ModuleType:
        """Return a module by its name relative to the package, e.g. "layers"."""
        return importlib.import_module(f"{self.name}.{name}")

    def __enter__(self) -> "Package":
        self.hidden = forget_package((self.name, *self.aliases))
        sys.meta_path.insert(0, self)
        return self

    def __exit__(self, *_: Any) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        forget_package((self.name, *self.aliases, *self.bare))
        sys.modules.update(self.hidden)

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        top, _, rest = fullname.partition(".")
        if top in self.aliases:
            return importlib.machinery.ModuleSpec(
                fullname, Alias(self.name, rest), is_package=not rest
            )
        if top != self.name:
            return None
        file, is_package = self.file_of(rest)
        if file is None:
            return None
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=file, is_package=is_package)
        spec.has_location = False
        return spec

    def texts_run(self) -> list[str]:
        """Return the texts of the modules that ran, also of those that raised an exception."""
        return [self.sources[file] for file in dict.fromkeys(self.ran)]

    def find_bare(self, name: str) -> importlib.machinery.ModuleSpec | None:
        """Find what `from layers import *` means to who has the package's folder on the path.

        Asked last, when nothing else has that name.
        """
        file, is_package = self.file_of(name)
        if file is None:
            return None
        self.bare.append(name)
        return importlib.machinery.ModuleSpec(name, Alias(self.name, name), is_package=is_package)

    def file_of(self, name: str) -> tuple[str | None, bool]:
        """Return the source file of a module, and whether it is a package."""
        folder = name.replace(".", "/")
        package_file = f"{folder}/__init__.py" if folder else "__init__.py"
        if package_file in self.sources:
            return package_file, True
        if f"{folder}.py" in self.sources:
            return f"{folder}.py", False
        return None, False

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec is not None and spec.origin is not None
        file = spec.origin
        module.__file__ = f"{self.name}/{file}"
        if file not in self.code:
            self.code[file] = compiled(file, self.sources[file], self.name)
        self.ran.append(file)
        self.run(module, self.code[file], self.sources[file])
        self.replace(spec.name.partition(".")[2], module)


class Alias(importlib.abc.Loader):
    """Loads `cs231n.layers` as the very module `assignment.layers`."""

    def __init__(self, package: str, name: str) -> None:
        self.target = f"{package}.{name}" if name else package
        self.spec: Any = None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        module = importlib.import_module(self.target)
        self.spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec


def forget_package(names: Sequence[str] = (PACKAGE, *ALIASES)) -> dict[str, ModuleType]:
    """Drop every loaded module of a package, under all its names; return them by name."""
    found = [module for module in sys.modules if module.partition(".")[0] in names]
    return {module: sys.modules.pop(module) for module in found}
