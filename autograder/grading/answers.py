"""Answers: what a worker sent back, read as plain data that may be forged.

They travel through the grader unread, as the bytes that came: a class gives the same ones again
and again, and what was judged once need not be read.

Of what arrives only what was asked for is taken, each field for no more than it can be.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.isolate.inside import wire
from autograder.isolate.inside.package import PACKAGE
from autograder.student.language import Message, fact


@dataclass(frozen=True)
class Answer:
    """What the code under test gave in one case."""

    outputs: Mapping[str, Any]
    watched: Mapping[str, Any]


@dataclass(frozen=True)
class Failure:
    """Why there is no answer in one case.

    kind       "error" (an exception), "crash" (the process ended) or "timeout"
    type       the exception's type
    function   the student's function it came up in, "" where that is the check itself
    frames     files and lines of the package that led to it, the innermost first
    importing  the student file whose import it happened in, "" if it was a call
    told       the question whose message says all of this already, "" if none does
    ended      how the process ended, of a crash
    """

    kind: str
    type: str = ""
    message: str = ""
    function: str = ""
    frames: tuple[tuple[str, int], ...] = ()
    importing: str = ""
    told: str = ""
    ended: Message = ""

    @property
    def file(self) -> str:
        """The file of the package that it came up in, "" if there is none."""
        return self.frames[0][0] if self.frames else ""

    @property
    def line(self) -> int:
        """The line in that file, 0 if there is none."""
        return self.frames[0][1] if self.frames else 0

    def place(self, files: Collection[str]) -> tuple[str, int]:
        """Return the file and line of the innermost frame outside of some files of the package."""
        names = {f"{PACKAGE}/{file}" for file in files}
        outside = (frame for frame in self.frames if frame[0] not in names)
        return next(outside, (self.file, self.line))


MAX_LINE = 10**6
MAX_FRAMES = 20

# What came of a case: the body of the frame a worker sent, or why there is none.
Sent = bytes | Failure

# What reading a forged frame may raise.
UNREADABLE = (wire.WireError, KeyError, TypeError, ValueError, AttributeError)


def mapping(value: Any) -> dict[str, Any]:
    """Return a value a worker sent, if it is a dictionary. Raises WireError."""
    if type(value) is not dict:
        raise wire.WireError("not a dictionary")
    return value


def read_answer(sent: Sent, program: Mapping[str, Any]) -> Answer | Failure:
    """Return a worker's answer to a program: of what it sent, only what the program asks for."""
    if isinstance(sent, Failure):
        return sent
    try:
        frame = mapping(wire.unpack(sent))
        if "error" in frame:
            return failure_from(mapping(frame["error"]))
        outputs, watched = mapping(frame["outputs"]), mapping(frame["watched"])
    except UNREADABLE:
        return unreadable()
    return Answer(
        {name: outputs.get(name) for name in program["outputs"]},
        {name: watched.get(name) for name in program["watched"]},
    )


def unreadable() -> Failure:
    """Return the failure of a worker that sent what no worker sends."""
    return Failure("crash", ended=fact("process.unreadable"))


def failure_from(error: Mapping[str, Any]) -> Failure:
    """Return the failure a worker described, each field of the type it has to be.

    Failures are keys of verdicts: True, which equals 1, is no number of a line.
    """
    frames = [*map(frame_from, error["frames"][:MAX_FRAMES])]
    return Failure(
        "error",
        type=text(error["type"], 100),
        message=text(error["message"], 500),
        function=text(error["function"], 100),
        frames=tuple(frames),
    )


def frame_from(frame: Any) -> tuple[str, int]:
    """Return a frame a worker sent. Raises ValueError where it is none."""
    file, line = frame
    return text(file, 200), line if type(line) is int and 0 < line <= MAX_LINE else 0


def text(value: Any, limit: int) -> str:
    """Return a text a worker sent, cut. Raises WireError where it is none."""
    if type(value) is not str:
        raise wire.WireError("not a text")
    return value[:limit]


def ending(ended: Mapping[str, int]) -> Message:
    """Return how a worker's process ended."""
    names = {
        6: fact("process.aborted"),
        7: fact("process.bus_error"),
        9: fact("process.killed"),
        11: fact("process.segmentation_fault"),
        24: fact("process.time"),
        25: fact("process.output"),
        31: fact("process.forbidden_call"),
    }
    if ended["signal"]:
        other = fact("process.signal", signal=ended["signal"])
        return names.get(ended["signal"], other)
    return fact("process.status", status=ended["status"])
