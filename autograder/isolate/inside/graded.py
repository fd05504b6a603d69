"""Graded functions in a loaded module: one replaced, or one that is missing.

A function of a module is named "name", one of a class "Class.name".
"""

from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from assignment.checking.program import call


class MissingFunction(Exception):
    """A graded function is not where it belongs; the message is "module|name|nearest name"."""


def put(module: ModuleType, name: str, function: Callable[..., Any], after: bool = False) -> None:
    """Set a function of a module, or a constructor `Class.__init__`.

    after  whether the constructor that is there runs first: what only that sets stays
    """
    owner_name, dot, method = name.partition(".")
    if not dot:
        export(module, name, function)
        return
    owner = getattr(module, owner_name, None)
    if not isinstance(owner, type):
        return
    own = getattr(owner, method)

    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        if after:
            try:
                call(own, [self, *args], kwargs)
            except (Exception, SystemExit):  # what it has set by then may be needed all the same
                pass
        vars(self).update(function(*args, **kwargs))

    setattr(owner, method, construct)


def put_if_missing(module: ModuleType, name: str) -> None:
    """Where a module lacks a function, set one that says so when it is called."""
    owner_name, dot, method = name.partition(".")
    owner = getattr(module, owner_name, None)
    if owner is None:
        names = (key for key, value in vars(module).items() if callable(value))
        export(module, owner_name, refusal(module, owner_name, names))
    elif dot and isinstance(owner, type):
        inherited = getattr(owner, method, None)
        if inherited is None or inherited is getattr(object, method, None):
            setattr(owner, method, refusal(module, name, vars(owner)))


def export(module: ModuleType, name: str, value: Any) -> None:
    """Set a name of a module, for star imports, too."""
    setattr(module, name, value)
    exported = getattr(module, "__all__", None)
    if isinstance(exported, list) and name not in exported:
        exported.append(name)


def refusal(module: ModuleType, name: str, names: Iterable[str]) -> Callable[..., Any]:
    """Return a function that says that it is not there, and which of `names` is nearest to it."""
    import difflib  # rarely needed: every page of memory costs each fork

    last = name.rpartition(".")[2]
    nearest = difflib.get_close_matches(last, [str(each) for each in names], 1)
    message = "|".join((module.__name__.partition(".")[2], name, *nearest))

    def missing(*args: Any, **kwargs: Any) -> Any:
        raise MissingFunction(message)

    return missing
