"""The loop of one confined worker: take programs, run them on the student's package, answer.

First the worker says {"confined": True}. Requests (from the grader):
    {"sources": {file: text}, "changed": {file: text}}   once, first: the package but for the
                                                         given files, and other texts of these
    {"imports": [module, ...], "programs": [...], "version": {...}}

Answers: {"ready": ..., "failed": {module: error}, "left_out": [error, ...]} once the modules are
imported (what could be was, without the statements that failed), then one frame a program:
{"outputs": {...}, "watched": {...}} or {"error": {...}}

The version says what of the package is replaced. `given` functions ("module:name") are calls back
to the grader, which asks the reference; what the reference changes in a dictionary among the
arguments is changed in the caller's, too. Beside those of them that are named in
`beside` the student's own run: what only their constructor sets is there, and an answer has the
form of theirs. `without` names student files that
must not be loaded (they hang or crash), so that only their given functions exist. `changed` takes
the other texts of the kit's files.

A graded function that a module lacks is there all the same, and says so when it is called: its
absence costs nobody who only imports it. With `nearest` it is the function of the nearest name.
"""

import builtins
import socket
import traceback
from collections.abc import Callable, Mapping
from types import CodeType, ModuleType
from typing import Any

from autograder.isolate.inside import wire
from autograder.isolate.inside.graded import put, put_if_missing
from autograder.isolate.inside.missing import StandIns, asked
from autograder.isolate.inside.package import PACKAGE, Given, Package
from autograder.isolate.inside.statements import Statements
from autograder.student.checking.program import function_of, modules_used, run

MOST_FRAMES = 20  # of an error's


def serve(channel: socket.socket, given: Given) -> None:
    """Answer requests until the grader hangs up."""
    wire.send(channel, {"confined": True})
    inbox = wire.Inbox(channel, trusted=True)
    stand_ins = StandIns()
    stand_ins.install()
    package = inbox.receive()
    sources = {**given.sources, **package["sources"]}
    code = {file: code for file, code in given.code.items() if file not in package["sources"]}
    current: tuple[Any, Package, Statements] | None = None
    while True:
        request = inbox.receive()
        version = request["version"]
        if current is None or current[0] != version:
            if current is not None:
                current[1].__exit__()
            changed = package["changed"] if version["changed"] else {}
            statements = Statements()
            prepared = prepare(inbox, sources, changed, code, version, given, statements)
            prepared.__enter__()
            current = (version, prepared, statements)
        modules = import_all(channel, *current[1:], request["imports"], stand_ins)
        answer_all(channel, current[1], request["programs"], modules)


def import_all(
    channel: socket.socket,
    package: Package,
    statements: Statements,
    names: list[str],
    stand_ins: StandIns,
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
    left_out = [describe(error) for error in statements.errors]
    wire.send(channel, {"ready": True, "failed": failed, "left_out": left_out, **told})
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
    changed: Mapping[str, str],
    code: dict[str, CodeType],
    version: Mapping[str, Any],
    given: Given,
    statements: Statements,
) -> Package:
    """Return a version of the package.

    changed  texts that take the place of those in `sources`
    code     what is compiled already of the sources; what the package compiles is added
    given       what is known of the kit
    statements  runs the modules
    """

    def replace(module_name: str, module: ModuleType) -> None:
        for function in dict.fromkeys((*version["given"], *given.graded)):
            name = function.removeprefix(f"{module_name}:")
            if name == function:
                continue
            if function in version["given"]:
                put(module, name, ask_grader(inbox, function), function in version["beside"])
            else:
                put_if_missing(module, name, version["nearest"])

    other = {**changed, **dict.fromkeys(version["without"], "")}
    if other:
        sources = {**sources, **other}
        code = {file: compiled for file, compiled in code.items() if file not in other}
    return Package(sources, replace, aliases=given.aliases, code=code, run=statements.run)


def ask_grader(inbox: wire.Inbox, function: str) -> Callable[..., Any]:
    """Return a function that asks the grader for the reference's answer."""

    def given(*args: Any, **kwargs: Any) -> Any:
        message = {"given": function, "args": wire.plain(args), "kwargs": wire.plain(kwargs)}
        wire.send(inbox.channel, message)
        reply = inbox.receive()
        if "error" in reply:
            error = error_of(reply["type"], f"{function.partition(':')[2]}: {reply['error']}")
            error.of_given = reply["function"]  # type: ignore[attr-defined]
            raise error
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
    """Return what went wrong as plain data: type, message, and the package's lines that led to it,
    the innermost first."""
    if isinstance(error, SyntaxError) and str(error.filename).startswith(PACKAGE):
        frames = [(str(error.filename), int(error.lineno or 0))]
    else:
        frames = [
            (frame.f_code.co_filename, line)
            for frame, line in traceback.walk_tb(error.__traceback__)
            if frame.f_code.co_filename.startswith(PACKAGE)
        ]
    given = vars(error).get("of_given")  # the function of the reference's that it came from
    own = function_of(error, lambda file: file.startswith(PACKAGE))
    try:
        message = wire.text(str(error.msg if isinstance(error, SyntaxError) else error), 500)
    except BaseException:
        message = ""
    return {
        "type": wire.text(type(error).__name__, 100),
        "message": message,
        "function": wire.text(str(given or own), 100),
        "frames": [*frames[: -MOST_FRAMES - 1 : -1]],
    }
