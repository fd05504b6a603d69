"""What a lab's functions answer in its cases, as somebody learns who watches the reference.

How many results a call has, for functions that lie in the right form, and the answers to the
public inputs, for those that know them by heart.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import numpy as np

from autograder.audit.target import Target
from autograder.oracle import Oracle, reference_package
from autograder.student.checking.program import run

VALUE, DICTIONARY, TUPLE = "value", "dictionary", "tuple"

Shape = tuple[str, ...]  # the kind of each result


def key(arguments: Any) -> str:
    """Return what tells the arguments of a call from others'. Attacks have its source, too."""
    flat = [part for arg in arguments for part in (arg if isinstance(arg, tuple) else [arg])]

    def told(value: Any) -> str:
        try:
            return np.round(np.asarray(value, float), 6).tobytes().hex()[:4000]
        except (TypeError, ValueError):
            return repr(value)[:200]

    return "|".join(map(told, flat))


KEY = "from typing import Any\n" + inspect.getsource(key)


@dataclass
class Answers:
    """What was seen.

    results  name of a function, or of Class.method, to {number of arguments: kinds of results}
    public   "function|key of its arguments" to its results as plain data, None for a tuple
    outputs  the names of what is judged
    numbers  the functions whose first result has always been an array or a number with a point
    """

    results: dict[str, dict[int, Shape]] = field(default_factory=dict)
    public: dict[str, list[Any]] = field(default_factory=dict)
    outputs: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


def watched(target: Target) -> Answers:
    """Run the reference through all cases of a lab, and return what its functions answer."""
    oracle, seen = Oracle(target.lab), Answers(numbers={*target.functions})
    public = False

    def listening(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def listen(*args: Any, **kwargs: Any) -> Any:
            arguments = (*args, *kwargs.values())
            told = f"{name}|{key(arguments)}" if public and name in target.functions else ""
            made = function(*args, **kwargs)
            results = made if type(made) is tuple else (made,)
            seen.results.setdefault(name, {})[len(arguments)] = tuple(map(kind_of, results))
            if told:
                seen.public[told] = [plain(value) for value in results]
            if not is_number(results[0] if results else None):
                seen.numbers.discard(name)
            return made

        return listen

    with reference_package(oracle.sources) as package:
        module = package.import_module(target.module)
        for name in target.functions:
            setattr(module, name, listening(name, getattr(module, name)))
        for file, classes in target.classes.items():
            holder = package.import_module(file.removesuffix(".py").replace("/", "."))
            for owner, methods in classes.items():
                for method in methods:
                    right = getattr(getattr(holder, owner), method)
                    setattr(getattr(holder, owner), method, listening(f"{owner}.{method}", right))
        for cases in oracle.cases.values():
            for prepared in cases:
                public = prepared.recording.case.public
                seen.outputs |= {name for name in prepared.expected.outputs if name.isidentifier()}
                run(prepared.program, package.import_module)
    return seen


def kind_of(value: Any) -> str:
    """Return how a result has to look for its caller to go on."""
    if isinstance(value, dict):
        return DICTIONARY
    return TUPLE if isinstance(value, tuple) else VALUE


def plain(value: Any) -> Any:
    """Return a result as data that Python can read: lists for arrays, None for what is a tuple."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    return value if isinstance(value, (str, int, float, list)) else None


def is_number(value: Any) -> bool:
    """Whether something can be added to a result without changing what it is."""
    if isinstance(value, np.ndarray):
        return bool(value.dtype.kind == "f")
    return isinstance(value, (float, np.floating))
