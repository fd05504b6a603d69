"""What other libraries make, brought over as plain data: a file each, called like the library.

A course that works with PyTorch adds `adapters/torch.py` to its folder, with

    to_plain(value)   plain data in the place of something the library made: an array of a tensor.
                      Raises TypeError for what stays where it is
    seed(number)      starts the library's random numbers, if it has any of its own
    warm()            uses what the library loads only when it is first used: done once, where
                      nothing is confined yet, and no student code has run

It is imported as part of this package, in the notebook, in the grader and in the sandbox, once
something of the library is met. It imports nothing but the library and NumPy.
"""

import importlib
from functools import lru_cache
from types import ModuleType
from typing import Any


def as_plain(value: object) -> Any:
    """Return what a library's adapter makes of a value. Raises TypeError where there is none."""
    for kind in type(value).__mro__[:-1]:
        adapter = adapter_of(kind.__module__.partition(".")[0])
        if adapter is not None:
            return adapter.to_plain(value)
    raise TypeError


@lru_cache(1000)
def adapter_of(library: str) -> ModuleType | None:
    """Return the adapter of a library, None where there is none."""
    name = f"{__name__}.{library}"
    if not library.isidentifier():
        return None
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None


def seed_all(number: int) -> None:
    """Start the random numbers of the libraries that were met."""
    for adapter in met():
        getattr(adapter, "seed", lambda number: None)(number)


def met() -> list[ModuleType]:
    """Return the adapters that are imported: a package holds its modules by their names."""
    found = [each for each in globals().values() if isinstance(each, ModuleType)]
    return [each for each in found if each.__name__.startswith(f"{__name__}.")]
