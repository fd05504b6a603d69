"""The libraries that a lab names, loaded in the template: student code finds them at once.

They are found by name, each in its place: the folder they lie in is nobody's business. What they
import only later is found in the same way.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.student.checking import adapters


class InPlace(importlib.abc.MetaPathFinder):
    """Finds modules in the files and folders where they lie."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self.places = places

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        if path is not None or fullname not in self.places:
            return None
        place = Path(self.places[fullname])
        if not place.is_dir():
            return importlib.util.spec_from_file_location(fullname, place)
        start = place / "__init__.py"
        if start.is_file():
            return importlib.util.spec_from_file_location(
                fullname, start, submodule_search_locations=[str(place)]
            )
        spec = importlib.machinery.ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = [str(place)]
        return spec


def load(libraries: Mapping[str, Any]) -> None:
    """Import libraries, and make their adapters ready. Raises what an import raises.

    libraries  "loads": names; "places": name to its file or folder; "adapters": library to the
               text of its adapter
    """
    if not libraries["loads"]:
        return
    sys.meta_path.insert(0, InPlace(libraries["places"]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in libraries["loads"]:
            importlib.import_module(name)
        for library, text in libraries["adapters"].items():
            name = f"{adapters.__name__}.{library}"
            module = ModuleType(name)
            exec(compile(text, f"adapters/{library}.py", "exec"), vars(module))
            sys.modules[name] = module
            getattr(module, "warm", lambda: None)()
