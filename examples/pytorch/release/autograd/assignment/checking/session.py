"""Whether a notebook's session still runs what is saved in the files.

Autoreload brings a saved change into the session, unless the file could not be read, was moved, or
autoreload was not loaded yet. And a cell may have given a function's name another meaning.
"""

import inspect
import re
import sys
from collections.abc import Mapping, Sequence
from types import CodeType, FunctionType
from typing import Any

from ..language import N_, _
from .checker import Checker
from .files import encoding_of, problem_of
from .saved import PACKAGE
from .spelling import Data

CANNOT_RUN = N_("{question} was not tested: {problem}")
CANNOT_LOAD = N_(
    "{question} was not tested: importing {file} raises {kind} ({error}); mend that and run this "
    "cell again."
)
EARLIER = N_(
    "{question}: this notebook still runs an earlier {name} than the one saved in {file}; restart "
    "the kernel and run the cells from the top."
)
SHADOWED = N_(
    "{question}: {name} is something else in this notebook than in {file}; run the cell with the "
    "imports again, and then this one."
)
GIVEN_BACK = N_("{name} was something else here ({value}). It is the lab's again.")


def difference(checks: Checker, question: str, names: Mapping[str, object]) -> str:
    """Return a sentence on where the session is not as the files, for a question; "" if it is.

    checks    an entered Checker
    question  the id of a question
    names     the notebook's variables by name
    """
    data = checks.questions[question]
    needed = [data, *(checks.questions[id] for id in data["given"])]
    for file in dict.fromkeys(each["file"] for each in needed):
        problem = problem_of(checks.package, file) or encoding_of(checks.package, file)
        if problem:
            return _(CANNOT_RUN).format(question=question, problem=problem)
        sentence = difference_in(checks, question, file, functions_in(file, needed), names)
        if sentence:
            return sentence
    return ""


def functions_in(file: str, needed: Sequence[Data]) -> list[str]:
    """Return the names of a file's functions and classes that some questions are about."""
    names = [each["function"].partition(".")[0] for each in needed if each["file"] == file]
    return list(dict.fromkeys(names))


def difference_in(
    checks: Checker, question: str, file: str, functions: Sequence[str], names: Mapping[str, object]
) -> str:
    """Return a sentence on the first function of a file that the session has otherwise."""
    module = file.removesuffix(".py").replace("/", ".")
    try:
        saved = vars(checks.package.import_module(module))
    except (Exception, SystemExit) as error:
        kind = type(error).__name__
        return _(CANNOT_LOAD).format(question=question, file=file, kind=kind, error=error)
    # What the session has loaded is put aside while the checker is at work.
    loaded = vars(checks.package.hidden.get(f"{PACKAGE}.{module}", object))
    for name in functions:
        if name not in saved:
            continue  # the check says so
        words = None
        if name in loaded and not same(loaded[name], saved[name]):
            words = EARLIER
        elif name in names and not same(names[name], saved[name]):
            words = SHADOWED
        if words:
            return _(words).format(question=question, name=name, file=file)
    return ""


def same(one: object, other: object) -> bool:
    """Whether two objects are made of the same code, wherever in a file it stands.

    Of what is neither a function nor a class only the type is compared.
    """
    one, other = plain(one), plain(other)
    if isinstance(one, FunctionType) and isinstance(other, FunctionType):
        return same_code(one.__code__, other.__code__)
    if isinstance(one, type) and isinstance(other, type):
        mine = vars(one)
        methods = {name: plain(value) for name, value in vars(other).items()}
        return all(
            name in mine and same(mine[name], method)
            for name, method in methods.items()
            if isinstance(method, FunctionType)
        )
    return type(one).__name__ == type(other).__name__


def plain(value: Any) -> Any:
    """Return the function behind a decorator that says which, a method or a property."""
    if isinstance(value, property):
        value = value.fget
    return inspect.unwrap(getattr(value, "__func__", value))


def same_code(one: CodeType, other: CodeType) -> bool:
    """Whether two functions do the same; docstrings and line numbers may differ."""
    parts = ("co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_argcount")
    if any(getattr(one, part) != getattr(other, part) for part in parts):
        return False
    mine, others = one.co_consts, other.co_consts
    if len(mine) != len(others):
        return False
    pairs = list(zip(mine, others))
    if pairs and all(isinstance(first, str) for first in pairs[0]):
        del pairs[0]  # the docstring
    return all(
        same_code(a, b)
        if isinstance(a, CodeType) and isinstance(b, CodeType)
        else type(a) is type(b) and repr(a) == repr(b)
        for a, b in pairs
    )


def names_of_notebook() -> Mapping[str, object]:
    """Return the variables of the notebook this runs in, none elsewhere."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return {} if shell is None else shell.user_ns


def give_back(names: Mapping[str, object]) -> None:
    """In a notebook, give the lab's functions their names back before a cell that calls them.

    names  the lab's functions by name; a variable that can be called keeps what it is
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return

    def before_cell(info: Any) -> None:
        own = shell.user_ns
        for name, function in names.items():
            calls = re.search(rf"(?<![\w.]){name}\(", info.raw_cell or "")
            if name in own and not callable(own[name]) and calls:
                value = repr(own[name])[:40]
                own[name] = function
                print(_(GIVEN_BACK).format(name=name, value=value))

    shell.events.register("pre_run_cell", before_cell)
