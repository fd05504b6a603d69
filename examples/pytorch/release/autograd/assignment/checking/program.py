"""A test case as a small program: calls to make, and the values to look at afterwards.

A program is plain data (dictionaries, lists, numbers, arrays), so it can be stored in a
file, sent to another process, and run against any version of the package:

    {"steps": [step, ...], "outputs": {name: ref}, "watched": {name: ref}, "seed": int}

Each step fills the next register:

    {"do": "value", "value": v}                                  a fresh copy of v
    {"do": "call", "what": ref, "args": [...], "kwargs": {...}, "unpack": n or None}
    {"do": "raises", "what": ref, "args": [...], "kwargs": {...}}   the error's name, as text
    {"do": "apply", "function": "builtins:len", "args": [...]}      one of Python's or a library
    {"do": "set", "where": ref, "to": operand}
    {"do": "overwrite", "what": ref, "to": operand}              the caller uses an array again
    {"do": "shared", "what": [ref, ...]}                         do any two share memory?
    {"do": "equal", "what": [ref, ...]}                          are any two the same numbers?

An operand is {"ref": ref} or {"value": v}; where v
is an array that does not lie in C order, it comes with "strides", counted in elements, as the
"value" of a step does. A ref is [root, part, ...], where the root is a register number or a module
name such as "layers", and each part is {"attr": name} or {"item": key}. `watched` are arguments
that the code under test must leave unchanged.
"""

import importlib
import inspect
import itertools
import operator
import random
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from .adapters import seed_all
from .plain_data import fresh

ImportModule = Callable[[str], ModuleType]
# As JSON has them; see the top of this file.
Ref = Sequence[Any]
Step = Mapping[str, Any]
Program = Mapping[str, Any]

GAP = 111  # fits into every type
MANY = 100  # of returned values, no more are looked at
MOST_NAMED = 10  # of the names in a dictionary
MESSAGE = 300  # letters of a message


class WrongCount(Exception):
    """A function returned another number of values than its callers expect.

    function   its name
    got        None, the name of the type of a single value, or the number of values
    expected   the number of values it should return
    """

    def __init__(self, function: str, got: int | str | None, expected: int) -> None:
        self.function, self.got, self.expected = function, got, expected
        words = "None" if got is None else f"one value ({got})"
        if isinstance(got, int):
            words = f"{got} values"
        super().__init__(f"{function} returned {words}, expected {expected}")


class NotThere(LookupError):
    """Nothing is under a name where a check looks for it; the message is "name|type|names there".

    The code under test came to its end: this is an error of what it returned.
    """

    def __init__(self, name: str, target: object) -> None:
        self.name = name
        self.kind = "None" if target is None else type(target).__name__
        self.held = [key for key in target if isinstance(key, str)] if type(target) is dict else []
        super().__init__(f"{name}|{self.kind}|{', '.join(self.held[:MOST_NAMED])}"[:MESSAGE])


class Machine:
    """Runs the steps of one program against one version of the package.

    `import_module` maps a module name relative to the package ("layers") to the module.
    """

    def __init__(self, import_module: ImportModule) -> None:
        self.import_module = import_module
        self.registers: list[Any] = []

    def execute(self, step: Step) -> None:
        """Run one step and put its result in the next register."""
        kind = step["do"]
        if kind == "value":
            result = self.operand(step)
        elif kind == "call":
            result = self.call(step)
            if step["unpack"] is not None:
                result = unpacked(step["what"], result, step["unpack"])
        elif kind == "raises":
            result = self.error_of(step)
        elif kind == "apply":
            result = applied(step["function"], [self.operand(arg) for arg in step["args"]])
        elif kind in RELATIONS:
            pairs = itertools.combinations([self.follow(ref) for ref in step["what"]], 2)
            result = any(RELATIONS[kind](*pair) for pair in pairs)
        elif kind == "overwrite":
            result = overwrite(self.follow(step["what"]), self.operand(step["to"]))
        else:
            owner, last = self.follow(step["where"][:-1]), step["where"][-1]
            result = self.operand(step["to"])
            if "attr" in last:
                setattr(owner, last["attr"], result)
            else:
                owner[last["item"]] = result
        self.registers.append(result)

    def call(self, step: Step) -> Any:
        """Return what the call of a step returns."""
        args = [self.operand(arg) for arg in step["args"]]
        kwargs = {name: self.operand(arg) for name, arg in step["kwargs"].items()}
        return call(self.follow(step["what"]), args, kwargs)

    def error_of(self, step: Step) -> str:
        """Return the name of the error a call raises, "no error" if it returns.

        An error of the code's own is named after the one of Python it is a kind of.
        """
        try:
            self.call(step)
        except Exception as error:
            kinds = [kind for kind in type(error).__mro__ if kind.__module__ == "builtins"]
            return kinds[0].__name__
        return "no error"

    def operand(self, operand: Step) -> Any:
        """Return the value of an operand; constants are copied, so no call can spoil another."""
        if "ref" in operand:
            return self.follow(operand["ref"])
        if "strides" in operand:
            return with_strides(operand["value"], operand["strides"])
        return fresh(operand["value"])

    def follow(self, ref: Ref) -> Any:
        """Return the object a ref leads to."""
        root, *parts = ref
        target = self.import_module(root) if isinstance(root, str) else self.registers[root]
        for part in parts:
            target = getattr(target, part["attr"]) if "attr" in part else item(target, part["item"])
        return target


def item(target: Any, name: Any) -> Any:
    """Return what is under a name, or in a place. Raises NotThere."""
    if isinstance(name, str) and (target is None or (type(target) is dict and name not in target)):
        raise NotThere(name, target)
    return target[name]


def run(program: Program, import_module: ImportModule) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run a program; return (outputs, watched), two dictionaries of what the code produced.

    Sets the state of the global random generators, so that a run can be repeated.
    """
    random.seed(program["seed"])
    np.random.seed(program["seed"])
    seed_all(program["seed"])
    machine = Machine(import_module)
    with np.errstate(all="ignore"):
        for step in program["steps"]:
            machine.execute(step)
        outputs = {name: machine.follow(ref) for name, ref in program["outputs"].items()}
        watched = {name: machine.follow(ref) for name, ref in program["watched"].items()}
    return outputs, watched


def function_of(error: BaseException, is_own: Callable[[str], bool]) -> str:
    """Return the innermost function that an exception came from, of those in a file `is_own` says
    yes to; "" where there is none."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    names = [frame.f_code.co_name for frame in frames if is_own(frame.f_code.co_filename)]
    named = [name for name in names if not name.startswith("<")]  # comprehensions, in old Pythons
    return named[-1] if named else ""


def modules_used(program: Program) -> list[str]:
    """Return the names of the modules a program calls into, in order of first use."""
    refs = [step["what"] for step in program["steps"] if "what" in step]
    return list(dict.fromkeys(ref[0] for ref in refs if isinstance(ref[0], str)))


def handed_over(program: Program, ref: Ref) -> Any:
    """Return the value that a program itself puts where a ref leads; None where code made it."""
    for step in reversed(program["steps"]):
        if step["do"] == "set" and step["where"] == ref:
            return step["to"].get("value")
    step = program["steps"][ref[0]] if len(ref) == 1 and isinstance(ref[0], int) else {}
    return step.get("value")


def applied(name: str, args: Sequence[Any]) -> Any:
    """Return what a function of Python's own or of a library, "module:name", makes of arguments."""
    module, _, path = name.partition(":")
    return operator.attrgetter(path)(importlib.import_module(module))(*args)


def with_strides(array: np.ndarray, strides: Sequence[int]) -> np.ndarray:
    """Return a copy of an array as a view of a larger one, its elements so many apart.

    Between them lies GAP: code that reads the memory as it lies reads that.
    """
    reach = [(size - 1) * stride for size, stride in zip(array.shape, strides)]
    first = -sum(step for step in reach if step < 0)
    buffer = np.full(1 + sum(map(abs, reach)), GAP, array.dtype)
    in_bytes = [stride * array.itemsize for stride in strides]
    view = np.ndarray(array.shape, array.dtype, buffer, first * array.itemsize, in_bytes)
    view[...] = array
    return view


def overwrite(target: Any, values: Any) -> Any:
    """Put other values in an array, a list or a dictionary, which stays the same object."""
    if isinstance(target, np.ndarray):
        target[...] = values
    elif isinstance(target, list):
        target[:] = values
    else:
        target.clear()
        target.update(values)
    return target


def shared(one: object, other: object) -> bool:
    """Whether two objects are one, or two arrays share memory."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return bool(np.shares_memory(one, other))
    return one is other


def equal(one: Any, other: Any) -> bool:
    """Whether two arrays hold the same numbers."""
    return bool(np.array_equal(one, other))


RELATIONS = {"shared": shared, "equal": equal}


def call(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Call by the documented keywords; where a parameter was renamed, that one by position."""
    if kwargs and not accepts(function, args, kwargs):
        renamed = by_their_names(function, args, kwargs)
        if renamed is not None and accepts(function, args, renamed):
            return function(*args, **renamed)
        by_position = [*args, *kwargs.values()]
        if accepts(function, by_position, {}):
            return function(*by_position)
    return function(*args, **kwargs)


def by_their_names(
    function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return keywords under the names a function has for them, None if they cannot be told.

    What has a parameter of its name keeps it. The others, in the order of the documented call,
    take the parameters that are left over: those that need a value if there are as many, else
    each the one in its place, else the first.
    """
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # ValueError: a callable without a signature
        return None
    plain = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    named = [each for each in parameters if each.kind in plain][len(args) :]
    left = [each.name for each in named if each.name not in kwargs]
    needed = [each.name for each in named if each.name in left and each.default is each.empty]
    unknown = [name for name in kwargs if all(name != each.name for each in named)]
    if len(unknown) > len(left):
        return None
    if len(needed) == len(unknown):
        left = needed
    own_names: dict[str, str] = {}
    for place, name in enumerate(kwargs):
        if name in unknown:
            there = named[place].name if place < len(named) else None
            own_names[name] = there if there in left else left[0]
            left.remove(own_names[name])
    return {own_names.get(name, name): value for name, value in kwargs.items()}


def accepts(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool:
    """Whether a function has a parameter for each argument, beside any *args and **kwargs."""
    if has_plainly(function, len(args), kwargs):
        return True
    try:
        bound = inspect.signature(function).bind(*args, **kwargs)
    except (TypeError, ValueError):  # ValueError: a callable without a signature
        return False
    kinds = {bound.signature.parameters[name].kind for name in bound.arguments}
    return not kinds & {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}


def has_plainly(function: Callable[..., Any], positional: int, keywords: Collection[str]) -> bool:
    """Whether it is seen at once that a call fits a function, as nearly all do.

    inspect.signature tells of all functions and takes twenty times as long.
    """
    if isinstance(function, type):
        # The very function that the class has, with `self` first.
        function, positional = function.__init__, positional + 1  # type: ignore[misc]
    code = getattr(function, "__code__", None)
    if code is None or hasattr(function, "__self__") or hasattr(function, "__wrapped__"):
        return False
    if code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS) or code.co_kwonlyargcount:
        return False
    names = code.co_varnames[code.co_posonlyargcount : code.co_argcount]
    free = code.co_varnames[positional : code.co_argcount]
    needed = code.co_varnames[positional : code.co_argcount - len(function.__defaults__ or ())]
    return (
        positional <= code.co_argcount
        and all(name in names and name in free for name in keywords)
        and all(name in keywords for name in needed)
    )


def unpacked(what: Ref, result: object, expected: int) -> list[Any]:
    """Return a function's result as `expected` values, as an assignment would unpack it.

    An array is one value, though it could be unpacked. Raises WrongCount.
    """
    single = (np.ndarray, np.generic, str, dict)
    got: int | str | None = None if result is None else type(result).__name__
    if isinstance(result, Iterable) and not isinstance(result, single):
        values = list(itertools.islice(result, MANY))
        if len(values) == expected:
            return values
        got = len(values)
    raise WrongCount(what[-1].get("attr", "the function"), got, expected)
