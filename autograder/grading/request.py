"""Request: what a worker is asked, and of which version of the submission's package."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.isolate.inside import wire


@dataclass(frozen=True)
class Version:
    """Which version of a submission's package is asked.

    given    functions ("module:name") the reference stands in for
    beside   those of them beside which the student's own run: what a constructor of theirs sets
             stays, and an answer has the form of theirs
    without  the student's files that are not to be loaded
    changed  whether the kit's files are those that the student changed
    nearest  whether a graded function that is not there is what has the nearest name
    """

    given: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    changed: bool = False
    nearest: bool = False


AS_HANDED_IN = Version()


def request(imports: Sequence[str], programs: Sequence[Any], version: Version) -> bytes:
    """Return the frame of a request; `inside/answer.py` says what is in it."""
    message = {"imports": list(imports), "programs": list(programs)}
    return wire.packed({**message, "version": vars(version)})
