"""The three layers round student code: limits, Landlock, seccomp.

`confine_template` runs once, in the template, before anything is forked, and prepares the rules
of workers; `confine_worker` runs in each worker before it has read a byte of a submission. What
cannot be had raises OSError: a weaker sandbox is never silent.
"""

import os
import resource
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograder.isolate.inside import landlock, seccomp
from autograder.isolate.inside.kernel import PR_SET_DUMPABLE, PR_SET_PDEATHSIG, prctl

NOBODY = 65534
_SIGKILL = 9


def drop_root() -> None:
    """Become nobody, where this is root: process limits do not bind root."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def confine_template(readable: Iterable[str], system_calls: Sequence[str]) -> int:
    """Give up root and every file but those Python needs; return the rules for workers.

    system_calls  that workers may make besides the usual ones
    """
    drop_root()
    landlock.restrict([Path(path) for path in readable], writable=[Path("/dev/null")])
    seccomp.prepare(system_calls)
    return landlock.ruleset([Path("/")], writable=[Path("/dev/null")])


def confine_worker(limits: dict[str, Any], rules: int) -> None:
    """Limit this process, cut it off from its siblings, and refuse dangerous system calls."""
    prctl(PR_SET_PDEATHSIG, _SIGKILL)
    prctl(PR_SET_DUMPABLE, 0)
    set_limits(limits)
    # A second, inner Landlock domain: signals and abstract sockets end at this process.
    landlock.enforce(rules)
    os.close(rules)
    seccomp.refuse_system_calls()


def set_limits(limits: dict[str, Any]) -> None:
    """Set the resource limits of this process, soft and hard alike."""
    memory_bytes = limits["memory_mib"] * 2**20
    for kind, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 256),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_STACK, 64 * 2**20),
    ):
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
