"""Reader: asks a confined process for what in a submission is costly to read.

It serves one submission after another, and runs nothing of any: what it does stands in
`autograder/isolate/inside/reading.py`.
"""

import time
from typing import Any

from autograder.isolate.inside import wire
from autograder.isolate.sandbox import Sandbox, Worker

READING_SECONDS = 5.0  # of wall clock, for all that is read of a submission


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

    def read(self, what: str, content: bytes) -> tuple[Any, bytearray]:
        """Return what was found in some bytes, and the bytes that came with it. Raises TooCostly.

        A process that has served before may have used up its memory, so a new one tries again.
        """
        started = time.monotonic()
        try:
            return self._read(what, content, started + self._left)
        finally:
            self._left -= time.monotonic() - started

    def _read(self, what: str, content: bytes, deadline: float) -> tuple[Any, bytearray]:
        served_before = self._worker is not None
        if self._worker is None:
            self._worker = self.sandbox.reader()
        try:
            self._worker.send({"read": what, "size": len(content)}, deadline)
            self._worker.send_frame(content, deadline)
            answer = self._worker.receive(deadline)
            return answer["found"], self._worker.receive_content(int(answer["size"]), deadline)
        except wire.OutOfTime as error:
            self.end()
            raise TooCostly from error
        except (wire.Closed, wire.WireError, KeyError, TypeError, ValueError) as error:
            self.end()
            if served_before:
                return self._read(what, content, deadline)
            raise TooCostly from error
