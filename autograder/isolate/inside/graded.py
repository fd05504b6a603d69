"""Graded functions in a loaded module: one replaced, or one that is missing.

A function of a module is named "name", one of a class "Class.name".
"""

import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import numpy as np

from autograder.student.checking.plain_data import fresh
from autograder.student.checking.program import call


class MissingFunction(Exception):
    """A graded function is not where it belongs; the message is "module|name|nearest name"."""


def put(module: ModuleType, name: str, function: Callable[..., Any], beside: bool = False) -> None:
    """Set a function of a module, or a constructor `Class.__init__`.

    beside  whether what is there runs first: what only that constructor sets stays, and the answer
            has the form that function gives it
    """
    owner_name, dot, method = name.partition(".")
    owner = getattr(module, owner_name, None)
    if not dot:
        export(module, name, in_own_form(owner, function) if beside else function)
    elif isinstance(owner, type):
        setattr(owner, method, completing(getattr(owner, method), function, beside))


def completing(
    own: Callable[..., Any], function: Callable[..., Any], beside: bool
) -> Callable[..., None]:
    """Return a constructor that sets what `function` returns; see `put`."""

    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        if beside:
            try:
                call(own, [self, *args], kwargs)
            except (Exception, SystemExit):  # what it has set by then may be needed all the same
                pass
        vars(self).update(function(*args, **kwargs))

    return construct


def in_own_form(own: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function` with its answers in the form that the student's own gives its answers."""

    def formed(*args: Any, **kwargs: Any) -> Any:
        try:
            theirs = own(*fresh(args), **fresh(kwargs))
        except (Exception, SystemExit):
            theirs = None
        return in_form_of(theirs, function(*args, **kwargs))

    return formed


def in_form_of(theirs: Any, answer: Any) -> Any:
    """Return an answer as the kind of container or array that another one is."""
    if isinstance(answer, (list, tuple)) and isinstance(theirs, (list, tuple)):
        forms = [*theirs, *[None] * len(answer)]
        make = getattr(type(theirs), "_make", type(theirs))  # of a named tuple
        return make(in_form_of(form, each) for form, each in zip(forms, answer))
    if isinstance(answer, str):
        return sys.intern(answer)  # people compare texts by identity, and are right by chance
    if isinstance(answer, dict) and isinstance(theirs, dict):
        return {key: in_form_of(theirs.get(key), value) for key, value in answer.items()}
    if isinstance(theirs, np.matrix) and np.ndim(answer) == 2:
        return np.asmatrix(answer)
    if isinstance(theirs, np.ma.MaskedArray):
        return np.ma.array(answer)
    if isinstance(answer, np.ndarray) and type(theirs) is list:
        return answer.tolist()
    if isinstance(answer, (list, tuple)) and isinstance(theirs, np.ndarray):
        return np.asarray(answer)
    return answer


def put_if_missing(module: ModuleType, name: str, nearest: bool = False) -> None:
    """Where a module lacks a function, set one that says so when it is called.

    nearest  set the module's function of the nearest name, if there is one
    """
    owner_name, dot, method = name.partition(".")
    owner = getattr(module, owner_name, None)
    if owner is None:
        names = [key for key, value in vars(module).items() if callable(value)]
        close = nearest_name(owner_name, names) if nearest else []
        there = getattr(module, close[0]) if close else refusal(module, owner_name, names)
        export(module, owner_name, there)
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
    nearest = nearest_name(name.rpartition(".")[2], names)
    message = "|".join((module.__name__.partition(".")[2], name, *nearest))

    def missing(*args: Any, **kwargs: Any) -> Any:
        raise MissingFunction(message)

    return missing


def nearest_name(name: str, names: Iterable[str]) -> list[str]:
    """Return the nearest of some names to one, none if none is near."""
    import difflib  # rarely needed: every page of memory costs each fork

    return difflib.get_close_matches(name, [str(each) for each in names], 1)
