"""The loop of one confined worker: take programs, run them on the student's package, answer.

First the worker says {"confined": True}. Requests (from the grader):
    {"sources": {file: text}}               once, first: the package but for the given files
    {"imports": [module, ...], "programs": [...], "given": [module:name, ...],
     "without": [file, ...]}

Answers: {"ready": ..., "failed": {module: error}} once the modules are imported, then one frame
a program: {"outputs": {...}, "watched": {...}} or {"error": {...}}

`given` functions are replaced by calls back to the grader, which asks the reference; what the
reference changes in a dictionary among the arguments is changed in the caller's, too. `without`
names student files that must not be loaded (they hang or crash), so that only their given
functions exist.
"""

import builtins
import socket
import traceback
from collections.abc import Callable, Mapping
from types import CodeType, ModuleType
from typing import Any

from assignment.checking.program import modules_used, run
from autograder.isolate.inside import wire
from autograder.isolate.inside.missing import StandIns, asked
from autograder.isolate.inside.package import PACKAGE, Given, Package


def serve(channel: socket.socket, given: Given) -> None:
    """Answer requests until the grader hangs up."""
    wire.send(channel, {"confined": True})
    inbox = wire.Inbox(channel, trusted=True)
    stand_ins = StandIns()
    stand_ins.install()
    sources = inbox.receive()["sources"]
    code = {file: code for file, code in given.code.items() if file not in sources}
    current: tuple[Any, Package] | None = None
    while True:
        request = inbox.receive()
        version = (request["given"], request["without"])
        if current is None or current[0] != version:
            if current is not None:
                current[1].__exit__()
            package = prepare(inbox, {**given.sources, **sources}, code, *version)
            package.__enter__()
            current = (version, package)
        modules = import_all(channel, current[1], request["imports"], stand_ins)
        answer_all(channel, current[1], request["programs"], modules)


def import_all(
    channel: socket.socket, package: Package, names: list[str], stand_ins: StandIns
) -> dict[str, Any]:
    """Import modules, and say which could not be; return their errors."""
    failed = {}
    for name in names:
        try:
            package.import_module(name)
        except BaseException as error:
            failed[name] = describe(error)
    missing = [name for name in stand_ins.names[:50] if len(name) < 100]
    told = {"stand_ins": missing, "asked": asked(missing, package.texts_run())}
    wire.send(channel, {"ready": True, "failed": failed, **told})
    return failed


def answer_all(
    channel: socket.socket, package: Package, programs: list[Any], failed: dict[str, Any]
) -> None:
    """Answer programs one by one."""
    for program in programs:
        broken = [failed[name] for name in modules_used(program) if name in failed]
        if broken:
            wire.send(channel, {"error": broken[0]})
            continue
        try:
            outputs, watched = run(program, package.import_module)
            answer = {"outputs": wire.plain(outputs), "watched": wire.plain(watched)}
        except BaseException as error:
            answer = {"error": describe(error)}
        wire.send(channel, answer)


def prepare(
    inbox: wire.Inbox,
    sources: Mapping[str, str],
    code: dict[str, CodeType],
    given_functions: list[str],
    without: list[str],
) -> Package:
    """Return the package with the given functions in place.

    code  what is compiled already of the sources; what the package compiles is added
    """
    wanted: dict[str, list[str]] = {}
    for function in given_functions:
        module_name, _, name = function.partition(":")
        wanted.setdefault(module_name, []).append(name)

    def replace(module_name: str, module: ModuleType) -> None:
        for name in wanted.get(module_name, ()):
            put(module, name, ask_grader(inbox, f"{module_name}:{name}"))

    if without:
        sources = {**sources, **dict.fromkeys(without, "")}
        code = {file: compiled for file, compiled in code.items() if file not in without}
    return Package(sources, replace, code=code)


def put(module: ModuleType, name: str, function: Callable[..., Any]) -> None:
    """Set a function of a module, or a constructor `Class.__init__`."""
    owner_name, dot, method = name.partition(".")
    if not dot:
        setattr(module, name, function)
        return
    owner = getattr(module, owner_name, None)
    if owner is None:
        return

    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        vars(self).update(function(*args, **kwargs))

    setattr(owner, method, construct)


def ask_grader(inbox: wire.Inbox, function: str) -> Callable[..., Any]:
    """Return a function that asks the grader for the reference's answer."""

    def given(*args: Any, **kwargs: Any) -> Any:
        message = {"given": function, "args": wire.plain(args), "kwargs": wire.plain(kwargs)}
        wire.send(inbox.channel, message)
        reply = inbox.receive()
        if "error" in reply:
            raise error_of(reply["type"], f"{function.partition(':')[2]}: {reply['error']}")
        for place, after in reply["dictionaries"]:
            update(args[place] if isinstance(place, int) else kwargs[place], after)
        return reply["value"]

    return given


def update(dictionary: dict[str, Any], after: Mapping[str, Any]) -> None:
    """Make a caller's dictionary what the reference made of its copy of it.

    What could not travel stays as it is.
    """
    for key in dictionary.keys() - after.keys():
        del dictionary[key]
    dictionary.update({k: v for k, v in after.items() if not isinstance(v, wire.Opaque)})


def error_of(name: str, message: str) -> Exception:
    """Return an exception of the type the reference raised, if it is one of Python's."""
    kind = getattr(builtins, name, None)
    try:
        error = kind(message) if isinstance(kind, type) else None
    except Exception:  # one that takes other arguments
        error = None
    return error if isinstance(error, Exception) else ValueError(message)


def describe(error: BaseException) -> dict[str, Any]:
    """Return what went wrong as plain data: type, message, and the student's line."""
    place: dict[str, Any] = {"file": "", "line": 0, "function": ""}
    if isinstance(error, SyntaxError) and str(error.filename).startswith(PACKAGE):
        place.update(file=str(error.filename), line=int(error.lineno or 0))
    else:
        for frame, line in traceback.walk_tb(error.__traceback__):
            code = frame.f_code
            if code.co_filename.startswith(PACKAGE):
                place.update(file=code.co_filename, line=line, function=code.co_name)
    try:
        message = wire.text(str(error.msg if isinstance(error, SyntaxError) else error), 500)
    except BaseException:
        message = ""
    return {
        "type": wire.text(type(error).__name__, 100),
        "message": message,
        **place,
    }
