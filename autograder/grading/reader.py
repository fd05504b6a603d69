"""Reader: asks a confined process for what in a submission is costly to read.

It serves one submission after another, and runs nothing of any: what it does stands in
`autograder/isolate/inside/reading.py`.
"""

import time
from typing import Any

from autograder.isolate.inside import wire
from autograder.isolate.sandbox import START_SECONDS, Sandbox, Worker

READING_SECONDS = 5.0  # of wall clock, for all that is read of a submission
# What a machine with too much to do may add to that, and what is not worth another look.
PATIENCE_SECONDS = 300.0
MOMENT = 0.02


class TooCostly(Exception):
    """Reading it takes more memory or time than anything that belongs into a submission."""


class Reader:
    """Reads sources, notebooks and weights under limits. `sandbox` is where its process is forked.

    The process is made when it is first needed.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._worker: Worker | None = None
        self._left = READING_SECONDS

    def begin(self) -> None:
        """Begin with another submission, which has its own time."""
        self._left = READING_SECONDS

    def end(self) -> None:
        """End the process, if there is one."""
        if self._worker is not None:
            self._worker.forget()
            self._worker = None

    def read(self, what: str, content: bytes, **settings: Any) -> tuple[Any, bytearray]:
        """Return what was found in some bytes, and the bytes that came with it. Raises TooCostly.

        settings  what the reading itself takes beside the bytes, plain data

        A process that has served before may have used up its memory, so a new one tries again.
        """
        served_before = self._worker is not None
        if self._worker is None:
            self._worker = self.sandbox.reader()
        began = time.monotonic()
        try:
            # Before the content is there and after the answer, nothing of it is at work.
            request = {"read": what, "size": len(content), "settings": settings}
            self._worker.send(request, began + START_SECONDS)
            self._worker.send_frame(content, began + START_SECONDS)
            answer = self._answer(self._worker)
            size = int(answer["size"])
            data = self._worker.receive_content(size, time.monotonic() + START_SECONDS)
            return answer["found"], data
        except wire.OutOfTime as error:
            self.end()
            raise TooCostly from error
        except (wire.Closed, wire.WireError, KeyError, TypeError, ValueError) as error:
            self.end()
            if served_before:
                return self.read(what, content, **settings)
            raise TooCostly from error

    def _answer(self, worker: Worker) -> Any:
        """Receive an answer. Raises `wire.OutOfTime` when the time is what reading takes.

        Where others had the processors meanwhile, there is as much more.
        """
        started = time.monotonic()
        excused = 0.0
        try:
            while True:
                try:
                    return worker.receive(started + self._left + excused)
                except wire.OutOfTime:
                    more = worker.excused()
                    if more < MOMENT or excused > PATIENCE_SECONDS:
                        raise
                    excused += more
        finally:
            self._left -= max(0.0, time.monotonic() - started - excused)
