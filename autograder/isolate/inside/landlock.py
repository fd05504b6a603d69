"""Landlock: which files a process and its children may read, and whom they may signal.

Unprivileged, inherited, and never undone. Everything not allowed is denied: no writing
anywhere, no reading but what Python needs to run. See landlock(7).
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from autograder.isolate.inside.kernel import PR_SET_NO_NEW_PRIVS, prctl, syscall

# The same numbers on every architecture since Linux 5.13.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_HANDLED_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_BIND_AND_CONNECT = 3
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1, 2


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def abi() -> int:
    """Return the version of Landlock this kernel offers; 0 when it offers none."""
    try:
        return syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))
    except OSError:
        return 0


def restrict(readable: Iterable[Path], writable: Iterable[Path] = ()) -> None:
    """Allow reading below `readable` and writing the files `writable`; deny all else for ever.

    Raises OSError without Landlock.
    """
    rules = ruleset(readable, writable)
    try:
        enforce(rules)
    finally:
        os.close(rules)


def ruleset(readable: Iterable[Path], writable: Iterable[Path] = ()) -> int:
    """Return the file descriptor of rules that allow `readable` and `writable` and no other file.

    They also deny TCP, and signals and abstract sockets to processes outside, where the kernel
    knows how. Paths that do not exist are left out. Raises OSError without Landlock.
    """
    version = abi()
    known = max((known for known in _HANDLED_BY_ABI if known <= version), default=0)
    if not known:
        raise OSError("this kernel has no Landlock")
    handled = _HANDLED_BY_ABI[known]
    ruleset = _Ruleset(
        handled_access_fs=handled,
        handled_access_net=_NET_BIND_AND_CONNECT if version >= 4 else 0,
        scoped=_SCOPE_ABSTRACT_SOCKETS | _SCOPE_SIGNALS if version >= 6 else 0,
    )
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset_fd = syscall(
        _CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), ctypes.c_uint32(0)
    )
    for path in readable:
        _allow(ruleset_fd, path, _READ_FILE | _READ_DIR | _EXECUTE)
    for path in writable:
        _allow(ruleset_fd, path, _READ_FILE | _WRITE_FILE)
    return ruleset_fd


def enforce(ruleset_fd: int) -> None:
    """Put this process and its children under rules, for ever. Raises OSError."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    syscall(_RESTRICT_SELF, ctypes.c_int(ruleset_fd), ctypes.c_uint32(0))


def _allow(ruleset_fd: int, path: Path, access: int) -> None:
    try:
        path_fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            access &= ~_READ_DIR
        rule = _PathBeneath(allowed_access=access, parent_fd=path_fd)
        syscall(
            _ADD_RULE,
            ctypes.c_int(ruleset_fd),
            ctypes.c_int(_RULE_PATH_BENEATH),
            ctypes.byref(rule),
            ctypes.c_uint32(0),
        )
    finally:
        os.close(path_fd)
