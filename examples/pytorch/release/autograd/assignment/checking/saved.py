"""The package as it is saved: modules of their own, made afresh from the files on the disk.

    with Saved(folder) as package:
        layers = package.import_module("layers")

What the session has loaded is put aside meanwhile and comes back unchanged afterwards, so neither
can spoil the other. Only the checks themselves are shared.
"""

import importlib
import importlib.abc
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

from .source_text import decoded

PACKAGE = "assignment"  # what students edit
OF_THE_CHECKS = ("check", "checking", "language", "understand", "understanding")
SHARED = tuple(f"{PACKAGE}.{name}." for name in OF_THE_CHECKS)

_compiled: dict[
    str, tuple[bytes, CodeType]
] = {}  # path to (content, code): what has not changed is not compiled again


class Saved(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and loads the modules in a folder of the package, whatever the session holds.

    folder   the package's folder; modules beside it are loaded afresh, too
    aliases  other names of the package
    """

    def __init__(self, folder: str | Path, aliases: Iterable[str] = ()) -> None:
        self.folder = Path(folder).resolve()
        self.aliases = frozenset(aliases)
        self.places = {self.folder, self.folder.parent}
        self.hidden: dict[str, ModuleType] = {}
        self.bare = Bare(self)

    def __enter__(self) -> "Saved":
        self.hidden = self.forget()
        sys.meta_path.insert(0, self)
        sys.meta_path.append(self.bare)
        return self

    def __exit__(self, *_: object) -> None:
        for finder in (self, self.bare):
            if finder in sys.meta_path:
                sys.meta_path.remove(finder)
        self.forget()
        sys.modules.update(self.hidden)

    def forget(self) -> dict[str, ModuleType]:
        """Drop the loaded modules of the student's folders; return them by name."""
        found = [name for name, module in list(sys.modules.items()) if self.owns(name, module)]
        return {name: sys.modules.pop(name) for name in found}

    def owns(self, name: str, module: object) -> bool:
        """Whether a module comes from these folders, under whatever name it was imported."""
        if name.partition(".")[0] in (PACKAGE, *self.aliases):
            return not f"{name}.".startswith(SHARED)
        file = getattr(module, "__dict__", {}).get("__file__")
        if not isinstance(file, str) or name == "__main__":
            return False
        return folder_of(file) in self.places

    def import_module(self, name: str) -> ModuleType:
        """Return a module by its name relative to the package, e.g. "layers"."""
        return importlib.import_module(f"{PACKAGE}.{name}")

    def text(self, file: str) -> str:
        """Return the text of a file of the package. Raises OSError."""
        return decoded((self.folder / file).read_bytes())[0]

    def code(self, path: str) -> CodeType:
        """Return the code of a file. Raises OSError, and what `compile` raises."""
        content = Path(path).read_bytes()
        known = _compiled.get(path)
        if known is None or known[0] != content:
            known = (content, compile(decoded(content)[0], str(path), "exec", dont_inherit=True))
            _compiled[path] = known
        return known[1]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        top, _, rest = fullname.partition(".")
        if top in self.aliases:
            loader = Alias(f"{PACKAGE}.{rest}" if rest else PACKAGE)
            return ModuleSpec(fullname, loader, is_package=not rest)
        if top != PACKAGE:
            return None
        spec = self.spec(fullname, rest, path)
        if spec is None:  # nobody else is asked for a module of the package
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return spec

    def spec(
        self, fullname: str, name: str, path: Sequence[str] | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a module of the package by its name in it, None if there is none.

        path  folders to look in, where the package above has told; else the package's own
        """
        last = name.rpartition(".")[2]
        places = [Path(folder, last) for folder in path or ()] if name else [self.folder]
        places = places or [self.folder.joinpath(*name.split("."))]
        found = (self.spec_at(fullname, place) for place in places)
        return next(filter(None, found), None)

    def spec_at(self, fullname: str, place: Path) -> ModuleSpec | None:
        """Return the spec of the module at a path without its suffix, None if there is none."""
        for file in (place / "__init__.py", place.with_suffix(".py")):
            if file.is_file():
                is_package = file.name == "__init__.py"
                spec = ModuleSpec(fullname, self, origin=str(file), is_package=is_package)
                spec.has_location = True
                if is_package:
                    spec.submodule_search_locations = [str(place)]
                return spec
        if place != self.folder and place.is_dir():  # a package without __init__.py
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [str(place)]
            return spec
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec is not None and spec.origin is not None  # as `spec_at` made it
        exec(self.code(spec.origin), module.__dict__)


@lru_cache(10000)  # a session has thousands of modules, and each check asks twice where each lies
def folder_of(file: str) -> Path:
    """Return the folder of a module's file."""
    return Path(file).parent


class Bare(importlib.abc.MetaPathFinder):
    """Finds what `from layers import *` means to who has the package's folder on the path.

    Asked last, when nothing else has that name.
    """

    def __init__(self, package: Saved) -> None:
        self.package = package

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if path is not None or self.package.spec(fullname, fullname) is None:
            return None
        return ModuleSpec(fullname, Alias(f"{PACKAGE}.{fullname}"))


class Alias(importlib.abc.Loader):
    """Loads `cs231n.layers` as the very module `assignment.layers`."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = importlib.import_module(self.target)
        self.spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec
