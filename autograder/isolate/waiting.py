"""How long a process was ready to run while the machine had no processor for it.

A deadline is wall clock, so that code which sleeps meets it too. But what others on the machine
take away is nobody's fault: the kernel counts it for each thread, and it does not count here.
"""

import os
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


def seconds(pid: int, lived: float) -> float:
    """Return how long a process has waited for a processor that others had; 0 if nobody knows.

    pid    as it is seen from here
    lived  seconds since the process began

    Threads of its own that wait for each other use processors meanwhile, and that counts.
    """
    try:
        used = _used(pid)
        waits = [_waited(task) for task in (PROC / str(pid) / "task").iterdir()]
    except (OSError, ValueError, IndexError):  # it is gone, or the kernel does not count
        return 0.0
    return max(0.0, min(max(waits, default=0.0), lived - used))


def of_this_thread() -> float:
    """Return how long this thread has waited for a processor so far; 0 if nobody knows."""
    try:
        return _waited(PROC / "thread-self")
    except (OSError, ValueError, IndexError):
        return 0.0


def seen_from_here(ancestor: int, pid: int) -> int | None:
    """Return the number that a process has here, of that in its own name space; None if gone.

    ancestor  a process above it, as it is seen from here
    """
    for found in _below(ancestor):
        try:
            status = (PROC / str(found) / "status").read_text("ascii", "replace")
        except OSError:
            continue
        numbers = next((line for line in status.splitlines() if line.startswith("NSpid:")), "")
        if numbers.split()[-1:] == [str(pid)]:
            return found
    return None


def _below(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for process in found:
        try:
            for task in (PROC / str(process) / "task").iterdir():
                found += map(int, (task / "children").read_text("ascii").split())
        except OSError:
            continue
    return found


def _used(pid: int) -> float:
    """Return the processor seconds of all threads of a process, also of those that have ended."""
    fields = (PROC / str(pid) / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _waited(task: Path) -> float:
    """Return the seconds that a thread was ready to run and did not."""
    return int((task / "schedstat").read_text("ascii").split()[1]) / 1e9
