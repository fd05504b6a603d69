"""Apart: a piece of work on hostile text, in a copy of this process that can do nothing else.

For libraries that make much of little, or take long: the copy has some memory more than this
process, some seconds, no files to write, no network, and no other process; only bytes come back.
No student code runs there. What grading itself reads goes to the warm process of `reader.py`.
"""

import os
import resource
import select
import signal
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from autograder.isolate.inside import landlock, seccomp

MEMORY_MIB = 250  # more than this process has
SECONDS = 10.0
MAX_ANSWER_BYTES = 2**26


class TooCostly(Exception):
    """The work took more memory or time than it may, or failed."""


def apart(
    work: Callable[[bytes], bytes], content: bytes, seconds: float = SECONDS, mib: int = MEMORY_MIB
) -> bytes:
    """Return `work(content)`, done in a confined copy of this process. Raises TooCostly."""
    receiving, sending = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other threads exist; the copy needs none of their locks
        pid = os.fork()
    if pid == 0:
        _work(work, content, sending, mib)
    os.close(sending)
    try:
        answer = _received(receiving, time.monotonic() + seconds)
    finally:
        os.close(receiving)
        os.kill(pid, signal.SIGKILL)  # it is not waited for yet, so the number is still its own
        os.waitpid(pid, 0)
    if not answer.endswith(b"\0"):  # the last that is sent: all of it is there
        raise TooCostly
    return answer[:-1]


def _work(work: Callable[[bytes], bytes], content: bytes, sending: int, mib: int) -> None:
    """Do the work in this process, which is the copy; never returns."""
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (_data_bytes() + mib * 2**20,) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if landlock.abi():
            landlock.restrict([Path("/")])  # to be read: libraries load parts of themselves late
        if seccomp.supported():
            seccomp.prepare()
            seccomp.refuse_system_calls()
        answer = memoryview(work(content) + b"\0")
        while answer:
            answer = answer[os.write(sending, answer) :]
    except BaseException:
        os._exit(1)
    os._exit(0)


def _data_bytes() -> int:
    """Return how much memory of its own this process has, as RLIMIT_DATA counts it."""
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData"))


def _received(receiving: int, deadline: float) -> bytes:
    """Return what comes until the other side ends, or has had its time."""
    parts: list[bytes] = []
    size = 0
    while size <= MAX_ANSWER_BYTES:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([receiving], [], [], left)[0]:
            return b""
        part = os.read(receiving, 2**20)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
    return b""
