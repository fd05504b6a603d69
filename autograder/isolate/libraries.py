"""The libraries that a lab names: where they lie, with all that they need themselves."""

import importlib.metadata
import importlib.util
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.isolate.runtime import Runtime

ALWAYS_THERE = {"numpy", "msgpack"}
_NAME = re.compile(r"[\w.-]+")


def missing(names: Sequence[str]) -> list[str]:
    """Return those of some libraries that are not installed."""
    return [name for name in names if importlib.util.find_spec(name) is None]


def with_libraries(runtime: Runtime, names: Sequence[str], adapters: Mapping[str, str]) -> Runtime:
    """Return a runtime in which libraries are loaded before any student code runs.

    names     what is imported
    adapters  library to the text of its adapter, see `student/checking/adapters`
    """
    if not names:
        return runtime
    wanted = distributions_of(names)
    found = dict(place for each in wanted.values() for place in places_of(each))
    for name in names:
        found.setdefault(name, place_of(name))
    folders = dict.fromkeys([*runtime.libraries, *found.values()])
    owners = importlib.metadata.packages_distributions()
    versions = [
        f"{name} {importlib.metadata.version(owners[name][0])}" for name in names if name in owners
    ]
    return replace(
        runtime,
        libraries=tuple(folders),
        loads=tuple(names),
        places=tuple(sorted((name, str(path)) for name, path in found.items())),
        adapters=tuple(sorted(adapters.items())),
        others=", ".join(versions),
    )


def distributions_of(names: Sequence[str]) -> dict[str, importlib.metadata.Distribution]:
    """Return what was installed to bring modules, and what that needs, by its name."""
    owners = importlib.metadata.packages_distributions()
    waiting = [owner for name in names for owner in owners.get(name, ())]
    found: dict[str, importlib.metadata.Distribution] = {}
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found or name in ALWAYS_THERE:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:  # needed on other systems
            continue
        for requirement in found[name].requires or ():
            needed = _NAME.match(requirement)
            if needed and "extra ==" not in requirement:
                waiting.append(needed[0])
    return found


def places_of(distribution: importlib.metadata.Distribution) -> Iterator[tuple[str, Path]]:
    """Yield the modules at the top of what was installed, and the file or folder of each."""
    tops = {file.parts[0] for file in distribution.files or () if file.suffix != ".pth"}
    for top in sorted(tops):
        if top.endswith((".dist-info", ".egg-info")) or top in ("..", "__pycache__"):
            continue
        path = Path(str(distribution.locate_file(top)))
        if path.exists():
            yield top.partition(".")[0], path


def place_of(name: str) -> Path:
    """Return the file or folder of a module that is installed in some other way."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.origin is not None, name
    origin = Path(spec.origin)
    return origin.parent if spec.submodule_search_locations else origin
