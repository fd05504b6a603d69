"""Which isolation this machine offers, and what stands in the way of a stronger one.

Strongest first:
  bubblewrap  namespaces with a private file system round the template, and the three layers
  landlock    the three layers of `inside/confine.py`: limits, Landlock, seccomp
  none        nothing at all; for debugging, and shown in every result
"""

import json
import os
import subprocess
from functools import cache
from pathlib import Path

from autograder.isolate import command
from autograder.isolate.inside import landlock, seccomp
from autograder.isolate.runtime import Runtime, own

LEVELS = ("bubblewrap", "landlock", "none")
TRIAL = "import sys, json; sys.path[:0] = json.loads(sys.argv[1]); import numpy, msgpack"
TRIAL_SECONDS = 60.0

# Settings that keep users from making namespaces: file, the value that does, the way out.
FORBIDDING = (
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "AppArmor keeps users from making namespaces: give bwrap a profile with `userns,` in "
        "/etc/apparmor.d, or run `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`",
    ),
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "users may not make namespaces: run `sysctl -w kernel.unprivileged_userns_clone=1`",
    ),
    (
        "/proc/sys/user/max_user_namespaces",
        "0",
        "no user namespaces are allowed: run `sysctl -w user.max_user_namespaces=10000`",
    ),
)
CHROOT = "namespaces cannot be made in a chroot: grade outside it"
CONTAINER_MARKS = ("/.dockerenv", "/run/.containerenv")
CONTAINER = (
    "a container must be allowed to make namespaces: start it with `--security-opt "
    "seccomp=unconfined --security-opt apparmor=unconfined --cap-add SYS_ADMIN`"
)


def available(level: str) -> str:
    """Return "" if this machine offers an isolation level, else why not, and the way out."""
    return lacking(level) or (bubblewrap_problem(own()) if level == "bubblewrap" else "")


def lacking(level: str) -> str:
    """Return what a level needs and this machine lacks, as far as it can be told at a glance."""
    if level == "none":
        return ""
    if not landlock.abi():
        return "the kernel offers no Landlock (Linux 5.13 has it; a container must let it through)"
    if not seccomp.supported():
        return "the system-call filter does not know this processor"
    if level == "bubblewrap" and command.bubblewrap() is None:
        return "bwrap is not installed. Way out: install bubblewrap"
    return ""


def stepped_down(level: str) -> str:
    """Return why nothing stronger than a level is to be had here, "" where something is."""
    stronger = LEVELS[: LEVELS.index(level)] if level != "none" else ()
    problems = [(name, available(name)) for name in stronger]
    if not all(problem for _, problem in problems):
        return ""
    return " ".join(f"{name} is not to be had here: {problem}." for name, problem in problems)


@cache
def bubblewrap_problem(runtime: Runtime) -> str:
    """Return "" if Python and NumPy start in bubblewrap's sandbox here, else why not."""
    program = command.bubblewrap()
    assert program is not None
    start = [*command.python(runtime, TRIAL), json.dumps(command.private_paths(runtime))]
    trial = [program, *command.bubblewrap_options(runtime), *start]
    try:
        done = subprocess.run(
            trial,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env=command.environment(),
            cwd="/",
            timeout=TRIAL_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bwrap: {str(error)[-200:]}"
    if done.returncode == 0:
        return ""
    said = done.stderr.decode(errors="replace").strip().splitlines() or ["it did not start"]
    if not said[-1].startswith("bwrap: "):  # Python's own: a file is not in place
        return f"Python does not start in bwrap's sandbox: {said[-1][:200]}"
    return f"{said[-1][:200].rstrip('.')}{way_out()}"


def way_out() -> str:
    """Return what stops namespaces here and what to do about it, "" where nobody knows."""
    if os.geteuid() != 0:
        for file, value, words in FORBIDDING:
            if text(file).strip() == value:
                return f". Way out: {words}"
    mounts = [line.split()[4] for line in text("/proc/self/mountinfo").splitlines()]
    if mounts and "/" not in mounts:
        return f". Way out: {CHROOT}"
    if "container" in os.environ or any(map(os.path.exists, CONTAINER_MARKS)):
        return f". Way out: {CONTAINER}"
    return ""


def text(file: str) -> str:
    """Return what the kernel says in a file, "" where there is none."""
    try:
        return Path(file).read_text()
    except OSError:
        return ""
