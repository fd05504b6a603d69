"""What a command uses: wall clock, CPU time and memory, with all its descendants.

CPU time is counted where the kernel keeps it: of processes that have ended with whoever waited
for them, of others with themselves. Two kinds would be missed. Orphans are: this process takes
them in (it becomes a subreaper) and waits for them. Processes nobody waits for, as those of a
PID namespace that is taken down (bubblewrap's), are on nobody's account. So the whole tree is
sampled every `SAMPLE_SECONDS`, and what disappears from one sample to the next without turning
up with a parent is added. What such processes use after their last sample is not counted.

Memory is the proportional set size: pages that several processes share are counted once.
"""

import ctypes
import os
import resource
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.1
PR_SET_CHILD_SUBREAPER = 36


class CommandFailed(Exception):
    """A measured command ended with an error; the message holds what it printed."""


@dataclass(frozen=True)
class Usage:
    """What a command and its descendants used.

    peak_mib         at the same time, all together
    peak_first_mib   by the command's own process
    peak_others_mib  by all others together
    """

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float
    peak_first_mib: float
    peak_others_mib: float


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a command in a folder and return what it used. Raises CommandFailed.

    This process may have no other children meanwhile.
    """
    become_subreaper()
    tree = Tree()
    started = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdout=log, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            tree.sample(process.pid)
            try:
                process.wait(SAMPLE_SECONDS)
            except subprocess.TimeoutExpired:
                pass
        wall_seconds = time.perf_counter() - started
        wait_for_orphans()
        log.seek(0)
        printed = log.read().decode(errors="replace")
    if process.returncode != 0:
        raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}:\n{printed}")
    mib = 2**20
    return Usage(
        wall_seconds,
        tree.cpu_seconds(),
        tree.peak / mib,
        tree.peak_first / mib,
        tree.peak_others / mib,
    )


def become_subreaper() -> None:
    """Let descendants whose parent ends become children of this process."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def wait_for_orphans() -> None:
    """Wait until every descendant has ended."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def waited_seconds() -> float:
    """Return the CPU time of this process's children that were waited for, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True)
class Account:
    """CPU seconds of a process: its own, and those of the children it has waited for."""

    parent: int
    own: float
    waited: float


def accounts() -> dict[int, Account]:
    """Return this process's account and those of all its descendants, by process id.

    Parents are read before their children. Where one ends in between, all are read again, so
    that nothing is missed on its way from one account to another.
    """
    while True:
        found = {os.getpid(): Account(0, 0.0, waited_seconds())}
        try:
            for process in psutil.Process().children(recursive=True):
                times, parent = process.cpu_times(), process.ppid()
                if parent == 0:  # it is being taken away at this moment
                    raise psutil.NoSuchProcess(process.pid)
                waited = times.children_user + times.children_system
                found[process.pid] = Account(parent, times.user + times.system, waited)
        except psutil.NoSuchProcess:
            continue
        return found


def lost_seconds(before: Mapping[int, Account], after: Mapping[int, Account]) -> float:
    """Return the CPU seconds of processes that are gone and that nobody waited for."""
    gone = before.keys() - after.keys()
    missing: Counter[int] = Counter()
    for pid in gone:
        heir = before[pid].parent
        while heir in gone:
            heir = before[heir].parent
        missing[heir] += before[pid].own + before[pid].waited
    grown = {pid: after[pid].waited - before[pid].waited for pid in missing}
    return sum(max(missing[pid] - grown[pid], 0) for pid in missing)


class Tree:
    """The account of this process's descendants from the moment it is made."""

    def __init__(self) -> None:
        self.accounts = accounts()
        self.before = waited_seconds()
        self.lost = 0.0
        self.peak = self.peak_first = self.peak_others = 0

    def sample(self, first: int) -> None:
        """Look at all descendants; `first` is the process id of the command itself."""
        self.sample_accounts()
        descendants = psutil.Process().children(recursive=True)
        memory = {process.pid: proportional_set_size(process) for process in descendants}
        own, total = memory.get(first, 0), sum(memory.values())
        self.peak = max(self.peak, total)
        self.peak_first = max(self.peak_first, own)
        self.peak_others = max(self.peak_others, total - own)

    def sample_accounts(self) -> None:
        """Read all accounts and note what was lost since they were read before."""
        latest = accounts()
        self.lost += lost_seconds(self.accounts, latest)
        self.accounts = latest

    def cpu_seconds(self) -> float:
        """Return the CPU time of all descendants, when all have ended."""
        self.sample_accounts()
        return waited_seconds() - self.before + self.lost


def proportional_set_size(process: psutil.Process) -> int:
    """Return the bytes of memory of a process; shared pages count by their share."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0
    except psutil.AccessDenied:  # of a process of another user
        return int(process.memory_info().rss)
