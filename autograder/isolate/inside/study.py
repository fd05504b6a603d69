"""The loop of one confined worker that is asked for questions on the code it is given.

First the worker says {"confined": True}. Requests:
    {"sources": {file: text}, "changed": {}}     once, first: the package but for the given files
    {"file": ..., "function": ..., "programs": [...], "seed": ..., "count": ..., "used": [...]}

Each answer is {"questions": [...]}, as plain data of `student/understanding/question.py`, or
{"reason": why there are none}. Nothing in it is trusted: student code has run beside it.
"""

import contextlib
import socket
from collections.abc import Iterator
from types import CodeType
from typing import Any

from autograder.isolate.inside import wire
from autograder.isolate.inside.answer import prepare
from autograder.isolate.inside.missing import StandIns
from autograder.isolate.inside.package import Given, compiled
from autograder.isolate.inside.statements import Statements
from autograder.student.understanding.asking import questions_on
from autograder.student.understanding.reading import CannotRead
from autograder.student.understanding.trial import CannotRun, with_parts

AS_HANDED_IN = {"given": (), "beside": (), "without": (), "changed": False, "nearest": False}


class Watched(Statements):
    """Runs modules whose functions are watched, also where a statement among them fails."""

    def prepared(self, statement: CodeType, module: CodeType) -> CodeType:
        """Return the code of a statement, with the module's own functions in it."""
        code: CodeType = with_parts(statement, module)
        return code


def serve(channel: socket.socket, given: Given) -> None:
    """Answer requests until the grader hangs up."""
    wire.send(channel, {"confined": True})
    inbox = wire.Inbox(channel, trusted=True)
    StandIns().install()
    package = inbox.receive()
    sources = {**given.sources, **package["sources"]}
    code = {file: code for file, code in given.code.items() if file not in package["sources"]}
    for file, text in package["sources"].items():
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            code[file] = compiled(file, text)
    while True:
        request = inbox.receive()
        wire.send(channel, studied(inbox, given, sources, code, request))


def studied(
    inbox: wire.Inbox,
    given: Given,
    sources: dict[str, str],
    code: dict[str, CodeType],
    request: Any,
) -> dict[str, Any]:
    """Return the answer to one request."""
    file = request["file"]

    @contextlib.contextmanager
    def open_package(module: CodeType) -> Iterator[Any]:
        version = {**code, file: module}
        with prepare(inbox, sources, {}, version, AS_HANDED_IN, given, Watched()) as package:
            yield package.import_module

    if file not in code:
        return {"reason": "not Python"}
    try:
        found = questions_on(
            sources[file],
            request["function"],
            code[file],
            request["programs"],
            open_package,
            request["seed"],
            request["count"],
            request["used"],
        )
    except (CannotRead, CannotRun) as error:
        return {"reason": str(error)}
    except BaseException as error:  # student code runs in here, and may raise anything
        return {"reason": "strange", "error": type(error).__name__[:100]}
    return {"questions": wire.plain([question.to_plain() for question in found])}
